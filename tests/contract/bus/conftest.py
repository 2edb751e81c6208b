"""The buses that the suite runs against: each must pass it unchanged."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from deploy.dev.testing import Clones
from services.common.events.bus import BusSettings, TopicSpec
from services.common.events.pglog_schema import create_schema
from tests.contract.bus.harness import Fixture, Harness


class PgLogHarness:
    """The bus in PostgreSQL."""

    def __init__(self, clones: Clones) -> None:
        database = clones("bus")
        self._owner_dsn = database.owner_dsn
        self.settings = BusSettings("pglog", database.app_dsn)
        self.create([])

    def create(self, specs: Sequence[TopicSpec]) -> None:
        create_schema(self._owner_dsn, specs)


HARNESSES: dict[str, Callable[[Clones], Harness]] = {"pglog": PgLogHarness}


@pytest.fixture(params=sorted(HARNESSES))
def bus(request: pytest.FixtureRequest, fresh_database: Clones) -> Iterator[Fixture]:
    """One bus of each kind, with topics of its own; everything opened through it is closed after the test."""
    fixture = Fixture(HARNESSES[request.param](fresh_database))
    try:
        yield fixture
    finally:
        fixture.close()
