"""The house's topics, users and rights on the shared broker, for the tests of one file at a time."""

from collections.abc import Iterator

import pytest

from deploy.dev.shared import holding
from deploy.dev.state import open_state
from deploy.kafka.cluster import Cluster
from deploy.stack.broker import Broker
from deploy.stack.testing import declared


@pytest.fixture(scope="module")
def cluster(kafka_broker: Broker) -> Iterator[Cluster]:
    """The shared broker as declared. One file changes what the others look at: each has it for itself."""
    with holding(open_state("shared-kafka"), "declared.lock"), declared(kafka_broker) as made:
        yield made
