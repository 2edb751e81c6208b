"""A reader's clearance in XML, in and out (ADatP-4774, annex A of appendix 2), and as a claim of a token."""

from __future__ import annotations

import base64
import binascii
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from services.common.labels.groups import Groups
from services.common.labels.marking import codes_order
from services.common.labels.model import ISO3
from services.common.labels.policy import Policy
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.form import (
    CATEGORIES,
    CLEARANCES,
    NAMESPACE,
    PERMISSIVE,
    RELEASABLE,
    Category,
    local,
    of_label,
)
from services.common.labels.stanag4774.reading import MAX_BYTES, Reading, document, text_of
from services.common.labels.stanag4774.write import DECLARATION, attributes
from services.common.labels.subject import Reader

ROOT: Final = "ConfidentialityClearance"
CLAIM: Final = "aciClr"
"""The claim of a token in which a clearance travels, as base64url of its XML."""
_EXTENSIONS: Final = "ConfidentialityClearanceExtensions"
_ORDER: Final = ("PolicyIdentifier", "ClassificationList", "Category")


def read_clearance(
    data: bytes, policies: Sequence[Policy], groups: Groups, *, repair: bool = False
) -> Reader:
    """The reader that a clearance makes: the one nation among its permissive values, the highest level that
    stands there, communities and sensitivities, and held groups that cannot be expanded.

    Policy, classifications and categories are elements of labels; those that stand in the namespace of
    clearances are read the same. Raises ``StanagError``: a clearance that names no nation, or more than one,
    grants nothing here.
    """
    root, reading = document(data), Reading(policies, groups, repair)
    if root.tag != _name(ROOT):
        raise StanagError([Fault("root", "", f"the root is no {ROOT} of {CLEARANCES}")])
    _shape(root, reading)
    reading.stop()
    within = NAMESPACE if root.find(of_label("PolicyIdentifier")) is not None else CLEARANCES
    policy = reading.policy(root, within)
    level = None if policy is None else _level(root, policy, reading)
    held: dict[str, set[str]] = {}
    for category, values in () if policy is None else _categories(root, policy, reading):
        field = "audience" if category.type == PERMISSIVE else category.field
        held.setdefault(field, set()).update(values)
    reading.stop()
    codes = {groups.code(value) for value in held.get("audience", ())} - {RELEASABLE.upper()}
    nations = sorted(code for code in codes if len(code) == ISO3 and not groups.is_group(code))
    if len(nations) != 1:
        listed = ", ".join(nations) or "none"
        raise StanagError([Fault("affiliation", "Category", f"names one nation, not {listed}")])
    if policy is None or level is None:
        raise StanagError([Fault("form", "", "there is no clearance in it")])
    return Reader.make(
        nations[0], {policy.name: level}, filter(groups.is_opaque, codes),
        held.get("coi", ()), held.get("restrictive", ()),
    )  # fmt: skip


def write_clearance(reader: Reader, policy: Policy, groups: Groups, at: datetime) -> bytes:
    """The document of what a reader holds under one policy: every level up to theirs, their nation, and the
    groups by which they read at that moment. Raises ``StanagError`` where the form would say more than they
    hold: a letter or an end has no place in it.
    """
    held = dict(reader.clearance).get(policy.name)
    if reader.affiliation is None or held is None:
        raise StanagError([Fault("clearance", "", f"holds nothing under {policy.identifier}")])
    if reader.letter is not None or reader.expires is not None:
        raise StanagError([Fault("bounds", "", "has no place for a letter or an end of what is held")])
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("sclr", CLEARANCES)
    root = ET.Element(_name(ROOT))
    uri = {"URI": f"urn:oid:{policy.oid}"}
    ET.SubElement(root, of_label("PolicyIdentifier"), uri).text = policy.name
    listed = ET.SubElement(root, _name("ClassificationList"))
    for level in policy.levels:
        if level.value <= held:
            ET.SubElement(listed, of_label("Classification")).text = level.name
    for category, values in _held(reader, groups, at):
        element = ET.SubElement(root, of_label("Category"), attributes(category, policy))
        for value in values:
            ET.SubElement(element, of_label("GenericValue")).text = value
    return f"{DECLARATION}{ET.tostring(root, encoding='unicode')}\n".encode()


