"""How far a topic goes, and whether a consumer has come there; on every bus alike."""

from collections.abc import Iterable, Mapping

from services.common.events.bus import Bus, Consumer

Heads = Mapping[tuple[str, int], int]


def heads(bus: Bus, topics: Iterable[str]) -> Heads:
    """By topic and partition: the offset that the next message will get. A position to reach, no count: some
    offsets are of messages that are gone, or of none.
    """
    return {(topic, part): at for topic in topics for part, at in bus.head(topic).items()}


def reached(consumer: Consumer, wanted: Heads) -> bool:
    """Whether ``consumer``, alone in its group, has polled everything before ``wanted``."""
    positions = consumer.positions()
    return all(positions.get(place, -1) >= at for place, at in wanted.items() if at)
