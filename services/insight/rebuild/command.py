"""``python -m services.insight rebuild``: the read model anew, while readers go on with the old one."""

import sys
import time
from contextlib import closing

import psycopg
from psycopg.rows import dict_row

from services.common.events.bus import BusFailed, BusSettings, open_bus
from services.common.events.operators import operator
from services.common.settings import load
from services.insight.rebuild.build import RebuildFailed, Result, rebuild
from services.insight.rebuild.merge import Worker
from services.insight.settings import InsightSettings
from services.insight.workers import handlers


def main() -> int:
    """Run it, with lines of progress; 1 where it was not done, and then nothing has changed."""
    return run(load(InsightSettings, role="api"))


def run(settings: InsightSettings) -> int:
    """The same with settings at hand."""
    started, who = time.monotonic(), operator()
    try:
        with (
            closing(open_bus(BusSettings(settings.bus, settings.bus_dsn))) as bus,
            connect(settings.worker_dsn, who) as conn,
        ):
            result = rebuild(conn, bus, handlers(settings), who, _say)
    except (RebuildFailed, BusFailed, psycopg.Error) as error:
        print(f"insight: not rebuilt, the model in use is as it was: {error}", file=sys.stderr)
        return 1
    _tell(result, time.monotonic() - started)
    return 0


def connect(dsn: str, who: str) -> Worker:
    """A connection of the worker for whom the second set of tables comes first; named, to be found by."""
    return psycopg.connect(
        dsn, autocommit=True, row_factory=dict_row, connect_timeout=5, application_name=f"rebuild by {who}",
        options="-c search_path=rebuild,public",
    )  # fmt: skip


def _say(line: str) -> None:
    print(f"insight: {line}", flush=True)


def _tell(result: Result, seconds: float) -> None:
    for one in result.merged:
        if one.any:
            _say(f"{one.table}: {one.added} rows added, {one.changed} changed, {one.removed} removed")
    if not any(one.any for one in result.merged):
        _say("every row stands as it stood")
    if result.left_out:
        _say(f"{len(result.left_out)} dead letters were left out")
    _say(f"rebuilt from {result.taken} events in {seconds:.1f} s; consumers waited {result.paused:.2f} s")
