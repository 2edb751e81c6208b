"""Months and dates as people say them."""

from calendar import month_name


def month_words(month: str) -> str:
    """A month ``YYYY-MM`` in words: "March 2027"."""
    year, _, number = month.partition("-")
    return f"{month_name[int(number)]} {year}"


def date_words(value: str) -> str:
    """A date in words, as exact as it is: "2027", "March 2027", "8 March 2027"."""
    year, _, rest = value.partition("-")
    month, _, day = rest.partition("-")
    if not month:
        return year
    return f"{int(day)} {month_words(f'{year}-{month}')}" if day else month_words(value)


def span_words(start: str | None, end: str | None) -> str:
    """When something is, from a date to a date: "in March 2027", "from 8 March 2027 to May 2027"."""
    if start is None or end is None or start == end:
        known = start or end
        if known is None:
            return "at a time that is not said"
        one = f"{'on' if len(known) == 10 else 'in'} {date_words(known)}"
        return one if start == end else f"{'from' if start else 'until'} {date_words(known)}"
    return f"from {date_words(start)} to {date_words(end)}"
