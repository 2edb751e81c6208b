"""A release is signed by two people; what one gives is what each owner gave."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.sharing.domain.release import (
    Act,
    ConsentState,
    Given,
    Outcome,
    Person,
    Standing,
    acts,
    following,
    granted,
    objection,
    outcome,
)

AT = datetime(2027, 1, 11, tzinfo=UTC)
PEOPLE = [Person(name, "USA", True, releases) for name, releases in (("a", True), ("b", True), ("c", False))]
codes = st.frozensets(st.sampled_from(["AUS", "CAN", "FRA", "NATO"]))
portions = st.frozensets(st.sampled_from(["p", "q", "r"]))
nations = st.frozensets(st.sampled_from(["USA", "GBR"]), min_size=1)
consents = st.dictionaries(st.sampled_from(["USA", "GBR"]), st.builds(Given, portions, codes))


@given(st.lists(st.tuples(st.sampled_from([*Act]), st.sampled_from(PEOPLE)), max_size=12), st.booleans())
def test_whatever_people_do_nothing_is_approved_without_two_of_them(steps, own):
    state, asker = (ConsentState.PROPOSED, "a") if own else (ConsentState.OPEN, "x")
    held = Standing("USA", state, asker, "a" if own else "")
    for act, person in steps:
        system = act in {Act.SETTLE, Act.REOPEN, Act.WITHDRAW}
        after = following(held, act)
        if after is None or (not system and objection(held, act, person, AT) is not None):
            continue
        proposed = person.id if act is Act.PROPOSE else held.proposed_by
        decided = person.id if act in {Act.APPROVE, Act.REFUSE} else held.decided_by
        held = Standing("USA", after, asker, proposed, decided, AT + timedelta(seconds=10))
        if after is ConsentState.APPROVED:
            assert held.decided_by in {"a", "b"} and held.proposed_by
            assert held.decided_by not in {held.proposed_by, asker}


@given(st.sampled_from([*ConsentState]), st.sampled_from(PEOPLE))
def test_people_of_other_nations_and_late_ones_do_nothing(state, person):
    held = Standing("GBR", state, "x", "y", person.id, AT + timedelta(days=1))
    assert acts(held, person, AT) == []
    late = Standing("USA", state, "x", "y", person.id, AT)
    assert "undo" not in acts(late, person, AT)


@given(st.dictionaries(st.sampled_from(["p", "q", "r"]), nations), nations, consents, codes)
def test_a_portion_goes_to_whom_each_owner_gave_it_and_to_nobody_else(originators, shell, given_, titled):
    found = granted(originators, shell, given_, titled)
    for portion, owners in originators.items():
        for code in ("AUS", "CAN", "FRA", "NATO"):
            each = all(
                n in given_ and portion in given_[n].portions and code in given_[n].codes for n in owners
            )
            title = code in titled or all(n in given_ and code in given_[n].codes for n in shell)
            assert (code in found.get(portion, ())) == (each and title)
    more = {nation: Given(portions=one.portions, codes=one.codes | {"AUS"}) for nation, one in given_.items()}
    wider = granted(originators, shell, more, titled)
    assert all(codes <= wider[portion] for portion, codes in found.items())


def test_what_came_of_it_is_told_by_what_was_asked_for():
    assert outcome(["p"], ["CAN"], False, {}) is Outcome.REFUSED
    assert outcome(["p"], ["CAN"], False, {"p": ["CAN"]}) is Outcome.RELEASED
    assert outcome(["p", "q"], ["CAN"], False, {"p": ["CAN"]}) is Outcome.IN_PART
    assert outcome(["p"], ["CAN", "FRA"], False, {"p": ["CAN"]}) is Outcome.IN_PART
    assert outcome([], ["CAN"], True, {"r": ["CAN"]}) is Outcome.RELEASED
