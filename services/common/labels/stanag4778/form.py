"""Names of the form (ADatP-4778, chapter 4), and what a binding is: labels, and the parts they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from services.common.labels.policy import Policy
from services.common.labels.stanag4774 import Fault, Received

NAMESPACE: Final = "urn:nato:stanag:4778:bindinginformation:1:0"
SIGNATURES: Final = "http://www.w3.org/2000/09/xmldsig#"
MIME: Final = "http://www.w3.org/2005/05/xmlmime"
ROOT: Final = "BindingInformation"
MAX_BYTES: Final = 4_000_000


class Approach(StrEnum):
    """Where a binding stands: in the document that it labels, around what it labels, or beside it."""

    EMBEDDED = "embedded"
    ENCAPSULATING = "encapsulating"
    DETACHED = "detached"


@dataclass(frozen=True, slots=True)
class Part:
    """What a label stands on, and its bytes where they are at hand.

    ``address``: ``""`` for the whole document that carries the binding, ``#id`` for an element of it, ``@1``
    for the first data that the binding encapsulates, else the address of something beside it, never fetched.
    """

    address: str
    content: bytes | None = field(default=None, compare=False)
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """One binding: the originator's label of its parts, what it is under other policies, and the label of
    the metadata themselves.
    """

    label: Received
    parts: tuple[Part, ...]
    alternatives: tuple[Received, ...] = ()
    of_metadata: Received | None = None
    identifier: str = ""

    def under(self, policy: Policy) -> Received | None:
        """The originator's label where it is of this policy, else the alternative that is.

        ``None`` where there is none: it has to be mapped (ADatP-4774.1, 4.2).
        """
        labels = (self.label, *self.alternatives)
        return next((one for one in labels if one.policy.name == policy.name), None)


@dataclass(frozen=True, slots=True)
class Bindings:
    """Every binding of a document. ``whole``: what is stated of all of it, if anything is.

    ``portions``: the label of every part that has an address, its own or that of what it is part of
    (ADatP-4778, 3.5). ``complete``: nothing in it stands without a label. ``signed``: a signature stands in
    it, that is not looked at here. ``repairs``: what was wrong in the binding and was put right.
    """

    approach: Approach
    bound: tuple[Bound, ...]
    whole: Received | None
    portions: Mapping[str, Received]
    complete: bool
    signed: bool = False
    repairs: tuple[Fault, ...] = ()


def of_binding(tag: str) -> str:
    """The name of an element of bindings, with its namespace."""
    return f"{{{NAMESPACE}}}{tag}"


def of_signature(tag: str) -> str:
    """The name of an element of signatures, with its namespace."""
    return f"{{{SIGNATURES}}}{tag}"
