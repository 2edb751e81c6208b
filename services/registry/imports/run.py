"""One import in the hands of the worker: every batch of its file, then what is known only at the end.

It works under the rights of who let it run, as they were then; a revocation ends it before its next batch.
"""

import logging
import time
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import orjson

from services.common.auth import Subject
from services.common.db import Actor, Database, Unit, unit_of_work
from services.common.reading.sniff import UnreadableFile
from services.common.revocations import Revocations
from services.common.row_store import change, fetch_or_404
from services.registry.domain.imports.order import Told
from services.registry.imports import again, dated, records
from services.registry.imports.narrowing import narrow_to, repeats, why_narrow
from services.registry.imports.passes import Pass
from services.registry.imports.portions import add_countries, kept_ids, sampled, settled
from services.registry.imports.records import FORGET, Superseded
from services.registry.imports.source import Portion, ReaderEnded, Source
from services.registry.imports.starter import subject_of
from services.registry.imports.states import State
from services.registry.imports.tally import Message, Tally
from services.registry.imports.turns import Lane, Step, Turn
from services.registry.imports.undo import count_gone, forget_batches, undo_batch, withdraw_some
from services.registry.imports.units import Units
from services.registry.imports.writing import Target, all_new, compare, is_first, tell, write
from services.registry.models import ImportRow
from services.registry.units.following import follow

log = logging.getLogger("entente.imports")
LEASE: Final = timedelta(seconds=10)
"""How long an import is a worker's without another batch."""
SHOWN: Final = 20
WORKER: Final = Subject("imports", "Imports", None, None)
ACTOR: Final = Actor(WORKER.id, None, None, None, "import", "")
_END: Final = """
UPDATE import_file SET state = %(to)s, problem = %(problem)s, finished_at = %(at)s, lease_by = '',
    lease_until = NULL, updated_at = %(at)s
WHERE id = %(id)s AND lease_by = %(by)s AND state = %(state)s
"""
_HELD: Final = """
UPDATE import_file SET lease_until = %s, attempts = CASE WHEN %s THEN 0 ELSE attempts END
WHERE id = %s AND lease_by = %s
"""
_NOTHING_OF_THE_FILE: Final[dict[str, Any]] = {
    "sample": [], "kinds": [], "columns": [], "checked": None, "counts": None, "progress": {},
    "received_bytes": 0,
}  # fmt: skip


