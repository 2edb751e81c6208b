"""Policies of other nations, one of them made up: levels, words and the style of a marking need no code."""

from datetime import UTC, datetime

import pytest

from services.common.labels import (
    MarkingError,
    banner,
    colour,
    default_groups,
    parse_banner,
    parse_portion,
    portion_mark,
    read_policy,
    roll_up,
    shipped_policy,
)
from services.common.labels.sections.held import BrokenConditions
from services.common.labels.texts.check import check_text
from services.common.labels.translate import TranslationRefused, translate

UK, AU, US, COALITION = (shipped_policy(name) for name in ("uk", "au", "us", "coalition"))
GROUPS, AT = default_groups(), datetime(2026, 1, 2, tzinfo=UTC)

MADE_UP = read_policy(b"""<?xml version="1.0"?>
<SPIF xmlns="http://www.xmlspif.org/spif" xmlns:e="urn:entente:labels:profile:1"
      schemaVersion="2.1" version="3">
  <securityPolicyId name="ruritania" id="2.25.7"/>
  <securityClassifications>
    <securityClassification name="Open" lacv="0" hierarchy="0" color="#eeeeee">
      <markingData phrase="o"><code>portionMarking</code></markingData></securityClassification>
    <securityClassification name="Crown Use" lacv="2" hierarchy="2" color="#777777">
      <markingData phrase="cu"><code>portionMarking</code></markingData></securityClassification>
    <securityClassification name="Sealed" lacv="4" hierarchy="4" color="#000000">
      <markingData phrase="sd"><code>portionMarking</code></markingData>
      <equivalentClassification policyRef="us" lacv="3" applied="both"/></securityClassification>
  </securityClassifications>
  <securityCategoryTagSets>
    <securityCategoryTagSet name="dissemination"><securityCategoryTag name="d" tagType="restrictive">
      <tagCategory name="NOFORN">
        <markingData phrase="Ruritanians alone"><code>pageTopBottom</code></markingData>
        <markingData phrase="RA"><code>portionMarking</code></markingData></tagCategory>
    </securityCategoryTag></securityCategoryTagSet>
    <securityCategoryTagSet name="limit"><securityCategoryTag name="l" tagType="restrictive">
      <tagCategory name="COURT" e:implies="PALACE"><markingData phrase="the Court"><code>pageTopBottom</code>
        <code>portionMarking</code></markingData></tagCategory>
      <tagCategory name="PALACE"><markingData phrase="the Palace"><code>pageTopBottom</code>
        <code>portionMarking</code></markingData></tagCategory>
    </securityCategoryTag></securityCategoryTagSet>
    <securityCategoryTagSet name="informative"><securityCategoryTag name="i" tagType="informative">
      <tagCategory name="HARVEST"/>
    </securityCategoryTag></securityCategoryTagSet>
  </securityCategoryTagSets>
  <e:codes>RUR Ruritania|USA America|GBR Britain|AUS</e:codes>
  <e:condition name="court_sealed" when="COURT" least="4" says="what is for the Court is sealed"
    wrong="Open | the Court" right="Sealed | the Court"/>
  <e:profile name="crown" holder="RUR" lead="" joint="" release="may read" after="true" display=""
    only="" foreign="" between=" | " within=" &amp; " joined=" + " prefix="Ruritanian"
    order="COURT|PALACE|NOFORN|REL"/>
</SPIF>""")


