"""What may stand beside what in a SPIF that others made, as conditions on a label; the rest is told."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.common.labels.conditions import Condition
from services.common.labels.model import MAX_LEVEL
from services.common.labels.policy import PolicyError, Word

SPIF: Final = "{http://www.xmlspif.org/spif}"
FIELDS: Final = {
    "context": "owner", "only": "only", "releasable to": "rel", "display only": "display_only",
    "additional sensitivity": "sensitivity", "administrative": "informative",
    "community of interest": "community", "dissemination": "dissemination",
}  # fmt: skip
"""What the sets that STANAG 4774 names fill: lists of codes, or sets of words."""
LISTS: Final = ("owner", "only", "rel", "display_only")
MOST: Final = 500_000
"""Categories that all conditions of a file name between them: each may name all of a set."""


@dataclass
class Reading:
    """One file as it is read: its levels by name, its categories by set and value, and what was told."""

    levels: dict[str, int]
    words: list[Word] = field(default_factory=list)
    named: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    _counted: int = 0

    def count(self, names: int) -> None:
        """Raise ``PolicyError`` where the conditions name more than is looked at."""
        self._counted += names
        if self._counted > MOST:
            raise PolicyError(f"what may stand beside what names more than {MOST} categories")

    def note(self, text: str) -> None:
        """Tell something, once."""
        self.notes[text] = None


def kind_of(tag: ET.Element) -> str:
    """What a set does: restrictive, permissive or informative."""
    kind = tag.get("tagType", "")
    kind = tag.get("enumType", "") if kind == "enumerated" else kind
    return {"tagType7": "informative"}.get(kind, kind)


def take_rules(tags: ET.Element, reading: Reading) -> None:
    """What may stand beside what, as conditions on a label."""
    name = tags.get("name", "")
    where = FIELDS.get(name.casefold(), "")
    for tag in tags.findall(f"{SPIF}securityCategoryTag"):
        if not reading.named.get((name, kind_of(tag), "")):
            continue
        words = reading.named[(name, kind_of(tag), "")]
        for category in tag.findall(f"{SPIF}tagCategory"):
            word = category.get("name", "").upper()
            if category.get("obsolete") in ("true", "1"):
                reading.note(f"{word} ({name}) is obsolete: it is read, and not to be given")
            if category.get("notBefore") or category.get("notAfter"):
                reading.note(f"{word} ({name}) counts for a time, which is not looked at")
            if where in LISTS:
                if len(category.findall(f"{SPIF}excludedClass")) or category.get("requiredClass"):
                    reading.note(f"{name}: which levels a code may stand at is not looked at")
                continue
            reading.conditions += _conditions(word, category, reading)
            if tag.get("singleSelection") in ("true", "1"):
                reading.count(len(words))
                reading.conditions.append(
                    _condition(word, "stands alone in its set", without=set(words) - {word})
                )
        if tag.get("minSelection") or tag.get("maxSelection"):
            reading.note(f"{name}: how many of a set may stand together is not looked at")


def _condition(
    word: str, says: str, least: int = 0, most: int = MAX_LEVEL, needs: Sequence[str] = (),
    without: set[str] | None = None,
) -> Condition:  # fmt: skip
    return Condition(
        f"{word} {says}", (word,), f"{word} {says}", least, most, tuple(needs), tuple(sorted(without or ())),
        "", "", "",
    )  # fmt: skip


def _conditions(word: str, category: ET.Element, reading: Reading) -> Iterator[Condition]:
    barred = {
        reading.levels.get((one.text or "").strip(), -1) for one in category.findall(f"{SPIF}excludedClass")
    }
    required = category.get("requiredClass")
    allowed = [value for value in reading.levels.values() if value not in barred]
    if required:
        allowed = [value for value in allowed if value == reading.levels.get(required)]
    if not allowed or -1 in barred or allowed != list(range(allowed[0], allowed[-1] + 1)):
        reading.note(f"{word}: the levels at which it may stand are not in one row, and not looked at")
    elif len(allowed) < len(reading.levels):
        yield _condition(word, "stands at levels of its own", allowed[0], allowed[-1])
    for rule in category.findall(f"{SPIF}requiredCategory"):
        groups = [_group(one, reading) for one in rule.findall(f"{SPIF}categoryGroup")]
        operation = rule.get("operation", "")
        if not groups or not all(groups):
            reading.note(f"{word}: what has to stand beside it is not known here, and not looked at")
        elif operation == "all":
            for group in groups:
                yield _condition(word, f"asks for {' or '.join(group)}", needs=group)
        else:
            yield _condition(
                word, "asks for another beside it", needs=[one for group in groups for one in group]
            )
            if operation == "onlyOne":
                reading.note(f"{word}: that only one stands beside it is not looked at")
    for rule in category.findall(f"{SPIF}excludedCategory"):
        others = set(_group(rule, reading)) - {word}
        if others:
            yield _condition(word, f"excludes {' and '.join(sorted(others))}", without=others)
        else:
            reading.note(f"{word}: what it excludes is not known here, and not looked at")


def _group(element: ET.Element, reading: Reading) -> list[str]:
    every = element.get("all") in ("true", "1") or element.get("lacv") is None
    key = (element.get("tagSetRef", ""), kind_of(element), "" if every else element.get("lacv", ""))
    found = reading.named.get(key, [])
    reading.count(len(found))
    # Of a list of codes only that there is one can be asked.
    return [] if not every and found == ["REL"] else sorted(set(found))
