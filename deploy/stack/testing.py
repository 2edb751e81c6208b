"""The real parts for tests: ``pytest_plugins`` in the root ``conftest.py`` names this module.

Without a repository in reach they cannot be had, and what asks for them is left out with that reason; a file
that is not the locked one fails.
"""

from collections.abc import Iterator

import pytest

from deploy.dev.shared_platform import RunningPlatform
from deploy.stack.artifacts import Unfetched
from deploy.stack.broker import Broker
from deploy.stack.shared_broker import shared_broker
from deploy.stack.shared_platform import shared_stack


@pytest.fixture(scope="session")
def kafka_broker() -> Iterator[Broker]:
    """The broker of all test processes, for its clients' settings alone."""
    try:
        with shared_broker() as broker:
            yield broker
    except Unfetched as error:
        pytest.skip(f"Kafka could not be fetched: {error}")


@pytest.fixture(scope="session")
def real_platform() -> Iterator[RunningPlatform]:
    """The whole platform on Kafka and Keycloak, with the demonstration scenario."""
    try:
        with shared_stack() as running:
            yield running
    except Unfetched as error:
        pytest.skip(f"Kafka and Keycloak could not be fetched: {error}")
