"""Labels as XML: what is written is read back, what is wrong is refused by its rule, or repaired visibly."""

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
from services.common.labels.stanag4774 import StanagError, read_label, write_label
from services.common.labels.tests.test_markings import expressible
from services.common.labels.tests.vectors import rows

COALITION, US, NATO = default_policy(), shipped_policy("us"), shipped_policy("nato")
GROUPS, POLICIES = default_groups(), shipped_policies()
MADE, REVIEW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), datetime(2031, 1, 2, tzinfo=UTC)
SAMPLE = write_label(Label(NATO.identifier, 3, ("NATO",), rel=("JPN", "UKR")), NATO, MADE, REVIEW, "SHAPE")


INFORMATION = SAMPLE[SAMPLE.index(b"<ConfidentialityInformation>") : SAMPLE.index(b"<OriginatorID")]
RELEASED = SAMPLE[
    SAMPLE.index(b'<Category Type="PERMISSIVE" TagName="Releasable To"') : SAMPLE.index(
        b"</ConfidentialityInformation>"
    )
]


def read(data, **how):
    return read_label(data, POLICIES, GROUPS, **how)


def rules(data, **how):
    with pytest.raises(StanagError) as caught:
        read(data, **how)
    return [fault.rule for fault in caught.value.faults]


@given(st.randoms(use_true_random=False), st.sampled_from((COALITION, US, NATO)))
def test_what_is_written_is_read_back_the_same(rng, policy):
    made = expressible(rng, policy)
    found = read(write_label(made, policy, MADE, REVIEW, "HQ"))
    assert (found.label, found.policy, found.created, found.review) == (made, policy, MADE, REVIEW)
    assert (found.originator, found.repairs) == ("HQ", ())


def test_a_label_is_written_in_the_form_of_the_standard():
    assert SAMPLE.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"'
        ' ReviewDateTime="2031-01-02T00:00:00Z"><ConfidentialityInformation>'
        '<PolicyIdentifier URI="urn:oid:1.3.26.1.3.1">nato</PolicyIdentifier>'
        "<Classification>SECRET</Classification>"
        '<Category Type="PERMISSIVE" TagName="Context" URI="urn:oid:1.3.26.1.4.4">'
        "<GenericValue>NATO</GenericValue>"
        "<GenericValue>Releasable</GenericValue></Category>"
        '<Category Type="PERMISSIVE" TagName="Releasable To" URI="urn:oid:1.3.26.1.4.2">'
        "<GenericValue>NATO</GenericValue>"
        "<GenericValue>JPN</GenericValue><GenericValue>UKR</GenericValue></Category>"
        "</ConfidentialityInformation>"
        '<OriginatorID IDType="uniformResourceIdentifier">SHAPE</OriginatorID>'
        "<CreationDateTime>2026-01-02T03:04:05Z</CreationDateTime></originatorConfidentialityLabel>\n"
    )


def test_what_one_context_cannot_carry_is_said():
    joint = Label(NATO.identifier, 3, ("KFOR", "NATO"))
    with pytest.raises(StanagError) as caught:
        write_label(joint, NATO, MADE, REVIEW)
    assert caught.value.faults[0].rule == "context_several"
    with pytest.raises(StanagError):
        write_label(Label(US.identifier, 3, ("USA",)), NATO, MADE, REVIEW)


WILD = {
    "attribute_case": (b'TagName="Context"', b'tagName="Context"'),
    "type_case": (b'Type="PERMISSIVE" TagName="Context"', b'Type="Permissive" TagName="Context"'),
    "creation_misspelt": (b"CreationDateTime", b"CreationDataTime"),
    "root_case": (b"originatorConfidentialityLabel", b"OriginatorConfidentialityLabel"),
    "originator_type": (b' IDType="uniformResourceIdentifier"', b""),
    "attribute_forbidden": (b"<Classification>", b'<Classification URI="urn:oid:1.3.26.1">'),
    "extension": (b"</ConfidentialityInformation>", b'<x:m xmlns:x="urn:x"/></ConfidentialityInformation>'),
    "order": (
        b"<Classification>SECRET</Classification>",
        b"<PrivacyMark>CLEAR</PrivacyMark><Classification>SECRET</Classification>",
    ),
    "creation_missing": (b"<CreationDateTime>2026-01-02T03:04:05Z</CreationDateTime>", b""),
}


