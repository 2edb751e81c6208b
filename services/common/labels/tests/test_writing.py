"""A marking leaves nothing out in silence, and a word in a wrong place is never taken for another."""

from dataclasses import replace

import pytest

from services.common.labels import (
    Label,
    MarkingError,
    banner,
    default_policy,
    marking,
    parse_portion,
    portion_mark,
    render,
)
from services.common.labels import shipped_policy as shipped
from services.common.labels.contexts import write as contexts
from services.common.labels.sections import write as sections
from services.common.labels.tests.raises import places, raised_at


def of_profile(policy, **settings):
    """The policy, its first profile with other settings."""
    return replace(policy, profiles=(replace(policy.profiles[0], **settings),))


COALITION, NATO, UK, US = default_policy(), shipped("nato"), shipped("uk"), shipped("us")
WRITING = places((render, marking, sections, contexts), {"MarkingError": 2})

UNSAID = [
    (US, {"restrictive": ("RD-SIGMA 1",)}, "its kind would be left out, and with it all of it"),
    (US, {"restrictive": ("RD", "RD-QQ")}, "no word for a part"),
    (US, {"restrictive": ("RD", "RD-SIGMA 01")}, "a number in another form"),
    (US, {"restrictive": ("RD", "RD-SIGMA 5 A")}, "no number"),
    (US, {"restrictive": ("SI-G ABCD",), "dissem": ("NOFORN",)}, "read back it asks for more"),
    (US, {"restrictive": ("SI", "SI--A"), "dissem": ("NOFORN",)}, "no name of a compartment"),
    (US, {"restrictive": ("SI", "SI-G", "SI-G A", "SI-G A B"), "dissem": ("NOFORN",)}, "two in one"),
    (US, {"restrictive": ("ACCM-",), "dissem": ("NOFORN",)}, "an empty nickname"),
    (US, {"restrictive": tuple(f"SAR-{name}" for name in "ABCDE")}, "more programmes than are named"),
    (US, {"foreign": ("USA",)}, "the maker of the page is no foreign source"),
    (US, {"owner": ("GBR", "USA"), "level": 1}, "a level that the maker has not"),
    (COALITION, {"owner": ("JOINT",)}, "a word of the heading"),
    (COALITION, {"coi": ("A ",)}, "a blank at the end"),
    (US, {"policy": "nato@1"}, "another policy's"),
    (US, {"coi": ("ALPHA",)}, "no word for communities"),
    (US, {"dissem": ("MYSTERY",)}, "no word that the policy has"),
    (US, {"owner": ("GBR",), "rel": ("CAN",)}, "a list without the holder"),
    (UK, {"owner": ("CAN", "GBR")}, "markings of the holder alone"),
    (NATO, {"owner": ("NATO",), "coi": ("ALPHA",)}, "more than the form of a context has"),
    (of_profile(COALITION, joint=""), {"owner": ("GBR", "USA")}, "no word for joint owners"),
    (of_profile(COALITION, style="unwritten"), {}, "no way in which it is written"),
    (NATO, {"owner": ("KFOR",), "level": 4}, "a heading of the holder alone"),
]
"""Labels by policy, on SECRET of the United States where they say nothing else, and why none says them."""


@pytest.mark.parametrize(("policy", "fields", "why"), UNSAID)
@pytest.mark.parametrize("write", [banner, portion_mark])
def test_a_label_that_no_marking_says_is_not_written(policy, fields, why, write):
    for profile in policy.profiles:
        made = Label(**{"policy": policy.identifier, "level": 3, "owner": ("USA",), **fields})
        with pytest.raises(MarkingError):
            write(made, policy, profile.name)


def test_every_place_at_which_writing_refuses_is_come_to():
    found = set()
    for policy, fields, _ in UNSAID:
        made = Label(**{"policy": policy.identifier, "level": 3, "owner": ("USA",), **fields})
        with pytest.raises(MarkingError) as caught:
            banner(made, policy)
        found.add(raised_at(caught.value, WRITING))
    assert set(WRITING) - found == set()


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("S//NOFORN//REL TO USA, GBR", "NF"), ("S//NOFRON//NF", "NF"), ("S//ORCON//NF", "OC"),
        ("S//SECRET//NF", ""), ("S//SAR//NF", ""), ("S//JOINT//NF", ""),
    ],
)  # fmt: skip
def test_where_unknown_control_systems_are_read_no_word_of_another_place_is_taken_for_one(text, nearest):
    with pytest.raises(MarkingError) as caught:
        parse_portion(text, US, "dod")
    assert (caught.value.rule, caught.value.nearest) == ("word_unknown", nearest)


def test_an_owner_with_a_heading_of_its_own_is_marked_by_it_in_portions_too():
    with pytest.raises(MarkingError) as caught:
        parse_portion("(//NATO S)", US)
    assert (caught.value.rule, caught.value.nearest) == ("heading", "NS")
