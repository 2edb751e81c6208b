"""Labels by the schema of ADatP-4774: what is written is valid, and what is invalid is refused or mended."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.labels import (
    Label,
    default_groups,
    default_policy,
    shipped_policies,
    shipped_policy,
)
from services.common.labels.stanag4774 import (
    Received,
    StanagError,
    Succession,
    label_text,
    read_label,
    write_label,
)
from services.common.labels.stanag4774.form import ALTERNATIVE, FORMER, METADATA, ORIGINATOR
from services.common.labels.tests.schemas import faults_by
from services.common.labels.tests.test_markings import expressible
from services.common.labels.tests.test_stanag4774 import WILD

COALITION, US, NATO = default_policy(), shipped_policy("us"), shipped_policy("nato")
MADE, REVIEW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), datetime(2031, 1, 2, tzinfo=UTC)
SECRET = Label(NATO.identifier, 3, ("NATO",), rel=("JPN",))
FULL = Received(
    SECRET, NATO, MADE, REVIEW, "j.doe@example.org", "CLEAR", (), ORIGINATOR, "rfc822Name",
    Succession(REVIEW, SECRET.with_(level=1)),
)  # fmt: skip


def read(text, **how):
    return read_label(text.encode(), shipped_policies(), default_groups(), **how)


@given(st.randoms(use_true_random=False), st.sampled_from((COALITION, US, NATO)))
def test_what_is_written_is_valid(rng, policy):
    assert faults_by("label", write_label(expressible(rng, policy), policy, MADE, REVIEW, "HQ")) == []


@pytest.mark.parametrize(
    "stated",
    [
        FULL, replace(FULL, succession=None), replace(FULL, review=None),
        replace(FULL, kind=ALTERNATIVE), replace(FULL, originator="", originator_type=""),
    ],
)  # fmt: skip
def test_all_that_stands_beside_a_label_is_written_by_the_form_and_read_back(stated):
    text = label_text(stated)
    assert faults_by("label", text) == []
    assert read(text) == stated


def test_a_label_says_when_it_is_looked_at_again_or_what_succeeds_it():
    with pytest.raises(StanagError) as caught:
        label_text(replace(FULL, review=None, succession=None))
    assert caught.value.faults[0].rule == "review_missing"
    with pytest.raises(StanagError) as caught:
        label_text(replace(FULL, originator_type="colour"))
    assert caught.value.faults[0].rule == "originator_type"


def test_a_label_of_metadata_is_none_of_what_they_stand_on():
    text = label_text(replace(FULL, kind=METADATA))
    assert faults_by("label", text) == []
    with pytest.raises(StanagError) as caught:
        read(text)
    assert "metadata" in str(caught.value)


def test_the_element_of_former_times_is_an_originators():
    text = label_text(FULL).replace(ORIGINATOR, FORMER)
    assert faults_by("label", text) == []
    assert read(text) == FULL


OPEN = ("extension",)
"""What the schema lets through for local use: here nobody knows what it asks for."""


@pytest.mark.parametrize("rule", WILD)
def test_what_is_wrong_in_the_wild_is_invalid_and_what_it_is_mended_to_is_not(rule):
    sound = write_label(SECRET.with_(rel=("JPN", "UKR")), NATO, MADE, REVIEW, "SHAPE")
    wrong = sound.replace(*WILD[rule])
    assert wrong != sound
    assert bool(faults_by("label", wrong)) is (rule not in OPEN)
    mended = read(wrong.decode(), repair=True, received=MADE)
    again = replace(mended, originator_type=mended.originator_type or "jID", review=REVIEW)
    assert faults_by("label", label_text(again)) == []


SUCCESSIONS = {
    "succession": ("<SuccessionDateTime>2031-01-02T00:00:00Z</SuccessionDateTime>", ""),
    "date_form": ("<SuccessionDateTime>2031-01-02T00:00:00Z", "<SuccessionDateTime>soon"),
    "element_twice": (
        "<SuccessionDateTime>",
        "<SuccessionDateTime>x</SuccessionDateTime><SuccessionDateTime>",
    ),
    "element_unknown": ("<SuccessionDateTime>", "<Colour/><SuccessionDateTime>"),
    "classification_unknown": (">RESTRICTED<", ">HIGH<"),
}


@pytest.mark.parametrize("rule", SUCCESSIONS)
def test_a_succession_that_is_not_sure_is_refused(rule):
    text = label_text(FULL)
    wrong = text.replace(*SUCCESSIONS[rule])
    assert wrong != text
    with pytest.raises(StanagError) as caught:
        read(wrong)
    assert rule in [fault.rule for fault in caught.value.faults]


def test_the_published_succession_whose_label_says_no_creation_is_read():
    made = "<CreationDateTime>2026-01-02T03:04:05Z</CreationDateTime></SuccessorConfidentialityLabel>"
    text = label_text(FULL)
    assert made in text
    assert read(text.replace(made, "</SuccessorConfidentialityLabel>")) == FULL


def test_what_the_policy_forbids_is_neither_read_nor_written():
    """ADatP-4774, appendix 2: words of administration stand on unclassified text."""
    plain = Label(NATO.identifier, 0, ("NATO",), informative=("STAFF",))
    text = write_label(plain, NATO, MADE, REVIEW).decode()
    assert read(text).label == plain
    for attempt in (
        lambda: read(text.replace("UNCLASSIFIED", "SECRET")),
        lambda: write_label(plain.with_(level=3), NATO, MADE, REVIEW),
    ):
        with pytest.raises(StanagError) as caught:
            attempt()
        assert [fault.rule for fault in caught.value.faults] == ["condition_staff_unclassified"]
    sensitive = plain.with_(level=1, informative=(), restrictive=("ATOMAL",))
    with pytest.raises(StanagError) as caught:
        write_label(sensitive, NATO, MADE, REVIEW)
    assert [fault.rule for fault in caught.value.faults] == ["condition_atomal_classified"]
