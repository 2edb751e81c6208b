"""Capability areas: one however it is written, in every way in and in every comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.verdicts import Verdict
from services.registry.domain.areas import area, areas, spellings
from services.registry.domain.terms import Terms, words

IED = ("C-IED", "c ied", "CIED", "Counter IED", "Counter-IED", "counter–ied", "COUNTER_IED", "C.I.E.D.")


@pytest.mark.parametrize("spelling", IED)
def test_spellings_of_one_area_are_one(spelling: str):
    assert area(spelling) == "counter-IED"
    assert Terms.of([spelling]).meets(Terms.of(["counter-IED"])) is Verdict.DEFINITE
    assert {"counter-IED", "c-ied", "counter ied", "cied", spelling} <= {*spellings(spelling)}


@pytest.mark.parametrize(
    ("spelling", "kept"),
    [
        ("Medical", "medical"),
        ("  Air-Defense ", "air defence"),
        ("Counterterrorism", "counter-terrorism"),
        ("medevac", "medical evacuation"),
        ("isr", "ISR"),
        ("Mine-Clearance", "mine clearance"),
        ("mine  clearance", "mine clearance"),
        ("logistics (medical)", "logistics (medical)"),
    ],
)
def test_an_area_is_kept_in_its_common_spelling(spelling: str, kept: str):
    assert area(spelling) == kept


def test_areas_of_a_record_stand_once_in_their_order():
    assert areas(["Medical", "C-IED", "counter ied", "medical "]) == ["medical", "counter-IED"]


@given(st.text(max_size=40))
def test_a_kept_spelling_stays_and_means_the_same(text: str):
    once = area(text)
    assert area(once) == once
    assert once in spellings(text)


@given(st.text("abcd 12-", min_size=1, max_size=12))
def test_what_is_kept_is_compared_as_what_was_written(text: str):
    if text.strip(" -"):
        assert words(area(text)) == words(text)
