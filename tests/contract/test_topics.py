"""Every topic is declared whole, has examples, and every example is taken by each consumer that is named."""

import importlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from psycopg.rows import dict_row

from deploy.dev.testing import Clones, DatabaseForTest
from services.common.events.bus import Raw
from services.common.events.consumer import Deliverer, Handler
from services.common.events.envelope import Envelope
from services.common.events.registry import TOPICS, topics
from services.common.testing import settings_for

EXAMPLES = TOPICS.parent / "examples"


@dataclass(frozen=True)
class Example:
    """One file of ``proto/examples``."""

    topic: str
    path: Path

    @property
    def body(self) -> Mapping[str, object]:
        loaded: Mapping[str, object] = json.loads(self.path.read_text(encoding="utf-8"))
        return loaded

    def envelope(self) -> Envelope:
        body = self.body
        message = json_format.ParseDict(body["value"], topics()[self.topic].message())
        label = json.dumps(body["label"]) if body["label"] is not None else None
        return Envelope(
            id=uuid4(), type=str(body["type"]), source=str(body["source"]), time=datetime.now(UTC),
            key=str(body["key"]), topic=self.topic, value=message.SerializeToString(),
            subject=body["subject"] and str(body["subject"]), label_json=label,
        )  # fmt: skip


def all_examples() -> list[Example]:
    found = sorted(EXAMPLES.rglob("*.json"))
    return [Example(path.parent.name, path) for path in found]


def name(value: object) -> str | None:
    return f"{value.topic}/{value.path.stem}" if isinstance(value, Example) else None


each_example = pytest.mark.parametrize("example", all_examples(), ids=name)


def test_every_topic_has_examples_and_every_folder_of_examples_a_topic() -> None:
    assert {example.topic for example in all_examples()} == set(topics())


def test_names_follow_the_house_rule_and_the_dead_letters_outlive_nothing_silently() -> None:
    for path in sorted(TOPICS.glob("*.yaml")):
        assert f"entente.{path.stem}" in topics(), path.name
    for topic in topics().values():
        assert topic.dead_letters.topic == f"{topic.name}.dlt"
        assert topic.dead_letters.keep > 0 and topic.dead_letters.limit >= 0
        assert (topic.keep is None) != (topic.compact_after is None)
        assert topic.producers and all(kind.startswith("entente.") for kind in topic.types)


def enums_of(descriptor: Descriptor, seen: set[str]) -> Iterator[str]:
    if descriptor.full_name in seen:
        return
    seen.add(descriptor.full_name)
    for field in descriptor.fields:
        if field.type == FieldDescriptor.TYPE_ENUM:
            yield field.enum_type.values_by_number[0].name
        elif field.type == FieldDescriptor.TYPE_MESSAGE:
            yield from enums_of(field.message_type, seen)


def test_the_zero_of_every_enum_is_unspecified() -> None:
    zeros = [zero for topic in topics().values() for zero in enums_of(topic.message.DESCRIPTOR, set())]
    assert zeros and all(zero.endswith("_UNSPECIFIED") for zero in zeros)


@each_example
def test_an_example_is_decoded_and_comes_back_as_it_was(example: Example) -> None:
    sent = example.envelope()
    raw = Raw(sent.topic, 0, 0, sent.key, sent.value, tuple(sent.to_headers()))
    came = raw.envelope()
    assert replace(came, label_json=None) == replace(sent, label_json=None)
    assert came.label() == sent.label()
    topic = topics()[example.topic]
    message = topic.decode(came)
    assert message == json_format.ParseDict(example.body["value"], topic.message())
    assert message == json_format.Parse(json_format.MessageToJson(message), topic.message())


@each_example
def test_an_example_is_of_its_topic(example: Example) -> None:
    topic, body = topics()[example.topic], example.body
    assert body["type"] in topic.types
    assert body["source"] in topic.producers
    assert body["about"]


CONSUMED = [
    (example, consumer) for example in all_examples() for consumer in topics()[example.topic].consumers
]


def handlers_of(consumer: str, database: DatabaseForTest) -> list[Handler]:
    """What ``services.<consumer>.workers`` declares for the events of others."""
    module = importlib.import_module(f"services.{consumer}.workers")
    found: list[Handler] = module.handlers(settings_for(database))
    return found


@pytest.mark.parametrize(("example", "consumer"), CONSUMED, ids=name)
def test_an_example_is_taken_by_its_consumer(
    service_database: Clones, example: Example, consumer: str
) -> None:
    database = service_database(consumer)
    handler = [one for one in handlers_of(consumer, database) if one.topic == example.topic]
    assert len(handler) == 1, (
        f"{consumer} is named as a consumer of {example.topic} and has no handler for it"
    )
    sent = example.envelope()
    raw = Raw(sent.topic, 0, 0, sent.key, sent.value, tuple(sent.to_headers()))
    with psycopg.connect(database.worker_dsn, autocommit=True, row_factory=dict_row) as conn:
        deliverer = Deliverer(f"contract-{uuid4()}", handler, topics())
        deliverer.deliver(conn, [raw, raw])
        if topics()[example.topic].compact_after is not None:  # a snapshot: a rebuild may meet it again
            Deliverer(f"contract-{uuid4()}", handler, topics()).deliver(conn, [raw])


@pytest.mark.parametrize("consumer", sorted({one for topic in topics().values() for one in topic.consumers}))
def test_a_consumer_takes_no_topic_that_does_not_name_it(service_database: Clones, consumer: str) -> None:
    taken = {handler.topic for handler in handlers_of(consumer, service_database(consumer))}
    assert taken == {topic.name for topic in topics().values() if consumer in topic.consumers}
