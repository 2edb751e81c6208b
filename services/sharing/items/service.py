"""What may be done with the shell of an item, and how it is shown to one reader."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, forbidden, unprocessable
from services.common.owning import new_label
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert_referred, stamps
from services.common.writers import open_to, require_writer
from services.sharing.items import portions as parts
from services.sharing.items import repository
from services.sharing.items.events import item_changed
from services.sharing.items.relabelling import put_labels
from services.sharing.items.schemas import NarrowerIn, SharedItemIn, SharedItemPatch
from services.sharing.items.sight import looking, narrower
from services.sharing.models import ItemRow


def finish(unit: Unit, body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of an item, completed with what the reader may do and with its label in words."""
    return labelling.labelled(unit, body) | {"can": open_to(unit, abilities(unit, body["label_id"]))}


def abilities(unit: Unit, label_id: int) -> list[str]:
    """Names of acts: ``edit``, ``label`` and ``add`` for its owners."""
    owns = labelling.owns(unit, unit.labels.get(label_id)) and not unit.subject.oversees
    return ["edit", "label", "add"] if owns else []


async def show(unit: Unit, item_id: UUID) -> dict[str, Any]:
    """The shell as this reader may see it; 404 where it is missing or hidden."""
    await looking(unit)
    body = await repository.item_json(unit, item_id)
    if body is None:
        raise NOT_FOUND()
    await unit.label(body["label_id"])
    return finish(unit, body)


async def create(unit: Unit, body: SharedItemIn) -> UUID:
    """Keeps an item with its paragraphs: all of it, or nothing."""
    label_id = await new_label(unit, body.label)
    row = ItemRow(
        **stamps(unit, label_id), ref=new_reference("ITM"), kind=body.kind.value, title=body.title,
        language=body.language, tags=body.tags,
    )  # fmt: skip
    made = await insert_referred(unit, row)
    unit.audit("item.created", "item", made.id, label_id=label_id)
    await item_changed(unit, made, "created")
    for number, portion in enumerate(body.portions):
        await parts.append(unit, made, portion, number)
    return made.id


async def owned(unit: Unit, item_id: UUID) -> ItemRow:
    """A visible item of the nation for which the writer acts; 403 ``own_nation_owns`` of another's."""
    row = await fetch_or_404(unit, ItemRow, item_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    return row


async def amend(unit: Unit, item_id: UUID, patch: SharedItemPatch) -> None:
    """Changes what the shell says; withdraws the item, with a reason, or brings it back."""
    row = await owned(unit, item_id)
    said = {name: value for name, value in patch.model_dump(exclude_unset=True, mode="json").items()
            if value is not None}  # fmt: skip
    if said.get("withdrawn") and not said.get("reason", row.reason):
        raise unprocessable("/reason", "reason_needed", "Say why it is withdrawn.")
    if said.get("withdrawn") is False:
        said["reason"] = ""
    act = "changed"
    if said.get("withdrawn", row.withdrawn) != row.withdrawn:
        act = "restored" if row.withdrawn else "withdrawn"
    made = await change(unit, ItemRow, item_id, said)
    unit.audit(f"item.{act}", "item", item_id, label_id=made.label_id, detail={"fields": sorted(said)})
    await item_changed(unit, made, act)


async def relabel(unit: Unit, item_id: UUID, body: NarrowerIn) -> None:
    """Narrows the shell, and with it each portion: who loses sight of the title loses all of it at once."""
    row = await fetch_or_404(unit, ItemRow, item_id)
    label_id = await narrower(unit, row.label_id, body.label)
    if (await unit.label(label_id)).owner != (await unit.label(row.label_id)).owner:
        raise forbidden("An item keeps its owners.", "owner_stays", "/label/owner")
    unit.audit("item.relabelled", "item", item_id, label_id=label_id)
    async with unit.as_worker():
        await put_labels(unit, row, label_id, {}, "relabelled")
