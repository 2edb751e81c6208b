"""Labels on their way out and back: what is put together of answers is marked as if of the records."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.errors import Problem
from services.common.label_api import LabelBody, LabelPortion, LabelView, together, view_of
from services.common.labels import Label, RollUpRefused, audience, banner, default_policy, roll_up
from services.common.labels.audience import within
from services.common.labels.marks import contributes
from services.common.labels.tests.generate import NOW, context, label

CONTEXT, POLICY = context(), default_policy()
PARTS = set(LabelPortion.model_fields) - {"policy", "orcon", "relido"}


def again(one: Label) -> Label:
    """A label as an answer tells it and a client puts it in again."""
    view: LabelView = view_of(one, CONTEXT, NOW)
    told = {name: value for name, value in view.model_dump().items() if name in PARTS}
    return LabelPortion(**told, policy=one.policy_name).to_label(NOW, CONTEXT)


def rolled(labels: list[Label]) -> Label | None:
    try:
        return roll_up(labels, POLICY, CONTEXT.groups, None, NOW).label
    except RollUpRefused:
        return None


@given(st.randoms(use_true_random=False))
def test_a_label_comes_back_as_it_was_told(rng: Random) -> None:
    one = label(rng, CONTEXT.groups, POLICY.identifier)
    assert again(one) == one


def three(rng: Random, contexts: bool) -> list[Label]:
    """Three portions; with ``contexts`` their owners may be contexts (NATO, KFOR) too."""
    made = iter(lambda: label(rng, CONTEXT.groups, POLICY.identifier), None)
    fitting = (one for one in made if contexts or not any(map(CONTEXT.groups.is_group, one.owner)))
    return [next(fitting) for _ in range(3)]


def meaning(one: Label) -> tuple[object, ...]:
    """Who reads and views it, and what else its mark says; a nation may stand beside its group or not."""
    audiences = [audience(one, CONTEXT.groups, NOW, display=display) for display in (False, True)]
    return (*audiences, one.level, one.owner, one.coi, one.restrictive, one.foreign, one.dissem, one.basis)


@given(st.randoms(use_true_random=False))
def test_a_roll_up_that_was_told_goes_on_as_that_of_all_its_portions(rng: Random) -> None:
    first, second, third = three(rng, contexts=False)
    part = rolled([first, second])
    if part is not None:
        by_steps, at_once = rolled([again(part), again(third)]), rolled([first, second, third])
        assert (by_steps and meaning(by_steps)) == (at_once and meaning(at_once))


@given(st.randoms(use_true_random=False))
def test_a_roll_up_that_was_told_never_goes_on_wider_than_a_portion(rng: Random) -> None:
    """Beside a context the steps can narrow further (README of the labels); wider they are never."""
    portions = three(rng, contexts=True)
    part = rolled(portions[:2])
    whole = None if part is None else rolled([again(part), again(portions[2])])
    if whole is not None:
        for one in (part for part in portions if contributes(part, POLICY)):
            for display in (False, True):
                mine, its = (audience(x, CONTEXT.groups, NOW, display=display) for x in (whole, one))
                assert within(mine, its)
            assert whole.level >= one.level
            assert set(whole.coi) >= set(one.coi) and set(whole.restrictive) >= set(one.restrictive)


def test_what_a_roll_up_remembers_keeps_a_page_from_being_marked_too_low() -> None:
    first = Label(POLICY.identifier, 0, ("GBR", "USA"))
    second = Label(POLICY.identifier, 1, ("GBR", "USA"), ("AUS",))
    third = Label(POLICY.identifier, 1, ("AUS",), ("GBR", "USA"))
    part = rolled([first, second])
    assert part is not None and part.basis
    whole = rolled([again(part), third])
    assert whole is not None and "ONLY GBR, USA" in banner(whole, POLICY)


def test_what_is_deprecated_is_put_together_but_not_written() -> None:
    groups = CONTEXT.groups
    old = next(g.code for g in groups.groups.values() if g.deprecated and g.deprecated <= NOW)
    told = {"level": "RESTRICTED", "owner": ["USA"], "rel": [old]}
    assert LabelPortion(**told, epochs=[]).to_label(NOW, CONTEXT).rel == (old,)
    for refused in (LabelBody(**told), LabelPortion(**told)):
        with pytest.raises(Problem):
            refused.to_label(NOW, CONTEXT)


def test_a_group_that_nobody_knows_is_refused_in_either() -> None:
    told = {"level": "RESTRICTED", "owner": ["USA"], "rel": ["NOSUCH"]}
    for refused in (LabelBody(**told), LabelPortion(**told, epochs=[])):
        with pytest.raises(Problem):
            refused.to_label(NOW, CONTEXT)


def test_what_nobody_reads_together_is_shown_each_part_by_its_own_mark() -> None:
    shown = Label(POLICY.identifier, 2, ("GBR",), (), (), ("USA",), ("ALPHA",))
    ours = Label(POLICY.identifier, 1, ("USA",))
    assert rolled([shown, ours]) is None
    for order in ([shown, ours], [ours, shown]):
        view = together(order, CONTEXT, NOW)
        assert (view.apart, view.level, view.coi, view.noforn) == (True, "CONFIDENTIAL", ["ALPHA"], True)
        assert view.banner == "CONFIDENTIAL//EACH PART BY ITS OWN MARK"
        assert view.readable_by.nations == []


def test_a_level_without_an_equivalent_asks_for_the_highest() -> None:
    nobody = Label("us@1", 1, ("USA",))
    view = together([Label(POLICY.identifier, 0, ("USA",)), nobody], CONTEXT, NOW)
    assert (view.apart, view.level) == (True, "TOP SECRET")


def test_labels_of_several_policies_are_marked_under_the_coalitions() -> None:
    american, ours = Label("us@1", 0, ("GBR", "USA")), Label(POLICY.identifier, 1, ("GBR", "USA"))
    for order in ([american, ours], [ours, american]):
        view = together(order, CONTEXT, NOW)
        assert (view.policy, view.level, view.apart) == (POLICY.identifier, "RESTRICTED", False)
