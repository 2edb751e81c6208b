"""Clearances: read as published, written by the form, carried in a token; what is not sure grants nothing."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.labels import (
    Action,
    DisclosureLetter,
    Label,
    Reader,
    decide,
    default_groups,
    shipped_policies,
    shipped_policy,
)
from services.common.labels.stanag4774 import (
    StanagError,
    read_claim,
    read_clearance,
    write_claim,
    write_clearance,
)
from services.common.labels.stanag4774.form import CLEARANCES, NAMESPACE
from services.common.labels.tests.schemas import faults_by
from services.common.labels.tests.vectors import rows

NATO, GROUPS, POLICIES = shipped_policy("nato"), default_groups(), shipped_policies()
AT = datetime(2026, 11, 1, tzinfo=UTC)


def clearance(body, uri="urn:oid:1.3.26.1.3.1", within=NAMESPACE):
    """The XML of a published clearance; ``within``: the namespace of what it has in common with labels."""
    levels = "".join(f"<Classification>{name}</Classification>" for name in body["cls"])
    categories = "".join(
        f'<Category Type="{kind}" TagName="{tag}">'
        + "".join(f"<GenericValue>{value}</GenericValue>" for value in values)
        + "</Category>"
        for kind, found in (("PERMISSIVE", body["perm"]), ("RESTRICTIVE", body["restr"]))
        for tag, values in found.items()
    )
    return (
        f'<c:ConfidentialityClearance xmlns:c="{CLEARANCES}" xmlns="{within}">'
        f'<PolicyIdentifier URI="{uri}">NATO</PolicyIdentifier>'
        f"<c:ClassificationList>{levels}</c:ClassificationList>{categories}</c:ConfidentialityClearance>"
    ).encode()


def test_published_clearances_are_read_and_decide_as_published():
    table = rows("nato_vectors.jsonl")
    held = next(row["clearances"] for row in table if row["id"] == "clearances")
    readers = {code: read_clearance(clearance(body), POLICIES, GROUPS) for code, body in held.items()}
    assert {code: reader.affiliation for code, reader in readers.items()} == {code: code for code in held}
    for row in table:
        if row["id"] != "clearances":
            permissive = {tag: tuple(map(GROUPS.code, values)) for tag, values in row["permissive"].items()}
            made = Label(
                NATO.identifier, NATO.level_named(row["classification"]).value,
                tuple(code for code in permissive["Context"] if code != "Releasable"),
                permissive.get("Releasable To", ()), permissive.get("Only", ()),
            )  # fmt: skip
            sealed = GROUPS.seal(made, datetime(2016, 2, 1, tzinfo=UTC))
            for code, published in row["acdf"].items():
                at = datetime(2016, 2, 1, tzinfo=UTC)
                assert decide(readers[code], sealed, Action.READ, at).allow is published, (row["id"], code)


BRITON = {"cls": ["SECRET"], "perm": {"Releasable To": ["GBR"]}, "restr": {}}

GIVEN = clearance(BRITON)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (clearance(BRITON, "urn:oid:1.2.3"), "policy_unknown"),
        (clearance(BRITON | {"cls": ["HIGH"]}), "classification_unknown"),
        (clearance(BRITON | {"cls": []}), "classification_unknown"),
        (clearance(BRITON | {"perm": {}}), "affiliation"),
        (clearance(BRITON | {"perm": {"Only": ["GBR", "USA"]}}), "affiliation"),
        (clearance(BRITON | {"perm": {"Colour": ["GBR"]}}), "category_unknown"),
        (GIVEN.replace(b"PERMISSIVE", b"RESTRICTIVE"), "category_type"),
        (GIVEN.replace(b"<Category", b"<Colour/><Category"), "element_unknown"),
        (GIVEN.replace(b"</c:ConfidentialityClearance>", b"<c:ConfidentialityClearanceExtensions/>"
                       b"</c:ConfidentialityClearance>"), "extension"),
        (GIVEN.replace(b"<Classification>SECRET", b"<Category>SECRET</Category><Classification>SECRET"),
         "element_unknown"),
        (GIVEN.replace(b"<c:ClassificationList>", b"<c:ClassificationList/><c:ClassificationList>"),
         "element_twice"),
        (GIVEN.replace(b"<GenericValue>GBR</GenericValue>", b""), "value_missing"),
        (GIVEN.replace(b"ConfidentialityClearance", b"Clearance"), "root"),
        (b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', "xml"),
    ],
)  # fmt: skip
def test_a_clearance_that_is_not_sure_grants_nothing(data, rule):
    with pytest.raises(StanagError) as caught:
        read_clearance(data, POLICIES, GROUPS)
    assert [fault.rule for fault in caught.value.faults] == [rule]


def test_what_it_shares_with_labels_is_read_in_either_namespace():
    assert read_clearance(clearance(BRITON, within=CLEARANCES), POLICIES, GROUPS) == read_clearance(
        GIVEN, POLICIES, GROUPS
    )
    assert faults_by("clearance", GIVEN) == []
    assert faults_by("clearance", clearance(BRITON, within=CLEARANCES))


def test_what_another_wrote_carelessly_is_read_where_that_is_asked_for():
    careless = GIVEN.replace(b"PERMISSIVE", b"permissive")
    with pytest.raises(StanagError):
        read_clearance(careless, POLICIES, GROUPS)
    assert read_clearance(careless, POLICIES, GROUPS, repair=True) == read_clearance(GIVEN, POLICIES, GROUPS)


READERS = st.builds(
    Reader.make, st.sampled_from(("GBR", "JPN", "UKR")),
    st.fixed_dictionaries({"nato": st.integers(0, 4)}),
    st.sets(st.sampled_from(("KFOR", "EAPC"))), st.sets(st.sampled_from(("ALPHA", "BRAVO"))),
    st.sets(st.sampled_from(("ATOMAL", "CRYPTO"))),
)  # fmt: skip


@given(READERS)
def test_a_clearance_is_written_by_the_form_and_read_back_the_same(reader):
    data = write_clearance(reader, NATO, GROUPS, AT)
    assert faults_by("clearance", data) == []
    assert read_clearance(data, POLICIES, GROUPS) == reader
    assert read_claim(write_claim(data), POLICIES, GROUPS) == reader


def test_a_nation_holds_the_contexts_that_it_is_part_of():
    text = write_clearance(Reader.make("FIN", {"nato": 1}), NATO, GROUPS, AT).decode()
    before = write_clearance(Reader.make("FIN", {"nato": 1}), NATO, GROUPS, datetime(2020, 1, 1, tzinfo=UTC))
    assert "<Classification>RESTRICTED</Classification></sclr:ClassificationList>" in text
    assert "<GenericValue>NATO</GenericValue>" in text
    assert b"<GenericValue>NATO</GenericValue>" not in before


@pytest.mark.parametrize(
    ("reader", "rule"),
    [
        (Reader.make("GBR", {"nato": 3}, letter=DisclosureLetter(1)), "bounds"),
        (Reader.make("GBR", {"nato": 3}, expires=AT), "bounds"),
        (Reader.make("GBR", {"us": 3}), "clearance"),
        (Reader.make(None, {"nato": 3}), "clearance"),
    ],
)
def test_what_the_form_would_say_more_of_than_is_held_is_not_written(reader, rule):
    with pytest.raises(StanagError) as caught:
        write_clearance(reader, NATO, GROUPS, AT)
    assert caught.value.faults[0].rule == rule


@pytest.mark.parametrize(
    "claims",
    [{}, {"aciClr": 3}, {"aciClr": "not base64url!"}, {"aciClr": "A"}, {"aciClr": "PGEvPg" * 100_000}],
)
def test_a_claim_that_is_none_grants_nothing(claims):
    with pytest.raises(StanagError) as caught:
        read_claim(claims, POLICIES, GROUPS)
    assert [fault.rule for fault in caught.value.faults] == ["claim"]


def test_a_claim_is_read_with_and_without_padding():
    padded = {"aciClr": base64.urlsafe_b64encode(GIVEN + b" ").decode()}
    assert read_claim(padded, POLICIES, GROUPS).affiliation == "GBR"
