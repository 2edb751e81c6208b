"""Rows of the published file as the registry compares them: the sample's lines, and the whole file."""

import csv
import gzip
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from services.registry.domain.compared import compared
from services.registry.domain.record import likeness
from services.registry.domain.wording import plain

SAMPLE = Path(__file__).parent / "sample.csv"
ALIASES = {
    "republic of korea": "KOR", "korea, south": "KOR", "north macedonia": "MKD", "macedonia": "MKD",
    "czechia": "CZE", "czech republic": "CZE", "ghana": "GHA", "colombia": "COL", "egypt": "EGY",
    "iraq": "IRQ", "philippines": "PHL", "mexico": "MEX", "kenya": "KEN", "jordan": "JOR", "poland": "POL",
}  # fmt: skip
"""The other names in the sample. In the product the import resolves countries before records are compared."""
Range = tuple[date, date] | tuple[None, None]


def dated(text: str) -> Range:
    """First and last day that a cell can mean."""
    for form in ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
        return day, day
    try:
        first = datetime.strptime(text.strip(), "%Y-%m").date()
    except ValueError:
        return None, None
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def number(text: str) -> Decimal | None:
    """An amount, or None."""
    try:
        return Decimal(text.strip().replace("$", "").replace(",", ""))
    except InvalidOperation:
        return None


def host(name: str) -> str:
    """One name for a country whatever it is called."""
    known = plain(name).strip()
    return ALIASES.get(known, known.upper())


def record(key: str, reporter: str, row: dict[str, str]) -> dict[str, Any]:
    """A row as it is compared; a cell with two dates is a start and an end."""
    start, end = row["start_date"].strip(), row["end_date"].strip()
    if not end and len(start.split()) == 2:
        start, end = start.split()
    (start_first, start_last), (end_first, end_last) = dated(start), dated(end)
    people = number(row["quantity"])
    return compared(
        {
            "id": key, "reporter": reporter, "hosts": [host(row["country"])], "title": row["course_title"],
            "audience": row["student_unit"], "place": row["location"], "start_first": start_first,
            "start_last": start_last, "end_first": end_first, "end_last": end_last,
            "people": int(people) if people is not None else None, "cost": number(row["total_cost"]),
            "currency": "USD", "fiscal_year": int(row["report_fy"][:4]),
        }
    )  # fmt: skip


def pairs() -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The judged pairs."""
    with SAMPLE.open(newline="") as handle:
        lines = list(csv.DictReader(handle))
    yield from zip(lines[::2], lines[1::2], strict=True)


def whole(path: Path) -> Iterator[dict[str, Any]]:
    """Every activity of the file, one of each group of repeats; each fund of each report is a reporter."""
    seen: set[bytes] = set()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            told = (row["program"], row["course_title"], row["country"], row["student_unit"], row["location"],
                    row["start_date"], row["end_date"])  # fmt: skip
            alike = likeness(*told)
            if "Program Totals" in row["course_title"] or alike in seen:
                continue
            seen.add(alike)
            yield record(row["row_no"], row["program"].strip(), row)
