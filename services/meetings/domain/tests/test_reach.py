"""Whom a label reaches: nations, holders of a group, viewers, and what it asks for."""

import pytest

from services.meetings.domain.reach import hides
from services.meetings.domain.values import Sight

BOTH = frozenset({"USA", "GBR"})
ITEM = Sight(1, BOTH, 2, frozenset({"X"}), groups=frozenset({"KFOR"}), shown=frozenset({"AUS"}), policy="one")


def labelled(nations: str, groups: str = "", shown: str = "", level: int = 2, coi: str = "X") -> Sight:
    """A label that reaches these."""
    reached = (frozenset(words.split()) for words in (nations, coi, groups, shown))
    read, held, through, seen = reached
    return Sight(2, read, level, held, through, seen, policy="one")


@pytest.mark.parametrize(
    ("sight", "nations", "hidden"),
    [
        (ITEM, "USA GBR AUS NZL", False),
        (labelled("USA GBR"), "USA GBR", False),
        (labelled("USA GBR"), "USA GBR AUS", True),
        (labelled("USA GBR", "", "AUS"), "USA GBR AUS", True),
        (labelled("USA GBR", "KFOR", "AUS"), "USA GBR AUS", False),
        (labelled("USA GBR", "AUS&KFOR", "AUS"), "USA GBR AUS", False),
        (labelled("USA GBR AUS", "", ""), "USA GBR AUS", False),
        (labelled("USA", "", "GBR"), "USA GBR", True),
        (labelled("USA"), "USA", False),
        (labelled("USA GBR", "KFOR"), "USA GBR NZL", False),
        (labelled("USA GBR"), "USA GBR NZL", True),
        (labelled("USA GBR", level=3), "USA GBR", True),
        (labelled("USA GBR", level=1, coi=""), "USA GBR", False),
        (labelled("USA GBR", coi="X Y"), "USA GBR", True),
        (Sight(2, BOTH, 2, frozenset({"X"}), policy="two"), "USA GBR", True),
    ],
)
def test_what_becomes_of_an_item_is_hidden_from_none_of_its_nations(sight: Sight, nations: str, hidden: bool):
    assert hides(ITEM, sight, frozenset(nations.split())) is hidden


def test_holders_of_a_group_from_another_nation_are_not_counted():
    item = Sight(1, frozenset({"USA"}), groups=frozenset({"AUS&KFOR"}))
    told = Sight(2, frozenset({"USA"}))
    assert not hides(item, told, frozenset({"USA", "GBR"}))
    assert hides(item, told, frozenset({"USA", "AUS"}))


def test_a_group_of_three_letters_is_no_nation():
    item = Sight(1, BOTH, groups=frozenset({"PFP"}))
    assert hides(item, Sight(2, BOTH), frozenset({"USA", "AUS"}))
    assert not hides(item, Sight(2, BOTH, groups=frozenset({"PFP"})), frozenset({"USA", "AUS"}))
    of_one = Sight(1, BOTH, groups=frozenset({"AUS&PFP"}))
    assert hides(of_one, Sight(2, BOTH), frozenset({"USA", "AUS"}))
    assert not hides(of_one, Sight(2, BOTH), BOTH)