@pytest.mark.parametrize(
    ("policy", "text", "mark", "fields"),
    [
        (UK, "OFFICIAL", "(O)", {}),
        (UK, "SECRET - UK EYES ONLY", "(S - UK EYES ONLY)", {"dissem": ("NOFORN",)}),
        (UK, "UK TOP SECRET - UK/AUS/CAN/NZ/US EYES ONLY - RECIPIENTS ONLY",
         "(UK TS - UK/AUS/CAN/NZ/US EYES ONLY - RECIPIENTS ONLY)",
         {"rel": ("AUS", "CAN", "NZL", "USA"), "restrictive": ("RECIPIENTS ONLY",)}),
        (UK, "OFFICIAL-SENSITIVE - LOCSEN - COMMERCIAL - HR/MANAGEMENT",
         "(O-S - LOCSEN - COMMERCIAL - HR/MANAGEMENT)",
         {"restrictive": ("LOCSEN",), "informative": ("COMMERCIAL", "HR MANAGEMENT")}),
        (AU, "OFFICIAL: Sensitive//Personal privacy", "(O:S//Personal privacy)",
         {"informative": ("PERSONAL PRIVACY",)}),
        (AU, "PROTECTED//CABINET", "(P//CABINET)", {"restrictive": ("CABINET",)}),
        (AU, "SECRET//AGAO//ACCOUNTABLE MATERIAL", "(S//AGAO//ACCOUNTABLE MATERIAL)",
         {"dissem": ("AGAO",), "informative": ("ACCOUNTABLE MATERIAL",)}),
        (AU, "SECRET//CABINET/REL AUS/CAN/GBR", "(S//CABINET/REL AUS/CAN/GBR)",
         {"rel": ("CAN", "GBR"), "restrictive": ("CABINET",)}),
        (MADE_UP, "Sealed | the Court & Ruritanians alone", "(sd | the Court & RA)",
         {"dissem": ("NOFORN",), "restrictive": ("COURT", "PALACE")}),
        (MADE_UP, "Ruritanian Crown Use | the Palace & Ruritania + AUS + Britain may read | HARVEST",
         "(Ruritanian cu | the Palace & Ruritania + AUS + Britain may read | HARVEST)",
         {"rel": ("AUS", "GBR"), "restrictive": ("PALACE",), "informative": ("HARVEST",)}),
    ],
)  # fmt: skip
def test_each_nation_reads_and_writes_its_own_style(policy, text, mark, fields):
    made = parse_banner(text, policy)
    assert made.owner == (policy.profile().holder,)
    assert {name: getattr(made, name) for name in fields} == fields
    assert (banner(made, policy), portion_mark(made, policy)) == (text, mark)
    assert parse_portion(mark, policy) == made


@pytest.mark.parametrize(
    ("policy", "text", "rule", "nearest"),
    [
        (UK, "UNCLASSIFIED", "level_unknown", ""), (UK, "CONFIDENTIAL", "level_unknown", ""),
        (UK, "SECRET - UK/US EYES ONLY", "prefix", "UK SECRET"),
        (UK, "UK SECRET - US/UK EYES ONLY", "release_begins", "UK/US EYES ONLY"),
        (UK, "UK SECRET - UK/US/AUS EYES ONLY", "codes_order", "UK/AUS/US EYES ONLY"),
        (UK, "SECRET - COMERCIAL", "word_unknown", "COMMERCIAL"),
        (UK, "SECRET//UK EYES ONLY", "level_unknown", "SECRET"),
        (UK, "SECRET - COMMERCIAL - COMMERCIAL", "twice", ""),
        (UK, "SECRET - COMMERCIAL - UK EYES ONLY", "category_order", "SECRET - UK EYES ONLY - COMMERCIAL"),
        (AU, "RESTRICTED", "level_unknown", ""),
        (AU, "OFFICIAL: SENSITIVE", "level_unknown", "OFFICIAL: Sensitive"),
        (AU, "SECRET//REL AUS, GBR", "codes_form", "REL AUS/GBR"),
        (AU, "SECRET//REL AUS", "release_alone", ""), (AU, "SECRET//REL AUS/GBR/CABINET", "code_unknown", ""),
        (AU, "SECRET//AUSTRO", "word_unknown", "AUSTEO"),
        (AU, "SECRET//AUSTEO/REL AUS/GBR", "label_rel", ""),
        (MADE_UP, "Sealed | Ruritanians alone & the Court", "words_order", "the Court & Ruritanians alone"),
        (MADE_UP, "Sealed | the Court & the Palace", "implied", "the Court"),
        (MADE_UP, "Ruritanian Sealed | Ruritania + Japan may read", "codes_form", ""),
        (MADE_UP, "sealed", "level_unknown", "Sealed"), (MADE_UP, "SECRET//NOFORN", "level_unknown", ""),
    ],
)  # fmt: skip
def test_what_its_policy_does_not_allow_is_refused(policy, text, rule, nearest):
    with pytest.raises(MarkingError) as caught:
        parse_banner(text, policy)
    assert (caught.value.rule, caught.value.nearest) == (rule, nearest)
    assert 0 <= caught.value.at <= len(text)


