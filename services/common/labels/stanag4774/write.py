"""A label as the XML of STANAG 4774."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from typing import Final

from services.common.labels.marking import codes_order
from services.common.labels.model import CONCEALED, Label
from services.common.labels.policy import Policy, PolicyError
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.form import (
    CATEGORIES,
    CONTEXT,
    NAMESPACE,
    ORIGINATOR,
    ORIGINATOR_TYPES,
    RELEASABLE,
    RELEASE,
    Category,
    of_label,
)
from services.common.labels.stanag4774.information import broken_by
from services.common.labels.stanag4774.read import Received, Succession

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_label(
    label: Label, policy: Policy, created: datetime, review: datetime, originator: str = "",
    originator_type: str = "uniformResourceIdentifier",
) -> bytes:  # fmt: skip
    """The document of a label, made at ``created`` and to be looked at again at ``review``. Raises
    ``StanagError`` where the form cannot carry it.
    """
    kind = originator_type if originator else ""
    made = Received(label, policy, created, review, originator, originator_type=kind)
    return f"{DECLARATION}{label_text(made)}\n".encode()


def label_text(stated: Received) -> str:
    """A label as an element, with all that stands beside it. Raises ``StanagError``."""
    ET.register_namespace("", NAMESPACE)
    if stated.review is None and stated.succession is None:
        raise StanagError([Fault("review_missing", "@ReviewDateTime", "stands where no succession does")])
    review = {} if stated.review is None else {"ReviewDateTime": _time(stated.review)}
    root = ET.Element(of_label(stated.kind or ORIGINATOR), review)
    _information(root, stated.label, stated.policy, stated.privacy_mark)
    if stated.originator:
        if stated.originator_type not in ORIGINATOR_TYPES:
            message = f"{stated.originator_type!r:.40} is no type of identifier"
            raise StanagError([Fault("originator_type", "OriginatorID/@IDType", message)])
        element = ET.SubElement(root, of_label("OriginatorID"), {"IDType": stated.originator_type})
        element.text = stated.originator
    ET.SubElement(root, of_label("CreationDateTime")).text = _time(stated.created)
    if stated.succession is not None:
        _succession(root, stated.succession, stated)
    text: str = ET.tostring(root, encoding="unicode")
    return text


def _succession(root: ET.Element, succession: Succession, stated: Received) -> None:
    element = ET.SubElement(root, of_label("SuccessionHandling"))
    ET.SubElement(element, of_label("SuccessionDateTime")).text = _time(succession.at)
    successor = ET.SubElement(element, of_label("SuccessorConfidentialityLabel"))
    _information(successor, succession.label, stated.policy, "")
    ET.SubElement(successor, of_label("CreationDateTime")).text = _time(stated.created)


def _information(root: ET.Element, label: Label, policy: Policy, privacy_mark: str) -> None:
    if label.policy != policy.identifier:
        raise StanagError([Fault("policy", "", f"a label of {label.policy} is none of {policy.identifier}")])
    if len(label.owner) > 1 and policy.profile().style == "context":
        raise StanagError(
            [Fault("context_several", CONTEXT, "names one context, and the label has several owners")]
        )
    faults = broken_by(label, policy)
    if faults:
        raise StanagError([Fault(f"condition_{one.name}", "", one.says) for one in faults])
    information = ET.SubElement(root, of_label("ConfidentialityInformation"))
    identifier = ET.SubElement(information, of_label("PolicyIdentifier"), {"URI": f"urn:oid:{policy.oid}"})
    identifier.text = policy.name
    try:
        ET.SubElement(information, of_label("Classification")).text = policy.level_of_others(label.level).name
    except PolicyError as error:
        raise StanagError([Fault("classification", "Classification", str(error))]) from error
    if privacy_mark:
        ET.SubElement(information, of_label("PrivacyMark")).text = privacy_mark
    for category in CATEGORIES:
        values = _values(label, category.name, category.field)
        if values:
            element = ET.SubElement(information, of_label("Category"), attributes(category, policy))
            for value in values:
                ET.SubElement(element, of_label("GenericValue")).text = value


def attributes(category: Category, policy: Policy) -> dict[str, str]:
    """What a category is written with: its type, its name, and how the policy identifies it."""
    known = policy.tags.get(category.name.lower())
    given = {"Type": category.type, "TagName": category.name}
    return given | ({} if known is None else {"URI": f"urn:oid:{known}"})


def _values(label: Label, name: str, field: str) -> list[str]:
    if name == CONTEXT:
        return [*codes_order(label.owner), *([RELEASABLE] if label.rel else [])]
    if name == RELEASE:
        return [*codes_order(label.owner), *codes_order(label.rel)] if label.rel else []
    values: tuple[str, ...] = getattr(label, field)
    return list(values) if values == CONCEALED else codes_order(values)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
