"""What may be done with an activity, and how it is shown to one reader."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict, forbidden, unprocessable
from services.common.owning import new_label, owner_of, relabelled
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert_referred, stamps
from services.common.writers import open_to, require_writer
from services.registry.activities import repository, values
from services.registry.activities.events import activity_changed
from services.registry.activities.schemas import ActivityIn, ActivityPatch, AnswerIn, LabelIn, StatusIn
from services.registry.domain.lifecycle import AFTER, refuse
from services.registry.domain.values import Answer, Status
from services.registry.imports.narrowing import narrow_imports
from services.registry.models import ActivityRow
from services.registry.units.following import follow

_COMPLETED = {"parts", "label_id", "brought"}


def finish(unit: Unit, body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of an activity, completed with what the reader may do and with its label in words."""
    view = {key: value for key, value in body.items() if key not in _COMPLETED}
    view["can"] = open_to(unit, abilities(unit, body))
    view["label"] = labelling.view(unit, body["label_id"], body["nations"])
    return view


def abilities(unit: Unit, body: Mapping[str, Any]) -> list[str]:
    """Names of acts: ``edit``, ``status`` and ``label`` for its owners, ``answer`` for a nation in it,
    ``note`` for everyone who writes.
    """
    if unit.subject.oversees:
        return []
    owns = labelling.owns(unit, unit.labels.get(body["label_id"]))
    open_ = bool(AFTER[Status(body["status"])])
    parts = body.get("participants", body.get("parts", ()))
    answers = open_ and any(part["nation"] == unit.subject.nation for part in parts)
    named = (("edit", owns), ("status", owns and open_), ("label", owns), ("answer", answers), ("note", True))
    return [act for act, may in named if may]


async def show(unit: Unit, activity_id: UUID) -> dict[str, Any]:
    """The activity as this reader may see it; 404 where it is missing or hidden."""
    body = await repository.activity_json(unit, activity_id)
    if body is None:
        raise NOT_FOUND()
    await unit.label(body["label_id"])
    return finish(unit, body)


async def create(unit: Unit, body: ActivityIn) -> UUID:
    """Registers an activity under the writer's label, by default their own nation's alone.

    409 ``source_id_known`` where its owner has a record of that source and id.
    """
    label_id = await new_label(unit, body.label)
    owner = await owner_of(unit, label_id)
    if bool(body.source) != bool(body.source_id):
        raise unprocessable("/source_id", "source_and_id", "A source and its id come together.")
    row = ActivityRow(
        **stamps(unit, label_id), owner=owner, ref=new_reference("ACT"), title=body.title,
        status=body.status.value, source=body.source, source_id=body.source_id,
    )  # fmt: skip
    said = await values.columns(unit, body, label_id, owner)
    for name, value in (said | values.derived(values.merged(row, said))).items():
        setattr(row, name, value)
    require_date(row)
    try:
        made = await insert_referred(unit, row)
    except IntegrityError as error:
        raise conflict("source_id_known", "A record of that source and id is kept.", "/source_id") from error
    unit.audit("activity.created", "activity", made.id, label_id=label_id)
    await activity_changed(unit, made, "created")
    return made.id


def require_date(row: ActivityRow) -> None:
    """422 ``date_needed`` where an activity that is confirmed or under way has no day to begin on."""
    needing = {Status.CONFIRMED, Status.UNDERWAY}  # what is over may be remembered without its date
    if Status(row.status) in needing and row.start_first is None:
        raise unprocessable("/start", "date_needed", "Say when it begins: a year is enough.")


async def owned(unit: Unit, activity_id: UUID) -> ActivityRow:
    """A visible activity of the nation for which the writer acts; 403 ``own_nation_owns`` of another's."""
    row = await fetch_or_404(unit, ActivityRow, activity_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    return row


async def amend(unit: Unit, activity_id: UUID, patch: ActivityPatch) -> None:
    """Changes what was said. A part that another nation answered for and that changes is asked for anew; a
    unit whose name leaves the record follows those that still say it.
    """
    row = await owned(unit, activity_id)
    said = await values.columns(unit, patch, row.label_id, row.owner)
    values.keep_answers(said, row.participants)
    said |= values.derived(values.merged(row, said))
    made = await save(unit, activity_id, said, "changed", fields=sorted(patch.model_fields_set))
    await follow(unit, {*row.unit_ids} - {*made.unit_ids})


async def save(unit: Unit, activity_id: UUID, said: dict[str, Any], what: str, **detail: Any) -> ActivityRow:
    """Writes columns, the audit record and the event of one change."""
    made = await change(unit, ActivityRow, activity_id, said)
    unit.audit(f"activity.{what}", "activity", activity_id, label_id=made.label_id, detail=detail)
    await activity_changed(unit, made, what)
    return made


async def move(unit: Unit, activity_id: UUID, body: StatusIn) -> None:
    """Moves an activity along its life by the rules of `lifecycle`; 409 with the rule where it may not."""
    row = await owned(unit, activity_id)
    answers = [Answer(part["answer"]) for part in row.participants]
    refused = refuse(
        Status(row.status), body.to, reason=body.reason, dated=row.start_first is not None, answers=answers
    )
    if refused is not None:
        raise conflict(refused.rule, refused.sentence, f"/{refused.field}")
    said = {"status": body.to.value, "reason": body.reason}
    await save(unit, activity_id, said, "status", status=body.to.value)


async def answer(unit: Unit, activity_id: UUID, body: AnswerIn) -> None:
    """A nation accepts or declines its part; 403 ``own_part`` where it has none, 409 once all is over."""
    row = await fetch_or_404(unit, ActivityRow, activity_id)
    require_writer(unit)
    nation = unit.subject.nation
    if not any(part["nation"] == nation for part in row.participants):
        raise forbidden("A nation answers for its own part.", "own_part")
    if not AFTER[Status(row.status)]:
        raise conflict("activity_is_over", "It is over: nobody answers any more.")
    parts = [
        part | {"answer": body.answer.value} if part["nation"] == nation else part
        for part in row.participants
    ]
    await save(unit, activity_id, {"participants": parts}, "answered", answer=body.answer.value)


async def relabel(unit: Unit, activity_id: UUID, body: LabelIn) -> None:
    """Gives an activity another label; whoever loses sight loses it at once, and of the file it came
    with and the units that it made.

    Its owners stay who they are (422 ``owner_stays``): keys are theirs.
    """
    row = await fetch_or_404(unit, ActivityRow, activity_id)
    label_id = await relabelled(unit, row.label_id, body.label)
    if await owner_of(unit, label_id) != row.owner:
        raise unprocessable("/label/owner", "owner_stays", "A record keeps its owners.")
    made = await change(unit, ActivityRow, activity_id, {"label_id": label_id})
    await narrow_imports(unit, made)
    await follow(unit, made.unit_ids)
    unit.audit("activity.relabelled", "activity", activity_id, label_id=label_id)
    await activity_changed(unit, made, "relabelled", before=row.label_id)
