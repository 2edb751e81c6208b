"""First and last day that an imprecise date can mean; nothing is made more exact than it was said."""

from calendar import monthrange
from datetime import date


def bounds(value: str) -> tuple[date | None, date | None]:
    """First and last day of "2026", "2026-06" or "2026-06-30"; (None, None) when unknown."""
    parts = [int(part) for part in value.split("-")] if value else []
    match parts:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case [year, month]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        case [year, month, of_month]:
            exact = date(year, month, of_month)
            return exact, exact
        case _:
            return None, None
