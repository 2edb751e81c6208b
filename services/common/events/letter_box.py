"""Reading dead letters back from their topics, in a group of its own that leaves nothing behind."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from uuid import uuid4

from services.common.events.bus import Bus, Raw
from services.common.events.deadletter import Place, letter_id, original
from services.common.events.envelope import Invalid
from services.common.events.heads import heads, reached
from services.common.events.registry import Topic


def read_letters(
    bus: Bus, consumer: str, declared: Iterable[Topic], wanted: Iterable[Place]
) -> dict[Place, Raw]:
    """The messages behind the dead letters of ``consumer`` at the ``wanted`` places, as they lay on the bus.

    One that is missing was kept as long as its topic says, or never was. The dead-letter topics of
    ``declared`` are read to their end, whatever is wanted. Raises `bus.BusFailed`.
    """
    topics = [topic.dead_letters.topic for topic in declared]
    places = set(wanted)
    found: dict[Place, Raw] = {}
    for raw in _all(bus, f"{consumer}.letters.{uuid4().hex}", topics):
        message = _message(raw, consumer)
        if message is not None and Place.of(message) in places:
            found.setdefault(Place.of(message), message)
    return found


def _all(bus: Bus, group: str, topics: list[str]) -> Iterator[Raw]:
    ends = heads(bus, topics)
    with closing(bus.consumer(group, topics)) as member:
        while not reached(member, ends):
            yield from member.poll(0.5)


def _message(raw: Raw, consumer: str) -> Raw | None:
    """The message in a dead letter of ``consumer``; None for another's, and for what is no letter."""
    try:
        letter = raw.envelope()
        message = original(letter)
    except (Invalid, KeyError, ValueError):
        return None
    return message if letter.id == letter_id(consumer, Place.of(message)) else None
