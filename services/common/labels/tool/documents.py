"""Labels given as XML: one of STANAG 4774, or the bindings of STANAG 4778 that a document carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.common.labels.groups import Groups
from services.common.labels.model import Label
from services.common.labels.spif import shipped_policies
from services.common.labels.stanag4774 import Received, read_label
from services.common.labels.stanag4774.form import of_label
from services.common.labels.stanag4774.read import ROOTS
from services.common.labels.stanag4774.reading import document
from services.common.labels.stanag4778 import Bindings, label_of_whole, read_bindings
from services.common.labels.stanag4778.form import MAX_BYTES, ROOT, of_binding
from services.common.labels.stanag4778.whole import as_made


@dataclass(frozen=True, slots=True)
class Given:
    """A label as it was given: with what stands beside it in its document, or the bindings that it is of."""

    label: Label
    received: Received | None = None
    bindings: Bindings | None = None

    def lost(self, form: str, other: bool) -> list[str]:
        """What stands beside the label that a form has no place for. XML of one label has one for all of it,
        but for a succession where it is of an ``other`` policy.
        """
        found = self._beside() if form != "xml" else []
        if form == "xml" and other and self.received is not None and self.received.succession is not None:
            found = ["succession"]
        if self.bindings is not None and form != "json":
            found += [f"portion {address}" for address in self.bindings.portions]
        if self.bindings is not None and self.bindings.signed:
            found.append("signature")
        return found

    def _beside(self) -> list[str]:
        stated = self.received
        if stated is None:
            return []
        named = {
            "review": stated.review, "originator": stated.originator, "privacy mark": stated.privacy_mark,
            "succession": stated.succession,
        }  # fmt: skip
        return ["created", *(name for name, value in named.items() if value)]


def given_as_xml(text: str, groups: Groups, at: datetime) -> Given:
    """The label of a document that is in force ``at`` a moment: its own, or of all that its bindings label.
    Raises ``StanagError``.
    """
    data = text.encode()
    root = document(data, MAX_BYTES)
    if root.tag not in map(of_label, ROOTS) and next(root.iter(of_binding(ROOT)), None) is not None:
        found = read_bindings(data, shipped_policies(), groups)
        policy = (found.whole or found.bound[0].label).policy
        return Given(label_of_whole(found, policy, groups, at).label, bindings=found)
    stated = read_label(data, shipped_policies(), groups)
    return Given(as_made(stated, groups, at), stated.in_force(at))


def bindings_as_json(given: Given, groups: Groups, at: datetime) -> dict[str, Any]:
    """What stands where in a document: its approach, the label of the whole, and of each address."""
    found = given.bindings
    if found is None:
        return given.label.to_json()
    return {
        "approach": found.approach.value,
        "whole": given.label.to_json(),
        "stated": None if found.whole is None else as_made(found.whole, groups, at).to_json(),
        "portions": {
            address: as_made(stated, groups, at).to_json() for address, stated in found.portions.items()
        },
    }
