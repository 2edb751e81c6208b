"""Imports from the first piece to a mapping that fits; what comes after is asked for here, done by `run`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import conflict, unprocessable
from services.common.owning import new_label, owner_of
from services.common.references import new_reference
from services.common.row_store import change, fetch_or_404, insert_referred, stamps
from services.common.writers import open_to, require_writer
from services.registry.domain.imports.spelling import from_json, to_json
from services.registry.imports import again, files
from services.registry.imports.proposals import look, mapping_named, require_fit
from services.registry.imports.schemas import ImportIn, MappingBody, ReceivedIn, StartIn, UndoIn
from services.registry.imports.starter import kept
from services.registry.imports.states import MAY, State
from services.registry.models import ImportRow

BEGIN_AGAIN: dict[str, Any] = {"batches": 0, "counts": None, "kinds": [], "problem": None, "progress": {}}
UNCHECKED: dict[str, Any] = {"state": State.OPEN.value, "checked": None, "sample": [], "kinds": []}
"""What an import is once it is read or mapped in another way."""
_ASIDE = frozenset({"gone", "withdrawn"})


async def create(unit: Unit, body: ImportIn) -> UUID:
    """A new import that waits for its file. 422 ``unknown_profile``."""
    label_id = await new_label(unit, body.label)
    if body.profile is not None:
        await mapping_named(unit, body.profile, "/profile")
    row = ImportRow(
        **stamps(unit, label_id),
        ref=new_reference(again.REF),
        name=body.name,
        size=body.size,
        owner=await owner_of(unit, label_id),
        profile=body.profile or "",
    )
    made = await insert_referred(unit, row)
    unit.audit("import.created", "import", made.id, label_id=label_id)
    return made.id


async def locked(unit: Unit, import_id: UUID, act: str) -> ImportRow:
    """The import, locked for an act of its owners. 404, 403 ``own_nation_owns``, 409 ``state``."""
    row = await fetch_or_404(unit, ImportRow, import_id, lock=True)
    await labelling.require_owner(unit, row.label_id)
    require_writer(unit)
    if act not in MAY[State(row.state)]:
        raise conflict("state", f"An import that is {row.state} cannot do this.")
    return row


async def receive(unit: Unit, import_id: UUID, number: int, content: bytes) -> dict[str, Any]:
    """Keep a piece of the file."""
    row = await locked(unit, import_id, "receive")
    received = await files.put(unit, row, number, content)
    unit.audit("import.received", "import", import_id, label_id=row.label_id, detail={"piece": number})
    return {"number": number, "received_bytes": received}


async def received(unit: Unit, import_id: UUID, body: ReceivedIn) -> None:
    """The file is whole: see what it is, and propose a mapping. 409 ``pieces_missing``, 422 ``digest`` or
    the rule that makes it unreadable.
    """
    row = await locked(unit, import_id, "receive")
    size = await files.whole(unit, row, body.pieces)
    pieces, digest = await files.content(unit, import_id)
    if body.digest is not None and body.digest != digest:
        raise unprocessable("/digest", "digest", "What arrived is not what was sent.")
    looked = await look(unit, row, pieces, None)
    values = {"state": State.OPEN.value, "digest": digest, "received_bytes": size, "size": size, **looked}
    await change(unit, ImportRow, import_id, values)
    unit.audit("import.read", "import", import_id, label_id=row.label_id, detail={"digest": digest})


async def set_mapping(unit: Unit, import_id: UUID, body: MappingBody) -> None:
    """Correct the mapping. 422 names each place that does not fit the file's columns."""
    row = await locked(unit, import_id, "map")
    mapping = from_json(body.model_dump(mode="json"))
    require_fit(mapping, row.header)
    values = {**UNCHECKED, "mapping": to_json(mapping), "source": mapping.identity.source}
    await change(unit, ImportRow, import_id, values)
    unit.audit("import.mapped", "import", import_id, label_id=row.label_id)


async def check(unit: Unit, import_id: UUID) -> None:
    """Ask for a dry run."""
    row = await locked(unit, import_id, "check")
    require_fit(from_json(row.mapping or {}), row.header)
    await _ask(unit, row, State.CHECKING, {**BEGIN_AGAIN, "checked": None, "sample": []}, {})


async def start(unit: Unit, import_id: UUID, body: StartIn) -> None:
    """Let it run, or go on. 409 ``source_busy`` while another import of the same source runs,
    ``half_undone`` after an undoing that failed; 422 ``part_of_file`` where what is missing from a part would
    be withdrawn.
    """
    row = await locked(unit, import_id, "start")
    if body.gone == "withdraw" and again.is_again(row.profile):
        raise unprocessable("/gone", "part_of_file", "It holds refused rows alone: the others are not gone.")
    mapping = from_json(row.mapping or {})
    require_fit(mapping, row.header)
    if await _half_undone(unit, row):
        raise conflict("half_undone", "A part of it is taken back: undo the rest.")
    goes_on = State(row.state) in (State.STOPPED, State.FAILED)
    begun = {"problem": None} if goes_on else BEGIN_AGAIN
    choices = row.choices if goes_on else body.model_dump()
    await _only_one(unit, row)
    await _ask(unit, row, State.RUNNING, begun, choices)


