"""Trying, doing and undoing the import of a collection."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlmodel import col

from services.common import labelling
from services.common.both import of_both, owners_alone
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert_referred, stamps
from services.common.writers import open_to, require_writer
from services.sharing.domain.foreign.rows import Read
from services.sharing.domain.lessons import LessonState, needed
from services.sharing.domain.topics import Topic
from services.sharing.lessons.events import lesson_changed
from services.sharing.lessons.imports.plan import Plan, grouped, planned
from services.sharing.lessons.imports.schemas import LessonFileIn
from services.sharing.lessons.service import EMPTY, new_row
from services.sharing.lessons.topics import all_topics
from services.sharing.lessons.values import columns, said_of
from services.sharing.models import LessonImportRow, LessonRow

DONE, UNDONE = "done", "undone"
_SHOWN, _SAMPLES, _MARKINGS, _BATCH = 5, 3, 50, 200
IMPORT_JSON = """jsonb_build_object('id', t.id, 'ref', t.ref, 'name', t.name, 'source', t.source,
    'state', t.state, 'rows_read', t.rows_read, 'made', t.made, 'same', t.same, 'refused', t.refused,
    'undone', t.undone, 'messages', t.messages, 'created_at', t.created_at, 'label_id', t.label_id)"""
_ONE = f"SELECT {IMPORT_JSON} AS body FROM lesson_import t WHERE t.id = %s"
_MADE = """SELECT id FROM lesson WHERE import_id = %s AND version = 1 AND NOT withdrawn ORDER BY id
    FOR NO KEY UPDATE"""
Body = Mapping[str, Any]


async def trial(unit: Unit, body: LessonFileIn) -> dict[str, Any]:
    """What an import would do, row by row; nothing is kept."""
    require_writer(unit)
    plan = await planned(unit, body)
    table, refused = plan.table, plan.refused
    unit.shows_nothing()
    reading = {
        name: table.reading[name] for name in ("format", "encoding", "delimiter", "header_row", "sheet")
    }
    return {
        "reading": reading | {"sheets": table.sheets},
        "columns": [
            {"name": name, "field": plan.fields.get(name), "samples": _values(table.rows, place, _SHOWN)}
            for place, name in enumerate(table.header)
        ],
        **_counts(plan), "refused": len(refused), "messages": _told(plan),
        "samples": [_sample(row) for row, _, _ in plan.fresh[:_SAMPLES]],
        "markings": next(
            (_values(table.rows, place, _MARKINGS) for place, name in enumerate(table.header)
             if plan.fields.get(name) == "label"), []),
    }  # fmt: skip


def _counts(plan: Plan) -> dict[str, int]:
    return {"rows_read": len(plan.rows), "made": len(plan.fresh), "same": plan.same}


def _told(plan: Plan) -> list[dict[str, Any]]:
    return grouped([one for row in plan.rows for one in row.messages])


def _values(rows: Sequence[Sequence[str]], place: int, most: int) -> list[str]:
    cells = (row[place].replace("\0", "").strip()[:200] for row in rows if place < len(row))
    return [one for one in dict.fromkeys(cells) if one][:most]


def _sample(row: Read) -> dict[str, Any]:
    said = row.said
    return {
        "row": row.row, "title": said["title"], "observation": said["observation"][:400],
        "tags": said["tags"], "begins": said.get("begins"), "ends": said.get("ends"),
        "source_nation": said.get("source_nation", ""),
    }  # fmt: skip


async def run(unit: Unit, body: LessonFileIn) -> UUID:
    """Takes the rows over, all that can be, in one transaction; the others are kept with their reasons."""
    require_writer(unit)
    plan = await planned(unit, body)
    label_id = await _label(unit, plan, body)
    refusals = [
        {"row": one.row, "kind": one.refused, "cells": [cell[:1000] for cell in plan.table.rows[one.row - 1]]}
        for one in plan.refused
    ]
    counts: dict[str, Any] = {**_counts(plan), "refused": len(refusals)}
    fields = {name: plan.fields.get(name) for name in plan.table.header}
    record = await insert_referred(unit, LessonImportRow(
        **stamps(unit, label_id), ref=new_reference("LIM"), name=body.name, source=body.source, state=DONE,
        mapping={"reading": plan.table.reading, "columns": fields}, header=plan.table.header,
        messages=_told(plan), refusals=_stored(refusals), **counts,
    ))  # fmt: skip
    topics = await all_topics(unit)
    made = await _write(unit, [_lesson(unit, record.id, topics, *one) for one in plan.fresh])
    if len(made) != len(plan.fresh):  # somebody else's import was first
        beside = {"made": len(made), "same": plan.same + len(plan.fresh) - len(made)}
        await change(unit, LessonImportRow, record.id, beside)
    unit.audit("lessons.imported", "lesson_import", record.id, label_id=label_id)
    unit.audit_all("lesson.created", "lesson", [row.id for row in made], label_id=label_id)
    for row in made:
        await lesson_changed(unit, row, "created")
    return record.id


def _stored(refusals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**one, "cells": [cell.replace("\0", "") for cell in one["cells"]]} for one in refusals]


async def _label(unit: Unit, plan: Plan, body: LessonFileIn) -> int:
    """The label of the record of an import: of all its lessons together, for their owner alone."""
    numbers = sorted({label_id for _, label_id, _ in plan.fresh})
    labels = [await unit.label(number) for number in numbers]
    if not labels:
        return await labelling.joint(unit, [unit.subject.nation])
    together = labels[0]
    for label in labels[1:]:
        together = of_both(unit, together, label) or together
    return await unit.intern(owners_alone(together))


def _lesson(
    unit: Unit, import_id: UUID, topics: Sequence[Topic], row: Read, label_id: int, key: str
) -> LessonRow:
    """A row as a lesson: identified where it says what the lesson is, else an observation."""
    values = {**EMPTY, **_defaults(), **columns(row.said, topics), "import_id": import_id, "import_key": key}
    if needed(LessonState.IDENTIFIED) <= said_of(values):
        values["state"] = LessonState.IDENTIFIED.value
    return new_row(unit, label_id, values)


def _defaults() -> dict[str, Any]:
    return columns(
        {
            "language": "en", "observation": "", "discussion": "", "conclusion": "", "recommendation": "",
            "action": "", "action_nation": None, "action_office": "", "action_state": "open", "due": None,
            "validated_by": "", "validated_on": None, "validated_how": "", "source_nation": None,
            "source_exercise": "", "source_unit": "", "begins": None, "ends": None, "tool": None, "units": [],
            "capability_areas": [], "countries": [],
        },
        (),
    )  # fmt: skip


async def _write(unit: Unit, rows: list[LessonRow]) -> list[LessonRow]:
    """The rows that were written: none whose key is there already, be it hidden (keys are their owner's)."""
    session = await unit.session()
    written: set[UUID] = set()
    ordered = sorted(rows, key=lambda row: row.import_key or "")  # two imports at once wait, and never cross
    for some in (ordered[at : at + _BATCH] for at in range(0, len(ordered), _BATCH)):
        statement = pg_insert(LessonRow).values([row.model_dump() for row in some])
        added = statement.on_conflict_do_nothing().returning(col(LessonRow.id))
        written |= set((await session.exec(added)).scalars())
    return [row for row in rows if row.id in written]


async def show(unit: Unit, import_id: UUID) -> dict[str, Any]:
    """An import; 404 where it is missing or hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [import_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    await unit.label(row["body"]["label_id"])
    return finish(unit, row["body"])


def finish(unit: Unit, body: Body) -> dict[str, Any]:
    """The JSON of an import, completed with its label in words and what the reader may do."""
    owns = labelling.owns(unit, unit.labels.get(body["label_id"])) and not unit.subject.oversees
    acts = ["undo"] if owns and body["state"] == DONE and body["made"] else []
    return labelling.labelled(unit, body) | {"can": open_to(unit, acts)}


async def undo(unit: Unit, import_id: UUID) -> None:
    """Takes back what an import made and nobody changed since; the same file can be imported anew."""
    row = await fetch_or_404(unit, LessonImportRow, import_id)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    if row.state != DONE:
        raise conflict("undone_already", "It was taken back already.")
    found = await (await unit.conn.execute(_MADE.encode(), [import_id])).fetchall()
    gone = {"withdrawn": True, "reason": "import undone", "import_key": None}
    for one in found:
        taken = await change(unit, LessonRow, one["id"], gone)
        await lesson_changed(unit, taken, "withdrawn")
    await change(unit, LessonImportRow, import_id, {"state": UNDONE, "undone": len(found)})
    unit.audit("lessons.import_undone", "lesson_import", import_id, label_id=row.label_id)
    unit.audit_all("lesson.withdrawn", "lesson", [one["id"] for one in found], label_id=row.label_id)
