"""What may be done with the portions of an item, and how they are shown to one reader."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, unprocessable
from services.common.label_api import roll_up_view, together
from services.common.row_store import change, fetch_or_404, insert, stamps
from services.common.writers import open_to, require_writer
from services.sharing.domain.order import between
from services.sharing.items import repository
from services.sharing.items.events import portion_changed
from services.sharing.items.schemas import NarrowerIn, PortionBody, PortionIn, PortionPatch
from services.sharing.items.sight import all_read, effective, looking, mark, may_take, narrower
from services.sharing.models import ItemRow, PortionRow

Body = Mapping[str, Any]
_OF_LABELS = {"mark_id", "label_id", "shell_id"}


async def finish(unit: Unit, body: Body) -> dict[str, Any]:
    """The JSON of a portion, completed with its labels in words and what the reader may do."""
    own, reach = await unit.label(body["mark_id"]), body["label_id"]
    await unit.label(reach)
    acts = ["edit", "label"] if labelling.owns(unit, own) and not unit.subject.oversees else []
    rest = {key: value for key, value in body.items() if key not in _OF_LABELS}
    return rest | {
        "may_take": may_take(unit, reach), "can": open_to(unit, acts),
        "mark": labelling.view(unit, body["mark_id"]), "label": labelling.view(unit, reach),
    }  # fmt: skip


async def lock(unit: Unit, portion_id: UUID) -> None:
    """Locks a portion for a change, its item first, as every release does: two locks never cross."""
    row = await fetch_or_404(unit, PortionRow, portion_id)
    await fetch_or_404(unit, ItemRow, row.item_id, lock=True)
    await fetch_or_404(unit, PortionRow, portion_id, lock=True)


async def show(unit: Unit, portion_id: UUID) -> dict[str, Any]:
    """A portion as this reader may see it; 404 where it, or its item, is missing or hidden."""
    await looking(unit)
    body = await repository.portion_json(unit, portion_id)
    if body is None:
        raise NOT_FOUND()
    return await finish(unit, body)


async def show_all(unit: Unit, item_id: UUID) -> dict[str, Any]:
    """The portions of an item that the reader may see, and the banner over those and the title."""
    shell, found = await _seen(unit, item_id)
    banner = await roll_up_view(unit, [shell["label_id"], *(body["mark_id"] for body in found)])
    return {"items": [await finish(unit, body) for body in found], "banner": banner.model_dump()}


async def seen_as(unit: Unit, item_id: UUID, nations: Sequence[str]) -> dict[str, Any]:
    """What each of some nations sees of what the reader sees, with the banner over that."""
    shell, found = await _seen(unit, item_id)
    view: dict[str, Any] = {"nations": sorted(set(nations)), "portions": [], "banner": None}
    if not all_read(unit, nations, await unit.label(shell["label_id"])):
        return view
    kept = [body for body in found if all_read(unit, nations, await unit.label(body["label_id"]))]
    labels = [await unit.label(number) for number in (shell["label_id"], *(one["mark_id"] for one in kept))]
    over = together(labels, unit.database.permitted.context, unit.now, tuple(view["nations"]))
    return view | {"portions": [body["id"] for body in kept], "banner": over.model_dump()}


async def _seen(unit: Unit, item_id: UUID) -> tuple[Body, list[Body]]:
    await looking(unit)
    shell = await repository.item_json(unit, item_id)
    if shell is None:
        raise NOT_FOUND()
    found = await repository.portions_json(unit, item_id)
    unit.shown("item", [item_id])
    unit.shown("portion", [body["id"] for body in found])
    return shell, found


async def append(unit: Unit, item: ItemRow, body: PortionBody, number: int) -> None:
    """Puts a paragraph behind the last of a new item; ``number``: where it stands in the request."""
    await _write(unit, item, body, Decimal(number + 1), f"/portions/{number}/label")


async def add(unit: Unit, item_id: UUID, body: PortionIn) -> UUID:
    """Adds a paragraph to an item of the writer's own nation, behind the one that is named."""
    item = await fetch_or_404(unit, ItemRow, item_id, lock=True)
    await labelling.require_owner(unit, item.label_id)
    place = await _place(unit, item_id, body.after, body.first)
    return await _write(unit, item, body, place, "/label")


async def _write(unit: Unit, item: ItemRow, body: PortionBody, place: Decimal, pointer: str) -> UUID:
    require_writer(unit)
    mark_id = await mark(unit, body.label, item.label_id, pointer)
    label_id = await effective(unit, mark_id, item.label_id, pointer)
    row = PortionRow(
        **stamps(unit, label_id), item_id=item.id, mark_id=mark_id, place=place, kind=body.kind.value,
        depth=body.depth, text=body.text,
    )  # fmt: skip
    await insert(unit, row)
    unit.audit("portion.created", "portion", row.id, label_id=label_id)
    await portion_changed(unit, row, "created")
    return row.id


async def _place(
    unit: Unit, item_id: UUID, after: UUID | None, first: bool, moved: UUID | None = None
) -> Decimal:
    """A place behind a portion, or before all, or behind all; hidden portions keep theirs.

    422 ``unknown_portion`` where the one that it goes behind is no visible portion of the item.
    """
    if after is not None:
        found = await repository.portion_json(unit, after)
        if found is None or found["item_id"] != str(item_id) or after == moved:
            raise unprocessable("/after", "unknown_portion", "There is no such paragraph here.")
    taken = [(place, one) for place, one in await repository.places(unit, item_id) if one != moved]
    if first:
        return between(None, taken[0][0] if taken else None)
    if after is None:
        return between(taken[-1][0] if taken else None, None)
    at = next(number for number, (_, one) in enumerate(taken) if one == after)
    return between(taken[at][0], taken[at + 1][0] if at + 1 < len(taken) else None)


async def amend(unit: Unit, portion_id: UUID, patch: PortionPatch) -> None:
    """Changes a paragraph that the writer's nation owns: its words, its place, or whether it stands."""
    row = await fetch_or_404(unit, PortionRow, portion_id)
    await labelling.require_owner(unit, row.mark_id)
    require_writer(unit)
    said = {name: value for name, value in patch.model_dump(exclude_unset=True, mode="json").items()
            if value is not None and name not in {"after", "first"}}  # fmt: skip
    if patch.after is not None or patch.first:
        said["place"] = await _place(unit, row.item_id, patch.after, patch.first, portion_id)
    act = "changed"
    if said.get("withdrawn", row.withdrawn) != row.withdrawn:
        act = "restored" if row.withdrawn else "withdrawn"
    made = await change(unit, PortionRow, portion_id, said)
    fields = sorted(patch.model_fields_set)
    unit.audit(f"portion.{act}", "portion", portion_id, label_id=made.label_id, detail={"fields": fields})
    await portion_changed(unit, made, act)


async def relabel(unit: Unit, portion_id: UUID, body: NarrowerIn) -> None:
    """Gives a paragraph a narrower label; whoever loses sight loses it at once."""
    row = await fetch_or_404(unit, PortionRow, portion_id)
    item = await fetch_or_404(unit, ItemRow, row.item_id)
    mark_id = await narrower(unit, row.mark_id, body.label)
    label_id = await effective(unit, mark_id, item.label_id)
    made = await change(unit, PortionRow, portion_id, {"mark_id": mark_id, "label_id": label_id})
    unit.audit("portion.relabelled", "portion", portion_id, label_id=label_id)
    await portion_changed(unit, made, "relabelled", before=row.label_id)
