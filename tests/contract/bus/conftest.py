"""The buses that the suite runs against: each must pass it unchanged."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from kafka import KafkaAdminClient

from deploy.dev.testing import Clones
from deploy.kafka.cluster import Cluster
from deploy.stack.broker import Broker
from services.common.events.bus import BusSettings, TopicSpec
from services.common.events.pglog_schema import create_schema
from tests.contract.bus.harness import Fixture, Harness


class PgLogHarness:
    """The bus in PostgreSQL."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        clones: Clones = request.getfixturevalue("fresh_database")
        database = clones("bus")
        self._owner_dsn = database.owner_dsn
        self.settings = BusSettings("pglog", database.app_dsn)
        self.create([])

    def create(self, specs: Sequence[TopicSpec]) -> None:
        create_schema(self._owner_dsn, specs)


class KafkaHarness:
    """The bus on a real broker."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        broker: Broker = request.getfixturevalue("kafka_broker")
        self._client = broker.client()
        self.settings = BusSettings("kafka", broker.dsn())

    def create(self, specs: Sequence[TopicSpec]) -> None:
        admin = KafkaAdminClient(**self._client)
        for spec in specs:
            Cluster(admin, self._client, (), {}).make_topic(spec)
        admin.close()


HARNESSES: dict[str, Callable[[pytest.FixtureRequest], Harness]] = {
    "pglog": PgLogHarness,
    "kafka": KafkaHarness,
}


@pytest.fixture(params=["pglog", pytest.param("kafka", marks=pytest.mark.real)])
def bus(request: pytest.FixtureRequest) -> Iterator[Fixture]:
    """One bus of each kind, with topics of its own; everything opened through it is closed after the test."""
    fixture = Fixture(HARNESSES[request.param](request))
    try:
        yield fixture
    finally:
        fixture.close()
