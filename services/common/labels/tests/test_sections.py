"""Sections of a marking: each category, each rule, each condition of the policy."""

from dataclasses import replace

import pytest

from services.common.labels import (
    MarkingError,
    banner,
    parse_banner,
    parse_portion,
    portion_mark,
    shipped_policy,
)
from services.common.labels.sections.held import BrokenConditions

US = shipped_policy("us")
CONDITIONS = sorted({(one.name, profile) for profile, found in US.conditions.items() for one in found})


def condition(name, profile):
    return next(one for one in US.conditions[profile] if one.name == name)


def reads(text, policy, profile, portion):
    read = parse_portion if portion else parse_banner
    return read(text, policy, profile)


@pytest.mark.parametrize(("name", "profile"), CONDITIONS)
def test_each_condition_refuses_its_marking_alone_and_nothing_does_without_it(name, profile):
    one = condition(name, profile)
    portion = one.only == "portion"
    with pytest.raises(BrokenConditions) as caught:
        reads(one.wrong, US, profile, portion)
    assert [fault.rule for fault in caught.value.faults] == [name]
    assert 0 <= caught.value.at < len(one.wrong)
    others = tuple(other for other in US.conditions[profile] if other is not one)
    without = replace(US, conditions={**US.conditions, profile: others})
    made = reads(one.wrong, without, profile, portion)
    with pytest.raises(MarkingError) as refused:
        (portion_mark if portion else banner)(made, US, profile)
    assert refused.value.rule == name
    reads(one.right, US, profile, portion)


@pytest.mark.parametrize(
    ("text", "rule", "nearest"),
    [
        ("SECRET//NOFRON", "word_unknown", "NOFORN"),
        ("SERCET//NOFORN", "level_unknown", "SECRET"),
        ("SECRET////NOFORN", "category_empty", ""),
        ("SECRET//NOFORN//FGI DEU", "category_order", ""),
        ("SECRET//RELIDO/NOFORN/ORCON", "words_order", ""),
        ("SECRET//REL TO USA", "release_alone", ""),
        ("SECRET//REL TO GBR, USA", "release_begins", "REL TO USA, GBR"),
        ("SECRET//REL TO USA, GBR, AUS", "codes_order", "REL TO USA, AUS, GBR"),
        ("SECRET//REL TO USA AUS", "codes_form", "REL TO USA, AUS"),
        ("SECRET//FGI GBR CAN//NOFORN", "foreign_order", "FGI CAN GBR"),
        ("SECRET//FGI CAN USA//NOFORN", "foreign_holder", ""),
        ("//JOINT SECRET USA CAN", "joint_owners", "CAN USA"),
        ("//JOINT RESTRICTED CAN USA", "level_unknown", ""),
        ("//NATO TOP SECRET", "heading", "COSMIC TOP SECRET"),
        ("SECRET//TK/SI//NOFORN", "names_order", "SI/TK"),
        ("SECRET//SI/SI//NOFORN", "twice", "SI"),
        ("//COSMIC TOP SECRET//ATOMAL/ATOMAL", "twice", ""),
        ("//COSMIC TOP SECRET//ATOMAL/BOHEMI", "word_unknown", "BOHEMIA"),
        ("SECRET//SI-//NOFORN", "control_form", ""),
        ("SECRET//SAR-A/B/C/D/E//NOFORN", "programs_many", "SAR-MULTIPLE PROGRAMS"),
        ("SECRET//SAR-//NOFORN", "program_form", ""),
        ("SECRET//RD-SIGMA 12 2", "numbers", "SIGMA 2 12"),
        ("SECRET//RD-SIGMA", "atomic_form", "SIGMA"),
        ("SECRET//NOFORN//LES/EXDIS", "words_order", "EXDIS/LES"),
        ("SECRET NOFORN", "after_level", ""),
        ("//SECRET DEU", "level_unknown", ""),
        ("S" * 2001, "too_long", ""),
    ],
)
def test_what_cannot_be_read_names_its_rule_its_place_and_the_nearest_form(text, rule, nearest):
    with pytest.raises(MarkingError) as caught:
        parse_banner(text, US, "ic")
    assert (caught.value.rule, caught.value.nearest) == (rule, nearest)
    assert 0 <= caught.value.at <= len(text)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("TOP SECRET//SI-G ABCD/TK-IDIT ABCD-KAND//ORCON/NOFORN",
         "(TS//SI-G ABCD/TK-IDIT ABCD-KAND//OC/NF)"),
        ("SECRET//KLONDIKE//NOFORN", "(S//KDK//NF)"),
        ("SECRET//SAR-BP-J12 K15/GB//NOFORN", "(S//SAR-BP-J12 K15/GB//NF)"),
        ("SECRET//RD-CNWDI-SIGMA 1 12//NOFORN", "(S//RD-CNWDI-SG 1 12//NF)"),
        ("UNCLASSIFIED//DOD UCNI", "(U//DCNI)"),
        ("//COSMIC TOP SECRET//ATOMAL", "(//CTS//ATOMAL)"),
        ("//COSMIC TOP SECRET//ATOMAL/BOHEMIA", "(//CTS//ATOMAL/BOHEMIA)"),
        ("SECRET//ATOMAL//SI//FGI NATO//NOFORN", "(S//ATOMAL//SI//FGI NATO//NF)"),
        ("//CAN RESTRICTED", "(//CAN R)"),
        ("SECRET//NOFORN//LIMDIS/ACCM-BAZ/FOOBAR", "(S//NF//DS/ACCM-BAZ/FOOBAR)"),
    ],
)  # fmt: skip
def test_every_category_is_read_and_written_for_banner_and_portion(text, mark):
    made = parse_banner(text, US, "ic")
    assert (banner(made, US, "ic"), portion_mark(made, US, "ic")) == (text, mark)
    assert parse_portion(mark, US, "ic") == made


def test_where_a_profile_is_loose_any_order_within_a_category_is_read_and_put_right():
    made = parse_banner("SECRET//TK/SI//DEA SENSITIVE/NOFORN//SBU/LIMITED DISTRIBUTION", US, "dod")
    assert banner(made, US, "dod") == "SECRET//SI/TK//NOFORN/DEA SENSITIVE//LIMDIS/SBU"
    with pytest.raises(MarkingError):
        parse_banner("SECRET//TK/SI//NOFORN", US, "ic")


def test_a_control_system_that_the_policy_does_not_know_is_read_where_the_profile_is_open():
    assert parse_banner("SECRET//MADE-UP//NOFORN", US, "dod").restrictive == ("MADE", "MADE-UP")
    with pytest.raises(MarkingError) as caught:
        parse_banner("SECRET//MADE-UP//NOFORN", US, "ic")
    assert caught.value.rule == "word_unknown"


def test_a_reader_holds_every_part_of_a_control_system():
    made = parse_banner("SECRET//TK-IDIT ABCD-KAND//NOFORN", US, "ic")
    assert made.restrictive == ("TK", "TK-IDIT", "TK-IDIT ABCD", "TK-KAND")
