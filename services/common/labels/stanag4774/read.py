"""A label out of its XML, strictly; errors that are seen in the wild are refused, or repaired where asked."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from services.common.labels.groups import Groups
from services.common.labels.model import Label, LabelError
from services.common.labels.policy import Policy
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.form import (
    ALTERNATIVE,
    BY_NAME,
    CONTEXT,
    NAMESPACE,
    RELEASABLE,
    RELEASE,
    ROOT,
    Category,
)
from services.common.labels.xml_tree import XmlError, parse_xml

MAX_BYTES: Final = 256_000
_MISSPELT: Final = "CreationDataTime"
_KNOWN: Final = frozenset(
    {"ConfidentialityInformation", "OriginatorID", "CreationDateTime", "SuccessionHandling"}
)
_INSIDE: Final = frozenset({"PolicyIdentifier", "Classification", "PrivacyMark", "Category"})


@dataclass(frozen=True, slots=True)
class Received:
    """A label with what stands beside it in its document; ``repairs``: what was wrong and was put right."""

    label: Label
    policy: Policy
    created: datetime
    review: datetime | None
    originator: str
    privacy_mark: str
    repairs: tuple[Fault, ...]


@dataclass
class _Reading:
    policies: Sequence[Policy]
    groups: Groups
    repair: bool
    faults: list[Fault] = field(default_factory=list)
    repairs: list[Fault] = field(default_factory=list)

    def wrong(self, rule: str, at: str, message: str, mends: bool = False) -> None:
        """Keep a fault; one that ``mends`` is put right instead where that is asked for."""
        (self.repairs if mends and self.repair else self.faults).append(Fault(rule, at, message))


def read_label(
    data: bytes, policies: Sequence[Policy], groups: Groups, *, repair: bool = False,
    received: datetime | None = None,
) -> Received:  # fmt: skip
    """The label of a document under one of these policies. Raises ``StanagError`` with all that is wrong.

    ``repair``: lower-case names of attributes and types, a misspelt time of creation, and (as the time at
    which it was ``received``) a missing one are put right, and told. The label has no epoch: seal it.
    """
    try:
        root = parse_xml(data, MAX_BYTES)
    except XmlError as error:
        raise StanagError([Fault("xml", "", str(error))]) from error
    reading = _Reading(policies, groups, repair)
    if root.tag not in (f"{{{NAMESPACE}}}{ROOT}", f"{{{NAMESPACE}}}{ALTERNATIVE}"):
        raise StanagError([Fault("root", "", f"the root is no {ROOT} of {NAMESPACE}")])
    created = _created(root, reading, received)
    review = _date(root.get("ReviewDateTime"), "@ReviewDateTime", reading)
    made = _information(root, reading)
    originator = root.findtext(_name("OriginatorID"), "").strip()
    if reading.faults or made is None or created is None:
        raise StanagError(reading.faults or [Fault("form", "", "there is no label in it")])
    label, policy, mark = made
    return Received(label, policy, created, review, originator, mark, tuple(reading.repairs))


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _strangers(parent: ET.Element, known: frozenset[str], reading: _Reading) -> None:
    for element in parent:
        name = _local(element)
        if name != _MISSPELT and (element.tag != _name(name) or name not in known):
            reading.wrong("element_unknown", name, "stands in no place of the form")


def _created(root: ET.Element, reading: _Reading, received: datetime | None) -> datetime | None:
    _strangers(root, _KNOWN, reading)
    found = root.findall(_name("CreationDateTime"))
    if len(found) > 1:
        reading.wrong("creation_twice", "CreationDateTime", "stands more than once")
        return None
    if found:
        return _date(found[0].text, "CreationDateTime", reading)
    misspelt = root.find(_name(_MISSPELT))
    if misspelt is not None:
        reading.wrong("creation_misspelt", _MISSPELT, "is written CreationDateTime", mends=True)
        return _date(misspelt.text, _MISSPELT, reading)
    mends = received is not None
    reading.wrong(
        "creation_missing", "", "says no CreationDateTime: when it was received counts", mends=mends
    )
    return received


def _date(text: str | None, at: str, reading: _Reading) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        reading.wrong("date_form", at, f"{text!r:.40} is no date and time")
        return None
    if found.tzinfo is None:
        reading.wrong("date_form", at, "carries no time zone")
        return None
    return found


def _information(root: ET.Element, reading: _Reading) -> tuple[Label, Policy, str] | None:
    found = root.findall(_name("ConfidentialityInformation"))
    if len(found) != 1:
        reading.wrong("information", "ConfidentialityInformation", "stands once")
        return None
    _strangers(found[0], _INSIDE, reading)
    policy = _policy(found[0], reading)
    if policy is None:
        return None
    level = _level(found[0], policy, reading)
    fields = _fields(found[0], policy, reading)
    if level is None or reading.faults:
        return None
    try:
        label = Label(policy.identifier, level, **fields)
    except LabelError as error:
        reading.wrong(f"label_{error.field}", "ConfidentialityInformation", error.rule)
        return None
    return label, policy, found[0].findtext(_name("PrivacyMark"), "").strip()


def _policy(information: ET.Element, reading: _Reading) -> Policy | None:
    element = information.find(_name("PolicyIdentifier"))
    if element is None:
        reading.wrong("policy_missing", "PolicyIdentifier", "is mandatory")
        return None
    uri, name = (element.get("URI") or "").strip(), (element.text or "").strip().casefold()
    fits = [
        policy
        for policy in reading.policies
        if (not uri or uri == f"urn:oid:{policy.oid}") and (bool(uri) or name == policy.name.casefold())
    ]
    if not fits:
        reading.wrong("policy_unknown", "PolicyIdentifier", f"{uri or name!r:.80} is no policy that is known")
        return None
    return fits[0]


def _level(information: ET.Element, policy: Policy, reading: _Reading) -> int | None:
    text = " ".join(information.findtext(_name("Classification"), "").split()).upper()
    found = next((level for level in (*policy.levels, *policy.others) if level.name == text), None)
    if found is None:
        reading.wrong(
            "classification_unknown", "Classification", f"{text!r:.40} is none of {policy.identifier}"
        )
    return None if found is None else found.value


def _fields(information: ET.Element, policy: Policy, reading: _Reading) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for element in information.findall(_name("Category")):
        category = _category(element, reading)
        if category is None:
            continue
        if category.field in found:
            reading.wrong("category_twice", category.name, "stands more than once")
        found[category.field] = tuple(_values(element, category, reading))
    context = found.get("owner", ())
    marker = [one for one in context if one.casefold() == RELEASABLE.casefold()]
    owners = tuple(one for one in context if one not in marker)
    if not owners:
        reading.wrong("context_missing", CONTEXT, "names whose it is")
    if len(owners) > 1 and policy.profile().style == "context":
        reading.wrong("context_several", CONTEXT, "names one context")
    if bool(marker) is not ("rel" in found):
        reading.wrong("context_releasable", CONTEXT, f"holds {RELEASABLE} if and only if {RELEASE} stands")
    if "rel" in found:
        listed = found["rel"]
        if not set(map(_code, owners)) <= set(map(_code, listed)) or len(listed) < 2:
            reading.wrong("release_context", RELEASE, "repeats the context, and names who else reads it")
    coded = {"owner", "rel", "only", "display_only", "foreign"}
    made = found | {"owner": owners}
    return {
        name: tuple(reading.groups.code(_code(one)) if name in coded else _code(one) for one in values)
        for name, values in made.items()
    }


def _code(text: str) -> str:
    return text.upper()


def _category(element: ET.Element, reading: _Reading) -> Category | None:
    given = {name.casefold(): (name, value) for name, value in element.attrib.items()}
    for right in ("TagName", "Type"):
        name = given.get(right.casefold(), (right, ""))[0]
        if name != right:
            reading.wrong("attribute_case", f"Category/@{name}", f"is written {right}", mends=True)
    tag = " ".join(given.get("tagname", ("", ""))[1].split())
    category = BY_NAME.get(tag.casefold())
    if category is None:
        reading.wrong("category_unknown", f"Category {tag!r:.40}", "is no category that is known")
        return None
    kind = given.get("type", ("", ""))[1].strip()
    if kind.upper() != category.type:
        reading.wrong("category_type", category.name, f"is {category.type}, not {kind or 'without a type'}")
    elif kind != category.type:
        reading.wrong("type_case", category.name, f"{kind} is written {category.type}", mends=True)
    return category


def _values(element: ET.Element, category: Category, reading: _Reading) -> Iterator[str]:
    for value in element:
        text = " ".join((value.text or "").split())
        if value.tag != _name("GenericValue"):
            reading.wrong("value_form", category.name, f"{_local(value)} is no GenericValue")
        elif not text:
            reading.wrong("value_empty", category.name, "a value is empty")
        else:
            yield text
    if not len(element):
        reading.wrong("value_missing", category.name, "has no value")
