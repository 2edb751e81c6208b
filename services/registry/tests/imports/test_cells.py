"""Cells as they come: dates, amounts, whole numbers, country names, patterns."""

import re
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.imports import cells, countries
from services.registry.domain.imports.copytext import array, escape, listed
from services.registry.domain.imports.dates import When, Years, dates, span
from services.registry.domain.imports.money import MOST, Money, money, said_by
from services.registry.domain.imports.patterns import MOST_STARS, PatternError, compiled, matches

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


@given(
    st.decimals(0, 10**9, places=2),
    st.sampled_from(["${:,}", "{:,}", "({:,})", "-${:,}", "{} USD", "US$ {:,} ", "{:.2f}"]),
)
def test_an_amount_is_read_in_every_form(amount, form):
    read = money(form.format(amount))
    wanted = -amount if "(" in form or form.startswith("-") else amount
    assert (read.value.amount, read.issues) == (wanted, ())


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("$1.2M", 1_200_000),
        ("85K", 85_000),
        ("(2.5 million USD)", -2_500_000),
        ("3 bn EUR", 3_000_000_000),
        ("85 km", 85),
        ("4 Mar", 4),
    ],
)
def test_thousands_and_millions_by_word_or_letter_are_multiplied(raw, amount):
    read = money(raw)
    assert (read.value.amount, read.issues) == (amount, ())


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Cost (£k)", ("GBP", 1_000)),
        ("Cost ($M)", ("USD", 1_000_000)),
        ("Cost (USD thousands)", ("USD", 1_000)),
        ("Budget €k", ("EUR", 1_000)),
        ("Cost (AUDm)", ("AUD", 1_000_000)),
        ("Cost in thousands of NZ$", ("NZD", 1_000)),
        ("Cost ($000s)", ("USD", 1_000)),
        ("Cost (£'000)", ("GBP", 1_000)),
        ("Cost (k)", ("", 1_000)),
        ("Cost (GBP)", ("GBP", 1)),
        ("Total cost", ("", 1)),
        ("Man months", ("", 1)),
        ("Cost 2027", ("", 1)),
        ("", ("", 1)),
    ],
)
def test_a_columns_name_says_currency_and_multiple(header, said):
    assert said_by(header) == said


@given(st.integers(0, 10**15), st.sampled_from(["{}", "{:,}", "${:,}", "({:,})", "{}.0"]))
def test_amounts_in_thousands_are_multiplied_and_none_beyond_what_a_record_holds(number, form):
    raw, times = form.format(number), 1_000
    plain, multiplied = money(raw).value.amount, money(raw, times=times).value.amount
    assert plain is not None
    assert multiplied == (plain * times if number * times <= MOST else None)


def test_an_amount_that_says_its_multiple_itself_is_not_multiplied_again():
    assert money("1.2M", times=1_000).value.amount == 1_200_000
    assert money("£85k", times=1_000).value == Money(Decimal(85_000), "GBP")


@given(st.integers(0, 10**8), st.integers(0, 99))
def test_a_comma_before_the_fraction_is_read_where_it_is_said(whole, cents):
    shown = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    assert money(shown, decimal=",").value.amount == Decimal(whole) + Decimal(cents) / 100


@pytest.mark.parametrize(
    ("raw", "amount", "issues"),
    [
        ("$ ", None, ()),
        ("", None, ()),
        ("-", None, ()),
        ("3/6/2006", None, ("cost_is_date",)),
        ("ST-2 $31,000", 31000, ()),
        ("$48,102 $0", 48102, ("two_amounts",)),
        ("free", None, ("cost_unreadable",)),
        ("1.234,5", None, ("cost_unreadable",)),
        ("$9,999,999,999,999,999", 9_999_999_999_999_999, ()),
        ("999999999999999", 999_999_999_999_999, ()),
        ("10000000000000000", None, ("cost_unreadable",)),
        ("-$9,999,999,999,999,999.99", None, ("cost_unreadable",)),
        ("9" * 20_000, None, ("cost_unreadable",)),
    ],
)
def test_broken_amounts_are_told(raw, amount, issues):
    read = money(raw)
    assert (read.value.amount, read.issues) == (amount, issues)


@given(st.integers(0, 2_000_000_000))
def test_a_whole_number_is_read_with_and_without_thousands(number):
    assert (
        cells.whole(f" {number:,} ").value
        == cells.whole(str(number)).value
        == cells.whole(f"{number}.0").value
        == number
    )


