"""Rows of a file to activities: column by column, then row by row, with everything that there is to say."""

import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from itertools import repeat
from typing import Any, Final

from services.common.reading import UNREADABLE
from services.registry.domain.imports.batch import EMPTY, REFUSED, TAKEN, Batch, Taken
from services.registry.domain.imports.cells import Empties
from services.registry.domain.imports.copytext import array, escape
from services.registry.domain.imports.dates import Span, When, Years, span
from services.registry.domain.imports.fields import Fields
from services.registry.domain.imports.identity import Occurrences
from services.registry.domain.imports.issues import Issue, Severity, flags_of
from services.registry.domain.imports.mapping import FileMapping
from services.registry.domain.imports.money import Money
from services.registry.domain.imports.reads import Read
from services.registry.domain.imports.reconcile import Reconciliation
from services.registry.domain.imports.targets import TARGETS
from services.registry.domain.imports.totals import TotalRows
from services.registry.domain.record import compared

_TRAILING: Final = re.compile(r"^(?P<name>.*\D\s)(?P<amount>\d{1,7})\Z")
_JOINED: Final = ("title", "host", "lead", "unit", "unit_lead", "nations", "place", "fiscal_year", "people",
                  "cost", "currency", "start", "end")  # fmt: skip
_PLAIN: Final = ("description", "tool", "cell", "purposes", "capability_areas", "sponsor",
                 "legal_authority", "programme", "operation", "status", "mode")  # fmt: skip
_REMEMBERED: Final = 40_000
Cells = tuple[Read, ...]
Nations = tuple[tuple[str, ...], tuple[str, ...], str, str]
"""Hosts, everyone, both as COPY text, and the hosts as likeness tells them."""
Dated = tuple[Span, str, str]
"""When it is, as COPY text, and as likeness tells it."""


