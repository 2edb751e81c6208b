from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.labels import (
    Action,
    Context,
    DisclosureLetter,
    Group,
    Groups,
    Label,
    Membership,
    PermittedSetExpired,
    Reader,
    decide,
    default_policy,
    permitted,
)
from services.common.labels.tests.generate import ACTIONS, NOW, context, groups, label, labels, reader

CONTEXT = context()
LABELS = list(enumerate(labels(7, 400)))


def bit(mask, number):
    """PostgreSQL's get_bit: byte n // 8, least significant bit first."""
    return number // 8 < len(mask) and bool(mask[number // 8] >> (number % 8) & 1)


@given(st.randoms(use_true_random=False).map(reader), st.sampled_from(ACTIONS))
def test_mask_and_look_up_and_decide_agree(who, action):
    found = permitted(who, LABELS, action, CONTEXT, NOW)
    answers = [decide(who, made, action, NOW, CONTEXT).allow for _, made in LABELS]
    assert [found.allows(number) for number, _ in LABELS] == answers
    assert [bit(found.mask, number) for number, _ in LABELS] == answers
    assert found.count == sum(answers)
    assert found.covered == LABELS[-1][0]


@given(st.integers(0, 400), st.integers(0, 2**32))
def test_growing_gives_the_same_set_as_starting_anew(cut, seed):
    who = reader(Random(seed))
    grown = permitted(who, LABELS[:cut], Action.READ, CONTEXT, NOW).extend(LABELS)
    anew = permitted(who, LABELS, Action.READ, CONTEXT, NOW)
    assert (grown.mask, grown.covered, grown.count) == (anew.mask, anew.covered, anew.count)


def test_growing_evaluates_each_label_once():
    seen = []

    class Watched(Label):
        __slots__ = ()

        def __getattribute__(self, name):
            if name == "policy":
                seen.append(self)
            return super().__getattribute__(name)

    first, second = (Watched("coalition@1", level, ("GBR",)) for level in (1, 2))
    who = Reader.make("GBR", {"coalition": 3})
    found = permitted(who, [(0, first)], Action.READ, CONTEXT, NOW)
    seen.clear()
    found = found.extend([(0, first), (1, second)])
    read = [id(label) for label in seen]
    assert id(first) not in read
    assert id(second) in read
    assert found.ids == {0, 1}


def test_a_gap_that_is_filled_later_is_still_evaluated():
    made = Label("coalition@1", 1, ("GBR",))
    found = permitted(Reader.make("GBR", {"coalition": 3}), [(9, made)], Action.READ, CONTEXT, NOW)
    assert found.extend([(4, made)]).ids == {4, 9}


def test_the_set_lapses_with_the_next_change():
    leaves, until = NOW + timedelta(days=3), NOW + timedelta(days=2)
    known = Groups({"OP": Group("OP")}, (Membership("OP", "GBR", None, leaves),))
    ctx = Context(known, (default_policy(),))
    made = known.seal(Label("coalition@1", 1, ("USA",), rel=("OP",)), NOW)
    found = permitted(Reader.make("GBR", {"coalition": 3}), [(0, made)], Action.READ, ctx, NOW)
    assert found.valid_until == leaves
    assert found.allows(0)
    with pytest.raises(PermittedSetExpired):
        found.extend([(1, made)], leaves)
    letter = DisclosureLetter(3, expires=until)
    bound = Reader.make("GBR", {"coalition": 3}, letter=letter)
    assert permitted(bound, [], Action.READ, ctx, NOW).valid_until == until


def test_a_reader_of_nothing_has_an_empty_mask():
    assert permitted(Reader.make(None), LABELS, Action.READ, CONTEXT, NOW).mask == b""


def test_the_digest_of_a_reader_changes_with_every_attribute():
    at = datetime(2026, 1, 1, tzinfo=UTC)
    base = {"affiliation": "GBR", "clearance": {"coalition": 3}}
    others = [
        {"affiliation": "USA"}, {"clearance": {"coalition": 2}}, {"groups": ["KFOR"]}, {"coi": ["A"]},
        {"restrictive": ["A"]}, {"letter": DisclosureLetter(3)}, {"letter": DisclosureLetter(2)},
        {"expires": at},
    ]  # fmt: skip
    digests = {Reader.make(**{**base, **other}).digest() for other in [{}, *others]}
    assert len(digests) == len(others) + 1
    assert Reader.make(**base, coi=["A", "B"]).digest() == Reader.make(**base, coi=["B", "A"]).digest()


def test_generated_labels_and_readers_are_the_same_for_a_seed():
    assert labels(7, 50) == [made for _, made in LABELS[:50]]
    assert label(Random(1), groups()) == label(Random(1), groups())
