"""What the cluster should be, by ``proto/topics``: topics, and what each service's user may do.

A service's user has the service's name. It writes what it is declared to produce, reads what it is declared
to consume, and keeps the dead letters of what it consumes; groups and transactional ids begin with its name.
"""

from collections.abc import Iterable, Iterator

from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourceType,
)

from services.common.events.bus import TopicSpec
from services.common.events.registry import Topic

MESSAGE_BYTES = 8 * 1024 * 1024
PREFIX = "entente."
_READ = (ACLOperation.READ, ACLOperation.DESCRIBE)
_WRITE = (ACLOperation.WRITE, ACLOperation.DESCRIBE)
_LITERAL, _PREFIXED = ACLResourcePatternType.LITERAL, ACLResourcePatternType.PREFIXED


def configuration(spec: TopicSpec) -> dict[str, str]:
    """The topic's settings. Messages are compacted or deleted by whole segments, so a segment is closed after
    half the time (`Bus.maintain` sees to it where nothing comes) and looked at in the other half.
    """
    values = {"max.message.bytes": str(MESSAGE_BYTES), "cleanup.policy": "delete", "retention.ms": "-1"}
    if spec.compact_after is not None:
        half = str(max(round(spec.compact_after * 500), 1))
        values |= {"cleanup.policy": "compact", "segment.ms": half, "max.compaction.lag.ms": half}
        values |= {"min.cleanable.dirty.ratio": "0.01", "delete.retention.ms": "86400000"}
    if spec.keep is not None:
        kept = round(spec.keep * 1000)
        values |= {"retention.ms": str(kept), "segment.ms": str(max(min(kept // 10, 86_400_000), 1))}
    return values


def specs(topics: Iterable[Topic]) -> dict[str, TopicSpec]:
    """The topics and their dead letters, by name."""
    return {spec.name: spec for topic in topics for spec in topic.specs()}


def users(topics: Iterable[Topic]) -> list[str]:
    """The services that have a user."""
    return sorted({name for topic in topics for name in (*topic.producers, *topic.consumers)})


def rights(topics: Iterable[Topic]) -> set[ACL]:
    """Everything that is allowed; what is not in it is refused."""
    declared = list(topics)
    found = {right for topic in declared for right in _of_topic(topic)}
    for user in users(declared):
        for operation in _READ:
            found.add(_allow(user, ResourceType.GROUP, user, operation, _LITERAL))
            found.add(_allow(user, ResourceType.GROUP, f"{user}.", operation, _PREFIXED))
        for operation in _WRITE:
            found.add(_allow(user, ResourceType.TRANSACTIONAL_ID, f"{user}.", operation, _PREFIXED))
    return found


def _of_topic(topic: Topic) -> Iterator[ACL]:
    for user in topic.producers:
        yield from _allowed(user, topic.name, _WRITE)
    for user in topic.consumers:
        yield from _allowed(user, topic.name, _READ)
        yield from _allowed(user, topic.dead_letters.topic, (*_READ, *_WRITE))


def _allowed(user: str, topic: str, operations: Iterable[ACLOperation]) -> Iterator[ACL]:
    for operation in operations:
        yield _allow(user, ResourceType.TOPIC, topic, operation, _LITERAL)


def _allow(
    user: str, kind: ResourceType, name: str, operation: ACLOperation, pattern: ACLResourcePatternType
) -> ACL:
    resource = ResourcePattern(kind, name, pattern)
    return ACL(f"User:{user}", "*", operation, ACLPermissionType.ALLOW, resource)