class Work:
    """One import in the hands of one worker."""

    def __init__(
        self, database: Database, revocations: Revocations, claimed: dict[str, Any], by: str
    ) -> None:
        """For an import that this worker has just claimed."""
        self.database, self.by = database, by
        self._renewed = time.monotonic()
        self._revocations = revocations
        self.id: UUID = claimed["id"]
        self.state = State(claimed["state"])
        self.subject = who = subject_of(claimed["starter"])
        route = f"import {self.state.value}"
        self.actor = Actor(who.id, who.affiliation, who.acts_for, who.client, route, "")

    def unit_of_work(self, reading: bool = False) -> Any:
        """A transaction in the starter's name. Raises Problem once their access is revoked."""
        self._revocations.check(self.subject.id, self.subject.issued_at.timestamp())
        return unit_of_work(self.database, self.subject, self.actor, reading=reading)

    async def go(self) -> None:
        """Do what was asked for, to its end. Raises Superseded, UnreadableFile, Problem."""
        async with self.unit_of_work(reading=True) as unit:
            unit.shows_nothing()
            row = await fetch_or_404(unit, ImportRow, self.id)
        await (self._undo(row) if self.state is State.UNDOING else self._read(row))

    async def _read(self, row: ImportRow) -> None:
        writes = self.state is State.RUNNING
        tally = Tally.of(row.counts, row.kinds) if writes else Tally()
        done = row.batches if writes else 0
        mapping, told = await self._mapping(row)
        source = Source(self.database, self.subject, row, mapping, done)
        one = Pass(row, source, target_of(row), Units(row.owner, row.label_id), tally, batches=done)
        # Where nothing of the source was there when it began, a row is new unless its name clashes.
        fresh = False
        why = await self._why_narrow(tally)
        if not done:
            await self._forget(row, [*dated.told(tally, told), *why])
            fresh = writes and await self._first_of_source(one.target)
        lane = Lane(partial(self._write, one), one.units.forget, fresh)
        try:
            while (portion := await _next(source, lane)) is not None:
                add_countries(one.countries, portion)
                if portion.number > done:
                    await (lane.add(portion) if writes else self._compare(one, portion))
                else:
                    await self._alive()
            await lane.ended()
            one.first = lane.fresh
        finally:
            await lane.close()
            await source.close()
        await self._finish(one)

    async def _mapping(self, row: ImportRow) -> tuple[dict[str, Any], list[Told]]:
        """How the file is read, the order of its dates as the file shows it where nobody said it, and what is
        to be said of that.
        """
        mapping = row.mapping or {}
        if not dated.asks(mapping):
            return mapping, []
        look = Source(self.database, self.subject, row, mapping, look=True)
        order, told = await dated.shown(look, self._alive)
        return dated.in_order(mapping, order), told

    async def _why_narrow(self, tally: Tally) -> list[Message]:
        """What was said where the import was put under a narrower label, counted if it is not yet."""
        async with self.unit_of_work(reading=True) as unit:
            unit.shows_nothing()
            said = await why_narrow(unit, self.id)
        counted = any(kind == one[2] for one in said for kind, _ in tally.kinds)
        return [] if counted else tally.messages(said)

    async def _forget(self, row: ImportRow, told: list[Message]) -> None:
        """Begin without what an earlier pass found, and with what is said of whole columns."""
        async with self.unit_of_work() as unit:
            async with unit.as_worker():
                for table in FORGET:
                    await unit.conn.execute(f"DELETE FROM {table} WHERE import_id = %s".encode(), [row.id])
                query = "UPDATE import_file SET batches = 0 WHERE id = %s AND lease_by = %s"
                await unit.conn.execute(query, [row.id, self.by])
            await records.keep_messages(unit, target_of(row), told)
            unit.audit("import.begun", "import", row.id, label_id=row.label_id)

    async def _first_of_source(self, target: Target) -> bool:
        async with self.unit_of_work(reading=True) as unit:
            unit.shows_nothing()
            return await is_first(unit, target)

    async def _write(self, one: Pass, portion: Portion, turn: Turn, fresh: bool) -> None:
        """One batch, in its turn (see `turns`); ``fresh``: all its rows are taken for new."""
        if not fresh:
            await self._narrow(one, portion)
        async with self.unit_of_work() as unit:
            found = all_new(portion) if fresh else await compare(unit, one.target, portion)
            await write(unit, one.target, portion, one.units, found, turn, fresh)
            outcomes = settled(portion, found)
            ids, versions = kept_ids(found)
            kept = records.Kept(portion.number, portion.first, portion.last, outcomes, ids, versions)
            await records.keep_batch(unit, one.target, kept, found.units, portion.packed)
            await turn.comes(Step.COMMIT)
            await self._told(unit, one, portion, outcomes)
            await tell(unit, one.target, portion.number, "import.batch", found.of("N"), found.of("C"))
        turn.passed(Step.COMMIT)

    async def _narrow(self, one: Pass, portion: Portion) -> None:
        """See that no row of a batch is told to who may not read its record. Raises Superseded where the
        import stands under a narrower label from now on: it is taken up again under that.
        """
        async with self.unit_of_work(reading=True) as unit:
            unit.shows_nothing()
            records = await repeats(unit, one.target, portion)
        if records:
            async with self.unit_of_work() as unit:
                await self._hold(unit)
                await narrow_to(unit, one.target, records)
            raise Superseded

    async def _compare(self, one: Pass, portion: Portion) -> None:
        """A batch of a dry run: nothing is written but what it would do."""
        await self._narrow(one, portion)
        async with self.unit_of_work() as unit:
            found = await compare(unit, one.target, portion)
            outcomes = settled(portion, found)
            await self._told(unit, one, portion, outcomes)
            unit.audit("import.check", "import", self.id, label_id=one.row.label_id)
        one.sample += sampled(portion, outcomes, one.source, SHOWN - len(one.sample))

    async def _told(self, unit: Unit, one: Pass, portion: Portion, outcomes: str) -> None:
        """Count a batch, keep its messages, say how far it is, and renew the lease."""
        one.rows += portion.count
        one.batches = portion.number
        kept = one.tally.messages(portion.messages)
        one.tally.rows(outcomes)
        await records.keep_messages(unit, one.target, kept)
        await self._progress(unit, one, portion.number)

    async def _progress(self, unit: Unit, one: Pass, number: int) -> None:
        lease = records.Lease(self.id, self.state.value, self.by, self.database.clock() + LEASE)
        await records.keep_progress(unit, lease, number, one.tally, one.progress(self.state.value))

    async def _withdraw(self, one: Pass) -> None:
        """Withdraw what the file has no more, batch after batch."""
        while True:
            async with self.unit_of_work() as unit:
                await self._hold(unit)
                number = one.batches + 1
                if not (withdrawn := await withdraw_some(unit, one.target, number)):
                    unit.audit("import.compared", "import", self.id, label_id=one.row.label_id)
                    return
                one.tally.add("withdrawn", withdrawn)
                await self._progress(unit, one, number)
            one.batches = number

    async def _alive(self) -> None:
        """Renew the lease of what has read for a while and written nothing."""
        if time.monotonic() - self._renewed > LEASE.total_seconds() / 3:
            async with self.unit_of_work() as unit:
                await self._hold(unit, further=False)
                unit.audit("import.held", "import", self.id)
            self._renewed = time.monotonic()

    async def _hold(self, unit: Unit, *, further: bool = True) -> None:
        """Renew the lease, where it came ``further`` with no attempt counted any more. As long as the
        transaction lasts, nobody else takes the import up.
        """
        held = await unit.conn.execute(_HELD, [unit.now + LEASE, further, self.id, self.by])
        if held.rowcount != 1:
            raise Superseded

    async def _finish(self, one: Pass) -> None:
        """Keep what is known only at the end, and see what the file has no more."""
        writes, row = self.state is State.RUNNING, one.row
        if writes and row.choices.get("gone") == "withdraw":
            await self._withdraw(one)
        async with self.unit_of_work() as unit:
            await self._hold(unit)
            await follow(unit, one.units.left)
            await records.keep_groups(unit, one.target, one.source.groups)
            await records.keep_countries(unit, one.target, one.countries)
            if writes:
                whole = not (one.first or again.is_again(row.profile))
                gone = await count_gone(unit, one.target) if whole else 0
                one.tally.counts["gone"] = gone + one.tally.counts.get("withdrawn", 0)
                values: dict[str, Any] = {"counts": one.tally.counts}
            else:
                checked = one.tally.counts | {"at": unit.now.isoformat()}
                values = {
                    "checked": checked,
                    "sample": one.sample,
                    "counts": None,
                    "batches": 0,
                    "progress": {},
                }
            await self._end(unit, State.DONE if writes else State.CHECKED, None)
            await change(unit, ImportRow, row.id, values)
            unit.audit("import.ended", "import", row.id, label_id=row.label_id, detail=dict(one.tally.counts))

    async def _undo(self, row: ImportRow) -> None:
        left: int | None = 0
        while left is not None:
            async with self.unit_of_work() as unit:
                left = await undo_batch(unit, target_of(row), row.choices.get("edited") == "delete")
                await self._hold(unit)
                if left is None:
                    await self._forgotten(unit, row)

    async def _forgotten(self, unit: Unit, row: ImportRow) -> None:
        """Nothing stays of the file but that it was undone."""
        await forget_batches(unit, target_of(row))
        async with unit.as_worker():
            for table in (*FORGET, "import_piece"):
                await unit.conn.execute(f"DELETE FROM {table} WHERE import_id = %s".encode(), [row.id])
        await self._end(unit, State.UNDONE, None)
        await change(unit, ImportRow, row.id, _NOTHING_OF_THE_FILE)
        unit.audit("import.undone", "import", row.id, label_id=row.label_id)

    async def _end(self, unit: Unit, to: State, problem: dict[str, str] | None) -> None:
        values = {
            "id": self.id, "by": self.by, "state": self.state.value, "to": to.value, "at": unit.now,
            "problem": problem and orjson.dumps(problem).decode(),
        }  # fmt: skip
        if (await unit.conn.execute(_END, values)).rowcount != 1:
            raise Superseded

    async def fail(self, kind: str, title: str, detail: str = "") -> None:
        """It cannot go on: say why, and let a person decide."""
        log.warning("an import failed", extra={"import": str(self.id), "reason": kind})
        async with unit_of_work(self.database, WORKER, ACTOR, reading=False) as unit:
            to = State.OPEN if self.state is State.CHECKING else State.FAILED
            async with unit.as_worker():
                await self._end(unit, to, {"type": kind, "title": title, "detail": detail})
            told = {"type": kind} | ({"detail": detail} if detail else {})
            unit.audit("import.failed", "import", self.id, outcome="failed", detail=told)


async def _next(source: Source, lane: Lane) -> Portion | None:
    """The next batch. Where its reader ends before it, what was read until then is written first."""
    try:
        return await source.next()
    except (UnreadableFile, ReaderEnded):
        await lane.ended()
        raise


def target_of(row: ImportRow) -> Target:
    """Where the rows of an import go."""
    options = (row.mapping or {}).get("options", {})
    overwrite = row.choices.get("edited") == "overwrite"
    return Target(row.id, row.label_id, row.owner, row.source, options.get("host_role", "host"), overwrite)
