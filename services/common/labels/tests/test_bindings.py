"""Bindings in and out: which label stands on which part; what leads nowhere, or outside, is refused."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.common.labels import Label, default_groups, shipped_policies, shipped_policy
from services.common.labels.stanag4774 import Received, StanagError, label_text
from services.common.labels.stanag4774.form import ALTERNATIVE, METADATA
from services.common.labels.stanag4778 import (
    Approach,
    Bound,
    Part,
    addresses,
    embed_bindings,
    label_of_whole,
    read_bindings,
    write_bindings,
)
from services.common.labels.tests.schemas import faults_by

NATO, US, GROUPS, POLICIES = (
    shipped_policy("nato"), shipped_policy("us"), default_groups(), shipped_policies(),
)  # fmt: skip
MADE, REVIEW = datetime(2026, 1, 2, tzinfo=UTC), datetime(2031, 1, 2, tzinfo=UTC)


def label(level, *rel, policy=NATO, owner="NATO"):
    return Received(Label(policy.identifier, level, (owner,), rel=rel), policy, MADE, REVIEW)


LOW, MIDDLE, HIGH = label(1, "JPN", "UKR"), label(2, "UKR"), label(3)
REPORT = b"""<?xml version="1.0"?>
<report title="a > b"><p id="p1">First.</p><s xml:id="s1"><p Id="p2">Second.</p><p>Third.</p></s></report>
<!-- end -->
"""


def bound(stated, *addresses, **more):
    parts = tuple(one if isinstance(one, Part) else Part(one) for one in addresses)
    return Bound(stated, parts, **more)


EMBEDDED = embed_bindings(REPORT, [bound(HIGH, ""), bound(MIDDLE, "#s1"), bound(LOW, "#p1", "#p2")])
AROUND = write_bindings(
    [bound(HIGH, Part("@1", REPORT, "text/xml")), bound(LOW, "#p2"), bound(MIDDLE, Part("@2", b"\xff\x00"))]
)
OBJECTS = {"plan.txt": b"A plan.", "maps/1.png": b"\x89PNG", "report.xml": REPORT}
BESIDE = write_bindings(
    [bound(LOW, Part("plan.txt", OBJECTS["plan.txt"], "text/plain"), "report.xml"),
     bound(MIDDLE, Part("maps/1.png", OBJECTS["maps/1.png"], "image/png")),
     bound(HIGH, "report.xml#p2")]
)  # fmt: skip


def read(data, **how):
    return read_bindings(data, POLICIES, GROUPS, **how)


def rules(data, **how):
    with pytest.raises(StanagError) as caught:
        read(data, **how)
    return [fault.rule for fault in caught.value.faults]


def stands(found):
    return {address: received.label.level for address, received in found.portions.items()}


def test_a_label_in_a_document_stands_on_the_portions_that_it_names_and_all_that_they_hold():
    found = read(EMBEDDED)
    assert (found.approach, found.whole, found.complete) == (Approach.EMBEDDED, HIGH, True)
    assert stands(found) == {"#p1": 1, "#s1": 2, "#p2": 1}
    assert [one.label for one in found.bound] == [HIGH, MIDDLE, LOW]
    assert found.bound[2].parts[1].content == b'<p Id="p2">Second.</p>'
    assert found.bound[1].identifier == "binding-2"


def test_a_document_keeps_every_byte_around_what_is_put_into_it():
    begin, end = EMBEDDED.index(b"<mb:"), EMBEDDED.rindex(b"</mb:BindingInformation>") + 24
    assert EMBEDDED[:begin] + EMBEDDED[end:] == REPORT
    assert EMBEDDED[:begin].endswith(b'<report title="a > b">')


def test_a_binding_stands_around_what_it_labels():
    found = read(AROUND)
    assert (found.approach, found.whole, found.complete) == (Approach.ENCAPSULATING, None, True)
    assert stands(found) == {"@1": 3, "@2": 2, "#p1": 3, "#s1": 3, "#p2": 1}
    assert found.bound[2].parts[0].content == b"\xff\x00"
    assert found.bound[0].parts[0].content.startswith(b'<report title="a &gt; b"><p id="p1">')
    one = read(write_bindings([bound(LOW, Part("@1", b"text", "text/plain"))]))
    assert (one.whole, one.bound[0].parts[0].content) == (LOW, b"text")


def test_a_binding_stands_beside_what_it_labels_and_says_the_digests_of_it():
    found = read(BESIDE, objects=OBJECTS)
    assert (found.approach, found.whole) == (Approach.DETACHED, None)
    assert stands(found) == {"plan.txt": 1, "report.xml": 1, "maps/1.png": 2, "report.xml#p2": 3}
    assert found.bound[0].parts[0].content == b"A plan."
    assert read(BESIDE).bound[0].parts[0].content is None
    alone = write_bindings([bound(LOW, "plan.txt")])
    assert read(alone, objects=OBJECTS).whole == LOW


@pytest.mark.parametrize(
    "data", [AROUND, BESIDE, EMBEDDED[EMBEDDED.index(b"<mb:B") : EMBEDDED.rindex(b"<p id")]]
)
def test_what_is_written_is_valid(data):
    assert faults_by("binding", data) == []


def test_other_policies_and_metadata_have_labels_of_their_own():
    american = replace(label(1, policy=US, owner="USA"), kind=ALTERNATIVE)
    about = replace(LOW, kind=METADATA)
    data = write_bindings([bound(MIDDLE, Part("@1", b"x"), alternatives=(american,), of_metadata=about)])
    assert faults_by("binding", data) == []
    found = read(data).bound[0]
    assert (found.label, found.alternatives, found.of_metadata) == (MIDDLE, (american,), about)
    assert (found.under(NATO), found.under(US)) == (MIDDLE, american)
    assert found.under(shipped_policy("coalition")) is None


def test_the_same_label_twice_is_one_and_two_that_differ_are_refused():
    again = embed_bindings(REPORT, [bound(LOW, "#p1"), bound(LOW, "#p1")])
    assert stands(read(again))["#p1"] == 1
    for data, how in [
        (embed_bindings(REPORT, [bound(LOW, "#p1"), bound(HIGH, "#p1")]), {}),
        (embed_bindings(REPORT, [bound(LOW, ""), bound(HIGH, "")]), {}),
        (write_bindings([bound(LOW, "plan.txt"), bound(HIGH, "plan.txt")]), {"objects": OBJECTS}),
        (write_bindings([bound(LOW, "plan.txt"), bound(HIGH, "plan.txt")]), {}),
    ]:
        assert rules(data, **how) == ["bound_twice"]
    named = embed_bindings(REPORT.replace(b"<report", b'<report Id="r"'), [bound(LOW, ""), bound(HIGH, "#r")])
    assert rules(named) == ["bound_twice"]


LABEL = label_text(LOW).encode()
BINDING = b'<mb:MetadataBinding Id="binding-1"><mb:Metadata>' + LABEL + b"</mb:Metadata>"
CONTAINER = b"<mb:MetadataBindingContainer>"
ANOTHER = b'<mb:BindingInformation xmlns:mb="urn:nato:stanag:4778:bindinginformation:1:0"/>'


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("reference_nowhere", b'URI="#p1"', b'URI="#p9"'),
        ("reference_nowhere", b'URI="#p1"', b'URI="#xpointer(id(\'p1\'))"'),
        ("reference_self", b'URI="#p1"', b'URI="#binding-1"'),
        ("reference_outside", b'URI="#p1"', b'URI="http://example.org/p1"'),
        ("reference_outside", b'URI="#p1"', b'URI="file:///etc/passwd"'),
        ("id_twice", b"<p>Third", b'<p ID="p1">Third'),
        ("id_twice", b"</mb:MetadataBinding>", b'<mb:Data Id="p1"/></mb:MetadataBinding>'),
        ("reference_form", b' URI="#p1"', b""),
        ("transform", b'URI="#p1"/>', b'URI="#p1"><x/></mb:DataReference>'),
        ("binding_form", BINDING, b'<mb:MetadataBinding Id="binding-1">'),
        ("binding_form", b'<mb:DataReference URI="#p1"/>', b""),
        ("binding_form", b'<mb:DataReference URI="#p1"/>', b'<mb:DataReference URI="#p1"/><x/>'),
        ("binding_form", BINDING, b'<mb:MetadataBinding><mb:DataReference URI="#p1"/>' + BINDING[35:]),
        ("metadata_outside", BINDING, BINDING + b'<mb:MetadataReference URI="#p1"/>'),
        ("metadata_form", BINDING, BINDING.replace(b"<mb:Metadata>", b"<mb:Metadata>UNCLASSIFIED ")),
        ("metadata_form", BINDING, BINDING.replace(b"</mb:Metadata>", LABEL + b"</mb:Metadata>")),
        ("label_several", BINDING, BINDING + BINDING[35:]),
        ("label_several", BINDING, BINDING.replace(b"originatorC", b"metadataC")),
        ("element_unknown", CONTAINER, b"<mb:DataObject/>" + CONTAINER),
        ("element_unknown", CONTAINER, CONTAINER + b"<x/>"),
        ("extension", CONTAINER, CONTAINER + b'<y:x xmlns:y="urn:y"/>'),
        ("binding_missing", b"mb:MetadataBinding ", b"mb:MetadataBound "),
        ("binding_missing", b"bindinginformation:1:0", b"bindinginformation:2:0"),
        ("binding_several", b"<p>Third", ANOTHER + b"<p>Third"),
        ("classification_unknown", b">RESTRICTED<", b">HIGH<"),
        ("data_form", b'<mb:DataReference URI="#p1"/>', b"<mb:Data><a/><b/></mb:Data>"),
        ("data_form", b'<mb:DataReference URI="#p1"/>', b"<mb:Data>text<b/></mb:Data>"),
        ("data_form", b'<mb:DataReference URI="#p1"/>', b'<mb:Data encoding="base64">=</mb:Data>'),
        ("data_form", b'<mb:DataReference URI="#p1"/>', b'<mb:Data encoding="hex">00</mb:Data>'),
        ("data_form", b'<mb:DataReference URI="#p1"/>', b'<mb:Data encoding="base64">\xc3\xa4</mb:Data>'),
    ],
)  # fmt: skip
def test_what_the_form_does_not_allow_is_refused_with_its_rule(rule, before, after):
    sound = embed_bindings(REPORT, [bound(LOW, "#p1")])
    assert before in sound
    wrong = sound.replace(before, after)
    wrong = wrong.replace(b"</mb:MetadataBinding>", b"</mb:MetadataBound>") if b"Bound" in after else wrong
    assert rule in rules(wrong)


def test_a_label_that_binds_nothing_but_other_metadata_is_missing():
    title = b'<mb:Metadata><t xmlns="urn:titles">A title</t></mb:Metadata>'
    sound = embed_bindings(REPORT, [bound(LOW, "#p1")])
    assert rules(sound.replace(BINDING, b"<mb:MetadataBinding>" + title)) == ["label_missing"]
    beside = sound.replace(BINDING, BINDING + title)
    assert read(beside).bound == read(sound).bound


@pytest.mark.parametrize(
    ("rule", "objects"),
    [
        ("reference_outside", {}),
        ("reference_outside", {"plan.txt": OBJECTS["plan.txt"]}),
        ("reference_nowhere", OBJECTS | {"report.xml": b"<report/>"}),
        ("reference_nowhere", OBJECTS | {"report.xml": b"no XML"}),
        ("reference_nowhere", OBJECTS | {"report.xml": b'<r><a id="p2"/><b id="p2"/></r>'}),
        ("digest_mismatch", OBJECTS | {"plan.txt": b"Another plan."}),
    ],
)
def test_what_stands_beside_is_what_was_bound(rule, objects):
    assert rule in rules(BESIDE, objects=objects)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("digest_algorithm", b"xmldsig-more#sha384", b"xmldsig#sha1"),
        ("digest_algorithm", b"http://www.w3.org/2001/04/xmldsig-more#sha384", b"md5"),
        ("transform", b"<ds:DigestMethod", b"<ds:Transforms/><ds:DigestMethod"),
        ("manifest_form", b'<ds:Reference URI="plan.txt">', b'<ds:Reference URI="#binding-1">'),
        ("digest_mismatch", b"<ds:DigestValue>", b"<ds:DigestValue>!"),
    ],
)
def test_a_digest_counts_by_what_is_known_to_hold(rule, before, after):
    assert before in BESIDE
    assert rule in rules(BESIDE.replace(before, after), objects=OBJECTS)


def test_what_leads_to_what_a_binding_stands_in_is_read_where_that_is_given():
    inside = write_bindings([bound(LOW, "x")]).replace(b'URI="x"', b'URI=""')
    assert rules(inside) == ["reference_self"]
    assert read(inside, objects={"": b"an image"}).bound[0].parts[0].content == b"an image"


def test_the_parts_of_a_package_are_labelled_by_their_addresses_in_it():
    """ADatP-4778.2, chapter 5: one binding in the package, each part by ``pack:///`` and its path."""
    parts = {"pack:///word/document.xml": b"<w/>", "pack:///word/media/image1.png": b"\x89PNG"}
    package = [Part("pack:///word/document.xml", parts["pack:///word/document.xml"])]
    package.append(Part("pack:///word/media/image1.png", parts["pack:///word/media/image1.png"], "image/png"))
    data = write_bindings([bound(MIDDLE, *package)])
    assert b'<mb:DataReference URI="pack:///word/media/image1.png" xmime:contentType="image/png"/>' in data
    found = read(data, objects=parts)
    assert stands(found) == dict.fromkeys(parts, 2)
    assert rules(data, objects={"pack:///word/document.xml": b"<w/>"}) == ["reference_outside"]