def write_claim(data: bytes) -> dict[str, str]:
    """The claim of a token that carries the XML of a clearance."""
    return {CLAIM: base64.urlsafe_b64encode(data).rstrip(b"=").decode()}


def read_claim(
    claims: Mapping[str, object], policies: Sequence[Policy], groups: Groups, *, repair: bool = False
) -> Reader:
    """The reader that the clearance in a token's claim makes. Raises ``StanagError``."""
    given = claims.get(CLAIM)
    if not isinstance(given, str) or len(given) > 2 * MAX_BYTES:
        raise StanagError([Fault("claim", CLAIM, "is base64url of the XML of a clearance")])
    text = given.rstrip("=")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise StanagError([Fault("claim", CLAIM, "is no base64url")]) from error
    return read_clearance(data, policies, groups, repair=repair)


def _name(tag: str) -> str:
    return f"{{{CLEARANCES}}}{tag}"


def _held(reader: Reader, groups: Groups, at: datetime) -> Iterator[tuple[Category, list[str]]]:
    """ADatP-4774, annex A of appendix 2: a nation reads in the contexts that it is part of, what is released
    to it or to them, and what is for it only.
    """
    nation = str(reader.affiliation)
    of = codes_order({*reader.groups, *(code for code in groups.groups if nation in groups.expand(code, at))})
    filled = {
        "owner": [*of, RELEASABLE], "only": [nation, *of], "rel": [nation, *of],
        "coi": sorted(reader.coi), "restrictive": sorted(reader.restrictive),
    }  # fmt: skip
    for category in CATEGORIES:
        if filled.get(category.field):
            yield category, filled[category.field]


def _shape(root: ET.Element, reading: Reading) -> None:
    """Refuse what has no place: an extension may bound what stands beside it."""
    reached = 0
    for element in root:
        name = local(element.tag)
        spaces = (_name(name),) if name == "ClassificationList" else (of_label(name), _name(name))
        if name not in _ORDER or element.tag not in spaces:
            rule = "extension" if name == _EXTENSIONS else "element_unknown"
            reading.wrong(rule, name, "stands in no place that is known here")
        elif _ORDER.index(name) < reached:
            reading.wrong("order", name, f"stands before {_ORDER[reached]}", mends=True)
        else:
            reached = _ORDER.index(name)
    for name in _ORDER[:2]:
        if sum(local(element.tag) == name for element in root) > 1:
            reading.wrong("element_twice", name, "stands more than once")


def _level(root: ET.Element, policy: Policy, reading: Reading) -> int | None:
    listed = root.find(_name("ClassificationList"))
    found = [] if listed is None else list(listed)
    if any(element.tag not in (of_label("Classification"), _name("Classification")) for element in found):
        reading.wrong("element_unknown", "ClassificationList", "lists classifications, and nothing else")
        return None
    names = [text_of(element).upper() for element in found]
    by_name = {level.name.upper(): level.value for level in policy.levels}
    unknown = next((name for name in names if name not in by_name), None)
    if unknown is not None or not names:
        message = "is mandatory" if unknown is None else f"{unknown!r:.40} is none of {policy.identifier}"
        reading.wrong("classification_unknown", "Classification", message)
        return None
    return max(by_name[name] for name in names)


def _categories(root: ET.Element, policy: Policy, reading: Reading) -> Iterator[tuple[Category, list[str]]]:
    for element in root:
        if local(element.tag) == "Category":
            category = reading.category(element, policy)
            if category is not None:
                yield category, [value.upper() for value in reading.values(element, category)]
