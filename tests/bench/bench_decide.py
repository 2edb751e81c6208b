"""How many decisions a second: the permitted set's look-up against the pure function behind it, in one run.

The look-up is the frozenset's own membership test (``PermittedSet.allows``); a bit of the mask is measured
beside it. Target: 5 million look-ups a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from time import perf_counter

from services.common.labels import Action, Label, PermittedSet, decide, permitted
from services.common.labels.tests.generate import NOW, context, labels, readers
from tests.bench.measure import Figure

LOOK_UPS = 2_000_000
LABELS = 5_000
MILLIONS = 5.0


def rate(run: Callable[[], None], count: int) -> float:
    """The best of five runs, as a number a second."""
    times = []
    for _ in range(5):
        started = perf_counter()
        run()
        times.append(perf_counter() - started)
    return count / min(times)


def rates(known: list[tuple[int, Label]], found: PermittedSet) -> tuple[float, float, float]:
    """Look-ups, bits of the mask and full decisions, each a second."""
    ids = list(islice(cycle(range(LABELS)), LOOK_UPS))
    allows, mask, ctx = found.allows, found.mask + bytes(LABELS), found.context

    def look_up() -> None:
        for number in ids:
            allows(number)

    def bit() -> None:
        for number in ids:
            _ = mask[number >> 3] >> (number & 7) & 1

    def pure() -> None:
        for _, made in known:
            decide(found.reader, made, Action.READ, NOW, ctx)

    return rate(look_up, LOOK_UPS), rate(bit, LOOK_UPS), rate(pure, LABELS)


def run() -> Iterator[Figure]:
    """Millions of look-ups a second for a reader of more than a tenth of 5,000 labels."""
    known, ctx = list(enumerate(labels(1, LABELS))), context()
    sets = (permitted(who, known, Action.READ, ctx, NOW) for who in readers(3, 50))
    found = next(each for each in sets if each.count > LABELS // 10)
    started = perf_counter()
    permitted(found.reader, known, Action.READ, ctx, NOW)
    building = perf_counter() - started
    look_up, bit, pure = rates(known, found)
    detail = {
        "unit": "million look-ups a second, frozenset", "mask_bit_million": round(bit / 1e6, 1),
        "pure_decide": round(pure), "look_up_to_pure": round(look_up / pure, 1),
        "permitted_set_of_5000_ms": round(building * 1e3, 1),
    }  # fmt: skip
    yield Figure("decide.from_mask", look_up / 1e6, MILLIONS, at_most=False, detail=detail)
