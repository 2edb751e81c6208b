"""Where the references of a binding lead: one place in the document, what the caller gives, or nowhere."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from services.common.labels.stanag4774.faults import StanagError
from services.common.labels.stanag4774.form import local
from services.common.labels.stanag4774.reading import Reading, document
from services.common.labels.stanag4778.form import MAX_BYTES, ROOT, of_binding

_FRAGMENT: Final = re.compile(r"#[A-Za-z_][\w.-]*")
Place = ET.Element | str
"""An element of the document, or the address of something beside it."""


def identifiers(root: ET.Element) -> dict[str, list[ET.Element]]:
    """Every identifier in a tree, whatever way its attribute is written, with the elements that carry it."""
    found: dict[str, list[ET.Element]] = {}
    for element in root.iter():
        for name in {value for key, value in element.attrib.items() if local(key).casefold() == "id"}:
            found.setdefault(name, []).append(element)
    return found


@dataclass
class Addresses:
    """The places of one document; ``objects``: what stands beside it, by address, with ``""`` for the object
    that carries it. ``None``: nobody says, and addresses beside it are taken as they are.
    """

    root: ET.Element
    objects: Mapping[str, bytes] | None
    reading: Reading
    _found: dict[str, list[ET.Element]] = field(init=False)
    _own: set[ET.Element] = field(init=False)
    _contents: dict[ET.Element, bytes] = field(init=False, default_factory=dict)
    _beside: dict[str, dict[str, list[ET.Element]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Know every identifier, and what is of the binding itself and not of what it encapsulates."""
        self._found = identifiers(self.root)
        self._own = set()
        for binding in self.root.iter(of_binding(ROOT)):
            self._own |= set(binding.iter())
            for data in binding.iter(of_binding("Data")):
                self._own -= set(data.iter()) - {data}

    def place(self, address: str) -> Place | None:
        """Where an address leads; ``None``, and a fault, for one that leads nowhere or outside."""
        at = f"DataReference {address!r:.80}"
        if address == "" and self.root.tag != of_binding(ROOT):
            return self.root
        if address.startswith("#"):
            return self._element(address, at)
        if self.objects is None and address and self.root.tag == of_binding(ROOT):
            return address
        base, _, fragment = address.partition("#")
        given = None if self.objects is None else self.objects.get(base)
        if given is None:
            message = "is not at hand, and nothing is fetched" if address else "leads to the binding itself"
            self.reading.wrong("reference_outside" if address else "reference_self", at, message)
            return None
        if fragment and not self._inside(base, given, fragment):
            self.reading.wrong("reference_nowhere", at, "leads to no one element of what is at hand")
            return None
        return address

    def content(self, place: Place) -> bytes | None:
        """The bytes of a place: of an element with all that it holds, or of what the caller gave."""
        if isinstance(place, str):
            return None if self.objects is None or "#" in place else self.objects.get(place)
        if place not in self._contents:
            self._contents[place] = ET.tostring(place)
        return self._contents[place]

    def _element(self, address: str, at: str) -> ET.Element | None:
        found = self._found.get(address[1:], []) if _FRAGMENT.fullmatch(address) else []
        if len(found) > 1:
            self.reading.wrong("id_twice", at, f"leads to {len(found)} elements")
        elif not found:
            self.reading.wrong("reference_nowhere", at, "leads nowhere")
        elif found[0] in self._own:
            self.reading.wrong("reference_self", at, "leads into the binding itself")
        else:
            return found[0]
        return None

    def _inside(self, base: str, given: bytes, fragment: str) -> bool:
        if base not in self._beside:
            try:
                self._beside[base] = identifiers(document(given, MAX_BYTES))
            except StanagError:
                self._beside[base] = {}
        return len(self._beside[base].get(fragment, [])) == 1
