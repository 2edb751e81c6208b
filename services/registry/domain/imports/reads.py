"""How the cells of one column are read: each distinct value once, then by look-up."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.registry.domain.areas import area
from services.registry.domain.imports import cells, countries
from services.registry.domain.imports.copytext import array, escape
from services.registry.domain.imports.dates import century
from services.registry.domain.imports.issues import Issue
from services.registry.domain.imports.mapping import Column, Options
from services.registry.domain.imports.money import Money, money
from services.registry.domain.imports.patterns import compiled
from services.registry.domain.imports.targets import LONGEST, LONGEST_TEXT, TARGETS

MOST_REMEMBERED: Final = 40_000
"""Distinct values that a column's memory holds before it begins anew: memory stays flat on any file."""


@dataclass(slots=True)
class Read:
    """A cell as it was read: the value, the same as COPY text, and what there is to say about it."""

    value: Any
    text: str
    issues: tuple[Issue, ...] = ()


NOTHING: Final = Read("", "")


class Memory(dict[str, Read]):
    """Raw value to what was read of it."""

    def __init__(self, read: Callable[[str], Read]) -> None:
        """``read`` is asked once for each distinct value."""
        super().__init__()
        self._read = read
        self.tells = False
        """Whether there was something to say about a value."""

    def __missing__(self, raw: str) -> Read:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        made = self[raw] = self._read(raw)
        if made.issues:
            self.tells = True
        return made


def reader(rule: Column, options: Options, empties: cells.Empties) -> Callable[[str], Read]:
    """The function that reads a column's cells for its field."""
    target = TARGETS[rule.target]
    base = _BASES[target.reads](rule.target, options, empties)
    if rule.pairs or rule.otherwise is not None:
        base = _looked_up(rule, empties)

    def read(raw: str) -> Read:
        cell = base(raw)
        issues = tuple(Issue(kind, rule.column) for kind in cell.issues)
        return Read(cell.value, as_copy(cell.value), issues)

    return read


def constant(target: str, value: str, options: Options) -> Read:
    """The value that every row has in a field, read as a cell would be."""
    cell = _BASES[TARGETS[target].reads](target, options, cells.Empties())(value)
    return Read(cell.value, as_copy(cell.value))


def as_copy(value: Any) -> str:
    r"""A value as COPY reads it; nothing is ``\N`` for numbers and empty for texts."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, tuple):
        return array(value)
    if isinstance(value, Money):
        return "\\N" if value.amount is None else str(value.amount)
    return str(value)


Base = Callable[[str], "cells.Cell[Any]"]


def _looked_up(rule: Column, empties: cells.Empties) -> Base:
    """By the pairs; of a field that takes only some words the others are read as without them, and told."""
    pairs = [(compiled(pattern), value) for pattern, value in rule.pairs]
    reads = TARGETS[rule.target].reads
    several, tidy = reads in ("words", "countries"), _tidy(rule.target) if reads == "words" else str
    known = TARGETS[rule.target].known
    others = _word(rule.target, Options(), empties) if known and rule.otherwise is None else None

    def read(raw: str) -> "cells.Cell[Any]":
        value = cells.text(raw, empties).value
        found = next((meant for pattern, meant in pairs if pattern.match(value)), None)
        if found is None and others is not None:
            return others(raw)
        if found is None:
            found = rule.otherwise or ""
        if not several:
            return cells.Cell(found)
        return cells.Cell((tidy(found),) if found else ())

    return read


def _text(target: str, _: Options, empties: cells.Empties) -> Base:
    longest = LONGEST.get(target, LONGEST_TEXT)
    return lambda raw: cells.text(raw, empties, longest)


def _word(target: str, _: Options, empties: cells.Empties) -> Base:
    known = TARGETS[target].meant

    def read(raw: str) -> cells.Cell[str]:
        value = cells.text(raw, empties).value
        found = known.get(cells.key_of(value), "")
        return cells.Cell(found, () if found or not value else ("word_unknown",))

    return read


def _tidy(target: str) -> Callable[[str], str]:
    """How one of several words is kept."""
    return area if target == "capability_areas" else str.lower


def _words(target: str, _: Options, empties: cells.Empties) -> Base:
    tidy = _tidy(target)

    def read(raw: str) -> cells.Cell[tuple[str, ...]]:
        cell = cells.text(raw, empties, LONGEST_TEXT)
        parts = (tidy(part.strip()) for part in re.split(r"[;|/\n]|,\s", cell.value))
        return cells.Cell(tuple(dict.fromkeys(part for part in parts if part)), cell.issues)

    return read


def _country(target: str, options: Options, empties: cells.Empties) -> Base:
    read = countries.hosts if target == "host" else countries.country  # only hosts can be several
    return lambda raw: read(raw, options.country_aliases, empties)


def _year(_: str, __: Options, empties: cells.Empties) -> Base:
    after_fy = re.compile(r"(?:\bFY|Fiscal Year)\s*'?(\d{4}|\d{2})(?!\d)", re.IGNORECASE)
    plain = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")

    def read(raw: str) -> cells.Cell[int | None]:
        value = cells.text(raw, empties).value
        found = after_fy.search(value) or plain.search(value)
        return cells.Cell(century(found.group(1)) if found else None)

    return read


def _currency(_: str, __: Options, empties: cells.Empties) -> Base:
    def read(raw: str) -> cells.Cell[str]:
        value = cells.text(raw, empties).value.upper()
        good = re.fullmatch(r"[A-Z]{3}|", value) is not None
        return cells.Cell(value if good else "", () if good else ("word_unknown",))

    return read


_BASES: Final[dict[str, Callable[[str, Options, cells.Empties], Base]]] = {
    "text": _text,
    "word": _word,
    "words": _words,
    "country": _country,
    "countries": lambda _, options, empties: (
        lambda raw: countries.countries(raw, options.country_aliases, empties)
    ),
    "year": _year,
    "whole": lambda _, __, empties: lambda raw: cells.whole(raw, empties),
    "money": lambda _, options, empties: (
        lambda raw: money(raw, options.date_order, options.decimal, empties, options.cost_times)
    ),
    "currency": _currency,
    "date": lambda _, __, ___: cells.Cell,
}


def first_that_says(columns: Sequence[Sequence[Read]]) -> Sequence[Read]:
    """Of several columns for one field, row by row, the first that says something."""
    if len(columns) == 1:
        return columns[0]
    if len(columns) == 2:
        return [one if one.value or not other.value else other for one, other in zip(*columns, strict=True)]
    return [next((one for one in row if one.value), row[0]) for row in zip(*columns, strict=True)]
