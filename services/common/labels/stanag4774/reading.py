"""What readers of the form share: what was wrong so far, and how texts, dates and orders are read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from services.common.labels.groups import Groups
from services.common.labels.policy import Policy, newest_of
from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.form import BY_NAME, Category, local, of_label
from services.common.labels.xml_tree import XmlError, parse_xml

MAX_BYTES: Final = 256_000
UNREAD: Final = "\ufffd"
"""Stands for a letter that is none of those that values are written in."""
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?")
_OID: Final = re.compile(r"urn:oid:[0-2](\.(0|[1-9]\d{0,39}))+", re.IGNORECASE)


@dataclass
class Reading:
    """One reading of a document under these policies; ``repair``: what can be put right is, and told."""

    policies: Sequence[Policy]
    groups: Groups
    repair: bool = False
    received: datetime | None = None
    faults: list[Fault] = field(default_factory=list)
    repairs: list[Fault] = field(default_factory=list)

    def wrong(self, rule: str, at: str, message: str, mends: bool = False) -> None:
        """Keep a fault; one that ``mends`` is put right instead where that is asked for."""
        (self.repairs if mends and self.repair else self.faults).append(Fault(rule, at, message))

    def stop(self) -> None:
        """Raise ``StanagError`` with all that is wrong, where anything is."""
        if self.faults:
            raise StanagError(self.faults)

    def date(self, text: str | None, at: str) -> datetime | None:
        """A date and time of XML Schema with its zone."""
        if text is None:
            return None
        try:
            found = datetime.fromisoformat(text.strip()) if _DATE.fullmatch(text.strip()) else None
        except ValueError:
            found = None
        if found is None:
            self.wrong("date_form", at, f"{text!r:.40} is no date and time")
        elif found.tzinfo is None:
            self.wrong("date_form", at, "carries no time zone")
            return None
        return found

    def ordered(self, parent: ET.Element, order: Sequence[str], others: Sequence[str] = ()) -> None:
        """Refuse what has no place in ``parent`` (ADatP-4774, annex A of appendix 1), or stands in another.

        Elements of other namespaces are extensions that local use knows: what they ask for is not known here.
        """
        reached = 0
        for element in parent:
            name = local(element.tag)
            if element.tag == of_label(name) and name in order:
                place = order.index(name)
                if place < reached:
                    self.wrong("order", name, f"stands before {order[reached]}", mends=True)
                reached = max(place, reached)
            elif element.tag.startswith("{") and element.tag != of_label(name):
                self.wrong("extension", name, "is an extension that is not known here", mends=True)
            elif name not in others:
                self.wrong("element_unknown", name, "stands in no place of the form")

    def only(self, parent: ET.Element, name: str) -> ET.Element | None:
        """The one child of that name; a fault where it stands more than once."""
        found = parent.findall(of_label(name))
        if len(found) > 1:
            self.wrong("element_twice", name, "stands more than once")
        return found[0] if found else None

    def policy(self, parent: ET.Element, within: str) -> Policy | None:
        """The policy that is named, by its object identifier, else by name, in its newest version: the form
        says none.
        """
        element = parent.find(f"{{{within}}}PolicyIdentifier")
        if element is None:
            self.wrong("policy_missing", "PolicyIdentifier", "is mandatory")
            return None
        uri, name = (element.get("URI") or "").strip(), text_of(element).casefold()
        if uri and not _OID.fullmatch(uri):
            self.wrong("uri_form", "PolicyIdentifier", f"{uri!r:.80} is no urn:oid of a policy")
            return None
        fits = [one for one in self.policies if _names(one, uri, name)]
        if not fits:
            self.wrong(
                "policy_unknown", "PolicyIdentifier", f"{uri or name!r:.80} is no policy that is known"
            )
            return None
        if name != fits[0].name.casefold() and any(one.name.casefold() == name for one in self.policies):
            self.wrong("policy_disagrees", "PolicyIdentifier", f"{uri:.80} is not that of {name:.40}")
            return None
        return newest_of(fits, fits[0].name)

    def category(self, element: ET.Element, policy: Policy) -> Category | None:
        """The category of a policy that an element is of, by its tag name and type."""
        given = {name.casefold(): (name, value) for name, value in element.attrib.items()}
        if len(given) < len(element.attrib):
            self.wrong("attribute_twice", "Category", "says an attribute twice, in letters that differ")
        for right in ("TagName", "Type"):
            name = given.get(right.casefold(), (right, ""))[0]
            if name != right:
                self.wrong("attribute_case", f"Category/@{name}", f"is written {right}", mends=True)
        tag = collapsed(given.get("tagname", ("", ""))[1])
        category = BY_NAME.get(tag.casefold())
        if category is None:
            self.wrong("category_unknown", f"Category {tag!r:.40}", "is no category that is known")
            return None
        kind = given.get("type", ("", ""))[1].strip()
        if kind.upper() != category.type:
            self.wrong("category_type", category.name, f"is {category.type}, not {kind or 'without a type'}")
        elif kind != category.type:
            self.wrong("type_case", category.name, f"{kind} is written {category.type}", mends=True)
        uri = (element.get("URI") or "").strip()
        if uri and not _OID.fullmatch(uri):
            self.wrong("uri_form", category.name, f"{uri!r:.80} is no urn:oid of a category")
        known = policy.tags.get(category.name.lower())
        if uri and known is not None and uri.lower() != f"urn:oid:{known}":
            self.wrong("category_uri", category.name, f"is urn:oid:{known}, not {uri:.80}")
        return category

    def values(self, element: ET.Element, category: Category) -> Iterator[str]:
        """The values of a category: each a GenericValue, none empty."""
        generic = element.tag.removesuffix("Category") + "GenericValue"
        for value in element:
            text = text_of(value)
            if value.tag != generic:
                self.wrong("value_form", category.name, f"{local(value.tag)} is no GenericValue")
            elif not text:
                self.wrong("value_empty", category.name, "a value is empty")
            else:
                yield text
        if not len(element):
            self.wrong("value_missing", category.name, "has no value")


def _names(policy: Policy, uri: str, name: str) -> bool:
    return uri.lower() == f"urn:oid:{policy.oid}" if uri else name == policy.name.casefold()


def text_of(element: ET.Element) -> str:
    """The text of an element, its white space collapsed; nothing of an element that holds others."""
    return "" if len(element) else collapsed(element.text or "")


def collapsed(text: str) -> str:
    """A text, its white space collapsed. A letter that becomes one of ASCII where case is not looked at (the
    long s) is none of it: what is read as SECRET is written so.
    """
    found = (" " if one.isspace() else UNREAD if _folds(one) else one for one in text)
    return " ".join("".join(found).split())


def _folds(letter: str) -> bool:
    if letter.isascii() or letter in "ßẞ":
        return False
    return letter.upper().isascii() or letter.casefold().isascii()


def document(data: bytes, most: int = MAX_BYTES) -> ET.Element:
    """The tree of a document. Raises ``StanagError``."""
    try:
        return parse_xml(data, most)
    except XmlError as error:
        raise StanagError([Fault("xml", "", str(error))]) from error
