"""A relay that is killed: ``python -m …tests.relay_process <dsn> <bus dsn> <point> <n>``.

It relays until it has come to ``point`` for the n-th time, and then kills itself with SIGKILL.
"""

import os
import signal
import sys
import threading

import psycopg
from psycopg.rows import dict_row

from services.common.events.bus import BusSettings, open_bus
from services.common.events.outbox import Outbox


def main(dsn: str, bus_dsn: str, point: str, times: int) -> None:
    left = times

    def probe(reached: str) -> None:
        nonlocal left
        left -= reached == point
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    pause = threading.Event()
    with psycopg.connect(dsn, autocommit=True, row_factory=dict_row) as conn:
        conn.execute("SELECT pg_advisory_lock(hashtext('relay'))")
        producer = open_bus(BusSettings("pglog", bus_dsn)).producer("relay-test")
        outbox = Outbox(conn, producer, "test", 5, probe)
        while True:
            if not outbox.relay():
                pause.wait(0.005)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
