"""Combining by the properties of LABELS, on 100,000 labels in threes: the order in which portions are put
together tells nothing, twice is once, and nobody reads the whole who does not read each part.
"""

from random import Random

from services.common.labels import audience
from services.common.labels.audience import within
from services.common.labels.marks import contributes
from services.common.labels.rollup import RollUpRefused, roll_up
from services.common.labels.tests.generate import NOW
from services.common.labels.tests.generate_portions import COALITION, GROUPS, US, portion

COUNT = 100_000
_EACH = 5_000


def pools():
    """Portions by policy, and whether they are of one kind: text of a context beside that of nations is not,
    and its order of combining can narrow further (README, choices).
    """
    rng = Random(3)
    kinds = ((policy, contexts) for policy in (COALITION, US) for contexts in (0, 1, 0.1))
    return [
        (policy, contexts in (0, 1), [portion(rng, policy, contexts) for _ in range(_EACH)])
        for policy, contexts in kinds
    ]


def combined(policy, *portions):
    """The label of a whole, or ``None`` where it is refused."""
    try:
        return roll_up(portions, policy, GROUPS, None, NOW).label
    except RollUpRefused:
        return None


def test_combining_is_commutative_associative_and_idempotent_and_stays_inside_each_part():
    rng, made, drawn_from = Random(4), 0, pools()
    for number in range(COUNT // 3):
        policy, alike, portions = drawn_from[number % len(drawn_from)]
        parts = rng.choices(portions, k=3)
        one, other, third = parts
        both, whole = combined(policy, other, one), combined(policy, *parts)
        if number % 5 == 0:
            assert combined(policy, one, other) == both
        if both is not None and alike:
            assert combined(policy, third, both) == whole
        if whole is None:
            continue
        made += 1
        assert combined(policy, whole, one, whole) == whole
        if number % 5 == 0:
            assert combined(policy, third, one, other) == combined(policy, *parts, *parts) == whole
        for part in (one for one in parts if contributes(one, policy)):
            assert whole.level >= part.level
            assert {*whole.coi, *whole.restrictive} >= {*part.coi, *part.restrictive}
            for display in (False, True):
                inside = audience(whole, GROUPS, NOW, display=display)
                assert within(inside, audience(part, GROUPS, NOW, display=display))
    assert made > COUNT / 10
