"""Signatures on bindings (ADatP-4778.2, annexes A and B): made, and verified by keys that are trusted."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.parsers import expat

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from lxml import etree
from signxml.algorithms import (
    CanonicalizationMethod,
    DigestAlgorithm,
    SignatureConstructionMethod,
    SignatureMethod,
)
from signxml.exceptions import SignXMLException
from signxml.signer import SignatureReference, XMLSigner
from signxml.verifier import SignatureConfiguration, VerifyResult, XMLVerifier

from services.common.labels.groups import Groups
from services.common.labels.policy import Policy
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.reading import Reading, document
from services.common.labels.stanag4778.digests import DIGESTS, check_digests
from services.common.labels.stanag4778.form import (
    MAX_BYTES,
    ROOT,
    SIGNATURES,
    Bindings,
    of_binding,
    of_signature,
)
from services.common.labels.stanag4778.read import bindings_of
from services.common.labels.stanag4778.signed_form import METHODS, Signed, look

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
RSA_LEAST: Final = 2048
_CURVES: Final = ("secp256r1", "secp384r1", "secp521r1")
_UTILITY: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
_WRONG: Final = (SignXMLException, etree.LxmlError, ValueError, TypeError, AttributeError, KeyError)
"""What the library raises for signatures that are wrong, and for values that are not there."""


@dataclass(frozen=True, slots=True)
class Verified:
    """Bindings that are signed, read out of what is signed and of nothing else; by whose certificate, and
    the addresses of what stands beside whose bytes are those that were signed.
    """

    bindings: Bindings
    certificate: x509.Certificate
    digests: frozenset[str]


def sign_bindings(data: bytes, key: Key, certificate: x509.Certificate, at: datetime) -> bytes:
    """A document with bindings, signed: each binding and the digests of what stands beside, with the time;
    or, where the binding stands in what it labels, all of the document. Raises ``StanagError``.
    """
    root = document(data, MAX_BYTES)
    information = root.find(of_binding(ROOT)) if root.tag != of_binding(ROOT) else root
    if information is None or next(root.iter(of_signature("Signature")), None) is not None:
        raise StanagError(
            [Fault("signature_place", ROOT, "holds no signature, and is the root or within it")]
        )
    if not _strong(certificate) or key.public_key() != certificate.public_key():
        raise StanagError([Fault("certificate", "", "is of another key, or of one that is too weak")])
    made = (
        _whole(data, key, certificate) if information is not root else _each(data, root, key, certificate, at)
    )
    end = _after_start(data)
    written: bytes = etree.tostring(made, with_tail=False)
    return data[:end] + written + data[end:]


def verify_bindings(
    data: bytes, certificates: Sequence[x509.Certificate], at: datetime, policies: Sequence[Policy],
    groups: Groups, *, objects: Mapping[str, bytes] | None = None, repair: bool = False,
    received: datetime | None = None,
) -> Verified:  # fmt: skip
    """The bindings of a signed document, by one of these certificates at that time; ``objects`` and the rest
    as for ``read_bindings``, each object with its digest in what is signed. What the document says of its
    own key proves nothing. Raises ``StanagError``.
    """
    root = document(data, MAX_BYTES)
    signed = look(root)
    results, certificate = _verified(data, certificates, at, len(signed.elements))
    kept = _rebuilt(signed, results)
    reading = Reading(policies, groups, repair, received)
    held = check_digests(kept, objects, reading)
    reading.stop()
    for address in () if objects is None else _beside(kept):
        if address not in held:
            raise StanagError([Fault("digest_missing", address, "is bound by its address alone")])
    return Verified(bindings_of(kept, reading, objects), certificate, held)


def _verified(
    data: bytes, certificates: Sequence[x509.Certificate], at: datetime, references: int
) -> tuple[list[VerifyResult], x509.Certificate]:
    said = "no certificate that is trusted is strong enough, and valid at that time"
    for certificate in certificates:
        if not _strong(certificate):
            continue
        config = SignatureConfiguration(
            expect_references=references, verification_time=at,
            signature_methods=frozenset(map(SignatureMethod, METHODS)),
            digest_algorithms=frozenset(map(DigestAlgorithm, DIGESTS)),
        )  # fmt: skip
        try:
            found = XMLVerifier().verify(data, x509_cert=certificate, expect_config=config)
        except _WRONG as error:
            said = f"is not of a certificate that is trusted, or not of what stands there: {error}"[:300]
            continue
        return found if isinstance(found, list) else [found], certificate
    raise StanagError([Fault("signature_wrong", "Signature", said)])


def _rebuilt(signed: Signed, results: Sequence[VerifyResult]) -> ET.Element:
    """A document of what was signed, as it was signed."""
    trees = [document(result.signed_data, MAX_BYTES) for result in results]
    if signed.all:
        return trees[0]
    root = ET.Element(of_binding(ROOT))
    container = ET.SubElement(root, of_binding("MetadataBindingContainer"))
    for (kind, element), tree in zip(signed.elements, trees, strict=True):
        if tree.tag != element.tag:
            raise StanagError([Fault("signature_wrong", "Signature", "signs another element")])
        if kind == "binding":
            container.append(tree)
        elif kind == "digests":
            root.append(tree)
    return root


def _beside(root: ET.Element) -> list[str]:
    """The objects that references lead to beside the document."""
    found = [one.get("URI", "") for one in root.iter(of_binding("DataReference"))]
    within = root.tag != of_binding(ROOT)
    return [one.partition("#")[0] for one in found if not one.startswith("#") and not (within and one == "")]


def _strong(certificate: x509.Certificate) -> bool:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= RSA_LEAST
    return isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES


def _signer(key: Key, method: SignatureConstructionMethod) -> XMLSigner:
    by = SignatureMethod.RSA_SHA256 if isinstance(key, rsa.RSAPrivateKey) else SignatureMethod.ECDSA_SHA256
    return XMLSigner(
        method, by, DigestAlgorithm.SHA384, CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
    )


def _whole(data: bytes, key: Key, certificate: x509.Certificate) -> etree._Element:
    root = etree.fromstring(data, _parser())
    place = etree.Element(of_signature("Signature"), {"Id": "placeholder"}, nsmap={"ds": SIGNATURES})
    root.find(of_binding(ROOT)).insert(0, place)
    made = _signer(key, SignatureConstructionMethod.enveloped).sign(root, key=key, cert=[certificate])
    return made.find(f"{of_binding(ROOT)}/{of_signature('Signature')}")


def _each(
    data: bytes, root: ET.Element, key: Key, certificate: x509.Certificate, at: datetime
) -> etree._Element:
    names = [one.get("Id") for one in root.iter(of_binding("MetadataBinding"))]
    names += [one.get("Id") for one in root.iter(of_signature("Manifest"))]
    if not all(names):
        raise StanagError([Fault("id_missing", "MetadataBinding", "is signed by its identifier")])
    stamp = etree.Element(f"{{{_UTILITY}}}Timestamp", {"Target": "#signature"}, nsmap={"wsu": _UTILITY})
    moment = at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    etree.SubElement(stamp, f"{{{_UTILITY}}}Created").text = moment
    made = _signer(key, SignatureConstructionMethod.detached).sign(
        etree.fromstring(data, _parser()), key=key, cert=[certificate],
        reference_uri=[SignatureReference(f"#{name}") for name in names], signature_properties=[stamp],
    )  # fmt: skip
    made.set("Id", "signature")
    return made


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _after_start(data: bytes) -> int:
    """The offset after the start tag of the binding: where its first element begins."""
    parser = expat.ParserCreate(namespace_separator="}")
    places: list[int] = []
    inside = [False]

    def begin(name: str, _: object) -> None:
        if inside[0] and not places:
            places.append(parser.CurrentByteIndex)
        inside[0] = inside[0] or f"{{{name}" == of_binding(ROOT)

    parser.StartElementHandler = begin
    parser.Parse(data, True)
    if not places:
        raise StanagError([Fault("binding_missing", ROOT, "holds nothing")])
    return places[0]
