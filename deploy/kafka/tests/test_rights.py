"""Each service's user against every topic: what the registry says, and nothing else."""

from contextlib import nullcontext

import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import (
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailedError,
)

from deploy.kafka.cluster import Cluster
from deploy.kafka.wanted import specs, users
from deploy.stack.broker import Broker
from deploy.stack.testing import DECLARED, PASSWORDS
from services.common.events.bus import BusFailed, BusSettings, open_bus
from services.common.events.kafka import ANSWER_MS
from tests.contract.bus.harness import event
from tests.waiting import until

pytestmark = pytest.mark.real
TOPICS = sorted(specs(DECLARED))


def may_write(user: str) -> set[str]:
    """By the registry: what it produces, and the dead letters of what it consumes."""
    produced = {topic.name for topic in DECLARED if user in topic.producers}
    return produced | {topic.dead_letters.topic for topic in DECLARED if user in topic.consumers}


def may_read(user: str) -> set[str]:
    """By the registry: what it consumes, and its dead letters."""
    consumed = [topic for topic in DECLARED if user in topic.consumers]
    return {name for topic in consumed for name in (topic.name, topic.dead_letters.topic)}


@pytest.mark.parametrize("user", users(DECLARED))
def test_a_user_writes_what_it_is_declared_to_produce_and_nothing_else(
    user: str, cluster: Cluster, kafka_broker: Broker
) -> None:
    written = set()
    for topic in TOPICS:  # a producer each: one that was refused a topic does no other any more
        producer = KafkaProducer(**kafka_broker.client(user, PASSWORDS[user]))
        try:
            producer.send(topic, b"", key=b"rights").get(60)
            written.add(topic)
        except TopicAuthorizationFailedError:  # anything else is no answer to the question
            continue
        finally:
            producer.close(2)
    assert written == may_write(user)


@pytest.mark.parametrize("user", users(DECLARED))
def test_a_user_reads_what_it_is_declared_to_consume_and_nothing_else(
    user: str, cluster: Cluster, kafka_broker: Broker
) -> None:
    readable = set()
    for topic in TOPICS:
        fill(kafka_broker, topic)
        reader = KafkaConsumer(
            **kafka_broker.client(user, PASSWORDS[user]), auto_offset_reset="earliest"
        )  # fmt: skip
        try:
            if not reader.partitions_for_topic(topic):
                continue  # not even described
            reader.assign([TopicPartition(topic, 0)])
            reader.seek_to_beginning()
            until(lambda: reader.poll(timeout_ms=500))  # noqa: B023 - it is over with the turn
            readable.add(topic)
        except TopicAuthorizationFailedError:
            continue
        finally:
            reader.close()
    assert readable == may_read(user)


def fill(broker: Broker, topic: str) -> None:
    """See to it that there is something to be read."""
    producer = KafkaProducer(**broker.client())
    producer.send(topic, b"", key=b"rights", partition=0).get(10)
    producer.close(2)


@pytest.mark.parametrize("user", users(DECLARED))
def test_a_user_takes_no_part_in_the_group_or_the_name_of_another(
    user: str, cluster: Cluster, kafka_broker: Broker
) -> None:
    other = next(name for name in users(DECLARED) if name != user)
    known, own = kafka_broker.client(user, PASSWORDS[user]), min(may_write(user) | may_read(user))
    for group in (other, f"{other}.rebuild", f"{user}s", "anybody"):
        joins = KafkaConsumer(**known, group_id=group)
        joins.subscribe([own])
        with pytest.raises(GroupAuthorizationFailedError):
            joins.poll(timeout_ms=5_000)
        joins.close()
    for name in (f"{other}.relay-{other}", f"relay-{user}", other):
        pretends = KafkaProducer(**known, transactional_id=name, max_block_ms=5_000)
        with pytest.raises(TransactionalIdAuthorizationFailedError):
            pretends.init_transactions()
        pretends.close(1)


@pytest.mark.parametrize("user", users(DECLARED))
def test_a_user_holds_no_topic_still_for_longer_than_a_transaction_of_the_services_may_last(
    user: str, cluster: Cluster, kafka_broker: Broker
) -> None:
    """What stands behind an open transaction is read by nobody, and every service writes the audit's."""
    known = kafka_broker.client(user, PASSWORDS[user])
    for milliseconds, lasts in ((ANSWER_MS, True), (ANSWER_MS + 1, False)):
        name = f"{user}.holds-{milliseconds}"
        holds = KafkaProducer(
            **known, transactional_id=name, transaction_timeout_ms=milliseconds, max_block_ms=60_000
        )
        with nullcontext() if lasts else pytest.raises(KafkaError, match="InvalidTransactionTimeout"):
            holds.init_transactions()
        holds.close(1)


def test_the_bus_itself_tells_a_forbidden_topic_from_none_in_no_way(
    cluster: Cluster, kafka_broker: Broker
) -> None:
    bus = open_bus(BusSettings("kafka", kafka_broker.dsn("directory", PASSWORDS["directory"])))
    producer = bus.producer("relay-directory")
    told = []
    for topic in ("entente.meetings.item.v1", "entente.never.was.v1"):
        with pytest.raises(BusFailed) as refused:
            producer.publish([event(topic, "k", 1)])
        told.append(str(refused.value).replace(topic, "?"))
    producer.publish([event("entente.directory.nation.v1", "k", 1)])
    producer.close()
    bus.close()
    assert told[0] == told[1]


@pytest.mark.parametrize("user", users(DECLARED))
def test_a_user_maintains_what_it_writes_before_it_writes_anything(
    user: str, cluster: Cluster, kafka_broker: Broker
) -> None:
    bus = open_bus(BusSettings("kafka", kafka_broker.dsn(user, PASSWORDS[user])))
    compacted = [topic.name for topic in DECLARED if topic.compact_after and user in topic.producers]
    before = {name: bus.head(name) for name in compacted}
    bus.maintain()
    bus.close()
    assert compacted
    for name in compacted:
        now = cluster.admin.list_partition_offsets(
            {TopicPartition(name, part): OffsetSpec.LATEST for part in before[name]}
        )
        assert all(one.offset > before[name][place.partition] for place, one in now.items())
