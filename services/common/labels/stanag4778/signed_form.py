"""What a signature on bindings has to look like before it is verified: algorithms, and exactly what it signs.

ADatP-4778.2, annexes A and B: a reference for each binding, one for the digests of what stands beside; or one
for all of the document. Whatever moves, doubles or leaves out what is signed is refused here.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4778.addresses import identifiers
from services.common.labels.stanag4778.digests import DIGESTS
from services.common.labels.stanag4778.form import ROOT, of_binding, of_signature

EXCLUSIVE: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED: Final = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
_MORE: Final = "http://www.w3.org/2001/04/xmldsig-more#"
_PSS: Final = "http://www.w3.org/2007/05/xmldsig-more#"
METHODS: Final = frozenset(
    [f"{_MORE}{key}-{digest}" for key in ("rsa", "ecdsa") for digest in ("sha256", "sha384", "sha512")]
    + [f"{_PSS}{digest}-rsa-MGF1" for digest in ("sha256", "sha384", "sha512")]
)
"""Signatures that count: by a private key, with a digest of SHA-2. No shared secret, no SHA-1."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature refers to, in its order: an element each, with what it is in the form."""

    elements: tuple[tuple[str, ET.Element], ...]

    @property
    def all(self) -> bool:
        """Whether it is the whole document."""
        return self.elements[0][0] == "document"


def look(root: ET.Element) -> Signed:
    """What the one signature of a document signs. Raises ``StanagError`` where it is not of this form."""
    information, signature = _one_signature(root)
    info = signature.find(of_signature("SignedInfo"))
    if info is None:
        raise _refused("signature_form", "signs nothing")
    _algorithm(info, "CanonicalizationMethod", frozenset({EXCLUSIVE}))
    _algorithm(info, "SignatureMethod", METHODS)
    known = identifiers(root)
    wanted = dict(_wanted(root, information, signature))
    found = []
    for reference in info.findall(of_signature("Reference")):
        element = _target(reference, root, known)
        kind = wanted.pop(element, None)
        if kind is None:
            raise _refused(
                "signed_otherwise", f"{reference.get('URI')!r:.80} is none of what is to be signed"
            )
        _transforms(reference, kind)
        _algorithm(reference, "DigestMethod", frozenset(DIGESTS))
        found.append((kind, element))
    kinds = [kind for kind, _ in found]
    missing = [kind for kind in wanted.values() if kind in ("binding", "digests")]
    if kinds != ["document"] and ("document" in kinds or missing or not kinds or root is not information):
        what = f"{missing[0]} is not signed" if missing else "all of the document is to be signed"
        raise _refused("unsigned", what)
    return Signed(tuple(found))


def _refused(rule: str, message: str) -> StanagError:
    return StanagError([Fault(rule, "Signature", message)])


def _one_signature(root: ET.Element) -> tuple[ET.Element, ET.Element]:
    """The binding and its signature: one of each, the signature its first element (ADatP-4778, 4.5)."""
    found = list(root.iter(of_binding(ROOT)))
    signatures = list(root.iter(of_signature("Signature")))
    if len(found) != 1:
        raise StanagError([Fault("binding_several" if found else "binding_missing", ROOT, "stands once")])
    if len(signatures) != 1:
        rule = "signature_several" if signatures else "signature_missing"
        raise _refused(rule, f"stands {len(signatures)} times, and not once")
    if not len(found[0]) or found[0][0] is not signatures[0]:
        raise _refused("signature_place", f"is not the first element of {ROOT}")
    return found[0], signatures[0]


def _wanted(
    root: ET.Element, information: ET.Element, signature: ET.Element
) -> Iterator[tuple[ET.Element, str]]:
    """The elements that may be signed, in their places, with what they are."""
    yield root, "document"
    for container in information.findall(of_binding("MetadataBindingContainer")):
        for binding in container.findall(of_binding("MetadataBinding")):
            yield binding, "binding"
    for listed in root.iter(of_signature("Manifest")):
        yield listed, "digests"
    for kept in signature.findall(of_signature("Object")):
        yield kept, "properties"
        for properties in kept.findall(of_signature("SignatureProperties")):
            yield properties, "properties"


def _target(reference: ET.Element, root: ET.Element, known: dict[str, list[ET.Element]]) -> ET.Element:
    address = reference.get("URI")
    if address == "":
        return root
    found = known.get(address[1:], []) if address is not None and address.startswith("#") else []
    if len(found) != 1:
        rule = "id_twice" if found else "signed_otherwise"
        raise _refused(rule, f"{address!r:.80} leads to {len(found) or 'no'} elements")
    return found[0]


def _transforms(reference: ET.Element, kind: str) -> None:
    """Canonical XML, without the signature where it stands in what is signed; no other transformation."""
    listed = reference.findall(f"{of_signature('Transforms')}/*")
    sound = [ENVELOPED, EXCLUSIVE] if kind == "document" else [EXCLUSIVE]
    if [one.get("Algorithm") for one in listed] != sound or any(len(one) for one in listed):
        raise _refused("transform", f"{reference.get('URI')!r:.80} is signed by a transformation of it")


def _algorithm(parent: ET.Element, name: str, allowed: frozenset[str]) -> None:
    found = parent.findall(of_signature(name))
    if len(found) != 1 or found[0].get("Algorithm") not in allowed or len(found[0]):
        given = found[0].get("Algorithm") if found else None
        raise _refused("algorithm", f"{name} {given!r:.80} does not count")
