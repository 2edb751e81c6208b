"""A reader's clearance out of its XML (STANAG 4774), as it travels in a token."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from typing import Final

from services.common.labels.groups import Groups
from services.common.labels.marking import ISO3
from services.common.labels.policy import Policy
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.form import BY_NAME, PERMISSIVE, RELEASABLE, Category
from services.common.labels.stanag4774.read import MAX_BYTES
from services.common.labels.subject import Reader
from services.common.labels.xml_tree import XmlError, parse_xml

NAMESPACE: Final = "urn:nato:stanag:4774:confidentialityclearance:1:0"
ROOT: Final = "ConfidentialityClearance"


def read_clearance(data: bytes, policies: Sequence[Policy], groups: Groups) -> Reader:
    """The reader that a clearance makes: the one nation among its permissive values, the highest level that
    stands there, communities and sensitivities, and held groups that cannot be expanded.

    Raises ``StanagError``: a clearance that names no nation, or more than one, grants nothing here.
    """
    try:
        root = parse_xml(data, MAX_BYTES)
    except XmlError as error:
        raise StanagError([Fault("xml", "", str(error))]) from error
    if root.tag != _name(ROOT):
        raise StanagError([Fault("root", "", f"the root is no {ROOT} of {NAMESPACE}")])
    policy = _policy(root, policies)
    held: dict[str, set[str]] = {}
    for category, values in _categories(root):
        field = "audience" if category.type == PERMISSIVE else category.field
        held.setdefault(field, set()).update(values)
    codes = {groups.code(value) for value in held.get("audience", ())} - {RELEASABLE.upper()}
    nations = sorted(code for code in codes if len(code) == ISO3 and not groups.is_group(code))
    if len(nations) != 1:
        listed = ", ".join(nations) or "none"
        raise StanagError([Fault("affiliation", "Category", f"names one nation, not {listed}")])
    return Reader.make(
        nations[0], {policy.name: _level(root, policy)}, filter(groups.is_opaque, codes),
        held.get("coi", ()), held.get("restrictive", ()),
    )  # fmt: skip


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _policy(root: ET.Element, policies: Sequence[Policy]) -> Policy:
    element = root.find(_name("PolicyIdentifier"))
    uri = "" if element is None else (element.get("URI") or "").strip()
    found = next((policy for policy in policies if uri == f"urn:oid:{policy.oid}"), None)
    if found is None:
        message = f"{uri!r:.80} is no policy that is known"
        raise StanagError([Fault("policy_unknown", "PolicyIdentifier", message)])
    return found


def _level(root: ET.Element, policy: Policy) -> int:
    names = [" ".join((one.text or "").split()).upper() for one in root.iter(_name("Classification"))]
    levels = [policy.level_named(name) for name in names]
    unknown = [name for name, level in zip(names, levels, strict=True) if level is None]
    if unknown or not levels:
        message = f"{unknown[0]!r:.40} is none of {policy.identifier}" if unknown else "is mandatory"
        raise StanagError([Fault("classification_unknown", "Classification", message)])
    return max(level.value for level in levels if level is not None)


def _categories(root: ET.Element) -> Iterator[tuple[Category, list[str]]]:
    for element in root.iter(_name("Category")):
        tag = " ".join((element.get("TagName") or "").split())
        category = BY_NAME.get(tag.casefold())
        if category is None:
            raise StanagError(
                [Fault("category_unknown", "Category", f"{tag!r:.40} is no category that is known")]
            )
        texts = [
            " ".join((value.text or "").split()).upper() for value in element.iter(_name("GenericValue"))
        ]
        yield category, [text for text in texts if text]
