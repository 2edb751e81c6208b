"""How a marking may go on: only what the parser reads in the end, and nothing that nobody named."""

import pytest

from services.common.labels import banner, parse_banner, shipped_policy
from services.common.labels.groups import default_groups
from services.common.labels.marking import MAX_LENGTH, MarkingError
from services.common.labels.nation_names import NATION_NAMES
from services.common.labels.suggest import MOST, suggest
from services.common.labels.tests.generate import labels

GROUPS = {code: group.name for code, group in default_groups().groups.items()}
FEW = {code: NATION_NAMES[code] for code in ("AUS", "CAN", "GBR", "USA")} | {"NATO": GROUPS["NATO"]}
CODES = FEW | GROUPS | NATION_NAMES


def next_to(text, policy="us", **asked):
    """Each whole text that a suggestion makes."""
    found = suggest(text, shipped_policy(policy), codes=CODES, **asked)
    return [text[: one.at] + one.text for one in found]


def test_a_code_that_nobody_named_is_never_offered():
    few = {"USA": "the United States", "GBR": "the United Kingdom"}
    for text in ("SECRET//REL TO USA, ", "SECRET//REL TO USA, Q", "SECRET//REL TO USA, QUIET", "//Q"):
        found = suggest(text, shipped_policy("us"), codes=few)
        assert {one.text for one in found} <= {"GBR"}, text


def test_behind_a_code_that_nobody_knows_nothing_follows():
    assert next_to("SECRET//REL TO USA, XQX") == []
    assert next_to("SECRET//REL TO USA, GBR")


@pytest.mark.parametrize(
    ("text", "policy", "whole"),
    [
        ("s", "us", "SECRET"),
        ("TOP S", "us", "TOP SECRET"),
        ("SECRET//r", "us", "SECRET//REL TO USA, "),
        ("SECRET//REL TO USA, Austra", "us", "SECRET//REL TO USA, AUS"),
        ("SECRET//REL TO USA, United K", "us", "SECRET//REL TO USA, GBR"),
        ("SECRET//REL TO USA, AUS", "us", "SECRET//REL TO USA, AUS, NATO"),
        ("//COS", "us", "//COSMIC TOP SECRET"),
        ("C", "us", "CUI"),
        ("CUI//SP-C", "us", "CUI//SP-CTI"),
        ("CUI//FED", "us", "CUI//FED ONLY"),
        ("//JOINT SECRET CAN", "us", "//JOINT SECRET CAN USA"),
        ("SECRET//NOFORN", "us", "SECRET//NOFORN/PROPIN"),
        ("", "coalition", "JOINT SECRET "),
        ("USA ", "coalition", "USA SECRET"),
        ("USA SECRET//REL TO ", "coalition", "USA SECRET//REL TO AUS"),
        ("USA SECRET//REL TO AUS", "coalition", "USA SECRET//REL TO AUS, USA"),
        ("NATO SECRET rel", "nato", "NATO SECRET Releasable to "),
        ("NATO SECRET Releasable to JPN", "nato", "NATO SECRET Releasable to JPN, AUS"),
    ],
)
def test_what_is_begun_is_ended_and_what_is_whole_goes_on(text, policy, whole):
    assert whole in next_to(text, policy)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("UNCLASSIFIED//", "UNCLASSIFIED//ORCON"),  # stands on classified text alone
        ("SECRET//HCS-P//", "SECRET//HCS-P//RELIDO"),  # asks for NOFORN, which excludes it
        ("SECRET//NOFORN/", "SECRET//NOFORN/RELIDO"),
        ("SECRET//NOFORN//", "SECRET//NOFORN//REL TO USA, "),
        ("SECRET//REL TO USA, ", "SECRET//REL TO USA, SECRET"),  # a word is no code
        ("SECRET//REL TO USA, GBR", "SECRET//REL TO USA, GBR, AUS"),  # A to Z
    ],
)
def test_what_could_not_be_valid_is_not_offered(text, never):
    assert never not in next_to(text)


def test_a_word_whose_condition_can_still_be_met_is_offered():
    assert "SECRET//HCS" in next_to("SECRET//H")
    with pytest.raises(MarkingError):
        parse_banner("SECRET//HCS", shipped_policy("us"))


def test_a_portion_goes_on_in_its_own_words_and_parentheses():
    assert "(S//NF" in next_to("(S//NOFO", portion=True)
    assert "S//REL TO USA, AUS" in next_to("S//REL TO USA, AU", portion=True)


def test_communities_are_those_that_were_named():
    found = suggest("USA SECRET//COI", shipped_policy("coalition"), codes=CODES, communities=["ALPHA"])
    assert [one.text for one in found] == ["COI ALPHA"]
    assert next_to("USA SECRET//COI ", "coalition") == []


def test_answers_are_bounded():
    assert len(next_to("SECRET//REL TO USA, ")) == MOST
    assert next_to("S" * (MAX_LENGTH + 1)) == []


@pytest.mark.parametrize("name", ["us", "coalition", "nato"])
def test_however_a_marking_is_made_little_is_tried(name, monkeypatch):
    read = []

    def counted(text, policy, profile):
        read.append(len(text))
        return parse_banner(text, policy, profile)

    monkeypatch.setattr("services.common.labels.suggest.parse_banner", counted)
    for text in ("SECRET//REL TO USA" + ", GBR" * 390, "SECRET//SI-" + "A " * 900, "A " * 900, "/" * 1900):
        read.clear()
        next_to(text, name)
        assert sum(read) <= 300_000


def _reached(text, policy, depth=4):
    """Whether suggestions, taken one after another, lead to a valid marking."""
    try:
        parse_banner(text, policy)
    except MarkingError:
        following = suggest(text, policy, codes=FEW)
        return depth > 0 and any(_reached(text[: one.at] + one.text, policy, depth - 1) for one in following)
    return True


@pytest.mark.parametrize("name", ["us", "coalition", "nato"])
def test_every_suggestion_leads_to_a_valid_marking(name):
    policy = shipped_policy(name)
    begun = {"us": "SECRET//REL TO USA, ", "coalition": "GBR SECRET//", "nato": "NATO SECRET "}[name]
    for text in ("", begun):
        for one in suggest(text, policy, codes=FEW):
            assert _reached(text[: one.at] + one.text, policy), one


def test_the_next_word_of_a_generated_marking_is_offered():
    policy, tried = shipped_policy("coalition"), 0
    for label in labels(11, 60):
        try:
            whole = banner(label.with_(policy=policy.identifier), policy)
        except (MarkingError, ValueError):
            continue
        head, _, rest = whole.partition("//")
        if not rest.startswith("REL TO ") or not set(label.codes) <= set(CODES):
            continue
        tried += 1
        assert f"{head}//REL TO " in next_to(f"{head}//RE", "coalition")
        codes = rest.split("//")[0].split("/")[0].removeprefix("REL TO ").split(", ")
        for number, code in enumerate(codes):
            before = f"{head}//REL TO {''.join(f'{one}, ' for one in codes[:number])}"
            assert before + code in next_to(before + code[:-1], "coalition"), whole
    assert tried > 5
