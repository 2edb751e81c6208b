"""What two activities share is told no more exactly than their own dates say it."""

from typing import Any

import pytest

from services.common.dates import ImpreciseDate
from services.common.spans import Span
from services.registry.deconfliction.exact import shared_days
from services.registry.domain.months import span_words


def dated(start: str | None, end: str | None) -> dict[str, Any]:
    return {"start": ImpreciseDate.parse(start), "end": ImpreciseDate.parse(end)}


def told(*sides: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
    known = [dated(*side) for side in sides]
    spans = [Span.of(*((one[end].first(), one[end].last()) for end in ("start", "end"))) for one in known]
    days = shared_days(known, *spans[0].common(spans[1]))
    return days["from"]["value"], days["to"]["value"]


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        (("2027", "2027"), ("2027", "2027"), ("2027", "2027")),
        (("2027", "2027"), ("2026-11", "2028"), ("2027", "2027")),
        (("2027-01", "2027-04"), ("2027-01", "2027-03"), ("2027-01", "2027-03")),
        (("2027", "2027"), ("2027-03-08", "2027-03-19"), ("2027-03-08", "2027-03-19")),
        (("2027", "2027"), ("2027-01-01", "2027-12-31"), ("2027", "2027")),
        (("2027", None), ("2027-03-08", "2027-03-19"), ("2027-03-08", "2027-03-19")),
        (("2027", None), ("2026", None), ("2027", None)),
        ((None, None), ("2027-02", "2027-02"), ("2027-02", "2027-02")),
    ],
)
def test_each_bound_is_as_exact_as_the_date_that_it_comes_from(left: Any, right: Any, shared: Any):
    assert told(left, right) == told(right, left) == shared


def test_an_end_before_its_start_is_told_by_the_date_that_bounds_it():
    assert told(("2027-05-02", "2027-03"), ("2027", "2027")) == ("2027-03", "2027-05-02")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2027", "2027", "in 2027"),
        ("2027-03", "2027-03", "in March 2027"),
        ("2027-03-08", "2027-03-08", "on 8 March 2027"),
        ("2027-03-08", "2027-05", "from 8 March 2027 to May 2027"),
        ("2027", None, "from 2027"),
        (None, "2027-05", "until May 2027"),
        (None, None, "at a time that is not said"),
    ],
)
def test_words_of_a_span_say_no_more_than_is_known(start: str | None, end: str | None, words: str):
    assert span_words(start, end) == words
