"""Which label stands on which portion of a document, and whether all of it has one (ADatP-4778, 3.5)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.common.labels.stanag4774.form import local
from services.common.labels.stanag4774.read import Received
from services.common.labels.stanag4778.addresses import Place


@dataclass
class Standing:
    """What stands where: on the whole, on each address; and whether anything is left without a label."""

    labels: Mapping[Place, Received]
    binding: ET.Element
    whole: Received | None = None
    portions: dict[str, Received] = field(default_factory=dict)
    complete: bool = True

    def take(self, element: ET.Element, above: Received | None) -> None:
        """Take an element and what it holds: a part has its own label, or that of what it is part of."""
        label = self.labels.get(element, above)
        named = [value for name, value in element.attrib.items() if local(name).casefold() == "id"]
        if label is not None:
            self.portions.update({f"#{name}": label for name in named})
        elif _says(element.text) or len(named) < len(element.attrib):
            self.complete = False
        for child in element:
            if child is not self.binding:
                self.take(child, label)
            if label is None and _says(child.tail):
                self.complete = False


def standing(
    root: ET.Element, binding: ET.Element, labels: Mapping[Place, Received], data: Sequence[ET.Element]
) -> Standing:
    """What stands where in a document that carries a binding, or in and beside one that is a binding."""
    found = Standing(labels, binding)
    beside = {place: label for place, label in labels.items() if isinstance(place, str)}
    found.portions.update(beside)
    if root is not binding:
        found.whole = labels.get(root)
        found.take(root, None)
        return found
    held = [labels.get(element) for element in data]
    for number, (element, label) in enumerate(zip(data, held, strict=True), 1):
        if label is not None:
            found.portions[f"@{number}"] = label
        found.take(element, None)
    wholes = held + [label for place, label in beside.items() if "#" not in place]
    found.whole = wholes[0] if len(wholes) == 1 else None
    return found


def _says(text: str | None) -> bool:
    return bool(text and text.strip())
