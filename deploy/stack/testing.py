"""The real parts for tests: ``pytest_plugins`` in the root ``conftest.py`` names this module.

Without a repository in reach they cannot be had, and what asks for them is left out with that reason, as
the closing summary says; a file that is not the locked one fails.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from kafka import KafkaAdminClient

from deploy.dev.state import State
from deploy.kafka.cluster import Cluster, apply
from deploy.kafka.wanted import users
from deploy.stack.artifacts import Unfetched, fetch, locked
from deploy.stack.broker import Broker
from deploy.stack.shared_broker import shared_broker
from services.common.events.registry import topics

DECLARED = tuple(topics().values())
PASSWORDS = {user: f"the password of {user}" for user in users(DECLARED)}
"""Of the services' users on a broker of the tests."""


@contextmanager
def within_reach() -> Iterator[None]:
    """Leave out what needs the real parts where no repository that has them is in reach.

    The one reason there is: offline, the suite says what it did not run. A file that came and is another one
    fails (`Tampered`), as does a server that does not start.
    """
    try:
        yield
    except Unfetched as error:
        pytest.skip(f"no repository of Kafka and Keycloak in reach: {error}")


def kafka_jars(state: State) -> list[Path]:
    """What a broker of a test's own is made of."""
    with within_reach():
        jars = fetch(locked("kafka"), state.shared / "artifacts")
    return jars


@contextmanager
def declared(broker: Broker) -> Iterator[Cluster]:
    """The cluster of a broker with the house's users, topics and rights."""
    admin = KafkaAdminClient(**broker.client())
    try:
        cluster = Cluster(admin, broker.client(), DECLARED, PASSWORDS)
        left = apply(cluster.differences(), lambda text: None)
        assert left == []
        yield cluster
    finally:
        admin.close()


@pytest.fixture(scope="module")
def kafka_broker() -> Iterator[Broker]:
    """The broker of all test processes, for its clients' settings alone; it outlives a file by a moment."""
    with within_reach(), shared_broker() as broker:
        yield broker