def test_its_own_conditions_colours_and_roll_up():
    with pytest.raises(BrokenConditions) as caught:
        parse_banner("Open | the Court", MADE_UP)
    assert caught.value.rule == "court_sealed"
    assert colour(parse_banner("Sealed", MADE_UP), MADE_UP) == "#000000"
    for policy, marks, whole in (
        (MADE_UP, ["(Ruritanian sd | Ruritania + AUS + Britain may read)",
                   "(Ruritanian cu | Ruritania + Britain may read)"],
         "Ruritanian Sealed | Ruritania + Britain may read"),
        (UK, ["(UK S - UK/AUS/US EYES ONLY)", "(UK S - UK/US EYES ONLY - RECIPIENTS ONLY)",
              "(O - COMMERCIAL)"],
         "UK SECRET - UK/US EYES ONLY - RECIPIENTS ONLY - COMMERCIAL"),
        (UK, ["(UK S - UK/US EYES ONLY)", "(S - UK EYES ONLY)"], "SECRET - UK EYES ONLY"),
        (AU, ["(S//REL AUS/GBR)", "(P//AGAO)"], "SECRET//AUSTEO/AGAO"),
    ):  # fmt: skip
        read = [GROUPS.seal(parse_portion(mark, policy), AT) for mark in marks]
        assert banner(roll_up(read, policy, GROUPS, None, AT).label, policy) == whole
    text = "Sealed | Ruritanians alone\n(sd | RA) One.\n(o) Two.\nSealed | Ruritanians alone"
    assert check_text(text, MADE_UP, None, GROUPS, AT).valid


@pytest.mark.parametrize(
    ("text", "source", "target", "written"),
    [
        ("SECRET//AGAO", AU, US, "//AUS SECRET//NOFORN"),
        ("SECRET//AUSTEO", AU, US, "//AUS SECRET//NOFORN"),
        ("UK SECRET - UK/US EYES ONLY", UK, US, "//GBR SECRET//REL TO USA, GBR"),
        ("OFFICIAL-SENSITIVE - UK EYES ONLY", UK, COALITION, "GBR RESTRICTED//OWNER ONLY"),
        ("GBR CONFIDENTIAL", COALITION, UK, "SECRET"),
        ("GBR SECRET//REL TO AUS, GBR", COALITION, UK, "UK SECRET - UK/AUS EYES ONLY"),
    ],
)
def test_levels_and_words_are_carried_by_explicit_equivalences(text, source, target, written):
    made = translate(parse_banner(text, source), target, GROUPS)
    assert (banner(made.label, target), made.lost) == (written, ())


@pytest.mark.parametrize(
    ("text", "source", "target", "field"),
    [
        ("PROTECTED", AU, US, "level"), ("PROTECTED", AU, UK, "level"), ("PROTECTED", AU, COALITION, "level"),
        ("OFFICIAL: Sensitive", AU, UK, "level"), ("OFFICIAL", UK, US, "level"),
        ("SECRET - RECIPIENTS ONLY", UK, US, "restrictive"), ("SECRET//CABINET", AU, UK, "restrictive"),
        ("USA SECRET", COALITION, UK, "marking"), ("AUS RESTRICTED", COALITION, AU, "level"),
        ("SECRET//AUSTEO", AU, shipped_policy("nato"), "owner"),
    ],
)  # fmt: skip
def test_what_has_no_equivalence_is_held_for_a_release_authority(text, source, target, field):
    with pytest.raises(TranslationRefused) as caught:
        translate(parse_banner(text, source), target, GROUPS)
    assert caught.value.field == field