class Interpreter:
    """Reads rows of a file with known columns by a mapping. What it remembers only makes it faster.

    `reconciliation` collects sums over all rows that were read, so every row is read once and in order.
    """

    def __init__(self, mapping: FileMapping, header: Sequence[str], today: date) -> None:
        """``mapping`` has no `faults` on this header. What ended before ``today`` is over."""
        self._today = today
        self.header = list(header)
        self.reconciliation = Reconciliation(mapping.totals, self.header, mapping.options)
        self._options = mapping.options
        self._empties = Empties(frozenset(("", *mapping.options.empty)))
        self._fields = Fields(mapping, header, self._empties)
        self._totals = TotalRows(mapping.totals, header, self.reconciliation) if mapping.totals else None
        self._occurrences = Occurrences(mapping.identity, self.header)
        self._id_column = mapping.identity.column or ""
        self._spans: dict[tuple[Any, ...], Dated] = {}
        self._nations: dict[tuple[Any, ...], Nations] = {}

    def read(self, rows: Sequence[Sequence[str]], first: int) -> Batch:
        """Read rows. ``first`` is the number of the first in the file; the line of columns has none."""
        batch = Batch(first, [TAKEN] * len(rows))
        whole = rows if self._all_whole(rows) else [self._whole(*row, batch) for row in enumerate(rows)]
        columns = list(zip(*whole, strict=True)) if whole else [()] * len(self.header)
        if self._totals is not None:
            self._totals.mark(self._totals.words(columns), batch, whole)
        fields = {name: self._fields.of(name, columns, len(whole)) for name in TARGETS}
        joined = zip(*(fields[name] for name in _JOINED), strict=True)
        plain = zip(*(fields[name] for name in _PLAIN), strict=True)
        telling = [fields[name] for name in (*_JOINED, *_PLAIN) if self._fields.tells(name)]
        said = zip(*telling, strict=True) if telling else repeat((), len(whole))
        for number, (cells, others, told) in enumerate(zip(joined, plain, said, strict=True)):
            if batch.outcomes[number] == TAKEN:
                issues = [issue for one in told if one.issues for issue in one.issues]
                self._row(batch, number, whole[number], cells, others, issues)
        batch.countries = self._fields.countries(columns, fields["host"])
        return batch

    def shown(self, row: Sequence[str]) -> dict[str, str]:
        """What the fields of one row were understood as, in words, for a sample."""
        whole = [*row, *[""] * len(self.header)][: len(self.header)]
        found = {name: self._fields.of(name, [(cell,) for cell in whole], 1)[0] for name in TARGETS}
        money: Money = found["cost"].value
        when = self._span(found["start"].value, found["end"].value, money.dates, found["fiscal_year"].value)[
            0
        ]
        shown = {name: _in_words(one.value) for name, one in found.items()}
        shown |= {"start": str(when.start or ""), "end": str(when.end or "")}
        return {name: value for name, value in shown.items() if value}

    def _all_whole(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether all have as many cells as there are columns, and none is the mark of an unreadable one."""
        width = len(self.header)
        return width != 2 and set(map(len, rows)) == {width}  # of two cells: the mark and what it is

    def _whole(self, number: int, row: Sequence[str], batch: Batch) -> Sequence[str]:
        """The row with as many cells as there are columns."""
        width = len(self.header)
        if len(row) == width and (width != 2 or row[0] != UNREADABLE):
            return row
        if not any(cell.strip() for cell in row):
            batch.outcomes[number] = EMPTY
            return [""] * width
        if row[0] == UNREADABLE:
            batch.tell(number, Issue("row_unreadable"))
            batch.outcomes[number] = REFUSED
            return [""] * width
        if len(row) < width:
            batch.tell(number, Issue("cells_too_few"))
            return [*row, *[""] * (width - len(row))]
        if any(cell.strip() for cell in row[width:]):
            batch.tell(number, Issue("cells_too_many"))
            batch.outcomes[number] = REFUSED
        return row[:width]

    def _span(self, start: str, end: str, extra: tuple[When, ...], about: int | None) -> Dated:
        key = (start, end, extra, about)
        known = self._spans.get(key)
        if known is None:
            if len(self._spans) > _REMEMBERED:
                self._spans.clear()
            years = self._options.years
            found = span(
                start, end, extra, about if years else None, self._options.date_order, years or Years(),
                self._empties,
            )  # fmt: skip
            alike = f"{_first(found.start)}\x1f{_first(found.end)}"
            known = self._spans[key] = (found, _span_text(found), alike)
        return known

    def _status(self, when: Span) -> str:
        last = when.end or when.start
        return "completed" if last is not None and last.last < self._today else "planned"

    def _nations_of(self, host: str, lead: str, others: tuple[str, ...]) -> Nations:
        key = (host, lead, others)
        known = self._nations.get(key)
        if known is None:
            if len(self._nations) > _REMEMBERED:
                self._nations.clear()
            hosts = tuple(host.split())
            everyone = tuple(sorted({*hosts, *others, *((lead,) if lead else ())}))
            text = f"{array(hosts)}\t{array(everyone)}"
            known = self._nations[key] = (hosts, everyone, text, str(list(hosts)))
        return known

    def _row(
        self, batch: Batch, number: int, row: Sequence[str], cells: Cells, others: Cells, issues: list[Issue]
    ) -> None:
        title, host, lead, unit, unit_lead, nations, place, year, people, cost, currency, start, end = cells
        if not title.value and not any(map(str.strip, row)):  # a blank line of a sheet, as wide as the others
            batch.outcomes[number] = EMPTY
            return
        money: Money = cost.value
        unit_name, amount = unit.value, money.amount
        when, when_text, when_alike = self._span(start.value, end.value, money.dates, year.value)
        if when.issues:
            issues += [Issue(kind, self._fields.column("start")) for kind in when.issues]
            if amount is None and self._options.cost_behind_unit and "dates_in_one_cell" in when.issues:
                unit_name, amount = _behind(unit_name)
                if amount is not None:
                    amount *= self._options.cost_times
                    issues.append(Issue("cost_in_unit", self._fields.column("unit")))
        source_id, fault = self._occurrences.identify(row)
        if not title.value:
            issues.append(Issue("title_missing", self._fields.column("title")))
        if fault:
            issues.append(Issue(fault, self._id_column))
        flags = "{}"
        if issues:
            batch.messages += [(batch.first + number, issue) for issue in issues]
            if any(issue.severity is Severity.ERROR for issue in issues):
                batch.outcomes[number] = REFUSED
                return
            flags = array(flags_of(tuple(issue.kind for issue in issues)))
        self.reconciliation.add(row, people.value, amount)
        hosts, everyone, nations_text, hosts_alike = self._nations_of(host.value, lead.value, nations.value)
        money_text = "\\N" if amount is None else str(amount)
        coin = "" if amount is None else money.currency or currency.text
        description, tool, cell, purposes, areas, sponsor, authority, programme, operation, status, mode = (
            others
        )
        places = _places(place.value, host.value if self._fields.located else "")
        body = (
            f"{title.text}\t{description.text}\t{tool.text}\t{cell.text}\t{purposes.text}\t{areas.text}"
            f"\t{sponsor.text}\t{lead.text}\t{nations_text}\t{places}\t{place.text}\t{when_text}\t{year.text}"
            f"\t{people.text}\t{money_text}\t{coin}\t{authority.text}\t{programme.text}\t{operation.text}"
            f"\t{mode.text}\t{flags}"
        )
        told = (
            f"{_plain(title.value)}\x1f{hosts_alike}\x1f{_plain(unit_name)}\x1f{_plain(place.value)}"
            f"\x1f{when_alike}"
        )
        batch.taken.append(
            Taken(
                batch.first + number, source_id, hosts, lead.value, unit_name, unit_lead.value, everyone,
                f"{body}\t{status.text or self._status(when)}",
                _digest(f"{body}\t{status.text}\t{unit_name}\t{unit_lead.value}"), _digest(told),
            )
        )  # fmt: skip


_plain: Final = lru_cache(maxsize=30_000)(compared)


def _first(when: When | None) -> date | None:
    return when.first if when else None


@lru_cache(maxsize=10_000)
def _places(name: str, host: str) -> str:
    """The places of an activity that names one, as COPY text of JSON; ``host`` is where it lies, if known."""
    country = host if " " not in host else ""
    return escape(json.dumps([{"country": country, "name": name}], ensure_ascii=False)) if name else "[]"


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _behind(unit: str) -> tuple[str, Decimal | None]:
    """A unit's name without the amount behind it; one that is masked (all zeros) is none."""
    found = _TRAILING.match(unit)
    if found is None:
        return unit, None
    masked = len(found["amount"]) > 1 and not found["amount"].strip("0")
    return found["name"].strip(), None if masked else Decimal(found["amount"])


def _span_text(found: Span) -> str:
    parts: list[str] = []
    for one in (found.start, found.end):
        parts += (
            [one.first.isoformat(), one.last.isoformat(), one.precision] if one else ["\\N", "\\N", "unknown"]
        )
    return "\t".join(parts)


def _in_words(value: Any) -> str:
    if isinstance(value, Money):
        return "" if value.amount is None else f"{value.amount} {value.currency}".strip()
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
