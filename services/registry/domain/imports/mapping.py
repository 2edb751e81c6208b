"""A mapping: which column fills which field and how, what the file prints as totals, what identifies a row.

Plain values with one check that names the place of each fault, as a JSON pointer and a rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.registry.domain.imports.cells import NOTHING
from services.registry.domain.imports.countries import CODES
from services.registry.domain.imports.dates import ORDERS, Years
from services.registry.domain.imports.money import TIMES
from services.registry.domain.imports.patterns import PatternError, compiled
from services.registry.domain.imports.targets import TARGETS

SEVERAL: Final = frozenset({"fiscal_year", "tool", "title", "place", "host", "start", "end"})
"""Fields that several columns may fill: the first that says something counts."""
AS_SHOWN: Final = "shown"
"""The order of dates where the file is to show it (`order`); where it does not, the month stands first."""
SUMS: Final = ("people", "cost")
MOST_PAIRS: Final = 500
HOST_ROLES: Final = ("host", "recipient")
"""What the country of a row is to its activity."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that fills a field. ``pairs`` (pattern, value) look words up, ``otherwise`` is the rest.

    Without it the rest is read as without pairs; with an empty one it says nothing.
    """

    column: str
    target: str
    pairs: tuple[tuple[str, str], ...] = ()
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How cells are meant throughout a file."""

    date_order: str = AS_SHOWN
    decimal: str = "."
    empty: tuple[str, ...] = NOTHING
    years: Years | None = None
    country_aliases: Mapping[str, str] = field(default_factory=dict)
    cost_behind_unit: bool = False
    host_role: str = "host"
    cost_times: int = 1
    """What amounts are multiplied by, but for those that say it themselves."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How a file prints totals: the column and its words, what a total is of, and what it sums.

    Without ``group`` a total is of the whole file. ``bare``: a row with sums in which all of these columns
    are empty is a total, too, whose words were lost.
    """

    column: str
    patterns: tuple[str, ...]
    group: tuple[str, ...]
    sums: Mapping[str, str] = field(default_factory=dict)
    bare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """What a row is called: by a ``column`` of the file, or by the digest of ``cells`` (all, if none)."""

    source: str
    column: str | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileMapping:
    """A whole mapping."""

    columns: tuple[Column, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    options: Options = Options()
    totals: Totals | None = None
    identity: Identity = Identity("")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a mapping: where, which rule, in words."""

    pointer: str
    rule: str
    text: str


def faults(mapping: FileMapping, header: Sequence[str]) -> Iterator[Fault]:
    """All that keeps a mapping from being used on a file with these columns; nothing where it fits."""
    known = set(header)
    yield from _column_faults(mapping, known)
    yield from _constant_faults(mapping)
    yield from _option_faults(mapping.options)
    if mapping.totals is not None:
        yield from _totals_faults(mapping.totals, known)
    if not mapping.identity.source.strip():
        yield Fault("/identity/source", "source_missing", "Name the source: it tells its rows from others'.")
    for name in (mapping.identity.column, *mapping.identity.cells):
        if name is not None and name not in known:
            yield Fault("/identity", "unknown_column", f"The file has no column {name!r}.")


def _column_faults(mapping: FileMapping, known: set[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, one in enumerate(mapping.columns):
        at = f"/columns/{place}"
        if one.column not in known:
            yield Fault(f"{at}/column", "unknown_column", f"The file has no column {one.column!r}.")
        if one.target not in TARGETS:
            yield Fault(f"{at}/target", "unknown_target", f"An activity has no field {one.target!r}.")
        elif one.target in seen and one.target not in SEVERAL:
            yield Fault(f"{at}/target", "target_twice", "Another column fills this field already.")
        seen.add(one.target)
        if len(one.pairs) > MOST_PAIRS:
            yield Fault(f"{at}/pairs", "too_many", f"At most {MOST_PAIRS} pairs.")
        for number, (pattern, value) in enumerate(one.pairs):
            yield from _pattern_faults(f"{at}/pairs/{number}", pattern)
            yield from _value_faults(f"{at}/pairs/{number}", one.target, value)
        if one.otherwise:
            yield from _value_faults(f"{at}/otherwise", one.target, one.otherwise)
    if "title" not in seen:
        yield Fault("/columns", "title_missing", "A column must fill the title.")


def _constant_faults(mapping: FileMapping) -> Iterator[Fault]:
    for name, value in mapping.constants.items():
        if name not in TARGETS or not TARGETS[name].constant:
            yield Fault(f"/constants/{name}", "unknown_target", "This field takes no constant.")
        else:
            yield from _value_faults(f"/constants/{name}", name, value)


def _value_faults(pointer: str, target: str, value: str) -> Iterator[Fault]:
    field_ = TARGETS.get(target)
    if field_ is None or not value:
        return
    if field_.known and value not in field_.known:
        yield Fault(pointer, "unknown_word", f"One of: {', '.join(field_.known)}.")
    if field_.reads == "country" and value not in CODES:
        yield Fault(pointer, "unknown_country", "A country by its ISO 3166-1 alpha-3 code.")


def _option_faults(options: Options) -> Iterator[Fault]:
    if options.date_order not in (orders := (AS_SHOWN, *ORDERS)):
        yield Fault("/options/date_order", "unknown_order", f"One of: {', '.join(orders)}.")
    if options.host_role not in HOST_ROLES:
        yield Fault("/options/host_role", "unknown_role", f"One of: {', '.join(HOST_ROLES)}.")
    if options.cost_times not in TIMES:
        yield Fault("/options/cost_times", "unknown_number", f"One of: {', '.join(map(str, TIMES))}.")
    if options.decimal not in (".", ","):
        yield Fault("/options/decimal", "unknown_sign", "A point or a comma.")
    for spelling, code in options.country_aliases.items():
        if code and code not in CODES:
            yield Fault(
                f"/options/country_aliases/{spelling}", "unknown_country", "An alpha-3 code, or nothing."
            )


def _totals_faults(totals: Totals, known: set[str]) -> Iterator[Fault]:
    for name in (totals.column, *totals.group, *totals.sums.values(), *totals.bare):
        if name not in known:
            yield Fault("/totals", "unknown_column", f"The file has no column {name!r}.")
    for place, pattern in enumerate(totals.patterns):
        yield from _pattern_faults(f"/totals/patterns/{place}", pattern)
    if not totals.patterns:
        yield Fault("/totals", "incomplete", "Totals need their words.")
    for name in totals.sums:
        if name not in SUMS:
            yield Fault(f"/totals/sums/{name}", "unknown_sum", f"One of: {', '.join(SUMS)}.")


def _pattern_faults(pointer: str, pattern: str) -> Iterator[Fault]:
    try:
        compiled(pattern)
    except PatternError:
        yield Fault(pointer, "pattern", "Words with at most four stars (anything) and # for a digit.")
