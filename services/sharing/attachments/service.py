"""What may be done with attachments, and how they are shown to one reader."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict, forbidden, unprocessable
from services.common.labels import Action
from services.common.row_store import change, fetch_or_404, insert, stamps
from services.common.writers import open_to, require_writer
from services.sharing.attachments.schemas import AttachmentIn, AttachmentPatch
from services.sharing.domain.files import NotThat, kind_of, named
from services.sharing.items.schemas import NarrowerIn
from services.sharing.items.sight import effective, looking, mark, may_take, narrower
from services.sharing.models import AttachmentRow, ItemRow

Body = Mapping[str, Any]
_JSON = """jsonb_build_object('id', a.id, 'item_id', a.item_id, 'name', a.name, 'media_type', a.media_type,
    'size', a.size, 'kept', a.kept, 'sha256', a.sha256, 'withdrawn', a.withdrawn, 'mark_id', a.mark_id,
    'label_id', a.label_id)"""
# The item stands in every query: nobody reads an attachment who may not know of its item.
_ONE = f"SELECT {_JSON} AS body FROM attachment a JOIN shared_item t ON t.id = a.item_id WHERE a.id = %s"
_ALL = f"""SELECT {_JSON} AS body FROM shared_item t JOIN attachment a ON a.item_id = t.id
    WHERE t.id = %s AND NOT a.withdrawn ORDER BY a.name, a.id"""


async def finish(unit: Unit, body: Body) -> dict[str, Any]:
    """The JSON of an attachment, completed with its labels in words and what the reader may do."""
    own = await unit.label(body["mark_id"])
    await unit.label(body["label_id"])
    owns = labelling.owns(unit, own) and not unit.subject.oversees
    acts = (["label", "withdraw"] if body["kept"] else ["send"]) if owns else []
    rest = {key: value for key, value in body.items() if key not in {"mark_id", "label_id"}}
    return rest | {
        "may_take": may_take(unit, body["label_id"]), "can": open_to(unit, acts),
        "mark": labelling.view(unit, body["mark_id"]), "label": labelling.view(unit, body["label_id"]),
    }  # fmt: skip


async def show(unit: Unit, attachment_id: UUID) -> dict[str, Any]:
    """An attachment as this reader may see it; 404 where it, or its item, is missing or hidden."""
    await looking(unit)
    row = await (await unit.conn.execute(_ONE.encode(), [attachment_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    return await finish(unit, row["body"])


async def show_all(unit: Unit, item_id: UUID) -> list[dict[str, Any]]:
    """The attachments of an item; one whose bytes are still to come is its owners' alone."""
    await looking(unit)
    await fetch_or_404(unit, ItemRow, item_id)
    rows = await (await unit.conn.execute(_ALL.encode(), [item_id])).fetchall()
    views = [await finish(unit, row["body"]) for row in rows]
    return [view for view in views if view["kept"] or view["can"]]


async def announce(unit: Unit, item_id: UUID, body: AttachmentIn, most: int) -> UUID:
    """Makes the place of a file that will be sent, on an item of the writer's own nation.

    422 by the rules of `domain.files`, and ``file_size`` for one of more than ``most`` bytes.
    """
    item = await fetch_or_404(unit, ItemRow, item_id)
    await labelling.require_owner(unit, item.label_id)
    require_writer(unit)
    if body.size > most:
        raise unprocessable("/size", "file_size", f"A file has at most {most:,} bytes.")
    try:
        name = named(body.name)
        kind = kind_of(name)
    except NotThat as wrong:
        raise unprocessable("/name", wrong.rule, wrong.sentence) from wrong
    mark_id = await mark(unit, body.label, item.label_id)
    label_id = await effective(unit, mark_id, item.label_id)
    row = AttachmentRow(
        **stamps(unit, label_id), item_id=item_id, mark_id=mark_id, name=name, media_type=kind.media_type,
        size=body.size,
    )  # fmt: skip
    await insert(unit, row)
    unit.audit("attachment.announced", "attachment", row.id, label_id=label_id)
    return row.id