@pytest.mark.parametrize(
    ("data", "bindings", "rule"),
    [
        (REPORT, [bound(LOW, "#p9")], "reference_nowhere"),
        (REPORT, [bound(LOW, "other.xml")], "reference_nowhere"),
        (EMBEDDED, [bound(LOW, "")], "binding_several"),
        (b"<report/>", [bound(LOW, "")], "document_empty"),
        (REPORT.replace(b"?>", b' encoding="iso-8859-1"?>'), [bound(LOW, "")], "encoding"),
        ("<a>b</a>".encode("utf-16"), [bound(LOW, "")], "encoding"),
        (b"no XML", [bound(LOW, "")], "xml"),
        (REPORT, [bound(LOW, "", identifier="p1")], "id_twice"),
        (REPORT, [bound(LOW, "", identifier="a"), bound(LOW, "#p1", identifier="a")], "id_twice"),
        (REPORT, [bound(LOW)], "binding_form"),
        (REPORT, [bound(replace(LOW, kind=METADATA), "")], "label_kind"),
    ],
)
def test_what_no_document_can_carry_is_not_written(data, bindings, rule):
    with pytest.raises(StanagError) as caught:
        embed_bindings(data, bindings)
    assert caught.value.faults[0].rule == rule


def test_what_stands_beside_or_around_is_written_with_its_address_or_its_bytes():
    for parts, rule in [([""], "reference_self"), (["@1"], "data_form")]:
        with pytest.raises(StanagError) as caught:
            write_bindings([bound(LOW, *parts)])
        assert caught.value.faults[0].rule == rule


