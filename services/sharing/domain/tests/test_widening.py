"""A label grows by what is released and by nothing else; what ends takes back that alone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.labels import Group, Groups, Label, LabelError, Membership, audience
from services.common.labels.audience import expand_all
from services.sharing.domain.widening import base, place, taken_back, widened

THEN, LATER, NOW = (datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2024, 2027))
GROUPS = Groups(
    {"TRIO": Group("TRIO"), "OLD": Group("OLD", deprecated=LATER)},
    (
        Membership("TRIO", "NOR"),
        Membership("TRIO", "DNK", until=LATER),
        Membership("TRIO", "SWE", since=LATER),
    ),
)
CODES = ["CAN", "FRA", "NOR", "TRIO"]
lists = st.frozensets(st.sampled_from(CODES))
sights = st.sampled_from(["read", "display"])


def label(rel=(), shown=(), at=THEN):
    return GROUPS.received(Label("coalition@1", 1, ("USA",), rel=tuple(rel), display_only=tuple(shown)), at)


def readers(one, shown=False):
    return audience(one, GROUPS, NOW, shown)


@given(lists, lists, lists, sights)
def test_who_gains_is_who_was_named_as_they_stand_today(rel, shown, codes, sight):
    before = label(rel, shown)
    after = widened(before, codes, sight, GROUPS, NOW)
    named = expand_all(codes, None, GROUPS, NOW)
    for look in (False, True):
        assert readers(before, look) <= readers(after, look) <= readers(before, look) | named
    if sight == "read":
        assert named <= readers(after)
    assert named <= readers(after, True) | readers(before, True) | ({"SWE"} if "TRIO" in rel else set())


@given(lists, lists, lists, sights)
def test_what_ends_leaves_the_label_as_it_was(rel, shown, codes, sight):
    before = label(rel, shown)
    left = after = widened(before, codes, sight, GROUPS, NOW)
    for code in codes:
        left = taken_back(left, code, base(before, code, []), [], GROUPS, NOW)
    assert left == before
    assert readers(left, True) <= readers(after, True)


@given(lists, lists, lists, sights, sights)
def test_of_two_releases_the_one_that_ends_touches_nothing_of_the_other(rel, one, other, first, second):
    start = label(rel)
    middle = widened(start, one, first, GROUPS, NOW)
    full = widened(middle, other, second, GROUPS, NOW)
    bases = {code: base(start, code, []) for code in one}
    left = full
    for code in one:
        others = [place(full, code)] if code in other else []
        left = taken_back(left, code, bases[code], others, GROUPS, NOW)
    kept = expand_all(other, None, GROUPS, NOW)
    assert kept & readers(full, True) <= readers(left, True)
    assert readers(left) <= readers(full) and readers(start) <= readers(left) | readers(start)
    for code in other:
        earlier = base(middle, code, [bases[code]] if code in one else [])
        left = taken_back(left, code, earlier, [], GROUPS, NOW)
    assert left == start


@given(lists, lists, sights)
def test_what_its_owner_narrowed_meanwhile_stays_narrow(rel, codes, sight):
    narrowed = label()
    for code in codes:
        before = base(label(rel), code, [])
        assert taken_back(narrowed, code, before, [place(label(codes), code)], GROUPS, NOW) == narrowed


def test_who_joined_a_group_since_gains_nothing_by_the_release_to_another():
    after = widened(label(["TRIO"]), ["CAN"], "read", GROUPS, NOW)
    assert readers(after) == {"USA", "NOR", "CAN"}
    assert "SWE" in readers(widened(after, ["TRIO"], "read", GROUPS, NOW))


def test_what_cannot_be_released_is_an_error():
    with pytest.raises(LabelError):
        widened(label(), ["OLD"], "read", GROUPS, NOW)
    with pytest.raises(LabelError):
        widened(label(), ["NOBODY"], "read", GROUPS, NOW)
    with pytest.raises(LabelError):
        widened(label().with_(dissem=("NOFORN",)), ["CAN"], "read", GROUPS, NOW)
