"""A SPIF that others made (schema 2.0 or 2.1): what decides is read, and all else that it says is told.

Such a file says nothing of how markings are written here, and its levels are its own: labels of it are read
and compared with each other; with another policy's only by an equivalence that we state.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final

from services.common.labels.model import MAX_LEVEL
from services.common.labels.policy import UNWRITTEN, Level, Policy, PolicyError, Profile, Word
from services.common.labels.spif_rules import FIELDS, LISTS, SPIF, Reading, kind_of, take_rules

_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
VERSIONS: Final = ("2.0", "2.1")
_UNREAD: Final = {
    "equivalentSecCategoryTag": "what a category is in other policies: it has to be stated here",
    "equivalentSecurityCategoryTagSet": "what a set is in other policies: it has to be stated here",
    "equivalentClassification": "what a level is in other policies, by a value of theirs: it has to be "
    "stated here",
    "markingQualifier": "how lists are written in a marking: a profile says it here",
    "privacyMarks": "privacy marks: they are carried with a label, and not checked",
    "extensions": "extensions, that are not known here",
    "defaultSecurityPolicyId": "which policy holds where none is named: here there is none then",
}

_KNOWN: Final = (
    "SPIF", "securityPolicyId", "securityClassifications", "securityClassification", "markingData", "code",
    "securityCategoryTagSets", "securityCategoryTagSet", "securityCategoryTag", "tagCategory",
    "excludedClass",
    "requiredCategory", "categoryGroup", "excludedCategory", "equivalentPolicies", "equivalentPolicy",
    "qualifier", "privacyMark", "updateInfo",
)  # fmt: skip


def read_others(root: ET.Element) -> Policy:
    """The policy of a tree; its ``notes`` say what of it does not count here. Raises ``PolicyError``."""
    version = root.get("schemaVersion", "")
    if root.tag != f"{SPIF}SPIF" or version not in VERSIONS:
        said = f"of schema version {version:.20}" if version else "with a schema version"
        raise PolicyError(f"no SPIF {said}: {' and '.join(VERSIONS)} are read")
    identity = root.find(f"{SPIF}securityPolicyId")
    if identity is None or not identity.get("name") or not identity.get("id"):
        raise PolicyError("securityPolicyId with its name and id is missing")
    found = sorted(root.iter(f"{SPIF}securityClassification"), key=lambda one: _number(one, "hierarchy"))
    if not 1 <= len(found) <= MAX_LEVEL + 1:
        raise PolicyError(f"it has {len(found)} classifications, and 1 to {MAX_LEVEL + 1} are known here")
    levels = tuple(_level(value, element) for value, element in enumerate(found))
    reading = Reading({level.name: level.value for level in levels})
    if len(reading.levels) < len(levels):
        raise PolicyError("two classifications have the same name")
    sets = list(root.iter(f"{SPIF}securityCategoryTagSet"))
    for element in sets:
        _take_set(element, reading)
    for element in sets:
        take_rules(element, reading)
    _tell(root, found, reading)
    name = re.sub(r"[^a-z0-9_.-]+", "-", str(identity.get("name")).lower())
    profile = Profile(name, UNWRITTEN)
    return Policy(
        name, root.get("version") or "0", str(identity.get("id")), levels, tuple(reading.words), (profile,),
        conditions={name: tuple(reading.conditions)}, notes=tuple(reading.notes),
        tags={one.get("name", "").lower(): one.get("id", "") for one in sets if one.get("id")},
    )  # fmt: skip


def _number(element: ET.Element, name: str) -> int:
    text = element.get(name, "")
    if not text.isdecimal() or len(text) > 9:
        raise PolicyError(f"{name} is no number: {text!r:.20}")
    return int(text)


def _level(value: int, element: ET.Element) -> Level:
    """A classification by its place in the file's own order, with its name as the banner says it."""
    name = element.get("name", "")
    if not name:
        raise PolicyError("securityClassification lacks name")
    whole = f"{_phrase(element, 'replacePolicy')} {_phrase(element, 'pageTopBottom') or name}".strip()
    return Level(value, name, name, element.get("color", ""), "", "" if whole == name else whole)


def _phrase(element: ET.Element, place: str) -> str:
    """What is written at a place, in English or in no language; empty where the file does not say."""
    for marking in element.findall(f"{SPIF}markingData"):
        codes = [(code.text or "").strip() for code in marking.findall(f"{SPIF}code")]
        if marking.get(_LANGUAGE, "en").partition("-")[0] == "en" and place in codes:
            return marking.get("phrase", "")
    return ""


def _take_set(tags: ET.Element, reading: Reading) -> None:
    """The words of a set, by its name or else by the type of each tag; a list of nations has none."""
    name = tags.get("name", "")
    known = {(word.name, word.tag) for word in reading.words}
    for tag in tags.findall(f"{SPIF}securityCategoryTag"):
        kind = kind_of(tag)
        where = FIELDS.get(
            name.casefold(), {"restrictive": "sensitivity", "informative": "informative"}.get(kind, "")
        )
        if not where:
            said = f"a {kind or 'nameless'} set says who reads in a way that is not known here"
            reading.note(f"{name}: {said}; a label that names it is refused")
            continue
        for category in tag.findall(f"{SPIF}tagCategory"):
            word = category.get("name", "").upper()
            if not word:
                raise PolicyError("tagCategory lacks name")
            for key in ((name, kind, category.get("lacv", "")), (name, kind, "")):
                reading.named.setdefault(key, []).append("REL" if where == "rel" else word)
            if where in LISTS:
                continue
            if (word, where) in known:
                raise PolicyError(f"two categories are {word}")
            known.add((word, where))
            banner = _phrase(category, "pageTopBottom") or word
            reading.words.append(Word(word, banner, banner, where))


def _tell(root: ET.Element, classifications: Sequence[ET.Element], reading: Reading) -> None:
    """What the file says that does not count here."""
    for tag, text in _UNREAD.items():
        if next(root.iter(f"{SPIF}{tag}"), None) is not None:
            reading.note(f"{tag}: {text}")
    for element in classifications:
        if element.find(f"{SPIF}requiredCategory") is not None:
            reading.note(f"{element.get('name')}: what has to stand beside this level is not looked at")
        if element.get("obsolete") in ("true", "1"):
            reading.note(f"{element.get('name')} is obsolete: it is read, and not to be given")
    if root.get("notBefore") or root.get("notAfter"):
        reading.note("the policy counts for a time, which is not looked at")
    known = {*_UNREAD, *_KNOWN}
    added = {one for extended in root.iter(f"{SPIF}extensions") for one in extended.iter()}
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if element not in added and (not element.tag.startswith(SPIF) or name not in known):
            reading.note(f"{name}: an element that the schema does not have there")
