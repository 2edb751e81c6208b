"""A topic is found by each of its names, however they are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sharing.domain.topics import Topic, fold, sorted_out, suggested, topic_of

TOPICS = (
    Topic("counter-IED", ("C-IED", "improvised explosive devices")),
    Topic("liaison", ("liaison officers", "LNO")),
    Topic("standardisation", ("STANAG",)),
    Topic("partner training", ("building partner capacity",)),
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("c ied", "counter-IED"), ("C‑IEDs", "counter-IED"), ("COUNTER IED", "counter-IED"),
        ("Improvised Explosive Device", "counter-IED"), ("lnos", "liaison"),
        ("standardization", "standardisation"), ("Partner  Training", "partner training"),
        ("logistics", None),
    ],
)  # fmt: skip
def test_what_is_written_is_what_is_meant(written: str, meant: str | None):
    found = topic_of(written, TOPICS)
    assert (found.name if found else None) == meant


def test_tags_are_sorted_out_once_each():
    assert sorted_out(["C-IED", "counter ied", "Mud", "mud", "LNO"], TOPICS) == (
        ["counter-IED", "liaison"],
        ["Mud"],
    )


@given(st.text(max_size=40))
def test_folding_is_of_no_case_and_says_something_of_every_word(text: str):
    assert fold(f"  {text} ") == fold(text)
    assert bool(fold(text)) == bool(text.split())


@given(st.sampled_from(TOPICS), st.integers(min_value=1, max_value=12))
def test_whoever_types_the_beginning_of_a_name_is_shown_its_topic(topic: Topic, length: int):
    for name in (topic.name, *topic.synonyms):
        assert topic in [found for found, _ in suggested(name[:length], TOPICS)]


def test_a_slip_of_the_pen_still_finds_it_and_says_by_which_name():
    assert [(one.name, by) for one, by in suggested("standardistion", TOPICS)] == [
        ("standardisation", "standardisation")
    ]
    assert [(one.name, by) for one, by in suggested("building p", TOPICS)] == [
        ("partner training", "building partner capacity")
    ]
