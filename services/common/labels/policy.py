"""The policy: levels, words, colours and equivalences, read from a SPIF-like file (schema 2.1 flavour).

LABELS: no nation and no word of a policy stands in code; a foreign policy's level counts only through an
explicit equivalence. What the schema has no place for (the words of a marking, who holds the page) stands in
the element ``profile`` of our own namespace.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final
from xml.parsers import expat

from services.common.labels.model import MAX_LEVEL

SPIF: Final = "{http://www.xmlspif.org/spif}"
PROFILE: Final = "{urn:entente:labels:profile:1}"
MAX_BYTES: Final = 4_000_000
POLICIES: Final = Path(__file__).parent / "policies"
TAGS: Final = ("dissemination", "sensitivity", "community", "informative")
"""The sets of words that a policy may list, by the name of their tag set."""


class PolicyError(ValueError):
    """A policy file that cannot be read: says what is wrong, and never reads on."""


@dataclass(frozen=True, slots=True)
class Level:
    """One classification: its place 0 to 4, its name, its portion mark and its colours.

    ``banner`` is a whole heading of its own (COSMIC TOP SECRET); empty where the name is used.
    """

    value: int
    name: str
    portion: str
    colour: str
    text_colour: str
    banner: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a policy: canonical name (in the label), banner and portion form, its set and rank in it.

    ``family`` groups words of which only the highest ``rank`` survives a roll-up (TLP).
    """

    name: str
    banner: str
    portion: str
    tag: str
    family: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """How the policy writes markings, and where authorities differ. An empty word cannot be expressed.

    ``style``: ``sections`` (``//`` between categories) or ``context`` (NATO). ``holder`` makes the pages and
    is not named on its own. ``fgi``: others' material on its page becomes ``foreign`` instead of making the
    page joint (LABELS, roll-up rule 6).
    """

    name: str
    style: str = "sections"
    holder: str = ""
    fgi: bool = False
    lead: str = ""
    joint: str = "JOINT"
    release: str = "REL TO"
    release_short: str = ""
    display: str = "DISPLAY ONLY"
    only: str = "ONLY"
    foreign: str = "FGI"
    community: str = ""
    sensitivity: str = ""
    eyes: str = ""


@dataclass(frozen=True)
class Policy:
    """One version of one policy. Labels name it as ``name@version`` (``identifier``)."""

    name: str
    version: str
    oid: str
    levels: tuple[Level, ...]
    words: tuple[Word, ...]
    profiles: tuple[Profile, ...]
    equivalences: Mapping[tuple[str, int], int] = field(default_factory=dict)

    @property
    def identifier(self) -> str:
        """What a label's ``policy`` holds: ``name@version``."""
        return f"{self.name}@{self.version}"

    @staticmethod
    def load(path: Path) -> Policy:
        """Read a policy file; ``PolicyError`` says what is wrong. No entity, no DOCTYPE, no outside fetch."""
        return Policy.parse(path.read_bytes())

    @staticmethod
    def parse(data: bytes) -> Policy:
        """Read a policy from its bytes, as ``load`` does."""
        root = _tree(data)
        if root.tag != f"{SPIF}SPIF" or root.get("schemaVersion") != "2.1":
            raise PolicyError("not a SPIF of schema version 2.1")
        identity = _only(root, f"{SPIF}securityPolicyId")
        levels = tuple(_levels(root))
        profiles = tuple(_profile(element) for element in root.iter(f"{PROFILE}profile"))
        if not levels or not profiles:
            raise PolicyError("a policy lists at least one classification and one profile")
        return Policy(
            _need(identity, "name"), _need(root, "version"), _need(identity, "id"), levels,
            tuple(_words(root)), profiles, dict(_equivalences(root)),
        )  # fmt: skip

    def level(self, value: int) -> Level:
        """The classification of a level; ``PolicyError`` where the policy has none there (US: RESTRICTED)."""
        for level in self.levels:
            if level.value == value:
                return level
        raise PolicyError(f"{self.identifier} has no classification at level {value}")

    def level_named(self, text: str, portion: bool = False) -> Level | None:
        """The classification with that name (banner) or that mark (portion); exact, or ``None``."""
        return next((lv for lv in self.levels if text == (lv.portion if portion else lv.name)), None)

    def word(self, name: str, tag: str) -> Word | None:
        """The word with that canonical name in that set, or ``None``."""
        return next((word for word in self.words if word.tag == tag and word.name == name), None)

    def word_written(self, text: str, portion: bool) -> Word | None:
        """The word that is written so in a banner or a portion mark, or ``None``."""
        return next((w for w in self.words if text == (w.portion if portion else w.banner)), None)

    def profile(self, name: str | None = None) -> Profile:
        """The named profile, by default the first of the file; ``PolicyError`` for an unknown one."""
        for profile in self.profiles:
            if name is None or profile.name == name:
                return profile
        raise PolicyError(f"{self.identifier} has no profile {name}")

    def equivalent(self, policy_name: str, level: int) -> int | None:
        """This policy's level for another's; ``None`` without an explicit equivalence (quarantine it)."""
        return self.equivalences.get((policy_name, level))


