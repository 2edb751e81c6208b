"""Notes and links of an activity, and what it was before."""

from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict
from services.common.row_store import fetch_or_404, insert, stamps
from services.common.writers import require_writer
from services.registry.activities import repository
from services.registry.activities.schemas import LinkIn, NoteIn
from services.registry.activities.service import owned
from services.registry.models import ActivityRow, LinkRow, NoteRow

_UNTOLD = frozenset(
    {"version", "updated_at", "updated_by", "created_at", "created_by", "label_id", "words", "alike", "owner",
     "starts_on", "ends_on", "last_month", "figure", "people_or_none", "cost_or_none", "host", "merged_into",
     "unit_ids", "series_id", "import_id", "row_no", "source_digest", "source_version", "id"}
)  # fmt: skip
"""What is no word of the record, or names another that the reader may not know of."""


async def note(unit: Unit, note_id: UUID) -> dict[str, Any]:
    """A note; 404 where it is missing or hidden."""
    query = f"SELECT {repository.NOTE_JSON} AS body FROM activity_note t WHERE t.id = %s"
    row = await (await unit.conn.execute(query.encode(), [note_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    return labelling.labelled(unit, row["body"])


async def add_note(unit: Unit, activity_id: UUID, body: NoteIn) -> UUID:
    """Keeps a note of the writer's nation: by default for who reads the activity."""
    activity = await fetch_or_404(unit, ActivityRow, activity_id)
    require_writer(unit)
    label_id = await labelling.portion(unit, body.label, activity.label_id)
    row = NoteRow(
        **stamps(unit, label_id), activity_id=activity_id, nation=unit.subject.nation, kind=body.kind.value,
        text=body.text,
    )  # fmt: skip
    await insert(unit, row)
    unit.audit("activity.noted", "activity_note", row.id, label_id=label_id)
    return row.id


async def link(unit: Unit, link_id: UUID) -> dict[str, Any]:
    """A link; 404 where it is missing or hidden."""
    row = await fetch_or_404(unit, LinkRow, link_id)
    body = row.model_dump(include={"id", "kind", "target", "title", "label_id"}, mode="json")
    return labelling.labelled(unit, body)


async def add_link(unit: Unit, activity_id: UUID, body: LinkIn) -> UUID:
    """Ties an activity of one's own nation to a tasking, lesson or plan; 409 ``linked_already``."""
    activity = await owned(unit, activity_id)
    values = body.model_dump(mode="json", exclude={"target"})
    row = LinkRow(**stamps(unit, activity.label_id), activity_id=activity_id, target=body.target, **values)
    try:
        await insert(unit, row)
    except IntegrityError as error:
        raise conflict("linked_already", "It is tied to that already.", "/target") from error
    unit.audit("activity.linked", "activity_link", row.id, label_id=activity.label_id)
    return row.id


async def history(unit: Unit, activity_id: UUID) -> list[dict[str, Any]]:
    """What the activity was before each change that the reader may read both sides of, newest first."""
    await fetch_or_404(unit, ActivityRow, activity_id)  # LABELS: old revisions
    states = await repository.states(unit, activity_id)
    found = []
    for after, before in pairwise(states):
        fields = {
            name: _words(name, value)
            for name, value in before["body"].items()
            if name not in _UNTOLD and _words(name, after["body"].get(name)) != _words(name, value)
        }
        if after["version"] == before["version"] + 1 and fields:
            found.append({"at": before["at"], "until": after["at"], "fields": fields})
    return found


def _words(name: str, value: Any) -> Any:
    """A value without the ids of units."""
    return [part | {"unit_id": None} for part in value or ()] if name == "participants" else value