def test_the_whole_asks_for_what_all_its_parts_ask_for():
    found = label_of_whole(read(EMBEDDED), NATO, GROUPS, MADE)
    assert (found.label.level, found.label.rel, found.agrees) == (3, (), True)
    loose = embed_bindings(REPORT, [bound(LOW, ""), bound(HIGH, "#s1")])
    found = label_of_whole(read(loose), NATO, GROUPS, MADE)
    assert (found.label.level, found.stated.level, found.agrees) == (3, 1, False)
    unstated = label_of_whole(read(BESIDE, objects=OBJECTS), NATO, GROUPS, MADE)
    assert (unstated.label.level, unstated.stated, unstated.agrees) == (3, None, False)
    assert [step.rule for step in unstated.steps]


def test_a_whole_with_a_part_that_has_no_label_has_none():
    for data in (
        embed_bindings(REPORT, [bound(LOW, "#p1")]),
        embed_bindings(b"<a>x<b id='b'>y</b></a>", [bound(LOW, "#b")]),
        embed_bindings(b"<a><b id='b'>y</b>x</a>", [bound(LOW, "#b")]),
        embed_bindings(b"<a c='x'><b id='b'>y</b></a>", [bound(LOW, "#b")]),
    ):
        assert not read(data).complete
        with pytest.raises(StanagError) as caught:
            label_of_whole(read(data), NATO, GROUPS, MADE)
        assert caught.value.faults[0].rule == "part_unlabelled"
    covered = embed_bindings(b"<a id='a'> <b id='b'>y</b> </a>", [bound(LOW, "#b")])
    assert label_of_whole(read(covered), NATO, GROUPS, MADE).label.level == 1