@lru_cache(maxsize=1)
def shipped_policies() -> tuple[Policy, ...]:
    """Every policy that ships with the library, by file name."""
    return tuple(Policy.load(path) for path in sorted(POLICIES.glob("*.xml")))


def default_policy() -> Policy:
    """The demonstration coalition's policy (fictional), under which Entente makes labels by default."""
    return shipped_policy("coalition")


def shipped_policy(name: str) -> Policy:
    """The shipped policy of that name; ``PolicyError`` if there is none."""
    for policy in shipped_policies():
        if policy.name == name:
            return policy
    raise PolicyError(f"no policy {name} ships with the library")


def _tree(data: bytes) -> ET.Element:
    """Parse XML that may come from anywhere: bounded, and without any document type declaration."""
    if len(data) > MAX_BYTES:
        raise PolicyError(f"larger than {MAX_BYTES} bytes")
    _refuse_doctype(data)
    try:
        return ET.fromstring(data)
    except ET.ParseError as error:
        raise PolicyError(f"not well-formed: {error}") from error


def _refuse_doctype(data: bytes) -> None:
    def refuse(*_: object) -> None:
        raise PolicyError("a document type declaration is not allowed")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise PolicyError(f"not well-formed: {error}") from error


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


def _number(element: ET.Element, name: str) -> int:
    text = _need(element, name)
    if not text.isdecimal() or len(text) > 9:
        raise PolicyError(f"{name} is not a number: {text!r:.20}")
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


def _levels(root: ET.Element) -> list[Level]:
    levels = []
    for element in root.iter(f"{SPIF}securityClassification"):
        value = _number(element, "hierarchy")
        if value > MAX_LEVEL:
            raise PolicyError(f"hierarchy above {MAX_LEVEL}")
        banner, portion = _phrases(element)
        text_colour = element.get(f"{PROFILE}textColor", "#000000")
        name = _need(element, "name")
        whole = "" if banner == name else banner
        levels.append(Level(value, name, portion, _need(element, "color"), text_colour, whole))
    if len({level.value for level in levels}) != len(levels):
        raise PolicyError("two classifications have the same hierarchy")
    return sorted(levels, key=lambda level: level.value)


def _words(root: ET.Element) -> list[Word]:
    words = []
    for tags in root.iter(f"{SPIF}securityCategoryTagSet"):
        tag = _need(tags, "name")
        if tag not in TAGS:
            raise PolicyError(f"unknown tag set {tag!r:.40}")
        for element in tags.iter(f"{SPIF}tagCategory"):
            rank = int(element.get(f"{PROFILE}rank", "0"))
            family = element.get(f"{PROFILE}family", "")
            words.append(Word(_need(element, "name"), *_phrases(element), tag, family, rank))
    return words


def _equivalences(root: ET.Element) -> list[tuple[tuple[str, int], int]]:
    return [
        ((_need(item, "policyRef"), _number(item, "lacv")), _number(element, "hierarchy"))
        for element in root.iter(f"{SPIF}securityClassification")
        for item in element.findall(f"{SPIF}equivalentClassification")
    ]


def _profile(element: ET.Element) -> Profile:
    known = set(Profile.__dataclass_fields__)
    unknown = set(element.keys()) - known
    if unknown:
        raise PolicyError(f"unknown profile setting {sorted(unknown)[0]!r:.40}")
    given = dict(element.items())
    fgi = given.pop("fgi", "false") == "true"
    _need(element, "name")
    return Profile(**given, fgi=fgi)
