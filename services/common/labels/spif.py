"""A policy out of a file: an XML SPIF (schema 2.1), with what it has no place for in our own namespace.

The levels, words, colours and equivalences stand in the elements of the schema; how markings are written
(``profile``), headings of other owners (``heading``), levels that only others have (``other``), nations and
groups that may be named (``codes``) and what may stand beside what (``condition``) in those of
``urn:entente:labels:profile:1``.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from services.common.labels.conditions import Condition
from services.common.labels.model import MAX_LEVEL
from services.common.labels.policy import (
    MARK,
    PROGRAMS,
    Heading,
    Level,
    Policy,
    PolicyError,
    Profile,
    Word,
    newest_of,
    version_of,
)
from services.common.labels.spif_others import read_others
from services.common.labels.spif_rules import SPIF
from services.common.labels.spif_sound import require_known, require_sound
from services.common.labels.xml_tree import XmlError, parse_xml

PROFILE: Final = "{urn:entente:labels:profile:1}"
_PROGRAMS_MOST: Final = 99
_PROFILES_MOST: Final = 50
MAX_BYTES: Final = 4_000_000
POLICIES: Final = Path(__file__).parent / "policies"
TAGS: Final = (
    "dissemination", "sensitivity", "community", "informative", "control", "atomic", "controlled", "limit",
    "program",
)  # fmt: skip
"""The sets of words that a policy may list, by the name of their tag set."""


def load_policy(path: Path) -> Policy:
    """Read a policy file; ``PolicyError`` says what is wrong. No entity, no DOCTYPE, no outside fetch."""
    return read_policy(path.read_bytes())


def read_policy(data: bytes) -> Policy:
    """Read a policy from its bytes, as ``load_policy`` does; one that others made, without a profile, too."""
    try:
        root = parse_xml(data, MAX_BYTES)
    except XmlError as error:
        raise PolicyError(str(error)) from error
    if root.find(f"{PROFILE}profile") is None:
        return read_others(root)
    if root.tag != f"{SPIF}SPIF" or root.get("schemaVersion") != "2.1":
        raise PolicyError("not a SPIF of schema version 2.1")
    require_known(root, PROFILE)
    identity = _only(root, f"{SPIF}securityPolicyId")
    levels = _distinct([_level(element) for element in root.iter(f"{SPIF}securityClassification")])
    profiles = tuple(_profile(element) for element in root.iter(f"{PROFILE}profile"))
    if not levels or not 1 <= len(profiles) <= _PROFILES_MOST:
        raise PolicyError(f"a policy lists classifications, and 1 to {_PROFILES_MOST} profiles")
    common = tuple(_condition(element) for element in root.findall(f"{PROFILE}condition"))
    found = Policy(
        _need(identity, "name"), _need(root, "version"), _need(identity, "id"), levels,
        tuple(_words(root)), profiles, dict(_equivalences(root)),
        tuple(_heading(element) for element in root.iter(f"{PROFILE}heading")),
        tuple(_level(element) for element in root.iter(f"{PROFILE}other")),
        {name: common + own for name, own in _conditions(root)}, *_codes(root),
        {_need(tag, "name").lower(): _need(tag, "id") for tag in root.iter(f"{PROFILE}tag")},
    )  # fmt: skip
    require_sound(found)
    return found


@lru_cache(maxsize=1)
def shipped_policies() -> tuple[Policy, ...]:
    """Every policy that ships with the library, in all its versions."""
    return load_policies(POLICIES)


def load_policies(folder: Path) -> tuple[Policy, ...]:
    """The policies of a folder, each version a file; ``PolicyError`` where two say the same version."""
    found = tuple(load_policy(path) for path in sorted(folder.glob("*.xml")))
    for policy in found:
        if version_of(found, policy.identifier) is not policy:
            raise PolicyError(f"two files are {policy.identifier}")
    return found


def default_policy() -> Policy:
    """The demonstration coalition's policy (fictional), under which Entente makes labels by default."""
    return shipped_policy("coalition")


def shipped_policy(name: str) -> Policy:
    """The newest version of the shipped policy of that name; ``PolicyError`` if there is none."""
    found = newest_of(shipped_policies(), name)
    if found is None:
        raise PolicyError(f"no policy {name} ships with the library")
    return found


def _need(element: ET.Element, name: str) -> str:
    value = element.get(name)
    if not value:
        raise PolicyError(f"{element.tag.rpartition('}')[2]} lacks {name}")
    return value


def _only(root: ET.Element, tag: str) -> ET.Element:
    found = root.findall(tag)
    if len(found) != 1:
        raise PolicyError(f"needs exactly one {tag.rpartition('}')[2]}")
    return found[0]


def _number(element: ET.Element, name: str, most: int = 999_999_999) -> int:
    text = _need(element, name)
    if not (text.isascii() and text.isdecimal()) or len(text) > 9 or int(text) > most:
        raise PolicyError(f"{name} is no number up to {most}: {text!r:.20}")
    return int(text)


