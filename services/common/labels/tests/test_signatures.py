"""Signed bindings: only what was signed by a trusted key is returned; every attack on that is refused."""

import base64
import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import (
    CanonicalizationMethod,
    DigestAlgorithm,
    SignatureConstructionMethod,
    SignatureMethod,
)
from signxml.signer import SignatureReference, XMLSigner

from services.common.labels import default_groups, shipped_policies
from services.common.labels.stanag4774 import StanagError, label_text
from services.common.labels.stanag4778 import Approach, Part, embed_bindings, write_bindings
from services.common.labels.stanag4778.signature import sign_bindings, verify_bindings
from services.common.labels.tests.schemas import faults_by
from services.common.labels.tests.test_bindings import HIGH, LOW, MIDDLE, OBJECTS, REPORT, bound

GROUPS, POLICIES = default_groups(), shipped_policies()
AT = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)
DETACHED = SignatureConstructionMethod.detached


def issued(key, name="HQ"):
    """A certificate of a key, by itself, for two days around ``AT``."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(subject, subject, key.public_key(), 1, AT - DAY, AT + DAY)
    return made.sign(key, hashes.SHA256())


KEY, STRANGER = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
CERTIFICATE, STRANGE = issued(KEY), issued(STRANGER, "Elsewhere")
PLAN = Part("plan.txt", OBJECTS["plan.txt"], "text/plain")
UNSIGNED = write_bindings(
    [bound(LOW, PLAN), bound(HIGH, Part("@1", REPORT, "text/xml")), bound(MIDDLE, "#p1")]
)
SIGNED = sign_bindings(UNSIGNED, KEY, CERTIFICATE, AT)
WITHIN = sign_bindings(embed_bindings(REPORT, [bound(HIGH, ""), bound(LOW, "#p1")]), KEY, CERTIFICATE, AT)


def verify(data, certificates=(CERTIFICATE,), at=AT, objects=OBJECTS):
    return verify_bindings(data, certificates, at, POLICIES, GROUPS, objects=objects)


def rules(data, **how):
    with pytest.raises(StanagError) as caught:
        verify(data, **how)
    return [fault.rule for fault in caught.value.faults]


def changed(data, before, after, count=-1):
    assert before in data
    return data.replace(before, after, count)


def test_bindings_are_signed_and_what_was_signed_is_returned():
    found = verify(SIGNED)
    assert found.certificate == CERTIFICATE
    assert found.digests == {"plan.txt"}
    assert [one.label for one in found.bindings.bound] == [LOW, HIGH, MIDDLE]
    assert found.bindings.bound[0].parts[0].content == b"A plan."
    assert found.bindings.approach is Approach.ENCAPSULATING
    assert faults_by("binding", SIGNED) == []
    assert b"<wsu:Created>2026-11-01T00:00:00Z</wsu:Created>" in SIGNED


def test_a_document_that_carries_its_binding_is_signed_as_a_whole():
    found = verify(WITHIN).bindings
    assert (found.approach, found.whole) == (Approach.EMBEDDED, HIGH)
    assert found.portions["#p1"] == LOW
    begin, end = WITHIN.index(b"<ds:Signature"), WITHIN.index(b"</ds:Signature>") + len(b"</ds:Signature>")
    assert WITHIN[:begin] + WITHIN[end:] == embed_bindings(REPORT, [bound(HIGH, ""), bound(LOW, "#p1")])


def test_a_key_of_numbers_signs_as_well():
    key = rsa.generate_private_key(65537, 2048)
    made = sign_bindings(UNSIGNED, key, issued(key), AT)
    assert b"rsa-sha256" in made
    assert verify(made, [CERTIFICATE, issued(key)]).bindings.bound[0].label == LOW


def test_what_a_document_says_of_its_own_key_proves_nothing():
    assert rules(SIGNED, certificates=[STRANGE]) == ["signature_wrong"]
    assert rules(SIGNED, certificates=[]) == ["signature_wrong"]
    theirs = sign_bindings(UNSIGNED, STRANGER, STRANGE, AT)
    assert rules(theirs) == ["signature_wrong"]
    own = re.search(rb"<ds:X509Certificate>(.*?)</ds:X509Certificate>", SIGNED, re.DOTALL)[1]
    their = re.search(rb"<ds:X509Certificate>(.*?)</ds:X509Certificate>", theirs, re.DOTALL)[1]
    assert rules(changed(theirs, their, own)) == ["signature_wrong"]
    assert verify(changed(SIGNED, own, their)).certificate == CERTIFICATE


@pytest.mark.parametrize("at", [AT - 2 * DAY, AT + 2 * DAY])
def test_a_certificate_counts_for_its_time(at):
    assert rules(SIGNED, at=at) == ["signature_wrong"]


CHANGES = [
    (b">RESTRICTED<", b">UNCLASSIFIED<"),
    (b">SECRET<", b">SECRET <"),
    (b"<GenericValue>UKR</GenericValue>", b""),
    (b"First.", b"First!"),
    (b"2031-01-02", b"2041-01-02"),
    (b"<p>Third", b"<p> Third"),
]
BESIDE = [
    (b'URI="plan.txt"', b'URI="maps/1.png"'),
    (b"text/plain", b"text/html"),
    (b"2026-11-01T00:00:00Z</wsu", b"2026-11-02T00:00:00Z</wsu"),
]


@pytest.mark.parametrize(
    ("data", "before", "after"),
    [(SIGNED, *change) for change in CHANGES + BESIDE] + [(WITHIN, *change) for change in CHANGES],
)
def test_what_is_changed_after_signing_is_refused(data, before, after):
    assert rules(changed(data, before, after, 1)) == ["signature_wrong"]


def test_a_comment_in_a_text_cuts_nothing_off_it():
    found = verify(changed(SIGNED, b">RESTRICTED<", b">RESTR<!-- -->ICTED<"))
    assert found.bindings.bound[0].label == LOW
    assert rules(changed(SIGNED, b">RESTRICTED<", b">UNCLASSIFIED<!-- -->RESTRICTED<")) == ["signature_wrong"]
    assert rules(changed(SIGNED, b">RESTRICTED<", b">RESTR<?x?>ICTED<")) == ["xml"]


LABEL = label_text(LOW).encode()
FORGED = (
    b'<mb:MetadataBinding Id="forged"><mb:Metadata>' + label_text(LOW).encode() + b"</mb:Metadata>"
    b'<mb:DataReference URI="plan.txt"/></mb:MetadataBinding>'
)
BINDING = SIGNED[
    SIGNED.index(b'<mb:MetadataBinding Id="binding-1">') : SIGNED.index(
        b'<mb:MetadataBinding Id="binding-2">'
    )
]
CONTAINER, MANIFEST = b"<mb:MetadataBindingContainer>", SIGNED[SIGNED.index(b"<ds:Manifest") :]
MANIFEST = MANIFEST[: MANIFEST.index(b"</ds:Manifest>") + len(b"</ds:Manifest>")]
SIGNATURE = SIGNED[
    SIGNED.index(b"<ds:Signature ") : SIGNED.index(b"</ds:Signature>") + len(b"</ds:Signature>")
]

WRAPPED = {
    "beside what is signed": ("unsigned", CONTAINER, CONTAINER + FORGED),
    "in the place of what is signed, which is moved into an extension": (
        "signed_otherwise", BINDING, FORGED + b'<x:x xmlns:x="urn:x">' + BINDING + b"</x:x>"),
    "in the place of what is signed, which is moved into the signature": (
        "signed_otherwise", BINDING, FORGED),
    "with the identifier of what is signed": (
        "id_twice", CONTAINER, CONTAINER + FORGED.replace(b'"forged"', b'"binding-1"')),
    "with the identifier of what is signed in other letters": (
        "id_twice", CONTAINER, CONTAINER + FORGED.replace(b'Id="forged"', b'xml:id="binding-1"')),
    "in another container": (
        "unsigned", b"</mb:MetadataBindingContainer>", b"</mb:MetadataBindingContainer>" + CONTAINER + FORGED
        + b"</mb:MetadataBindingContainer>"),
    "of digests": ("unsigned", b"</mb:BindingInformation>", MANIFEST.replace(b'Id="digests"', b"")
                   + b"</mb:BindingInformation>"),
}  # fmt: skip


@pytest.mark.parametrize("where", WRAPPED)
def test_a_forgery_wrapped_around_what_is_signed_is_refused(where):
    rule, before, after = WRAPPED[where]
    data = changed(SIGNED, before, after, 1)
    if "into the signature" in where:
        moved = b"<ds:Object>" + BINDING + b"</ds:Object></ds:Signature>"
        data = changed(data, b"</ds:Signature>", moved, 1)
    assert rule in rules(data)


def test_an_extension_beside_what_is_signed_is_not_returned():
    beside = changed(SIGNED, b"</mb:BindingInformation>", b'<x:x xmlns:x="urn:x"/></mb:BindingInformation>')
    assert verify(beside).bindings == verify(SIGNED).bindings


def test_another_label_in_a_document_that_is_signed_as_a_whole_is_refused():
    assert rules(changed(WITHIN, CONTAINER, CONTAINER + FORGED)) == ["signature_wrong"]
    other = changed(
        WITHIN, b"<p>Third.</p>", b"<p>Third.</p>" + WITHIN[WITHIN.index(b"<mb:") : WITHIN.index(b"<p id")]
    )
    assert rules(other) == ["binding_several"]
    outer = b"<outer>" + WITHIN[WITHIN.index(b"<report") : WITHIN.index(b"<!-- end")] + b"</outer>"
    assert rules(outer) == ["signature_wrong"]


def test_signatures_stand_once_in_their_place():
    assert rules(UNSIGNED) == ["signature_missing"]
    assert rules(changed(SIGNED, SIGNATURE, SIGNATURE * 2)) == ["signature_several"]
    moved = changed(
        changed(SIGNED, SIGNATURE, b""), b"</mb:BindingInformation>", SIGNATURE + b"</mb:BindingInformation>"
    )
    assert rules(moved) == ["signature_place"]
    with pytest.raises(StanagError):
        sign_bindings(SIGNED, KEY, CERTIFICATE, AT)


MORE, W3 = b"http://www.w3.org/2001/04/xmldsig-more#", b"http://www.w3.org/2000/09/xmldsig#"
EXCLUSIVE = b"http://www.w3.org/2001/10/xml-exc-c14n#"
CANONICAL = b'CanonicalizationMethod Algorithm="' + EXCLUSIVE
TRANSFORM = b'<ds:Transform Algorithm="'
PREFIXES = b'<e:InclusiveNamespaces xmlns:e="' + EXCLUSIVE + b'" PrefixList="mb"/>'
XPATH = TRANSFORM + b'http://www.w3.org/TR/1999/REC-xpath-19991116"/></ds:Transforms>'


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("algorithm", MORE + b"ecdsa-sha256", MORE + b"hmac-sha256"),
        ("algorithm", MORE + b"ecdsa-sha256", W3 + b"rsa-sha1"),
        ("algorithm", MORE + b"sha384", W3 + b"sha1"),
        ("algorithm", MORE + b"sha384", MORE + b"md5"),
        ("algorithm", CANONICAL, CANONICAL + b"WithComments"),
        ("algorithm", b"</ds:SignedInfo>", b'<ds:SignatureMethod Algorithm="x"/></ds:SignedInfo>'),
        ("transform", TRANSFORM + EXCLUSIVE, TRANSFORM + EXCLUSIVE + b"WithComments"),
        ("transform", TRANSFORM + EXCLUSIVE, TRANSFORM + b"http://www.w3.org/TR/1999/REC-xslt-19991116"),
        ("transform", b"</ds:Transforms>", XPATH),
        ("transform", TRANSFORM + EXCLUSIVE + b'"/>',
         TRANSFORM + EXCLUSIVE + b'">' + PREFIXES + b"</ds:Transform>"),
        ("algorithm", CANONICAL + b'"/>', CANONICAL + b'">' + PREFIXES + b"</ds:CanonicalizationMethod>"),
        ("transform", b"<ds:Transforms>", b"<ds:Transforms>" + TRANSFORM + W3 + b'base64"/>'),
        ("transform", b"<ds:Transforms>", b"<ds:Transforms>" + TRANSFORM + W3 + b'enveloped-signature"/>'),
        ("signed_otherwise", b'<ds:Reference URI="#binding-1">', b'<ds:Reference URI="http://example.org/">'),
        ("signed_otherwise", b'<ds:Reference URI="#binding-1">', b'<ds:Reference URI="#p1">'),
        ("signed_otherwise", b'<ds:Reference URI="#binding-1">', b'<ds:Reference URI="#binding-2">'),
        ("signed_otherwise", b'<ds:Reference URI="#binding-1">', b"<ds:Reference>"),
        ("signature_form", b"ds:SignedInfo", b"ds:Unsigned"),
    ],
)  # fmt: skip
def test_only_what_is_known_to_hold_counts(rule, before, after):
    assert rules(changed(SIGNED, before, after)) == [rule]


def test_a_reference_left_out_leaves_a_binding_unsigned():
    first = re.search(rb'<ds:Reference URI="#binding-1">.*?</ds:Reference>', SIGNED, re.DOTALL)[0]
    assert rules(changed(SIGNED, first, b"")) == ["unsigned"]
    digests = re.search(rb'<ds:Reference URI="#digests">.*?</ds:Reference>', SIGNED, re.DOTALL)[0]
    assert rules(changed(SIGNED, digests, b"")) == ["unsigned"]


def signed_by(method, digest, names, **how):
    """The document, signed by whoever holds the key, as they like."""
    root = etree.fromstring(UNSIGNED)
    form = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
    made = XMLSigner(how.pop("construction"), method, digest, form).sign(
        root, reference_uri=[SignatureReference(f"#{name}") for name in names] if names else None, **how
    )
    if made is not root and made.tag.endswith("}Signature"):
        root.insert(0, made)
        made = root
    return etree.tostring(made)


@pytest.mark.parametrize("name", [b"SignatureValue", b"DigestValue"])
def test_a_value_that_is_not_there_is_no_signature(name):
    found = re.search(rb"(<ds:" + name + rb">).*?(</ds:" + name + rb">)", SIGNED, re.DOTALL)
    for instead in (found[1] + found[2], b""):
        assert rules(changed(SIGNED, found[0], instead, 1)) == ["signature_wrong"]


def test_a_signature_that_says_nothing_of_its_key_is_verified_by_those_that_are_trusted():
    said = re.search(rb"<ds:KeyInfo>.*?</ds:KeyInfo>", SIGNED, re.DOTALL)[0]
    assert verify(changed(SIGNED, said, b"")).bindings == verify(SIGNED).bindings
    assert rules(changed(SIGNED, said, b""), certificates=[STRANGE]) == ["signature_wrong"]


def test_a_shared_secret_is_no_signature():
    """The public certificate as the secret of an HMAC: the confusion of keys."""
    secret = CERTIFICATE.public_bytes(Encoding.PEM)
    names = ["binding-1", "binding-2", "binding-3", "digests"]
    data = signed_by(
        SignatureMethod.HMAC_SHA256, DigestAlgorithm.SHA256, names, key=secret, construction=DETACHED
    )
    assert rules(data) == ["algorithm"]


def test_what_another_signs_by_the_profile_is_verified():
    names = ["binding-1", "binding-2", "binding-3", "digests"]
    theirs = {"key": KEY, "cert": [CERTIFICATE], "construction": DETACHED}
    sound = signed_by(SignatureMethod.ECDSA_SHA384, DigestAlgorithm.SHA256, names, **theirs)
    assert [one.label for one in verify(sound).bindings.bound] == [LOW, HIGH, MIDDLE]
    some = signed_by(SignatureMethod.ECDSA_SHA384, DigestAlgorithm.SHA256, names[:3], **theirs)
    assert rules(some) == ["unsigned"]
    more = signed_by(SignatureMethod.ECDSA_SHA384, DigestAlgorithm.SHA256, [*names, "p1"], **theirs)
    assert rules(more) == ["signed_otherwise"]


def test_what_stands_beside_is_checked_against_what_was_signed():
    assert rules(SIGNED, objects=OBJECTS | {"plan.txt": b"Another plan."}) == ["digest_mismatch"]
    bare = sign_bindings(write_bindings([bound(LOW, "plan.txt")]), KEY, CERTIFICATE, AT)
    assert rules(bare) == ["digest_missing"]
    assert verify(bare, objects=None).digests == frozenset()
    other = base64.b64encode(b"x" * 48)
    said = re.search(rb"<ds:Manifest.*?<ds:DigestValue>(.*?)<", SIGNED, re.DOTALL)[1]
    assert rules(changed(SIGNED, said, other)) == ["signature_wrong"]


def test_keys_that_are_weak_or_of_another_certificate_prove_nothing():
    weak = rsa.generate_private_key(65537, 1024)
    for key, certificate in [(KEY, STRANGE), (weak, issued(weak))]:
        with pytest.raises(StanagError) as caught:
            sign_bindings(UNSIGNED, key, certificate, AT)
        assert caught.value.faults[0].rule == "certificate"
    names = ["binding-1", "binding-2", "binding-3", "digests"]
    theirs = signed_by(
        SignatureMethod.RSA_SHA256, DigestAlgorithm.SHA256, names,
        key=weak, cert=[issued(weak)], construction=DETACHED,
    )  # fmt: skip
    assert rules(theirs, certificates=[issued(weak)]) == ["signature_wrong"]
    with pytest.raises(StanagError) as caught:
        sign_bindings(changed(UNSIGNED, b' Id="binding-1"', b""), KEY, CERTIFICATE, AT)
    assert caught.value.faults[0].rule == "id_missing"
    for nothing in (
        b"<a/>",
        b'<mb:BindingInformation xmlns:mb="urn:nato:stanag:4778:bindinginformation:1:0"/>',
    ):
        with pytest.raises(StanagError):
            sign_bindings(nothing, KEY, CERTIFICATE, AT)
