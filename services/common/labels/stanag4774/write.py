"""A label as the XML of STANAG 4774."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

from services.common.labels.marking import codes_order
from services.common.labels.model import CONCEALED, Label
from services.common.labels.policy import Policy, PolicyError
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.form import CATEGORIES, CONTEXT, NAMESPACE, RELEASABLE, RELEASE, ROOT


def write_label(
    label: Label, policy: Policy, created: datetime, review: datetime, originator: str = ""
) -> bytes:
    """The document of a label, made at ``created`` and to be looked at again at ``review``. Raises
    ``StanagError`` where the form cannot carry it.
    """
    if label.policy != policy.identifier:
        raise StanagError([Fault("policy", "", f"a label of {label.policy} is none of {policy.identifier}")])
    if len(label.owner) > 1 and policy.profile().style == "context":
        raise StanagError(
            [Fault("context_several", CONTEXT, "names one context, and the label has several owners")]
        )
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_name(ROOT), {"ReviewDateTime": _time(review)})
    information = ET.SubElement(root, _name("ConfidentialityInformation"))
    identifier = ET.SubElement(information, _name("PolicyIdentifier"), {"URI": f"urn:oid:{policy.oid}"})
    identifier.text = policy.name
    try:
        ET.SubElement(information, _name("Classification")).text = policy.level_of_others(label.level).name
    except PolicyError as error:
        raise StanagError([Fault("classification", "Classification", str(error))]) from error
    for category in CATEGORIES:
        values = _values(label, category.name, category.field)
        if values:
            given = {"Type": category.type, "TagName": category.name}
            element = ET.SubElement(information, _name("Category"), given)
            for value in values:
                ET.SubElement(element, _name("GenericValue")).text = value
    if originator:
        ET.SubElement(root, _name("OriginatorID")).text = originator
    ET.SubElement(root, _name("CreationDateTime")).text = _time(created)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _values(label: Label, name: str, field: str) -> list[str]:
    if name == CONTEXT:
        return [*codes_order(label.owner), *([RELEASABLE] if label.rel else [])]
    if name == RELEASE:
        return [*codes_order(label.owner), *codes_order(label.rel)] if label.rel else []
    values: tuple[str, ...] = getattr(label, field)
    return list(values) if values == CONCEALED else codes_order(values)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
