"""A process for the tests to kill: ``python -m tests.faults.bus_actor '<json of Settings>'``.

The threads of a service by its role, with an effect that shows each time it is made, and in which order.
"""

import json
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from proto.gen.entente.meetings.v1 import item_pb2
from services.common.events.envelope import Envelope
from services.common.events.workers import Handler, Workers

TOPIC = "entente.meetings.item.v1"


@dataclass(frozen=True)
class Settings:
    """What `Workers` needs of a service's settings."""

    service: str
    worker_dsn: str
    bus: str
    bus_dsn: str | None
    role: str


def keep(conn: Connection[Mapping[str, Any]], envelope: Envelope, message: item_pb2.ItemSnapshot) -> None:
    """The effect."""
    conn.execute("INSERT INTO effect (key, n) VALUES (%s, %s)", (envelope.key, message.version))


if __name__ == "__main__":
    Workers(Settings(**json.loads(sys.argv[1])), [Handler(TOPIC, keep)]).start()
    threading.Event().wait()
