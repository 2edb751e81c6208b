"""The rebuild itself: read the log from its beginning into the second set of tables, then bring the model in
use to it in one transaction, for which the consumers wait and no reader does.
"""

import contextlib
import math
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import LiteralString
from uuid import uuid4

import psycopg
from psycopg import sql

from services.common.events.bus import Bus, BusFailed, Consumer, Raw
from services.common.events.consumer import BATCH, Deliverer, Handler, reason_of
from services.common.events.deadletter import Place
from services.common.events.heads import Heads, heads, reached
from services.common.events.operators import by_command, record
from services.common.events.registry import topics
from services.insight.rebuild.merge import MODEL, Merged, Worker, merge, prepare

CONSUMER = "insight"
PATIENCE = 10.0
"""Seconds that the swap waits for the consumers to pause."""
CATCH_UP = 30.0
"""Seconds that the consumers wait at most while what came meanwhile is taken."""
NEAR = 0.5
"""The swap begins when what came meanwhile was taken within so many seconds, or no sooner than before it."""
_TABLES = (*(table.name for table in MODEL), "change", "inbox")
_LOCK: LiteralString = "SELECT pg_try_advisory_lock(hashtext('rebuild')) AS got"
_HOLDER: LiteralString = """
SELECT a.application_name AS name, a.backend_start AS since
FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND l.objid::bigint = hashtext('rebuild')::bigint & 4294967295
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1
"""
_SET_ASIDE: LiteralString = """
SELECT 1 FROM public.dead_letter
WHERE consumer = %s AND topic = %s AND part = %s AND log_offset = %s AND state <> 'replayed'
"""
Say = Callable[[str], None]
Probe = Callable[[str], None]


class RebuildFailed(RuntimeError):
    """It cannot be done as things stand; the model in use is as it was. The message says why."""


@dataclass
class Result:
    """What a rebuild did. ``paused``: seconds for which the consumers waited."""

    taken: int = 0
    left_out: list[Place] = field(default_factory=list)
    paused: float = 0.0
    merged: Sequence[Merged] = ()


def _no_probe(point: str) -> None:
    """Nothing watches."""


