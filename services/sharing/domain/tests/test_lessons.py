"""A lesson is learned only by evidence, whatever is done with it and in whatever order."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.sharing.domain.lessons import (
    CLOSED,
    PATH,
    STEPS,
    LessonAct,
    LessonState,
    Stopped,
    acts,
    needed,
    step,
)

NAMES = sorted({name for one in STEPS.values() for name in one.needs})
saids = st.frozensets(st.sampled_from(NAMES))
histories = st.lists(st.tuples(st.sampled_from(LessonAct), saids), max_size=25)
ALL = frozenset(NAMES)


def live(history: list[tuple[LessonAct, frozenset[str]]]) -> tuple[LessonState, list[LessonState]]:
    state, been = LessonState.OBSERVATION, [LessonState.OBSERVATION]
    for act, said in history:
        found = step(state, act, said | needed(state))
        if not isinstance(found, Stopped):
            state = found
            been.append(state)
    return state, been


@given(histories)
def test_nothing_is_learned_that_was_not_observed_identified_acted_on_and_validated(history):
    state, been = live(history)
    if state is LessonState.LEARNED:
        last = [one for one in been if one in PATH]
        assert set(PATH) <= set(last)
        assert "evidence" in needed(state)


@given(st.sampled_from(LessonState), st.sampled_from(LessonAct), saids, saids)
def test_who_says_more_is_never_stopped_where_less_was_enough(state, act, said, more):
    found = step(state, act, said)
    if not isinstance(found, Stopped):
        assert step(state, act, said | more) is found


@given(st.sampled_from(LessonState), st.sampled_from(LessonAct), saids)
def test_what_is_missing_is_all_that_is_missing(state, act, said):
    found = step(state, act, said)
    if isinstance(found, Stopped) and found.missing:
        assert not isinstance(step(state, act, said | set(found.missing)), Stopped)
        assert not set(found.missing) & said


def test_only_evidence_makes_it_learned():
    for state in LessonState:
        for act in LessonAct:
            assert step(state, act, ALL - {"evidence"}) is not LessonState.LEARNED
    assert step(LessonState.VALIDATED, LessonAct.LEARN, ALL) is LessonState.LEARNED


def test_every_way_back_and_out_says_why():
    for (_, act), one in STEPS.items():
        if act in {LessonAct.BACK, LessonAct.REJECT, LessonAct.REOPEN}:
            assert one.needs == ("reason",)


def test_from_every_state_there_is_a_way_to_learned():
    for state in LessonState:
        seen, front = {state}, [state]
        while front:
            front = [
                STEPS[one, act].to for one in front for act in acts(one) if STEPS[one, act].to not in seen
            ]
            seen |= set(front)
        assert LessonState.LEARNED in seen


def test_what_a_state_stands_on_grows_along_the_path():
    found = [needed(state) for state in PATH]
    assert all(one < other for one, other in pairwise(found))
    assert all(needed(state) == frozenset() for state in CLOSED - {LessonState.LEARNED})
