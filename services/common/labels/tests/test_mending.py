"""Where an error stands, and the marking with the nearest form there: nothing that was typed gets lost."""

from functools import partial

import pytest

from services.common.labels import MarkingError, parse_banner, parse_portion, shipped_policy
from services.common.labels.mending import place
from services.common.labels.tests.test_suggest import CODES


def placed(text, policy="us", parse=parse_banner):
    """The signs that are wrong, and the marking that is offered."""
    read = partial(parse, policy=shipped_policy(policy))
    with pytest.raises(MarkingError) as caught:
        read(text)
    found = place(text, caught.value, read)
    return text[found.at : found.end], found.use


@pytest.mark.parametrize(
    "text",
    ["SECRET//REL TO USA,GBR//RELIDO", "SECRET//REL TO GBR, USA//NOFRN", "SECRET//REL TO USA,GBR/RELDIO"],
)
def test_what_stands_beside_the_error_is_never_dropped(text):
    _, use = placed(text)
    assert not use or use.rpartition("//")[2].rpartition("/")[2] in text[-6:]


@pytest.mark.parametrize(
    ("text", "policy", "wrong", "use"),
    [
        ("secret", "us", "secret", "SECRET"),
        ("USA SECRT", "coalition", "SECRT", "USA SECRET"),
        ("SECRET//NOFRN", "us", "NOFRN", "SECRET//NOFORN"),
        ("SECRET//REL TO GBR, USA", "us", "GBR", "SECRET//REL TO USA, GBR"),
        ("SECRET//FGI DEU CAN//NOFORN", "us", "DEU CAN", "SECRET//FGI CAN DEU//NOFORN"),
        ("//JOINT SECRET USA CAN", "us", "USA CAN", "//JOINT SECRET CAN USA"),
        ("SECRET//NOFORN/ORCON", "us", "NOFORN", "SECRET//ORCON/NOFORN"),
        ("UNCLASSIFIED//HCS-P//ORCON", "us", "HCS-P", ""),
        ("usa secret", "coalition", "secret", "USA SECRET"),
        ("usa secert", "coalition", "secert", ""),
        ("SECRET//ORCON//REL TO USA, GBR", "us", "REL TO USA", "SECRET//ORCON/REL TO USA, GBR"),
        ("SECRET//REL TO USA, UK", "us", "UK", ""),
        ("SECRET//REL TO USA, FVYE", "us", "FVYE", "SECRET//REL TO USA, FVEY"),
        ("SECRET NOFORN", "us", " NOFORN", "SECRET//NOFORN"),
        ("UK SECRET UK EYES ONLY", "uk", " UK EYES ONLY", "UK SECRET - UK EYES ONLY"),
        ("OFFICIAL SENSITIVE", "uk", " SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL:Sensitive", "au", "OFFICIAL:Sensitive", "OFFICIAL: Sensitive"),
        ("PROTECTED AUSTEO", "au", " AUSTEO", "PROTECTED//AUSTEO"),
        ("RESTRICTED", "us", "RESTRICTED", ""),
        ("NATO SECRET Releasable to Japn", "nato", "Japn", "NATO SECRET Releasable to Japan"),
        ("NATO SECRET Releasable to Irat", "nato", "Irat", ""),
        (
            "NATO SECRET RELEASABLE TO JAPAN, Ukraine",
            "nato",
            "RELEASABLE TO JAPAN",
            "NATO SECRET Releasable to Japan, Ukraine",
        ),
        ("SECRET//", "us", "/", ""),
        ("", "us", "", ""),
    ],
)
def test_the_part_that_is_wrong_and_what_would_be_right(text, policy, wrong, use):
    assert placed(text, policy) == (wrong, use)


def test_a_long_marking_is_tried_a_few_times_only():
    tried = []

    def read(text):
        tried.append(text)
        return parse_banner(text, shipped_policy("us").opened)

    text = "SECRET//REL TO " + ", ".join(["USA", *(f"Z{number:03}" for number in range(300, 0, -1))])
    with pytest.raises(MarkingError) as caught:
        read(text)
    assert place(text, caught.value, read).use.startswith("SECRET//REL TO USA, Z001, Z002, ")
    assert len(tried) < 20


def test_a_mark_in_parentheses_is_counted_from_its_own_beginning():
    assert placed("(S//NFF)", parse=parse_portion)[0] == "NFF"
    assert placed("(S//REL TO GBR, USA)", parse=parse_portion)[1] == "(S//REL TO USA, GBR)"


def test_every_slip_in_a_word_of_a_list_is_placed_in_that_word():
    whole = "SECRET//REL TO USA, AUS, GBR"
    for number, sign in enumerate(whole):
        if sign.isalpha():
            slipped = whole[:number] + sign.lower() + whole[number + 1 :]
            wrong, use = placed(slipped)
            assert wrong and wrong in slipped
            assert not use or set(use.split("REL TO ")[-1].split(", ")) <= set(CODES), (slipped, use)
