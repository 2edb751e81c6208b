"""A rebuild or replay that is killed: ``python -m …tests.mending_process <dsn> <bus dsn> <point> [place]``.

With a place it replays, without it rebuilds; when it has come to ``point`` it kills itself with SIGKILL.
"""

import os
import signal
import sys

import psycopg
from psycopg.rows import dict_row

from services.common.events.bus import BusSettings, open_bus
from services.common.events.consumer import Deliverer
from services.common.events.deadletter import Place
from services.common.events.letter_replay import replay
from services.common.events.letter_rows import Letters
from services.common.events.registry import topics
from services.insight.rebuild.build import rebuild
from services.insight.rebuild.command import connect
from services.insight.settings import InsightSettings
from services.insight.workers import handlers


def main(dsn: str, bus_dsn: str, point: str, place: str | None = None) -> None:
    settings = InsightSettings(
        port=1, environment="development", app_dsn=dsn, worker_dsn=dsn, issuer="http://issuer.test",
    )  # fmt: skip
    bus = open_bus(BusSettings("pglog", bus_dsn))

    def probe(reached: str) -> None:
        if reached == point:
            os.kill(os.getpid(), signal.SIGKILL)

    if place is None:
        with connect(dsn, "a process") as conn:
            rebuild(conn, bus, handlers(settings), "a process", print, probe)
        return
    with psycopg.connect(dsn, autocommit=True, row_factory=dict_row) as conn:
        deliverer = Deliverer("insight", handlers(settings), topics())
        replay(Letters(conn, "insight", "x"), deliverer, bus, [Place.read(place)], print, probe=probe)


if __name__ == "__main__":
    main(*sys.argv[1:])