def test_bindings_are_bounded():
    many = write_bindings([bound(LOW, "a")] * 1_001)
    assert rules(many) == ["too_many"]


def test_what_is_bound_or_listed_many_times_is_looked_at_once(monkeypatch):
    """A document of references to one large thing would else cost their product."""
    embedded = embed_bindings(REPORT, [bound(HIGH, *[""] * 9)])
    detached = write_bindings([bound(LOW, *["report.xml#p1"] * 9)])
    seen = []
    monkeypatch.setattr(addresses.ET, "tostring", lambda element: seen.append(element) or b"x")
    monkeypatch.setattr(addresses, "document", lambda data, _: seen.append(data) or ET.fromstring(data))
    read_bindings(embedded, POLICIES, GROUPS)
    read_bindings(detached, POLICIES, GROUPS, objects=OBJECTS)
    assert len(seen) == 2
    start, end = BESIDE.index(b"<ds:Reference"), BESIDE.index(b"</ds:Reference>") + len(b"</ds:Reference>")
    with pytest.raises(StanagError) as caught:
        read_bindings(BESIDE.replace(BESIDE[start:end], BESIDE[start:end] * 2), POLICIES, GROUPS)
    assert [fault.rule for fault in caught.value.faults] == ["manifest_twice"]


def test_parts_that_nobody_may_read_together_have_no_label_of_the_whole():
    apart = [bound(label(2, policy=US, owner=owner), f"{owner}.txt") for owner in ("NATO", "EU")]
    found = read_bindings(write_bindings(apart), POLICIES, GROUPS)
    with pytest.raises(StanagError) as caught:
        label_of_whole(found, NATO, GROUPS, MADE, maker="NATO")
    assert [fault.rule for fault in caught.value.faults] == ["parts_together"]
