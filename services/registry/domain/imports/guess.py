"""What each column probably is, from its name and its values: a proposal that a person corrects."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from services.registry.domain.imports import cells, countries
from services.registry.domain.imports.dates import dates
from services.registry.domain.imports.mapping import SUMS, Column, FileMapping, Identity, Options, Totals
from services.registry.domain.imports.money import money, said_by
from services.registry.domain.imports.targets import TARGETS, Target

ENOUGH: Final = 0.5
"""A column whose best field is less sure than this is left to the person."""
_NAME_ALONE: Final = 0.75
_TOTAL_WORDS: Final = frozenset({"total", "totals", "grand total", "sum"})
_APART: Final = re.compile(r"[/|\n()\[\]]")
_HELD: Final = 0.8
"""How like a column's name is to one that it holds among other words."""
_PARTS: Final = 8
"""Names of which one is compared, of those that one cell gives a column."""
LONGEST: Final = 500
"""Signs of a value by which its field is guessed: what tells a date, a country or a sum is shorter."""
_NAMES: Final = sorted({one for target in TARGETS.values() for one in target.names})


@dataclass(frozen=True, slots=True)
class Guess:
    """A field for a column, how sure it is (0 to 1), and why in words."""

    target: str
    confidence: float
    why: str


def guesses(header: Sequence[str], samples: Mapping[str, Sequence[str]]) -> dict[str, Guess]:
    """The best field of each column; a field is given once, to the column that is surest of it."""
    scored = sorted(
        (guess for name in header for guess in _candidates(name, samples.get(name, ()))),
        key=lambda one: -one[1].confidence,
    )
    chosen: dict[str, Guess] = {}
    taken: set[str] = set()
    for name, guess in scored:
        if name not in chosen and guess.target not in taken and guess.confidence >= ENOUGH:
            chosen[name] = guess
            taken.add(guess.target)
    return chosen


def _candidates(name: str, values: Sequence[str]) -> list[tuple[str, Guess]]:
    said = [begun for value in values if cells.text(begun := value[:LONGEST]).value]
    found = []
    fits: dict[tuple[str, bool], float | None] = {}  # many fields are read alike
    for target in TARGETS.values():
        like = max((_alike(name, one) for one in target.names), default=0.0)
        how = (target.name if target.reads == "word" else target.reads, like >= 0.8)
        if how not in fits:
            fits[how] = _fits(target, said, named=like >= 0.8)
        fit = fits[how]
        if like >= 0.8 or (fit is not None and fit >= 0.8 and target.reads in ("country", "date", "word")):
            sure, why = _weighed(like, fit)
            found.append((name, Guess(target.name, round(sure, 2), why)))
    return found


def names_known(cells_of_a_line: Sequence[str]) -> int:
    """How many fields a line names: a line of names does, titles above it and data below it do not."""
    return sum(map(_known, [cell for cell in cells_of_a_line if len(cell) < 60 and cell.strip()]))


@lru_cache(maxsize=20_000)
def _known(name: str) -> bool:
    """Whether it is nearly a known name, or one of several that it has: `_alike` of any of them."""
    found = (
        process.extractOne(_plain(one), _NAMES, scorer=fuzz.ratio, score_cutoff=100 * _HELD)
        for one in (name, *_parts(name))
    )
    return any(best is not None and best[1] > 100 * _HELD for best in found)


def _parts(name: str) -> list[str]:
    parts = [part for part in _APART.split(name) if part.strip()][:_PARTS]
    return parts if len(parts) > 1 else []


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").replace(".", " ").casefold().split())


def _alike(name: str, known: str) -> float:
    """How like a column's name, or one of several that it has ("Event / Title"), is to a known one."""
    return max(_like(name, known), *(min(0.95, _like(part, known)) for part in _parts(name)), 0.0)


def _like(name: str, known: str) -> float:
    plain = _plain(name)
    if plain == known:
        return 1.0
    words = plain.split()  # "No. of people", "Est. cost": a known name with a word or two around it
    held = len(known) > 3 and len(words) <= 3 and set(known.split()) <= set(words)
    return max(fuzz.ratio(plain, known) / 100, _HELD if held else 0.0)


def _weighed(like: float, fit: float | None) -> tuple[float, str]:
    if fit is None:
        return like * _NAME_ALONE if like < 1 else 0.85, "by its name"
    if like < 0.8:
        return 0.35 + 0.25 * fit, "by its values"
    return 0.5 * like + 0.5 * fit, "by its name and its values"


def _dated(value: str, named: bool) -> bool:
    """Whether a value is a date; a day's number in a spreadsheet is one where the column is ``named`` so."""
    read = dates(value)
    if "date_serial" in read.issues:
        return named
    return bool(read.value) and not value.strip().isdigit()


def _fits(target: Target, said: Sequence[str], *, named: bool) -> float | None:
    """The share of values that read well as such a field, by which the column may be ``named``; None where
    any text would, or nothing is there.
    """
    good: dict[str, Callable[[str], bool]] = {
        "country": lambda one: bool(countries.country(one).value),
        "date": lambda one: _dated(one, named),
        "whole": lambda one: not cells.whole(one).issues,
        "money": lambda one: money(one).value.amount is not None,
        "word": lambda one: cells.key_of(one) in target.meant,
        "year": lambda one: any(year in one for year in ("19", "20", "FY")),
    }
    if not said or target.reads not in good:
        return None
    return sum(map(good[target.reads], said)) / len(said)


def id_column(header: Sequence[str], samples: Mapping[str, Sequence[str]]) -> str | None:
    """The column that seems to identify rows: named so, with a value of its own in every row."""
    names = {
        "id",
        "row no",
        "rowno",
        "row",
        "no",
        "number",
        "key",
        "ref",
        "reference",
        "record id",
        "activity id",
        "event id",
        "uid",
        "guid",
        "identifier",
    }
    for name in header:
        values = [value.strip() for value in samples.get(name, ())]
        plain = " ".join(name.replace("_", " ").casefold().split())
        if plain in names and values and all(values) and len(set(values)) == len(values):
            return name
    return None


def mapping_of(
    header: Sequence[str],
    samples: Mapping[str, Sequence[str]],
    source: str,
    found: Mapping[str, Guess] | None = None,
) -> FileMapping:
    """A whole mapping to begin with, from guesses alone (``found``: where they are known)."""
    found = guesses(header, samples) if found is None else found
    columns = tuple(Column(name, found[name].target) for name in header if name in found)
    identity = Identity(source, id_column(header, samples))
    currency, times = said_by(next((one.column for one in columns if one.target == "cost"), ""))
    return FileMapping(
        columns,
        {"currency": currency} if currency else {},
        Options(cost_times=times),
        total_of(columns, samples),
        identity,
    )


def total_of(columns: Sequence[Column], samples: Mapping[str, Sequence[str]]) -> Totals | None:
    """The total of the whole list that stands under it: a title that is this word and no other."""
    by_target = {one.target: one.column for one in columns}
    title = by_target.get("title", "")
    words = {one.strip() for one in samples.get(title, ()) if one.strip().casefold() in _TOTAL_WORDS}
    sums: dict[str, str] = {target: by_target[target] for target in SUMS if target in by_target}
    return Totals(title, tuple(sorted(words)), (), sums) if words and sums else None
