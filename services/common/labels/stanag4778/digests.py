"""Digests of what stands beside a binding: a manifest of them, written and checked (XML Signature, 5.1)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from services.common.labels.stanag4774.reading import Reading
from services.common.labels.stanag4778.form import SIGNATURES, Part, of_signature

_SHA384: Final = "http://www.w3.org/2001/04/xmldsig-more#sha384"
DIGESTS: Final[Mapping[str, Callable[[bytes], Any]]] = {
    _SHA384: hashlib.sha384,
    "http://www.w3.org/2001/04/xmlenc#sha256": hashlib.sha256,
    "http://www.w3.org/2001/04/xmlenc#sha512": hashlib.sha512,
}
"""Which digests count (ADatP-4778.2, table 2-3): the first is the one that is written."""


def manifest(parts: Iterable[Part], identifier: str) -> str:
    """The manifest of the parts beside a binding whose bytes are at hand; nothing where there is none."""
    listed = "".join(
        f"<ds:Reference URI={quoteattr(part.address)}><ds:DigestMethod Algorithm={quoteattr(_SHA384)}/>"
        f"<ds:DigestValue>{base64.b64encode(hashlib.sha384(part.content).digest()).decode()}</ds:DigestValue>"
        "</ds:Reference>"
        for part in {part.address: part for part in parts if beside(part.address)}.values()
        if part.content is not None
    )
    if not listed:
        return ""
    return f'<ds:Manifest xmlns:ds="{SIGNATURES}" Id="{identifier}">{listed}</ds:Manifest>'


def beside(address: str) -> bool:
    """Whether an address is that of something whole beside the document."""
    return address[:1] not in ("", "#", "@") and "#" not in address


def check_digests(root: ET.Element, objects: Mapping[str, bytes] | None, reading: Reading) -> frozenset[str]:
    """The addresses whose bytes are what the manifests of a document say; a fault for each that is not."""
    held: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for listed in root.iter(of_signature("Manifest")):
        for reference in listed:
            address = reference.get("URI", "")
            listing = (address, next((one.get("Algorithm", "") for one in reference), ""))
            if listing in seen:
                reading.wrong("manifest_twice", f"Manifest {address!r:.80}", "is listed more than once")
                continue
            seen.add(listing)
            if _checked(reference, address, (objects or {}).get(address), reading):
                held.add(address)
    return frozenset(held)


def _checked(reference: ET.Element, address: str, given: bytes | None, reading: Reading) -> bool:
    at = f"Manifest {address!r:.80}"
    method, value = reference.find(of_signature("DigestMethod")), reference.find(of_signature("DigestValue"))
    made = None if method is None else DIGESTS.get(method.get("Algorithm", ""))
    if reference.tag != of_signature("Reference") or not beside(address) or value is None:
        reading.wrong("manifest_form", at, "lists what stands beside the binding, each with its digest")
    elif made is None:
        reading.wrong("digest_algorithm", at, "is a digest that does not count")
    elif reference.find(of_signature("Transforms")) is not None:
        reading.wrong("transform", at, "asks for a transformation before the digest")
    elif given is not None:
        try:
            said = base64.b64decode("".join((value.text or "").split()), validate=True)
        except ValueError:
            said = b""
        if hmac.compare_digest(said, made(given).digest()):
            return True
        reading.wrong("digest_mismatch", at, "is the digest of something else than what is at hand")
    return False