@pytest.mark.parametrize("rule", WILD)
def test_errors_of_the_wild_are_refused_or_repaired_visibly(rule):
    wrong = SAMPLE.replace(*WILD[rule])
    assert rules(wrong) == [rule]
    found = read(wrong, repair=True, received=MADE)
    assert (found.label, found.created) == (read(SAMPLE).label, MADE)
    assert [fault.rule for fault in found.repairs] == [rule]
    if rule == "creation_missing":
        assert rules(wrong, repair=True) == [rule]


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (b":1:0", b":2:0", "root"),
        (b"originatorConfidentialityLabel", b"someLabel", "root"),
        (b"urn:oid:1.3.26.1.3.1", b"urn:oid:1.2.3", "policy_unknown"),
        (b'<PolicyIdentifier URI="urn:oid:1.3.26.1.3.1">nato</PolicyIdentifier>', b"", "policy_missing"),
        (b">SECRET<", b">HIGH<", "classification_unknown"),
        (b"<Classification>SECRET</Classification>", b"", "classification_unknown"),
        (b'TagName="Context"', b'TagName="Colour"', "category_unknown"),
        (b'Type="PERMISSIVE" TagName="Context"', b'Type="RESTRICTIVE" TagName="Context"', "category_type"),
        (b"<GenericValue>NATO</GenericValue><GenericValue>Rel", b"<GenericValue>Rel", "context_missing"),
        (b"<GenericValue>NATO</GenericValue><GenericValue>Rel",
         b"<GenericValue>NATO</GenericValue><GenericValue>KFOR</GenericValue><GenericValue>Rel",
         "context_several"),
        (b"<GenericValue>Releasable</GenericValue>", b"", "context_releasable"),
        (b"<GenericValue>NATO</GenericValue><GenericValue>JPN", b"<GenericValue>JPN", "release_context"),
        (b"<GenericValue>JPN</GenericValue><GenericValue>UKR</GenericValue>", b"", "release_context"),
        (b"<GenericValue>JPN</GenericValue>", b"<Value>JPN</Value>", "value_form"),
        (b"<GenericValue>JPN</GenericValue>", b"<GenericValue> </GenericValue>", "value_empty"),
        (b"2026-01-02T03:04:05Z", b"yesterday", "date_form"),
        (b"2026-01-02T03:04:05Z", b"2026-01-02T03:04:05", "date_form"),
        (b'ReviewDateTime="2031', b'ReviewDateTime="20x1', "date_form"),
        (b"<OriginatorID", b"<Colour/><OriginatorID", "element_unknown"),
        (b' IDType="uniformResourceIdentifier"', b' IDType="colour"', "originator_type"),
        (b"<CreationDateTime>", b"<OriginatorID IDType='jID'>a</OriginatorID><CreationDateTime>",
         "element_twice"),
        (b"<Classification>SECRET", b"<Classification>SECRET</Classification><Classification>SECRET",
         "element_twice"),
        (b"urn:oid:1.3.26.1.3.1", b"http://example.org/nato", "uri_form"),
        (b"urn:oid:1.3.26.1.4.4", b"urn:oid:x", "uri_form"),
        (b"urn:oid:1.3.26.1.4.4", b"urn:oid:1.3.26.1.4.2", "category_uri"),
        (b"2026-01-02T03:04:05Z", b"20260102T030405Z", "date_form"),
        (b"<Classification>SECRET", b"<Classification><b/>SECRET", "classification_unknown"),
        (b"<CreationDateTime>",
         b"<CreationDateTime>2026-01-02T03:04:05Z</CreationDateTime><CreationDateTime>", "creation_twice"),
        (b"</ConfidentialityInformation>", b'<Category Type="RESTRICTIVE" TagName="Additional Sensitivity">'
         b"<GenericValue>A!B</GenericValue></Category></ConfidentialityInformation>", "label_restrictive"),
        (b">JPN<", b">J P N !<", "code_unknown"), (b">JPN<", b">ZZZ<", "code_unknown"),
        (b"TagName=\"Releasable To\" URI=\"urn:oid:1.3.26.1.4.2\"><GenericValue>NATO",
         b"TagName=\"Releasable To\"><GenericValue>KFOR", "release_context"),
    ],
)  # fmt: skip
def test_what_the_form_does_not_allow_is_refused_with_its_rule(before, after, rule):
    assert before in SAMPLE
    assert rule in rules(SAMPLE.replace(before, after))


