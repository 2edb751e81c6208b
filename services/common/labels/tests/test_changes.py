"""What a new version of a policy changes is said, all of it and nothing else."""

import pytest

from services.common.labels import read_policy
from services.common.labels.changes import changes
from services.common.labels.spif import POLICIES

TEXT = (POLICIES / "us.xml").read_text("utf-8")
US = read_policy(TEXT.encode())


def test_two_that_are_the_same_differ_in_nothing():
    assert list(changes(US, US)) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (' version="1">', ' version="2">', ["The policy's version was 1 and is 2."]),
        ('color="#c8102e"', 'color="#ff0000"', ["Level 3: colour was #c8102e and is #ff0000."]),
        ('<tagCategory name="LES" ', '<tagCategory name="XES" ', [
            "Word informative LES is gone: labels that name it keep the version that they were made under.",
            "Word informative XES is new.",
        ]),
        ('e:also="FOUO"', 'e:also="FOUO|OFFICIAL"', [
            "Word dissemination FOUO: also was FOUO and is FOUO, OFFICIAL.",
        ]),
        ('policyRef="nato" lacv="4"', 'policyRef="other" lacv="4"', [
            "Level 4 of nato was 4 here and is nothing.", "Level 4 of other was nothing here and is 4.",
        ]),
        ('controls="closed"', 'controls="open"', ["Profile ic: controls was closed and is open."]),
        ('portion="CTS"', 'portion="CT"', ["Heading NATO 4: portion was CTS and is CT."]),
        ('<e:condition name="relido_classified" when="RELIDO" least="2"',
         '<e:condition name="relido_classified" when="RELIDO" least="3"',
         ["Condition of profile dod relido_classified: least was 2 and is 3."]),
        ('name="imcon_secret" when="IMCON" least="3"', 'name="imcon_secret" when="IMCON" least="2"', [
            "Condition of profile cui imcon_secret: least was 3 and is 2.",
            "Condition of profile dod imcon_secret: least was 3 and is 2.",
            "Condition of profile ic imcon_secret: least was 3 and is 2.",
        ]),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_said(before, after, said):
    assert TEXT.count(before) >= 1
    assert list(changes(US, read_policy(TEXT.replace(before, after, 1).encode()))) == said


def test_names_that_come_and_go_are_said():
    text = (POLICIES / "nato.xml").read_text("utf-8")
    after = text.replace("TUR Türkiye|TUR Turkey", "TUR Türkiye").replace("JPN Japan|", "")
    assert list(changes(read_policy(text.encode()), read_policy(after.encode()))) == [
        "JPN may not be named any more.", "TUR was called Türkiye, Turkey and is called Türkiye.",
    ]  # fmt: skip


def test_categories_that_are_identified_otherwise_are_said():
    text = (POLICIES / "nato.xml").read_text("utf-8")
    after = text.replace('name="Only" id="1.3.26.1.4.5"', 'name="Only" id="1.3.26.1.4.9"')
    assert list(changes(read_policy(text.encode()), read_policy(after.encode()))) == [
        "Category only was 1.3.26.1.4.5 and is 1.3.26.1.4.9.",
    ]  # fmt: skip