@pytest.mark.parametrize(
    ("raw", "issue"),
    [
        ("1 Garmisch, ", "number_rest"),
        ("12.5", "number_unreadable"),
        ("many", "number_unreadable"),
        ("9" * 20_000, "number_unreadable"),
        ("0" * 5_000 + "1", "number_unreadable"),
    ],
)
def test_broken_numbers_are_told(raw, issue):
    assert cells.whole(raw).issues == (issue,)


@given(st.text(max_size=200))
def test_text_comes_clean_and_stays_so(raw):
    once = cells.text(raw.replace("&", ""), cells.Empties(frozenset({""}))).value
    assert cells.text(once, cells.Empties(frozenset({""}))).value == once
    assert "\0" not in once and "  " not in once


def test_entities_losses_and_nothing_are_seen():
    assert cells.text(" Cote d&#39;Ivoire&amp;co ").value == "Cote d'Ivoire&co"
    assert cells.text("Jos\ufffd").issues == ("replacement_character",)
    assert [cells.text(one).value for one in ("-", "N/A ", "")] == ["", "", ""]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iraq ", "IRQ"),
        ("Cote D’ivoire, Republic Of", "CIV"),
        ("Congo (DROC)", "COD"),
        ("Congo, Republic of (Brazzaville)", "COG"),
        ("Guinea - Bissau", "GNB"),
        ("Sudan, Government of Southern", "SSD"),
        ("Korea - South (Republic of)", "KOR"),
        ("St Kitts And Nevis", "KNA"),
        ("Antigua And Barbuda (UK)", "ATG"),
        ("Timor-Leste, Democratic Republic of ", "TLS"),
        ("Fiji   IMET - FY 2006 DoS Training", "FJI"),
        ("Dominica", "DMA"),
        ("Niger", "NER"),
        ("usa", ""),
        ("GBR", "GBR"),
        ("Yugoslavia", ""),
        ("Indochina", ""),
        ("Serbia and Montenegro", ""),
        ("Kosovo", "XKX"),
        ("Macedonia (FYROM)", "MKD"),
        ("KSA", "SAU"),
        ("ROK", "KOR"),
        ("U.A.E.", "ARE"),
    ],
)
def test_country_names_are_resolved_or_told(name, code):
    read = countries.country(name)
    assert read.value == code
    assert ("country_unknown" in read.issues) == (not code)


def test_several_countries_in_one_cell_are_each_resolved():
    assert countries.countries("Fiji; Tonga").value == ("FJI", "TON")
    assert countries.countries("Fiji, Atlantis").value == ()


def test_patterns_say_digits_and_anything_and_are_never_slow():
    assert matches("FY #### Program Totals", " fy 2015  Program Totals ")
    assert not matches("FY #### Program Totals", "TOTAL QUALITY MGMT")
    assert matches("*Section 1004*", "DOD Section 1004, FY03")
    assert matches(r"MTT \#2\*", "mtt #2*") and not matches(r"MTT \#2\*", "MTT 12x")
    assert matches("a\\\\b\\c", "a\\b\\c") and not matches(r"\*", "x")
    assert matches("a * b*c", "A  x b bc") and matches("a * * b", "a   b") and not matches("a*b", "ab c")
    began = time.process_time()
    assert not matches("*a*a*a*b", "a" * 20_000)
    assert time.process_time() - began < 2
    with pytest.raises(PatternError):
        compiled("*a*a*a*a*a*b")


@given(st.text("ab* ", min_size=1, max_size=6), st.text("ab ", max_size=8))
def test_a_pattern_finds_what_stars_mean_whatever_stands_between(pattern: str, text: str):
    if pattern.strip() and pattern.count("*") <= MOST_STARS:
        words = re.sub(r" +", " +", pattern.strip()).replace("*", ".*")
        assert matches(pattern, text) == (re.fullmatch(rf" *{words} *", text) is not None)


@given(st.lists(st.text(max_size=20), max_size=4))
def test_copy_text_holds_no_bare_separator(values):
    made = array(values) + escape("".join(values))
    assert "\t" not in made and "\n" not in made


@given(st.lists(st.text(st.sampled_from('a",\\ \0{}'), max_size=6), max_size=4))
def test_a_list_for_the_database_keeps_each_value_by_itself(values):
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    assert listed(values) == "{" + ",".join(f'"{value}"' for value in quoted) + "}"


@given(st.text(st.sampled_from("$0123456789,. ")))
def test_an_amount_is_the_same_with_and_without_what_means_nothing(raw):
    plain, beside = money(raw).value, money(f"{raw} x").value
    assert (plain.amount, plain.currency) == (beside.amount, beside.currency)


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
