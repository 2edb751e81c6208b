"""Months as people say them."""

from calendar import month_name


def month_words(month: str) -> str:
    """A month ``YYYY-MM`` in words: "March 2027"."""
    year, _, number = month.partition("-")
    return f"{month_name[int(number)]} {year}"