class Rebuild:
    """One rebuild on one connection (`command.connect`). Ended early, it has changed nothing."""

    def __init__(
        self, conn: Worker, bus: Bus, handlers: Sequence[Handler], who: str, say: Say, probe: Probe
    ) -> None:
        """``handlers`` are the consumer's; those that need no inbox keep nothing of the model."""
        self._who = who
        model = [handler for handler in handlers if handler.inbox]
        self._conn = conn
        self._bus = bus
        self._say = say
        self._probe = probe
        self._deliverer = Deliverer(CONSUMER, model, topics())
        self._result = Result()

    def run(self) -> Result:
        """Build and swap. Raises `RebuildFailed`; `bus.BusFailed` and `psycopg.Error` when either is away."""
        self._alone()
        self._empty()
        group = f"{CONSUMER}.rebuild.{uuid4().hex}"
        with closing(self._bus.consumer(group, self._deliverer.topics)) as member:
            self._read(member, self._heads(), tell=True)
            self._probe("built")
            prepare(self._conn)
            self._catch_up(member)
            self._swap(member)
        self._probe("swapped")
        with contextlib.suppress(psycopg.Error):  # it is done; the next one empties them too
            self._empty()
        return self._result

    def _alone(self) -> None:
        row = self._conn.execute(_LOCK).fetchone()
        if row and row["got"]:
            return
        found = self._conn.execute(_HOLDER).fetchone()
        other = f"{found['name']}, since {found['since']:%H:%M:%S}" if found else "another"
        raise RebuildFailed(f"one is under way: {other}")

    def _empty(self) -> None:
        names = sql.SQL(", ").join(sql.Identifier("rebuild", name) for name in _TABLES)
        self._conn.execute(sql.SQL("TRUNCATE {}").format(names))

    def _heads(self) -> Heads:
        return heads(self._bus, self._deliverer.topics)

    def _read(self, member: Consumer, wanted: Heads, *, tell: bool = False, within: float = math.inf) -> None:
        """Take everything before ``wanted``."""
        began = told = time.monotonic()
        while not reached(member, wanted):
            if time.monotonic() - began > within:
                raise RebuildFailed(f"the log brings more than can be taken within {within:.0f} s")
            if batch := member.poll(0.5, BATCH):
                self._take(batch)
                self._probe("taken")
            if tell and time.monotonic() - told > 1.0:
                told = time.monotonic()
                self._progress(member, wanted)

    def _catch_up(self, member: Consumer) -> None:
        """Take what came meanwhile, until little of it is left for the swap, or it grows no less."""
        before, took = math.inf, CATCH_UP
        while NEAR < took < before:
            before, began = took, time.monotonic()
            self._read(member, self._heads())
            took = time.monotonic() - began

    def _progress(self, member: Consumer, wanted: Heads) -> None:
        at = sum(min(one, wanted[place]) for place, one in member.positions().items())
        of = sum(wanted.values())
        self._say(f"rebuilding: {at} of {of} positions of the log, {self._result.taken} events taken")

    def _take(self, batch: Sequence[Raw]) -> None:
        try:
            self._deliverer.deliver(self._conn, batch)
            self._result.taken += len(batch)
        except (psycopg.OperationalError, BusFailed):
            raise
        except Exception:  # each is looked at again, alone
            for raw in batch:
                self._take_one(raw)

    def _take_one(self, raw: Raw) -> None:
        try:
            self._deliverer.deliver(self._conn, [raw])
            self._result.taken += 1
        except (psycopg.OperationalError, BusFailed):
            raise
        except Exception as error:
            place = Place.of(raw)
            if not self._is_set_aside(place):
                reason = f"{place} cannot be taken and is not among the dead letters"
                raise RebuildFailed(f"{reason}: {reason_of(error, raw)}") from error
            self._result.left_out.append(place)

    def _is_set_aside(self, place: Place) -> bool:
        values = (CONSUMER, place.topic, place.partition, place.offset)
        return self._conn.execute(_SET_ASIDE, values).fetchone() is not None

    def _swap(self, member: Consumer) -> None:
        """One transaction, in which nobody else makes effects: what came since, then the difference."""
        with self._conn.transaction():
            self._pause_consumers()
            began = time.monotonic()
            self._probe("paused")
            # Whoever consumes took only what was on the bus before now: these heads are behind none of it.
            self._read(member, self._heads(), within=CATCH_UP)
            if lost := [str(place) for place in self._result.left_out if not self._is_set_aside(place)]:
                raise RebuildFailed(f"replayed meanwhile, run it again: {', '.join(lost)}")
            self._result.merged = merge(self._conn, datetime.now(UTC))
            self._record()
            self._probe("merged")
        self._result.paused = time.monotonic() - began

    def _record(self) -> None:
        rows = {one.table: [one.added, one.changed, one.removed] for one in self._result.merged if one.any}
        detail = {"events": self._result.taken, "left_out": len(self._result.left_out), "rows": rows}
        record(
            self._conn, by_command(self._who, "rebuild"), "rebuilt", "read_model", [], detail=detail
        )  # fmt: skip

    def _pause_consumers(self) -> None:
        self._conn.execute("SELECT set_config('lock_timeout', %s, true)", [f"{PATIENCE:.0f}s"])
        try:
            self._conn.execute("SELECT pg_advisory_xact_lock(hashtext('effects'))")
        except psycopg.errors.LockNotAvailable as error:
            raise RebuildFailed(f"a consumer did not pause within {PATIENCE:.0f} s") from error


def rebuild(
    conn: Worker, bus: Bus, handlers: Sequence[Handler], who: str, say: Say, probe: Probe = _no_probe
) -> Result:
    """Build the read model anew for ``who`` asks; see `Rebuild.run`. ``say`` gets the lines of progress."""
    return Rebuild(conn, bus, handlers, who, say, probe).run()