async def _half_undone(unit: Unit, row: ImportRow) -> bool:
    """Whether its undoing ended before all was taken back: what is left is undone, and nothing is added."""
    if State(row.state) is not State.FAILED:
        return False
    query = "SELECT 1 FROM import_batch WHERE import_id = %s AND outcomes = '' LIMIT 1"
    return await (await unit.conn.execute(query, [row.id])).fetchone() is not None


async def _only_one(unit: Unit, row: ImportRow) -> None:
    key = f"import {row.owner} {row.source}"
    await unit.conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    busy = """SELECT 1 FROM import_file WHERE owner = %s AND source = %s AND id <> %s
        AND state IN ('running', 'undoing')"""
    if await (await unit.conn.execute(busy, [row.owner, row.source, row.id])).fetchone():
        raise conflict("source_busy", "Another import of this source is under way.")


async def stop(unit: Unit, import_id: UUID) -> None:
    """Stop after the batch in hand. A dry run leaves nothing; a run can go on or be undone."""
    row = await locked(unit, import_id, "stop")
    state = State.OPEN if State(row.state) is State.CHECKING else State.STOPPED
    await change(unit, ImportRow, import_id, {"state": state.value, "lease_by": "", "lease_until": None})
    unit.audit("import.stopped", "import", import_id, label_id=row.label_id)


async def undo(unit: Unit, import_id: UUID, body: UndoIn) -> None:
    """Take everything back that the import wrote. 409 ``later_import`` where a later one built on it."""
    row = await locked(unit, import_id, "undo")
    await _only_one(unit, row)
    later = """SELECT 1 FROM import_file WHERE owner = %s AND source = %s AND (started_at, id) > (%s, %s)
        AND state IN ('running', 'stopped', 'failed', 'done') AND batches > 0"""
    if await (await unit.conn.execute(later, [row.owner, row.source, row.started_at, row.id])).fetchone():
        raise conflict("later_import", "Undo the later import of this source first.")
    await _ask(unit, row, State.UNDOING, {"problem": None}, body.model_dump())


async def _ask(
    unit: Unit, row: ImportRow, state: State, values: dict[str, Any], choices: dict[str, str]
) -> None:
    begun = {} if state is State.CHECKING or row.started_at else {"started_at": unit.now}
    asked = {
        "state": state.value,
        "starter": kept(unit.subject),
        "choices": choices,
        **begun,
        "lease_by": "",
        "lease_until": None,
        "attempts": 0,
        "reached": 0,
        **values,
    }
    await change(unit, ImportRow, row.id, asked)
    unit.audit(f"import.{state.value}", "import", row.id, label_id=row.label_id, detail=dict(choices))


def steady(view: dict[str, Any]) -> dict[str, Any]:
    """What of an import a person speaks on."""
    moving = {"progress", "counts", "checked", "sample", "received_bytes", "label", "can"}
    return {name: value for name, value in view.items() if name not in moving}


def finish_line(unit: Unit, body: Mapping[str, Any]) -> dict[str, Any]:
    """An import in a list."""
    mine = labelling.owns(unit, unit.labels.get(body["label_id"]))
    return {
        **{name: value for name, value in body.items() if name != "label_id"},
        "counts": _counted(body["counts"], mine),
        "label": labelling.view(unit, body["label_id"]),
    }


def _counted(counts: Mapping[str, int] | None, mine: bool) -> dict[str, int] | None:
    """The counts of an import for its owners; for others without those of records that stand in no row of it,
    and may be hidden from who reads the file.
    """
    if counts is None:
        return None
    return {name: value for name, value in counts.items() if mine or name not in _ASIDE}


async def show(unit: Unit, import_id: UUID) -> dict[str, Any]:
    """One import, whole; 404 where it is missing or hidden."""
    row = await fetch_or_404(unit, ImportRow, import_id)
    return await view(unit, row)


async def view(unit: Unit, row: ImportRow) -> dict[str, Any]:
    """An import as this reader may see it: who is no owner sees it and does nothing with it."""
    mine = labelling.owns(unit, await unit.label(row.label_id))
    can = open_to(unit, MAY[State(row.state)]) if mine and not unit.subject.oversees else []
    if "start" in can and await _half_undone(unit, row):
        can.remove("start")
    shown = (
        "id",
        "ref",
        "name",
        "state",
        "size",
        "digest",
        "received_bytes",
        "created_at",
        "created_by",
        "finished_at",
        "profile",
        "reading",
        "sheets",
        "columns",
        "mapping",
        "progress",
        "counts",
        "checked",
        "sample",
        "problem",
        "choices",
    )
    body = {name: getattr(row, name) for name in shown} | {"counts": _counted(row.counts, mine)}
    return body | {"piece_size": files.PIECE, "can": can, "label": labelling.view(unit, row.label_id)}
