"""Labels from every form into every form: what is carried over, and what is said not to be."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.common.labels import (
    Label,
    Reader,
    default_groups,
    shipped_policies,
    shipped_policy,
)
from services.common.labels.stanag4774 import (
    Received,
    Succession,
    label_text,
    read_label,
    write_claim,
    write_clearance,
)
from services.common.labels.stanag4778 import embed_bindings, write_bindings
from services.common.labels.tests.test_bindings import AROUND, BESIDE, EMBEDDED, HIGH, LOW, REPORT, bound
from services.common.labels.tool.asking import World
from services.common.labels.tool.labels import convert, decide

NATO, US, GROUPS = shipped_policy("nato"), shipped_policy("us"), default_groups()
MADE, NOW = datetime(2020, 1, 2, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
LATER = datetime(2027, 1, 1, tzinfo=UTC)
WORLD = World(at=NOW)
PLAIN = Received(Label(NATO.identifier, 0, ("NATO",)), NATO, MADE, NOW, "HQ", "CLEAR", originator_type="jID")


def converted(label, to, **more):
    return convert({"label": label, "to": to, **more}, WORLD)


def read(text):
    return read_label(text.encode(), shipped_policies(), GROUPS)


MARKINGS = {"us": "SECRET//REL TO USA, AUS, GBR", "nato": "NATO SECRET Releasable to Japan, Ukraine"}
FORMS = ("banner", "portion", "json", "xml")


@pytest.mark.parametrize("policy", MARKINGS)
@pytest.mark.parametrize("first", ("banner", "json", "xml"))
@pytest.mark.parametrize("second", FORMS)
def test_every_form_is_written_from_every_form_and_says_the_same(policy, first, second):
    marking = MARKINGS[policy]
    known = {"policy": policy}
    middle = converted(marking, first, **known)
    assert middle["lost"] == []
    found = converted(middle["result"], second, **known)
    assert found["lost"] == (["created", "review"] if first == "xml" and second != "xml" else [])
    back = converted(found["result"], "banner", **known) if second != "portion" else {"result": marking}
    assert back["result"] == marking


@pytest.mark.parametrize(
    ("label", "under", "outcome"),
    [
        ("NATO UNCLASSIFIED", "us", ("//NATO UNCLASSIFIED", [])),
        ("NATO UNCLASSIFIED - STAFF", "us", ("//NATO UNCLASSIFIED", ["STAFF"])),
        ("NATO RESTRICTED", "us", "translate_level"),
        ("SECRET//NOFORN", "nato", "translate_owner"),
        ("//COSMIC TOP SECRET", "nato", ("COSMIC TOP SECRET", [])),
        ("//NATO SECRET", "coalition", ("NATO SECRET", [])),
    ],
)
def test_a_label_of_one_policy_becomes_anothers_or_says_why_not(label, under, outcome):
    found = converted(label, "banner", under=under)
    if isinstance(outcome, str):
        assert [one["rule"] for one in found["errors"]] == [outcome]
    else:
        assert (found["result"], found["lost"]) == outcome


def test_xml_to_xml_keeps_what_stands_beside_the_label():
    text = label_text(PLAIN)
    found = converted(text, "xml")
    assert (read(found["result"]), found["lost"]) == (PLAIN, [])
    assert converted(text, "json")["lost"] == ["created", "review", "originator", "privacy mark"]
    later = replace(PLAIN, succession=Succession(LATER, PLAIN.label))
    assert converted(label_text(later), "xml")["lost"] == []
    other = converted(label_text(later), "xml", under="us")
    assert other["lost"] == ["succession"]
    assert (read(other["result"]).kind, read(other["result"]).originator) == (
        "alternativeConfidentialityLabel",
        "HQ",
    )


@pytest.mark.parametrize("bind", [False, True])
def test_from_its_succession_on_another_label_counts(bind):
    """A narrower one would be read by those who lost it, were the old label decided by."""
    reader = {"affiliation": "FRA", "clearance": {"nato": "SECRET"}}
    for at, level, allowed in ((LATER, 0, True), (NOW, 3, False)):
        stated = replace(PLAIN, succession=Succession(at, PLAIN.label.with_(level=3, only=("USA",))))
        text = embed_bindings(REPORT, [bound(stated, "")]).decode() if bind else label_text(stated)
        assert decide({"label": text, "clearance": reader}, WORLD)["allow"] is allowed
        made = converted(text, "json")["result"]
        assert (made["whole"] if bind else made)["level"] == level
        if bind:
            assert {made["stated"]["level"], *(one["level"] for one in made["portions"].values())} == {level}
        else:
            assert read(converted(text, "xml")["result"]).label.level == level


def test_a_label_made_before_others_joined_is_not_written_as_made_after():
    """Who joined later would read what was not for them."""
    made = GROUPS.seal(Label(NATO.identifier, 2, ("NATO",)), datetime(2010, 1, 1, tzinfo=UTC))
    found = converted(made.to_json(), "xml")
    assert GROUPS.received(read(found["result"]).label, read(found["result"]).created) == made
    assert converted(made.to_json(), "banner")["lost"] == ["epochs"]
    refused = converted(made.to_json(), "xml", created="2026-01-01T00:00:00Z")
    assert [one["rule"] for one in refused["errors"]] == ["epochs"]


def test_bindings_become_json_with_every_portion_and_the_whole():
    found = converted(EMBEDDED.decode(), "json")
    assert found["lost"] == []
    result = json.loads(json.dumps(found["result"]))
    assert (result["approach"], result["whole"]["level"], result["stated"]["level"]) == ("embedded", 3, 3)
    assert {address: one["level"] for address, one in result["portions"].items()} == {
        "#p1": 1,
        "#s1": 2,
        "#p2": 1,
    }
    assert Label.from_json(result["portions"]["#p1"]).rel == LOW.label.rel
    assert converted(AROUND.decode(), "json")["result"]["approach"] == "encapsulating"
    assert converted(BESIDE.decode(), "json")["result"]["stated"] is None


def test_bindings_become_a_marking_of_the_whole_and_say_what_is_lost():
    text = write_bindings([bound(HIGH, "a.txt")]).decode()
    found = converted(text, "banner")
    assert (found["result"], found["lost"]) == ("NATO SECRET", ["portion a.txt"])
    signed = text.replace(
        "<mb:MetadataB", '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/><mb:MetadataB', 1
    )
    assert converted(signed, "json")["lost"] == ["signature"]
    part = embed_bindings(REPORT, [bound(LOW, "#p1")]).decode()
    assert [one["rule"] for one in converted(part, "banner")["errors"]] == ["part_unlabelled"]


@pytest.mark.parametrize("data", [EMBEDDED, AROUND, BESIDE])
def test_a_whole_whose_parts_have_no_reader_in_common_is_for_its_owner(data):
    """No NOFORN on a NATO document."""
    assert converted(data.decode(), "banner")["result"] == "NATO SECRET"


def test_a_document_with_bindings_is_decided_as_a_whole():
    """What its loosest portion allows, the whole does not."""
    reader = {"affiliation": "JPN", "clearance": {"nato": 4}}
    loose = write_bindings([bound(LOW, "a.txt")]).decode()
    assert decide({"label": loose, "clearance": reader}, WORLD)["allow"]
    assert not decide({"label": EMBEDDED.decode(), "clearance": reader}, WORLD)["allow"]


def test_a_clearance_is_taken_out_of_its_claim():
    claim = write_claim(write_clearance(Reader.make("GBR", {"nato": 3}), NATO, GROUPS, NOW))["aciClr"]
    assert decide({"label": "NATO SECRET", "clearance": claim}, WORLD)["allow"]
    assert not decide({"label": "COSMIC TOP SECRET", "clearance": claim}, WORLD)["allow"]
