"""Delivering a dead letter once more, by the service's own handlers.

The row is locked, the effect made under its inbox row and the row settled in one transaction: of two
operators one makes the effect and the other finds it made, and a crash anywhere leaves all or nothing. The
handlers see to it that an older state never replaces a newer one (docs/adr/0052).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import psycopg

from services.common.events.bus import Bus, BusFailed, Raw
from services.common.events.consumer import Deliverer, reason_of
from services.common.events.deadletter import Place
from services.common.events.letter_box import read_letters
from services.common.events.letter_rows import Letters

Probe = Callable[[str], None]
_REFUSED: Mapping[str | None, str] = {
    None: "there is no such letter",
    "waits": "the consumer stands before it: `forgive` has it tried again, `drop` passes it over",
    "dropped": "it was dropped: `reopen` it first",
}


def _no_probe(point: str) -> None:
    """Nothing watches."""


@dataclass(frozen=True)
class Outcome:
    """What came of one letter; ``good``: it has its effect now, by this replay or before."""

    place: Place
    good: bool
    words: str


def replay(
    letters: Letters, deliverer: Deliverer, bus: Bus, places: Sequence[Place],
    tell: Callable[[Outcome], None], *, go_on: bool = False, probe: Probe = _no_probe,
) -> bool:  # fmt: skip
    """Replay letters in the order of their offsets; whether all have their effect.

    Stops at the first that has not, unless told to ``go_on``. Raises `bus.BusFailed`, `psycopg.Error`: what
    was told until then stands, and the same may be asked again.
    """
    known = [place for place in sorted(places) if place.topic in deliverer.topics]
    declared = [deliverer.declared(topic) for topic in sorted({place.topic for place in known})]
    messages = read_letters(bus, letters.consumer, declared, known) if known else {}
    good = True
    for place in sorted(places):
        outcome = replay_one(letters, deliverer, place, messages.get(place), probe)
        tell(outcome)
        good = good and outcome.good
        if not good and not go_on:
            break
    return good


def replay_one(
    letters: Letters, deliverer: Deliverer, place: Place, message: Raw | None, probe: Probe = _no_probe
) -> Outcome:
    """Replay one letter, in one transaction. ``message`` None: it is no longer kept."""
    with letters.connection.transaction():
        state = letters.lock(place)
        probe("locked")
        if state == "replayed":
            return Outcome(place, True, "replayed before")
        if state != "open":
            return Outcome(place, False, _REFUSED[state])
        if message is None:
            return Outcome(place, False, "its message is no longer kept")
        outcome = _deliver(letters, deliverer, place, message)
        probe("delivered")
        if outcome.good:
            letters.settle(place, "replayed", tried=1)
        else:
            letters.failed(place, outcome.words)
        probe("settled")
    probe("committed")
    return outcome


def _deliver(letters: Letters, deliverer: Deliverer, place: Place, message: Raw) -> Outcome:
    try:
        deliverer.deliver(letters.connection, [message])
    except (psycopg.OperationalError, BusFailed):
        raise
    except Exception as error:
        return Outcome(place, False, reason_of(error, message))
    return Outcome(place, True, "replayed")
