"""A label out of its XML, strictly; errors that are seen in the wild are refused, or repaired where asked."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from services.common.labels.groups import Groups
from services.common.labels.model import Label
from services.common.labels.policy import Policy
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.form import (
    ALTERNATIVE,
    FORMER,
    LABEL_ORDER,
    METADATA,
    NAMESPACE,
    ORIGINATOR,
    ORIGINATOR_TYPES,
    SUCCESSION_ORDER,
    of_label,
)
from services.common.labels.stanag4774.information import read_information
from services.common.labels.stanag4774.reading import Reading, document

_MISSPELT: Final = "CreationDataTime"
ROOTS: Final = (ORIGINATOR, ALTERNATIVE, METADATA, FORMER)


@dataclass(frozen=True, slots=True)
class Succession:
    """The label that takes the place of another, and when."""

    at: datetime
    label: Label


@dataclass(frozen=True, slots=True)
class Received:
    """A label with what stands beside it in its document; ``repairs``: what was wrong and was put right.

    ``kind``: the originator's label, an alternative of it under another policy, or that of the metadata.
    """

    label: Label
    policy: Policy
    created: datetime
    review: datetime | None
    originator: str = ""
    privacy_mark: str = ""
    repairs: tuple[Fault, ...] = ()
    kind: str = ORIGINATOR
    originator_type: str = ""
    succession: Succession | None = None

    def in_force(self, at: datetime) -> Received:
        """What counts at a moment: from its succession on the label that takes its place, made when this
        was.
        """
        if self.succession is None or at < self.succession.at:
            return self
        return replace(self, label=self.succession.label, succession=None)


def read_label(
    data: bytes, policies: Sequence[Policy], groups: Groups, *, repair: bool = False,
    received: datetime | None = None,
) -> Received:  # fmt: skip
    """The label of a document under one of these policies. Raises ``StanagError`` with all that is wrong.

    ``repair``: lower-case names of attributes and types, a misspelt time of creation, and (as the time at
    which it was ``received``) a missing one are put right, and told. The label has no epoch: seal it.
    """
    root = document(data)
    if root.tag == of_label(METADATA):
        raise StanagError([Fault("root", "", "labels metadata, and says nothing of what they stand on")])
    return read_element(root, Reading(policies, groups, repair, received))


def read_element(root: ET.Element, reading: Reading) -> Received:
    """The label that an element is, as ``read_label`` does. Raises ``StanagError``."""
    kind = _kind(root, reading)
    created = _created(root, reading)
    review = reading.date(root.get("ReviewDateTime"), "@ReviewDateTime")
    originator, originator_type = _originator(root, reading)
    made = read_information(root, reading)
    succession = _succession(root, reading)
    if reading.faults or made is None or created is None:
        raise StanagError(reading.faults or [Fault("form", "", "there is no label in it")])
    label, policy, mark = made
    return Received(
        label, policy, created, review, originator, mark, tuple(reading.repairs), kind, originator_type,
        succession,
    )  # fmt: skip


def _kind(root: ET.Element, reading: Reading) -> str:
    found = next((name for name in ROOTS if root.tag.casefold() == of_label(name).casefold()), None)
    if found is None:
        raise StanagError([Fault("root", "", f"the root is no {ORIGINATOR} of {NAMESPACE}")])
    if root.tag != of_label(found):
        reading.wrong("root_case", "", f"is written {found}", mends=True)
    return ORIGINATOR if found == FORMER else found


def _created(root: ET.Element, reading: Reading) -> datetime | None:
    reading.ordered(root, LABEL_ORDER, (_MISSPELT,))
    for name in ("OriginatorID", "SuccessionHandling"):
        reading.only(root, name)
    found = root.findall(of_label("CreationDateTime"))
    if len(found) > 1:
        reading.wrong("creation_twice", "CreationDateTime", "stands more than once")
        return None
    if found:
        return reading.date(found[0].text, "CreationDateTime")
    misspelt = root.find(of_label(_MISSPELT))
    if misspelt is not None:
        reading.wrong("creation_misspelt", _MISSPELT, "is written CreationDateTime", mends=True)
        return reading.date(misspelt.text, _MISSPELT)
    mends = reading.received is not None
    message = "says no CreationDateTime: when it was received counts"
    reading.wrong("creation_missing", "", message, mends=mends)
    return reading.received


def _originator(root: ET.Element, reading: Reading) -> tuple[str, str]:
    element = root.find(of_label("OriginatorID"))
    if element is None:
        return "", ""
    kind = (element.get("IDType") or "").strip()
    if kind not in ORIGINATOR_TYPES:
        message = f"{kind!r:.40} is no type of identifier" if kind else "is mandatory"
        reading.wrong("originator_type", "OriginatorID/@IDType", message, mends=not kind)
    return (element.text or "").strip(), kind


def _succession(root: ET.Element, reading: Reading) -> Succession | None:
    """What takes this label's place; its label may leave out when it was made, as published ones do."""
    element = root.find(of_label("SuccessionHandling"))
    if element is None:
        return None
    reading.ordered(element, SUCCESSION_ORDER)
    at, successor = (reading.only(element, name) for name in SUCCESSION_ORDER)
    if at is None or successor is None:
        reading.wrong("succession", "SuccessionHandling", "says when, and the label from then on")
        return None
    moment = reading.date(at.text or "", "SuccessionDateTime")
    reading.ordered(successor, LABEL_ORDER)
    made = read_information(successor, reading)
    return None if moment is None or made is None else Succession(moment, made[0])
