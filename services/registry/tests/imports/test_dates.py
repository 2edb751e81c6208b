"""Dates as they come: in every form, as exact as they are, alone or several in one cell."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.imports import cells
from services.registry.domain.imports.dates import When, Years, dates, span
from services.registry.domain.imports.money import Money, money

DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))
FORMS = {
    "%Y-%m-%d": "mdy",
    "%m/%d/%Y": "mdy",
    "%d/%m/%Y": "dmy",
    "%d.%m.%Y": "dmy",
    "%d %b %Y": "mdy",
    "%B %d, %Y": "mdy",
    "%d-%b-%y": "mdy",
    "%m/%d/%y": "mdy",
    "%Y-%m-%d 00:00:00": "mdy",
}


@given(DAYS, st.sampled_from(sorted(FORMS)))
def test_a_day_is_read_in_every_form(day, form):
    read = dates(day.strftime(form), FORMS[form])
    assert (read.value, read.issues) == ((When(day, day, "day"),), ())


@given(DAYS, DAYS, st.sampled_from([" ", "  ", "", " - ", " to ", "; "]))
def test_two_days_in_one_cell_are_start_and_end(first, second, between):
    cell = f"{first:%m/%d/%Y}{between}{second:%m/%d/%Y}"
    found = span(cell, "", years=Years(200, 200))
    assert (found.start.first, found.end.first) == (first, second)
    assert "dates_in_one_cell" in found.issues
    assert ("ends_before_start" in found.issues) == (second < first)


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error_and_what_is_no_date_is_told(raw):
    read = dates(raw)
    assert read.value or read.issues or not cells.text(raw).value


def test_in_a_cell_of_thousands_of_signs_no_date_is_looked_for_to_its_end():
    """As it takes the square of their number."""
    found = dates("12 May 2019 " + "9" * 15_000 + " 13 May 2019")
    assert [str(one) for one in found.value] == ["2019-05-12"] and found.issues == ("date_is_cost",)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("June 2019", "2019-06"),
        ("2019", "2019"),
        ("6/2019", "2019-06"),
        ("2019-06", "2019-06"),
        ("12/31/1999", "1999-12-31"),
        ("31/12/1999", "1999-12-31"),
        ("1/8/20061/11/2006", "2006-01-08"),
    ],
)
def test_a_date_keeps_the_precision_that_it_has(raw, shown):
    assert str(dates(raw).value[0]) == shown


@pytest.mark.parametrize(
    ("raw", "about", "kind"),
    [
        ("2/30/2009", 2009, "date_impossible"),
        ("1/3/1900 ", 2007, "date_impossible"),
        ("5/30/2207", 2007, "date_impossible"),
        ("12/10/207 ", 2008, "date_impossible"),
        ("$1,177 ", 2015, "date_is_cost"),
        ("TBD", 2015, "date_unreadable"),
    ],
)
def test_what_no_calendar_has_is_left_unknown_and_told(raw, about, kind):
    found = span(raw, "", about=about)
    assert found.start is None and found.issues == (kind,)


@pytest.mark.parametrize(
    "raw",
    [
        "12-16 Apr 2027",
        "12 - 16 April 2027",
        "12 Apr to 16 Apr 2027",
        "Apr 12-16, 2027",
        "Apr 12th – 16th 2027",
    ],
)
def test_two_days_with_one_year_are_both_of_it(raw):
    found = span(raw, "")
    assert (str(found.start), str(found.end)) == ("2027-04-12", "2027-04-16")
    assert found.issues == ("dates_in_one_cell",)


def test_two_days_around_new_year_share_the_later_one():
    found = span("28 Dec - 3 Jan 2027", "")
    assert (str(found.start), str(found.end)) == ("2026-12-28", "2027-01-03")


@pytest.mark.parametrize("raw", ["12 Apr 27 - 16 Apr 27", "12-Apr-27 - 16-Apr-27", "4/12/2027-4/16/2027"])
def test_two_whole_dates_are_not_taken_for_days_of_one_year(raw):
    found = span(raw, "")
    assert (str(found.start), str(found.end)) == ("2027-04-12", "2027-04-16")


@pytest.mark.parametrize(
    ("raw", "start", "end"),
    [
        *[
            (raw, "2027-01", "2027-03")
            for raw in (
                "Jan-Mar 2027",
                "Jan - Mar 2027",
                "Jan to Mar 2027",
                "January–March 2027",
                "Jan/Mar 2027",
                "Jan-Mar 27",
                "Q1 2027",
                "1Q 2027",
                "Q1/2027",
                "2027 Q1",
                "2027-Q1",
            )
        ],
        ("Nov 2026 - Feb 2027", "2026-11", "2027-02"),
        ("Nov-Feb 2027", "2026-11", "2027-02"),
        ("Q4 2026 - Q1 2027", "2026-10", "2027-03"),
    ],
)
def test_months_with_one_year_and_a_quarter_are_start_and_end_in_months(raw, start, end):
    found = span(raw, "")
    assert (str(found.start), str(found.end)) == (start, end)
    assert found.issues == ("dates_in_one_cell",)


def test_months_with_words_beside_them_are_read_and_told():
    found = span("Jan-Mar 2027 (TBC)", "")
    assert (str(found.start), str(found.end)) == ("2027-01", "2027-03")
    assert found.issues == ("date_beside_words", "dates_in_one_cell")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Jan-27", ["2027-01"]),
        ("5 Jan - 7 Mar 2027", ["2027-01-05", "2027-03-07"]),
        ("Jan 5 - Mar 7, 2027", ["2027-01-05", "2027-03-07"]),
        ("Q1 FY2027", ["2027"]),
    ],
)
def test_days_and_fiscal_quarters_are_no_span_of_months(raw, shown):
    assert [str(one) for one in dates(raw).value] == shown


def test_words_beside_a_date_are_told_apart_from_words_alone():
    read = dates("third quarter 2027")
    assert (str(read.value[0]), read.issues) == ("2027", ("date_beside_words",))
    assert dates("third quarter").issues == ("date_unreadable",)


def test_a_date_behind_the_cost_is_the_start():
    read = money("12077 6/22/2009 ")
    found = span("", "8/21/2009 ", read.value.dates)
    assert (read.value.amount, str(found.start), str(found.end)) == (
        Decimal(12077),
        "2009-06-22",
        "2009-08-21",
    )
    assert found.issues == ("start_in_cost",)


@given(st.dates(date(1960, 1, 1), date(2100, 1, 1)), st.sampled_from(["", ".0", ".5", ".416666667"]))
def test_a_spreadsheets_number_of_a_day_is_that_day_where_dates_stand_and_told(day: date, time: str):
    raw = f"{(day - date(1899, 12, 30)).days}{time}"
    assert (dates(raw).value, dates(raw).issues) == ((When(day, day, "day"),), ("date_serial",))
    assert money(raw).value == Money(Decimal(raw)) and money(raw).issues == ()


@pytest.mark.parametrize("raw", ["1234", "456789", "99999", "$45678", "45,678", "45678 45679"])
def test_other_numbers_are_no_days(raw: str):
    assert dates(raw).value == () and "date_serial" not in dates(raw).issues


def test_a_spreadsheets_number_that_cannot_be_meant_stays_unknown():
    found = span("72345", "", about=2009, years=Years(8, 2))
    assert found.start is None and "date_impossible" in found.issues