async def expected(unit: Unit, attachment_id: UUID) -> AttachmentRow:
    """An attachment of the writer's own nation whose bytes may be sent; 409 ``kept_already``."""
    row = await fetch_or_404(unit, AttachmentRow, attachment_id, lock=True)
    await labelling.require_owner(unit, row.mark_id)
    require_writer(unit)
    if row.kept:
        raise conflict("kept_already", "Its bytes are here: what is kept never changes. Attach another.")
    return row


async def keep(unit: Unit, attachment_id: UUID, name: str, digest: str) -> None:
    """Takes the object of that name for the attachment's bytes; 409 where another send was first."""
    row = await expected(unit, attachment_id)
    await change(unit, AttachmentRow, row.id, {"kept": True, "object": name, "sha256": digest})
    unit.audit("attachment.kept", "attachment", row.id, label_id=row.label_id, detail={"sha256": digest})


async def attempted(unit: Unit, attachment_id: UUID) -> str:
    """A name in the store that nothing can be learned from, another for every attempt; it is remembered
    first, so that what a crash leaves there is found and deleted (`sweep`).
    """
    name = uuid4().hex
    name = f"{name[:2]}/{name}"
    await unit.conn.execute(
        b"INSERT INTO attachment_attempt (object, at) VALUES (%s, %s)", [name, unit.database.clock()]
    )
    unit.audit("attachment.sent", "attachment", attachment_id)
    return name


async def taken(unit: Unit, attachment_id: UUID) -> AttachmentRow:
    """An attachment that the reader may take along: to download is to copy.

    404 where it is hidden, missing, withdrawn or not sent yet; 403 ``display_only`` where it is only shown.
    """
    await unit.only_for(Action.EXPORT if unit.subject.reads_only else Action.READ)
    row = await (await unit.conn.execute(_ONE.encode(), [attachment_id])).fetchone()
    if row is None:
        await looking(unit)
        seen = await (await unit.conn.execute(_ONE.encode(), [attachment_id])).fetchone()
        if seen is None or not seen["body"]["kept"] or seen["body"]["withdrawn"]:
            raise NOT_FOUND()
        raise forbidden("It may be seen and not taken along.", "display_only")
    if not row["body"]["kept"] or row["body"]["withdrawn"]:
        raise NOT_FOUND()
    return await fetch_or_404(unit, AttachmentRow, attachment_id)


async def amend(unit: Unit, attachment_id: UUID, patch: AttachmentPatch) -> None:
    """Takes an attachment away, or brings it back."""
    row = await _owned(unit, attachment_id)
    made = await change(unit, AttachmentRow, row.id, {"withdrawn": patch.withdrawn})
    act = "withdrawn" if patch.withdrawn else "restored"
    unit.audit(f"attachment.{act}", "attachment", row.id, label_id=made.label_id)


async def lock(unit: Unit, attachment_id: UUID) -> None:
    """Locks an attachment whose label changes, its item first, as every release does."""
    row = await fetch_or_404(unit, AttachmentRow, attachment_id)
    await fetch_or_404(unit, ItemRow, row.item_id, lock=True)
    await fetch_or_404(unit, AttachmentRow, attachment_id, lock=True)


async def relabel(unit: Unit, attachment_id: UUID, body: NarrowerIn) -> None:
    """Gives an attachment a narrower label; whoever loses sight loses it at once."""
    row = await _owned(unit, attachment_id)
    item = await fetch_or_404(unit, ItemRow, row.item_id)
    mark_id = await narrower(unit, row.mark_id, body.label)
    label_id = await effective(unit, mark_id, item.label_id)
    await change(unit, AttachmentRow, row.id, {"mark_id": mark_id, "label_id": label_id})
    unit.audit("attachment.relabelled", "attachment", row.id, label_id=label_id)


async def _owned(unit: Unit, attachment_id: UUID) -> AttachmentRow:
    row = await fetch_or_404(unit, AttachmentRow, attachment_id)
    await labelling.require_owner(unit, row.mark_id)
    require_writer(unit)
    return row
