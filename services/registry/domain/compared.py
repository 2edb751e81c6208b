"""A record as it is compared with others: telling words, numbers and dates. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from services.registry.domain.wording import broad, wording

_MONTH_DAYS: Final = 31

COLUMNS: Final = {
    "id": "VARCHAR", "reporter": "VARCHAR", "fresh": "BOOLEAN", "hosts": "VARCHAR[]",
    "title": "VARCHAR[]", "title_numbers": "VARCHAR[]",
    "unit": "VARCHAR[]", "unit_numbers": "VARCHAR[]", "unit_given": "BOOLEAN", "unit_broad": "BOOLEAN",
    "place": "VARCHAR[]",
    "start_first": "DATE", "start_last": "DATE", "end_first": "DATE", "end_last": "DATE",
    "near": "INTEGER[]", "month": "INTEGER", "coarse": "BOOLEAN",
    "people": "INTEGER", "cost": "VARCHAR", "fiscal_year": "INTEGER",
}  # fmt: skip
"""The columns of what is compared, with the types that they have for the search."""


def compared(row: Mapping[str, Any], fresh: bool = True) -> dict[str, Any]:
    """A record's columns (title, audience, place, hosts, dates …) as they are compared, ready for JSON.

    An end before the start says nothing. ``near`` are the days that a start within a day shares; ``fresh``
    records are compared with all, others with those alone.
    """
    title, unit, place = (wording(row[name]) for name in ("title", "audience", "place"))
    first, last = row["start_first"], row["start_last"]
    end_first, end_last = row["end_first"], row["end_last"]
    if first is not None and end_last is not None and end_last < first:
        end_first = end_last = None
    return {
        "id": str(row["id"]), "reporter": row["reporter"], "fresh": fresh, "hosts": sorted(row["hosts"]),
        "title": title.words, "title_numbers": title.numbers,
        "unit": unit.words, "unit_numbers": unit.numbers, "unit_given": unit.given, "unit_broad": broad(unit),
        "place": place.words, "start_first": first, "start_last": last,
        "end_first": end_first, "end_last": end_last,
        **_blocks(first, last), "people": row["people"], "cost": _cost(row["cost"], row["currency"]),
        "fiscal_year": row["fiscal_year"],
    }  # fmt: skip


def _blocks(first: date | None, last: date | None) -> dict[str, Any]:
    if first is None or last is None:
        return {"near": [], "month": None, "coarse": False}
    exact, within = first == last, (last - first).days < _MONTH_DAYS
    day = first.toordinal()
    return {
        "near": [day, day + 1] if exact else [],
        "month": first.year * 12 + first.month if within else None,
        "coarse": within and not exact,
    }


def _cost(amount: Decimal | None, currency: str) -> str | None:
    return f"{Decimal(amount):.2f} {currency}" if amount else None