def test_values_are_compared_whatever_their_case():
    shouted = (
        SAMPLE.replace(b"Releasable To", b"RELEASABLE TO")
        .replace(b">JPN<", b">jpn<")
        .replace(b">SECRET<", b">Secret<")
    )
    assert read(shouted).label == read(SAMPLE).label


BOMBS = {
    "entities": b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
    "outside": b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
    "deep": b"<a>" * 100_000,
    "many": b"<a>" + b"<b/>" * 60_000 + b"</a>",
    "long": b"<a>" + b" " * 300_000 + b"</a>",
    "no XML": b"\xff\xfe\x00",
    "nothing": b"",
    "encoding": b'<?xml version="1.0" encoding="utf-7"?><a/>',
    "instruction within": b"<a>SEC<?cut here?>RET</a>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_xml_is_read_without_entities_fetches_and_unbounded_growth(name):
    assert rules(BOMBS[name]) == ["xml"]


def test_the_published_labels_are_read_as_they_are_decided():
    for row in rows("nato_vectors.jsonl"):
        if row["id"] == "clearances":
            continue
        lists = {**row["permissive"]}
        categories = "".join(
            f'<Category Type="{kind}" TagName="{tag}">'
            + "".join(f"<GenericValue>{value}</GenericValue>" for value in values)
            + "</Category>"
            for kind, found in (("PERMISSIVE", lists), ("INFORMATIVE", row["informative"]))
            for tag, values in found.items()
        )
        text = SAMPLE.decode()
        begin, end = text.index("<Category"), text.rindex("</Category>") + len("</Category>")
        text = text[:begin] + categories + text[end:]
        text = text.replace(">SECRET<", f">{row['classification']}<")
        found = read(text.encode()).label
        released = [GROUPS.code(value) for value in lists.get("Releasable To", [])]
        assert found.level == NATO.level_named(row["classification"]).value
        assert {*found.owner, *found.rel} == {*released, *found.owner}
        assert set(found.only) == set(lists.get("Only", []))
        assert set(found.informative) == set(row["informative"].get("Administrative", []))


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (b'TagName="Releasable To"', b'tagName="Only" TagName="Releasable To"', "attribute_twice"),
        (b'TagName="Releasable To"', b'type="RESTRICTIVE" TagName="Releasable To"', "attribute_twice"),
        (b">SECRET<", ">\u017fECRET<".encode(), "classification_unknown"),
        (b">JPN<", ">\u017fWE<".encode(), "code_unknown"),
        (b'"Releasable To"', '"Relea\u017fable To"'.encode(), "category_unknown"),
        (b">Releasable<", ">Relea\u017fable<".encode(), "context_releasable"),
        (b">nato<", b">us<", "policy_disagrees"),
        (b"</ConfidentialityInformation>", RELEASED + b"</ConfidentialityInformation>", "category_twice"),
        (INFORMATION, INFORMATION * 2, "information"),
    ],
)  # fmt: skip
def test_what_two_readers_would_read_as_two_things_is_refused(before, after, rule):
    assert before in SAMPLE
    changed = SAMPLE.replace(before, after)
    assert rule in rules(changed)
    assert rule in rules(changed, repair=True)
