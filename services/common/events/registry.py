"""The topics as ``proto/topics/*.yaml`` declare them, and the message types that they carry."""

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from google.protobuf.message import DecodeError, Message

from services.common.events.bus import TopicSpec
from services.common.events.envelope import Envelope, Invalid

TOPICS = Path(__file__).resolve().parents[3] / "proto" / "topics"
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION = re.compile(r"(\d+)([smhd])")


class BadTopic(ValueError):
    """A topic's declaration is wrong; the message names file and field."""


@dataclass(frozen=True)
class DeadLetters:
    """Where the invalid messages of a topic go: at most ``limit`` a consumer, the next one stops it."""

    topic: str
    keep: float
    limit: int


@dataclass(frozen=True)
class Topic:
    """One declared topic. ``consumers`` are the services that read it; ``keep``, ``compact_after`` in
    seconds.
    """

    name: str
    message: type[Message]
    types: tuple[str, ...]
    producers: tuple[str, ...]
    consumers: tuple[str, ...]
    partitions: int
    keep: float | None
    compact_after: float | None
    dead_letters: DeadLetters

    def specs(self) -> tuple[TopicSpec, TopicSpec]:
        """What the bus sets up: the topic and its dead letters."""
        dead = TopicSpec(self.dead_letters.topic, 1, keep=self.dead_letters.keep)
        return TopicSpec(self.name, self.partitions, self.keep, self.compact_after), dead

    def decode(self, envelope: Envelope) -> Message:
        """The message in an event of this topic; raises `Invalid` for a type or bytes that are not of it."""
        if envelope.type not in self.types:
            raise Invalid(f"type {envelope.type!r} is not of topic {self.name}")
        message = self.message()
        try:
            message.ParseFromString(envelope.value)
        except DecodeError as error:
            raise Invalid(f"the value is no {message.DESCRIPTOR.full_name}") from error
        return message


def seconds(text: str) -> float:
    """A duration such as 90s, 15m, 1h or 30d in seconds; raises ValueError for anything else."""
    match = _DURATION.fullmatch(text)
    if not match:
        raise ValueError(f"not a duration: {text!r}")
    return int(match[1]) * _UNITS[match[2]]


def _message(full_name: str) -> type[Message]:
    package, _, name = full_name.rpartition(".")
    for module in _modules(package):
        found = getattr(importlib.import_module(f"proto.gen.{package}.{module}_pb2"), name, None)
        if isinstance(found, type) and issubclass(found, Message):
            return found
    raise ValueError(f"no message {full_name}")


def _modules(package: str) -> list[str]:
    """The generated modules of a package; raises ValueError where there is none."""
    folder = TOPICS.parent.joinpath("gen", *package.split("."))
    found = sorted(file.name.removesuffix("_pb2.py") for file in folder.glob("*_pb2.py"))
    if not found:
        raise ValueError(f"no package {package}")
    return found


def _retention(declared: Mapping[str, str]) -> tuple[float | None, float | None]:
    match declared["policy"]:
        case "compact":
            return None, seconds(declared["compact_after"])
        case "delete":
            return seconds(declared["keep"]), None
        case other:
            raise ValueError(f"no retention policy {other!r}")


def load_topic(path: Path) -> Topic:
    """Read one declaration; raises `BadTopic`."""
    try:
        declared = yaml.safe_load(path.read_text(encoding="utf-8"))
        keep, compact_after = _retention(declared["retention"])
        dead = declared["dead_letter"]
        return Topic(
            name=declared["topic"],
            message=_message(declared["message"]),
            types=tuple(declared["types"]),
            producers=tuple(declared["producers"]),
            consumers=tuple(declared["consumers"]),
            partitions=int(declared["partitions"]),
            keep=keep,
            compact_after=compact_after,
            dead_letters=DeadLetters(dead["topic"], seconds(dead["keep"]), int(dead["limit"])),
        )
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise BadTopic(f"{path.name}: {error}") from error


@lru_cache(maxsize=8)
def topics(folder: Path = TOPICS) -> Mapping[str, Topic]:
    """Every declared topic by its name; raises `BadTopic`."""
    return {topic.name: topic for topic in map(load_topic, sorted(folder.glob("*.yaml")))}
