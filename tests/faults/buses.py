"""A bus of one's own that can be killed: the log in PostgreSQL, and a Kafka broker."""

import os
import signal
from typing import Protocol

from deploy.dev.databases import create_databases, database_name
from deploy.dev.ports import choose_ports
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.shared_server import TEST_SETTINGS
from deploy.dev.state import State
from deploy.stack.broker import Broker
from deploy.stack.testing import PASSWORDS, declared, kafka_jars
from services.common.events.bus import BusSettings
from services.common.events.pglog_schema import create_schema
from services.common.events.registry import topics


class Killable(Protocol):
    """A bus that runs until it is killed."""

    def start(self) -> None:
        """Start it, and return when it takes requests; whatever was confirmed is there."""
        ...

    def kill(self) -> None:
        """``kill -9``."""
        ...

    def stop(self) -> None:
        """End it in order."""
        ...

    def settings(self, service: str) -> BusSettings:
        """How a service reaches it."""
        ...


class Log:
    """The log on a server of its own, so that the services' databases live when it dies."""

    def __init__(self, state: State) -> None:
        # a log that is killed must have been written: unlike elsewhere in the tests
        self._server = EmbeddedPostgres(state, {**TEST_SETTINGS, "fsync": "on", "full_page_writes": "on"})

    def start(self) -> None:
        self._server.start()
        create_databases(self._server, ["bus"])
        create_schema(self._dsn("owner"), [spec for topic in topics().values() for spec in topic.specs()])

    def kill(self) -> None:
        assert self._server.pid is not None
        os.kill(self._server.pid, signal.SIGKILL)
        self._server.stop()

    def stop(self) -> None:
        self._server.stop()

    def settings(self, service: str) -> BusSettings:
        return BusSettings("pglog", self._dsn("app"))

    def _dsn(self, kind: str) -> str:
        return self._server.dsn(database_name("bus"), f"bus_{kind}")


class Kafka:
    """A broker with the house's users, topics and rights."""

    def __init__(self, state: State) -> None:
        ports, _ = choose_ports(state, ["kafka", "kafka-controller"], {})
        self._broker = Broker(
            state.root / "kafka", kafka_jars(state), ports["kafka"], ports["kafka-controller"],
            {"broker": "of the broker", "admin": "of the administrator"},
        )  # fmt: skip
        self._made = False

    def start(self) -> None:
        self._broker.start()
        if not self._made:
            with declared(self._broker):
                self._made = True

    def kill(self) -> None:
        self._broker.kill()

    def stop(self) -> None:
        self._broker.stop()

    def settings(self, service: str) -> BusSettings:
        return BusSettings("kafka", self._broker.dsn(service, PASSWORDS[service]))
