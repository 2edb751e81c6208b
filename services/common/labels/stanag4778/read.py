"""Bindings of labels to data (STANAG 4778) out of their XML: what each stands on. Nothing is fetched."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from services.common.labels.groups import Groups
from services.common.labels.policy import Policy
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.form import ALTERNATIVE, METADATA, ORIGINATOR, local
from services.common.labels.stanag4774.form import NAMESPACE as LABELS
from services.common.labels.stanag4774.read import Received, read_element
from services.common.labels.stanag4774.reading import Reading, document
from services.common.labels.stanag4778.addresses import Addresses, Place
from services.common.labels.stanag4778.digests import check_digests
from services.common.labels.stanag4778.form import (
    MAX_BYTES,
    MIME,
    ROOT,
    Approach,
    Bindings,
    Bound,
    Part,
    of_binding,
    of_signature,
)
from services.common.labels.stanag4778.portions import standing

MOST: Final = 1_000
"""Bindings in one document."""


def read_bindings(
    data: bytes, policies: Sequence[Policy], groups: Groups, *,
    objects: Mapping[str, bytes] | None = None, repair: bool = False, received: datetime | None = None,
) -> Bindings:  # fmt: skip
    """Which label stands on which part, in a document that is a binding or carries one.

    ``objects``: what stands beside the document, by address (``""``: what it stands in); each reference has
    to lead to one of them, each digest has to be theirs. ``None``: references are taken as they are written,
    unread. Signatures are not looked at: ``verify_bindings`` does. Raises ``StanagError`` with all that is
    wrong.
    """
    return bindings_of(document(data, MAX_BYTES), Reading(policies, groups, repair, received), objects)


def bindings_of(root: ET.Element, reading: Reading, objects: Mapping[str, bytes] | None) -> Bindings:
    """The bindings of a tree, as ``read_bindings``. Raises ``StanagError``."""
    found = list(root.iter(of_binding(ROOT)))
    if len(found) != 1:
        message = f"stands {len(found)} times" if found else "stands nowhere in the document"
        raise StanagError([Fault("binding_several" if found else "binding_missing", ROOT, message)])
    work = _Work(reading, Addresses(root, objects, reading))
    bindings = list(_bindings(found[0], reading))
    if len(bindings) > MOST:
        raise StanagError([Fault("too_many", "MetadataBinding", f"more than {MOST}")])
    bound = [work.bound(number, binding) for number, binding in enumerate(bindings, 1)]
    check_digests(root, objects, reading)
    reading.stop()
    made = tuple(one for one in bound if one is not None)
    if not made:
        raise StanagError([Fault("label_missing", ROOT, "binds no label")])
    approach = Approach.DETACHED if root is found[0] else Approach.EMBEDDED
    if work.data:
        approach = Approach.ENCAPSULATING if root is found[0] else approach
    stands = standing(root, found[0], work.labels, work.data)
    signed = found[0].find(of_signature("Signature")) is not None
    return Bindings(
        approach, made, stands.whole, stands.portions, stands.complete, signed, tuple(reading.repairs)
    )


def _bindings(information: ET.Element, reading: Reading) -> list[ET.Element]:
    """The bindings that it holds. ADatP-4778, 4.3: signatures, containers, then what others add."""
    containers = []
    for element in information:
        if element.tag == of_binding("MetadataBindingContainer"):
            containers.append(element)
        elif element.tag not in (of_signature("Signature"), of_signature("Manifest")):
            _stranger(element, reading)
    found = []
    for container in containers:
        for element in container:
            if element.tag == of_binding("MetadataBinding"):
                found.append(element)
            else:
                _stranger(element, reading)
    if not found:
        reading.wrong("binding_missing", "MetadataBinding", "stands nowhere in it")
    return found


def _stranger(element: ET.Element, reading: Reading) -> None:
    known = element.tag.startswith(of_binding(""))
    name = local(element.tag)
    if known or not element.tag.startswith("{"):
        reading.wrong("element_unknown", name, "stands in no place of the form")
    else:
        reading.wrong("extension", name, "is an extension that is not known here", mends=True)


@dataclass
class _Work:
    reading: Reading
    addresses: Addresses
    labels: dict[Place, Received] = field(default_factory=dict)
    data: list[ET.Element] = field(default_factory=list)

    def bound(self, number: int, binding: ET.Element) -> Bound | None:
        """One binding; ``None`` where it is of other metadata than labels, or wrong."""
        identifier = binding.get("Id", "")
        at = f"MetadataBinding {identifier or number}"
        names = [local(element.tag) for element in binding if element.tag.startswith(of_binding(""))]
        first = [name for name in names if name in ("Metadata", "MetadataReference")]
        second = [name for name in names if name in ("Data", "DataReference")]
        if not first or not second or names != first + second or len(names) != len(binding):
            self.reading.wrong("binding_form", at, "is metadata, and then the data that they stand on")
            return None
        if "MetadataReference" in first:
            self.reading.wrong("metadata_outside", at, "keeps its metadata elsewhere, and nothing is fetched")
            return None
        labels = [
            label
            for element in binding.findall(of_binding("Metadata"))
            if (label := self._label(element, at)) is not None
        ]
        parts = [
            (place, part)
            for element in list(binding)[len(first) :]
            for place, part in [self._part(element)]
            if place is not None
        ]
        if not labels:
            return None
        return self._made(labels, parts, identifier, at)

    def _made(
        self, labels: list[Received], parts: list[tuple[Place, Part]], identifier: str, at: str
    ) -> Bound | None:
        kinds = {kind: [one for one in labels if one.kind == kind] for kind in (ORIGINATOR, METADATA)}
        others = [one for one in labels if one.kind == ALTERNATIVE]
        if len(kinds[ORIGINATOR]) != 1 or len(kinds[METADATA]) > 1:
            self.reading.wrong("label_several", at, "holds one label of the originator, and one of metadata")
            return None
        label = kinds[ORIGINATOR][0]
        names = [one.policy.name for one in (label, *others)]
        if len(set(names)) != len(names):
            self.reading.wrong("label_several", at, "says two labels under one policy")
            return None
        for place, part in parts:
            known = self.labels.setdefault(place, label)
            if known.label != label.label:
                message = f"{part.address or 'the whole'!r:.80} is bound twice, to labels that differ"
                self.reading.wrong("bound_twice", at, message)
        of_metadata = kinds[METADATA][0] if kinds[METADATA] else None
        return Bound(label, tuple(part for _, part in parts), tuple(others), of_metadata, identifier)

    def _label(self, metadata: ET.Element, at: str) -> Received | None:
        """The label that metadata are; ``None`` for other metadata."""
        held = list(metadata)
        if len(held) != 1 or (metadata.text or "").strip() or (held[0].tail or "").strip():
            self.reading.wrong("metadata_form", at, "Metadata hold one element, and nothing else")
            return None
        if not held[0].tag.startswith(f"{{{LABELS}}}"):
            return None
        own = Reading(self.reading.policies, self.reading.groups, self.reading.repair, self.reading.received)
        try:
            return read_element(held[0], own)
        except StanagError as error:
            for fault in error.faults:
                self.reading.wrong(fault.rule, f"{at}/{fault.at}", fault.message)
        return None

    def _part(self, element: ET.Element) -> tuple[Place | None, Part]:
        kind = element.get(f"{{{MIME}}}contentType", "")
        if element.tag == of_binding("Data"):
            return self._data(element, kind)
        address = element.get("URI")
        if address is None:
            self.reading.wrong("reference_form", "DataReference", "says no URI")
            return None, Part("")
        if len(element):
            message = "selects a part by an expression, and none is evaluated"
            self.reading.wrong("transform", f"DataReference {address!r:.80}", message)
            return None, Part(address)
        place = self.addresses.place(address)
        content = None if place is None else self.addresses.content(place)
        return place, Part(address, content, kind)

    def _data(self, element: ET.Element, kind: str) -> tuple[Place | None, Part]:
        self.data.append(element)
        address, text = f"@{len(self.data)}", element.text or ""
        encoding = element.get("encoding", "")
        blank = not text.strip() and not any((child.tail or "").strip() for child in element)
        if len(element) == 1 and blank and not encoding:
            return element, Part(address, ET.tostring(element[0]), kind)
        if not len(element) and encoding in ("", "base64"):
            try:
                content = text.encode() if not encoding else _decoded(text)
                return element, Part(address, content, kind)
            except ValueError:
                pass
        message = "is one element, a text, or bytes in base64"
        self.reading.wrong("data_form", f"Data {address}", message)
        return None, Part(address)


def _decoded(text: str) -> bytes:
    return base64.b64decode("".join(text.split()), validate=True)
