"""Sections of a marking: each category, each rule, each condition of the policy."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.common.labels import (
    MarkingError,
    banner,
    default_groups,
    parse_banner,
    parse_portion,
    portion_mark,
    roll_up,
    shipped_policies,
    shipped_policy,
)
from services.common.labels.sections.held import BrokenConditions

US = shipped_policy("us")
POLICIES = {policy.name: policy for policy in shipped_policies()}
CONDITIONS = sorted(
    (name, profile, one.name)
    for name, policy in POLICIES.items()
    for profile, found in policy.conditions.items()
    for one in found
)


def reads(text, policy, profile, portion):
    read = parse_portion if portion else parse_banner
    return read(text, policy, profile)


@pytest.mark.parametrize(("policy", "profile", "name"), CONDITIONS)
def test_each_condition_refuses_its_marking_alone_and_nothing_does_without_it(policy, profile, name):
    policy = POLICIES[policy]
    one = next(one for one in policy.conditions[profile] if one.name == name)
    portion = one.only == "portion"
    with pytest.raises(BrokenConditions) as caught:
        reads(one.wrong, policy, profile, portion)
    assert [fault.rule for fault in caught.value.faults] == [name]
    assert 0 <= caught.value.at < len(one.wrong)
    others = tuple(other for other in policy.conditions[profile] if other is not one)
    without = replace(policy, conditions={**policy.conditions, profile: others})
    made = reads(one.wrong, without, profile, portion)
    with pytest.raises(MarkingError) as refused:
        (portion_mark if portion else banner)(made, policy, profile)
    assert refused.value.rule == name
    reads(one.right, policy, profile, portion)


@pytest.mark.parametrize(
    ("text", "rule", "nearest"),
    [
        ("SECRET//NOFRON", "word_unknown", "NOFORN"),
        ("SERCET//NOFORN", "level_unknown", "SECRET"),
        ("SECRET////NOFORN", "category_empty", ""),
        ("SECRET//NOFORN//FGI DEU", "category_order", "SECRET//FGI DEU//NOFORN"),
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
        ("SECRET NOFORN", "after_level", "SECRET//NOFORN"),
        ("//SECRET DEU", "level_unknown", ""),
        ("S" * 2001, "too_long", ""),
        ("SECRET//NOFORN/ORCON", "words_order", "ORCON/NOFORN"),
        ("SECRET/NOFORN", "after_level", "SECRET//NOFORN"),
        ("CAN RESTRICTED", "lead_missing", "//CAN RESTRICTED"),
        ("NATO TOP SECRET", "lead_missing", "//COSMIC TOP SECRET"),
        ("JOINT SECRET CAN USA", "lead_missing", "//JOINT SECRET CAN USA"),
        ("SECRET//NOFORN//NOFORN", "twice", ""),
        ("SECRET//NF", "word_unknown", "NOFORN"),
        ("S//NF", "level_unknown", "SECRET"),
        ("(SECRET//NOFORN)", "parentheses", "SECRET//NOFORN"),
        ("//COSMIC SECRET", "owner_unknown", "COSMIC TOP SECRET"),
        ("SECRET//RD-SG 1", "atomic_form", "SIGMA"),
    ],
)
def test_what_cannot_be_read_names_its_rule_its_place_and_the_nearest_form(text, rule, nearest):
    with pytest.raises(MarkingError) as caught:
        parse_banner(text, US, "ic")
    assert (caught.value.rule, caught.value.nearest) == (rule, nearest)
    assert 0 <= caught.value.at <= len(text)


@pytest.mark.parametrize(
    ("mark", "rule", "at", "nearest"),
    [
        ("(S//NFX)", "word_unknown", 4, "NF"),
        ("S//NFX", "word_unknown", 3, "NF"),
        ("(S//NOFORN)", "word_unknown", 4, "NF"),
        ("(SECRET//NF)", "level_unknown", 1, "S"),
        ("(S//NF", "parentheses", 6, "(S//NF)"),
        ("S//NF)", "parentheses", 0, "(S//NF)"),
        ("(S//FOR OFFICIAL USE ONLY)", "word_unknown", 4, "FOUO"),
        ("(U//DOD UCNI)", "word_unknown", 4, "DCNI"),
        ("(S//RD-SIGMA 1)", "atomic_form", 7, "SG"),
        ("(S//REL)", "release_short", 4, ""),
        ("(//DEU TS//BOHEMIA)", "bohemia_nato", 11, ""),
    ],
)
def test_a_portion_mark_is_refused_at_the_place_in_what_was_given(mark, rule, at, nearest):
    with pytest.raises(MarkingError) as caught:
        parse_portion(mark, US, "ic")
    assert (caught.value.rule, caught.value.at, caught.value.nearest) == (rule, at, nearest)


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
        ("//NATO/ISAF SECRET//REL TO USA, ISAF, NATO", "(//NIS//REL TO USA, ISAF, NATO)"),
        ("//FGI SECRET//REL TO USA, GBR", "(//FGI S//REL TO USA, GBR)"),
        ("SECRET//HVSACO", "(S//HVSACO)"),
        ("TOP SECRET//RISK SENSITIVE/IMCON/NOFORN", "(TS//RS/IMC/NF)"),
        ("SECRET//NOFORN//EXDIS/ACCM-BAZ/FOOBAR", "(S//NF//XD/ACCM-BAZ/FOOBAR)"),
        ("UNCLASSIFIED//LIMDIS/SBU", "(U//DS/SBU)"),
    ],
)  # fmt: skip
def test_every_category_is_read_and_written_for_banner_and_portion(text, mark):
    made = parse_banner(text, US, "ic")
    assert (banner(made, US, "ic"), portion_mark(made, US, "ic")) == (text, mark)
    assert parse_portion(mark, US, "ic") == made


@pytest.mark.parametrize(
    ("text", "mark", "restrictive", "informative"),
    [
        ("CUI", "(CUI)", (), ("CUI",)),
        ("CUI//SP-CTI/SP-EXPT/PRVCY//NOFORN", "(CUI//SP-CTI/SP-EXPT/PRVCY//NF)", (),
         ("CUI", "CUI PRVCY", "CUI SP-CTI", "CUI SP-EXPT")),
        ("CUI//REL TO USA, GBR", "(CUI//REL TO USA, GBR)", (), ("CUI",)),
        ("CUI//ATTORNEY-WP/DISPLAY ONLY AFG", "(CUI//AWP/DISPLAY ONLY AFG)", ("ATTORNEY-WP",), ("CUI",)),
        ("CUI//PROPIN//DL ONLY", "(CUI//PROPIN//DL ONLY)", ("DL ONLY",), ("CUI", "CUI PROPIN")),
        ("CUI//FED ONLY", "(CUI//FED ONLY)", ("FED ONLY", "FEDCON", "NOCON"), ("CUI",)),
        ("SECRET//SI//CUI//SP-CTI//NOFORN", "(S//SI//CUI//SP-CTI//NF)", ("SI",), ("CUI", "CUI SP-CTI")),
    ],
)  # fmt: skip
def test_controlled_information_is_read_and_written_as_its_registry_does(
    text, mark, restrictive, informative
):
    made = parse_banner(text, US, "cui")
    assert (made.restrictive, made.informative) == (restrictive, informative)
    assert (banner(made, US, "cui"), portion_mark(made, US, "cui")) == (text, mark)
    assert parse_portion(mark, US, "cui") == made


@pytest.mark.parametrize(
    ("text", "rule", "nearest"),
    [
        ("CUI//PRVCY/SP-CTI", "controlled_order", "SP-CTI/PRVCY"),
        ("CUI//CTI", "controlled_unknown", "SP-CTI"),
        ("CUI//CUI", "twice", ""),
        ("CUI//PRVCY/PRVCY", "twice", "PRVCY"),
        ("UNCLASSIFIED//CUI", "controlled_head", "CUI"),
        ("CUI//FED ONLY/NOCON", "implied", "FED ONLY"),
        ("CUI//NOFORN/DL ONLY", "words_order", "DL ONLY/NOFORN"),
        ("CUI//NOFORN//PRVCY", "word_unknown", ""),
        ("SECRET//PRVCY//NOFORN", "word_unknown", ""),
    ],
)
def test_what_is_no_marking_of_controlled_information_is_refused(text, rule, nearest):
    with pytest.raises(MarkingError) as caught:
        parse_banner(text, US, "cui")
    assert (caught.value.rule, caught.value.nearest) == (rule, nearest)


def test_authorities_differ_on_controlled_information_in_a_classified_whole():
    """ISM and the registry say it in the banner; DoDI 5200.48 leaves it to its own portions."""
    groups, at = default_groups(), datetime(2026, 1, 2, tzinfo=UTC)
    for profile, whole in (
        ("ic", "SECRET//CUI//SP-CTI//NOFORN"),
        ("cui", "SECRET//CUI//SP-CTI//NOFORN"),
        ("dod", "SECRET//NOFORN"),
    ):
        read = [parse_portion(mark, US, profile) for mark in ("(S//NF)", "(CUI//SP-CTI)")]
        made = roll_up([groups.seal(one, at) for one in read], US, groups, profile, at)
        assert banner(made.label, US, profile) == whole
        assert (made.label.restrictive, profile == "dod") == ((), "CUI" not in made.label.informative)
    limited = parse_portion("(CUI//FED ONLY)", US, "dod")
    made = roll_up([limited, parse_portion("(S//NF)", US, "dod")], US, groups, "dod", at)
    assert banner(made.label, US, "dod") == "SECRET//NOFORN/FED ONLY"


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