def _phrases(element: ET.Element) -> tuple[str, str]:
    """Banner and portion form: the name, unless markingData says otherwise for a place."""
    banner = portion = _need(element, "name")
    for marking in element.findall(f"{SPIF}markingData"):
        codes = {(code.text or "").strip() for code in marking.findall(f"{SPIF}code")}
        if "portionMarking" in codes:
            portion = _need(marking, "phrase")
        if "pageTopBottom" in codes:
            banner = _need(marking, "phrase")
    return banner, portion


def _level(element: ET.Element) -> Level:
    value, (banner, portion), name = (
        _number(element, "hierarchy", MAX_LEVEL), _phrases(element), _need(element, "name"),
    )  # fmt: skip
    text_colour = element.get(f"{PROFILE}textColor", "#000000")
    whole = "" if banner == name else banner
    return Level(value, name, portion, _need(element, "color"), text_colour, whole)


def _distinct(levels: list[Level]) -> tuple[Level, ...]:
    if len({level.value for level in levels}) != len(levels):
        raise PolicyError("two classifications have the same hierarchy")
    return tuple(sorted(levels, key=lambda level: level.value))


def _words(root: ET.Element) -> Iterator[Word]:
    for tags in root.iter(f"{SPIF}securityCategoryTagSet"):
        tag = _need(tags, "name")
        if tag not in TAGS:
            raise PolicyError(f"unknown tag set {tag!r:.40}")
        lead = tags.get(f"{PROFILE}lead", "")
        for element in tags.iter(f"{SPIF}tagCategory"):
            yield _word(element, tag, lead)


def _word(element: ET.Element, tag: str, lead: str) -> Word:
    """A word; ``lead`` stands before its canonical name, but for that of its set's mark itself."""

    def own(name: str) -> str:
        return element.get(f"{PROFILE}{name}", "")

    family, rank = own("family"), _number(element, f"{PROFILE}rank") if own("rank") else 0
    return Word(
        ("" if family == MARK else lead) + _need(element, "name"), *_phrases(element), tag, family, rank,
        _bars(own("also")), own("lapses") == "true", own("says"), _bars(own("portions")),
        own("counts") == "true", _bars(own("implies")),
        tuple((_need(one, "policyRef"), _need(one, "name")) for one in element.findall(f"{PROFILE}equal")),
    )  # fmt: skip


def _bars(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


def _equivalences(root: ET.Element) -> list[tuple[tuple[str, int], int]]:
    return [
        ((_need(item, "policyRef"), _number(item, "lacv", MAX_LEVEL)), _number(element, "hierarchy"))
        for element in root.iter(f"{SPIF}securityClassification")
        for item in element.findall(f"{SPIF}equivalentClassification")
    ]


def _heading(element: ET.Element) -> Heading:
    value = _number(element, "hierarchy", MAX_LEVEL)
    owner = tuple(sorted(_need(element, "owner").split(" ")))
    return Heading(owner, value, _need(element, "banner"), _need(element, "portion"))


def _codes(root: ET.Element) -> tuple[dict[str, tuple[str, ...]], bool]:
    """Codes with their names, and whether groups beyond them may be named."""
    found: dict[str, list[str]] = {}
    elements = root.findall(f"{PROFILE}codes")
    for entry in "|".join(" ".join((element.text or "").split()) for element in elements).split("|"):
        code, _, name = entry.strip().partition(" ")
        if code:
            found.setdefault(code, []).extend([name] if name else ())
    return {code: tuple(names) for code, names in found.items()}, any(
        element.get("groups") == "open" for element in elements
    )


def _conditions(root: ET.Element) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    for profile in root.iter(f"{PROFILE}profile"):
        own = tuple(_condition(element) for element in profile.findall(f"{PROFILE}condition"))
        yield _need(profile, "name"), own


def _condition(element: ET.Element) -> Condition:
    def listed(name: str) -> tuple[str, ...]:
        return _bars(element.get(name, ""))

    only = element.get("only", "")
    if not listed("when") or only not in ("", "portion", "banner"):
        raise PolicyError("a condition says when it counts, and for portion, banner or both")
    least = 0 if element.get("least") is None else _number(element, "least", MAX_LEVEL)
    most = MAX_LEVEL if element.get("most") is None else _number(element, "most", MAX_LEVEL)
    return Condition(
        _need(element, "name"), listed("when"), _need(element, "says"), least, most, listed("needs"),
        listed("without"), only, _need(element, "wrong"), element.get("right", ""), _levels(element),
    )  # fmt: skip


def _levels(element: ET.Element) -> tuple[int, ...]:
    given = _bars(element.get("levels", ""))
    if not all(one in map(str, range(MAX_LEVEL + 1)) for one in given):
        raise PolicyError(f"levels are numbers up to {MAX_LEVEL}, parted by bars")
    return tuple(map(int, given))


def _profile(element: ET.Element) -> Profile:
    given = dict(element.items())
    fgi, loose, after = (given.pop(name, "false") == "true" for name in ("fgi", "loose", "after"))
    _need(element, "name")
    programs = _number(element, "programs", _PROGRAMS_MOST) if given.pop("programs", "") else PROGRAMS
    return Profile(**given, fgi=fgi, loose=loose, after=after, programs=programs)
