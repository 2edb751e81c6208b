"""What may be done with a lesson, and how it is shown to one reader."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import (
    NOT_FOUND,
    FieldError,
    conflict,
    forbidden,
    unprocessable,
    unprocessable_fields,
)
from services.common.owning import new_label
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert_referred, known, stamps
from services.common.writers import open_to, require_writer
from services.sharing.domain.lessons import (
    CLOSED,
    STEPS,
    LessonAct,
    LessonState,
    Stopped,
    acts,
    needed,
    step,
)
from services.sharing.items.sight import looking, narrower
from services.sharing.lessons import repository
from services.sharing.lessons.events import lesson_changed
from services.sharing.lessons.links import added, dropped
from services.sharing.lessons.schemas import LessonIn, LessonLabelIn, LessonPatch, LessonStepIn
from services.sharing.lessons.topics import all_topics
from services.sharing.lessons.values import columns, keys, said_of
from services.sharing.models import LessonRow

Body = Mapping[str, Any]
EMPTY: Mapping[str, Any] = {
    "state": LessonState.OBSERVATION.value, "reason": "", "topics": [], "tags": [], "links": [],
}  # fmt: skip


def finish_line(unit: Unit, body: Body) -> dict[str, Any]:
    """The JSON of a lesson in a list, completed with its label in words and whether it is overdue."""
    late = LessonState(body["state"]) not in CLOSED and date.fromisoformat(body["due_by"]) < unit.now.date()
    rest = {key: value for key, value in body.items() if key != "due_by"}
    return labelling.labelled(unit, rest) | {"overdue": late}


def finish(unit: Unit, body: Body) -> dict[str, Any]:
    """The JSON of a whole lesson, completed with what the reader may do and what may come next."""
    owns = labelling.owns(unit, unit.labels.get(body["label_id"])) and not unit.subject.oversees
    can = open_to(unit, ["edit", "label", "step"] if owns else [])
    return finish_line(unit, body) | {"can": can, "steps": _steps(body)}


def _steps(body: Body) -> list[dict[str, Any]]:
    """What may come next; what is missing is told of what the reader sees."""
    state, said = LessonState(body["state"]), said_of(body)
    found = [(act, STEPS[state, act]) for act in acts(state)]
    return [
        {"act": act.value, "to": one.to.value, "missing": [name for name in one.needs if name not in said]}
        for act, one in found
    ]


async def show(unit: Unit, lesson_id: UUID) -> dict[str, Any]:
    """The lesson as this reader may see it; 404 where it is missing or hidden."""
    await looking(unit)
    body = await repository.lesson_json(unit, lesson_id)
    if body is None:
        raise NOT_FOUND()
    await unit.label(body["label_id"])
    return finish(unit, body)


async def create(unit: Unit, body: LessonIn) -> UUID:
    """Keeps a lesson as an observation."""
    label_id = await new_label(unit, body.label)
    said = body.model_dump(mode="json", exclude={"links", "label"})
    values = {**EMPTY, **columns(said, await all_topics(unit))}
    values["links"] = await added(unit, [], body.links, "/links")
    made = await insert_referred(unit, new_row(unit, label_id, values))
    unit.audit("lesson.created", "lesson", made.id, label_id=label_id)
    await lesson_changed(unit, made, "created")
    return made.id


def new_row(unit: Unit, label_id: int, values: Mapping[str, Any]) -> LessonRow:
    """A row that is not yet written, with the keys by which it is found."""
    said: dict[str, Any] = {**values, **keys(values)}
    return LessonRow(**stamps(unit, label_id), ref=new_reference("LL"), **said)


async def owned(unit: Unit, lesson_id: UUID) -> LessonRow:
    """A visible lesson of the nation for which the writer acts; 403 ``own_nation_owns`` of another's."""
    row = await fetch_or_404(unit, LessonRow, lesson_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    return row


async def amend(unit: Unit, lesson_id: UUID, patch: LessonPatch) -> None:
    """Changes what it says and what it is tied to; withdraws it, with a reason, or brings it back.

    422 ``state_needs`` for what its state stands on: that is taken away after a step back.
    """
    row = await owned(unit, lesson_id)
    said = patch.model_dump(exclude_unset=True, mode="json", exclude={"add_links", "drop_links"})
    values = columns(said, await all_topics(unit) if "tags" in said else ())
    if patch.add_links or patch.drop_links:
        kept = dropped(row.links, patch.drop_links)
        values["links"] = await added(unit, kept, patch.add_links, "/add_links")
    act = _withdrawal(row, patch, values)
    now = row.model_dump() | values
    _keeps(LessonState(row.state), now)
    made = await change(unit, LessonRow, lesson_id, values | keys(now))
    unit.audit(f"lesson.{act}", "lesson", lesson_id, label_id=made.label_id, detail={"fields": sorted(said)})
    await lesson_changed(unit, made, act)


def _withdrawal(row: LessonRow, patch: LessonPatch, values: dict[str, Any]) -> str:
    if patch.withdrawn is None or patch.withdrawn == row.withdrawn:
        return "changed"
    if patch.withdrawn and not patch.reason:
        raise unprocessable("/reason", "reason_needed", "Say why it is withdrawn.")
    values |= {"withdrawn": patch.withdrawn, "reason": (patch.reason or "") if patch.withdrawn else ""}
    return "withdrawn" if patch.withdrawn else "restored"


def _keeps(state: LessonState, now: Body) -> None:
    gone = sorted(needed(state) - said_of(now))
    if gone:
        detail = "The state of the lesson stands on it: take a step back first."
        raise unprocessable_fields(
            FieldError(pointer=f"/{name}", rule="state_needs", detail=detail) for name in gone
        )


async def take_step(unit: Unit, lesson_id: UUID, body: LessonStepIn) -> None:
    """Takes a step. 409 ``no_such_step``; 422 ``step_needs`` at each field that is missing."""
    row = await owned(unit, lesson_id)
    if row.withdrawn:
        raise conflict("withdrawn", "It is withdrawn: bring it back first.", "/act")
    if body.act is LessonAct.DUPLICATE and body.duplicate_of is not None:
        if body.duplicate_of == lesson_id:
            raise unprocessable("/duplicate_of", "itself", "A lesson is no duplicate of itself.")
        await known(unit, LessonRow, body.duplicate_of, "/duplicate_of")
    asked = {"reason"} if body.reason else set()
    asked |= {"duplicate_of"} if body.duplicate_of else set()
    found = step(LessonState(row.state), body.act, said_of(row.model_dump()) | asked)
    if isinstance(found, Stopped):
        raise _stopped(row, body.act, found)
    same = body.duplicate_of if body.act is LessonAct.DUPLICATE else None
    values = {"state": found.value, "reason": body.reason, "duplicate_of": same}
    made = await change(unit, LessonRow, lesson_id, values)
    unit.audit(f"lesson.{body.act.value}", "lesson", lesson_id, label_id=made.label_id)
    await lesson_changed(unit, made, body.act.value)


def _stopped(row: LessonRow, act: LessonAct, why: Stopped) -> Exception:
    if why.rule == "no_such_step":
        return conflict(why.rule, f"There is no “{act.value}” for what is {row.state}.", "/act")
    return unprocessable_fields(
        FieldError(pointer=f"/{name}", rule=why.rule, detail="It is needed for this step.")
        for name in why.missing
    )


async def relabel(unit: Unit, lesson_id: UUID, body: LessonLabelIn) -> None:
    """Narrows the label; a wider one is a release (403 ``widens``). It keeps its owners, by whom the names of
    imported lessons are scoped.
    """
    row = await fetch_or_404(unit, LessonRow, lesson_id)
    label_id = await narrower(unit, row.label_id, body.label)
    if (await unit.label(label_id)).owner != (await unit.label(row.label_id)).owner:
        raise forbidden("A lesson keeps its owners.", "owner_stays", "/label/owner")
    made = await change(unit, LessonRow, lesson_id, {"label_id": label_id})
    unit.audit("lesson.relabelled", "lesson", lesson_id, label_id=label_id)
    await lesson_changed(unit, made, "relabelled", before=row.label_id)
