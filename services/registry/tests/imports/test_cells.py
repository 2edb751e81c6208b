"""Cells as they come: amounts, whole numbers, country names, patterns."""

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.imports import cells, countries
from services.registry.domain.imports.copytext import array, escape, listed
from services.registry.domain.imports.money import MOST, Money, money, said_by
from services.registry.domain.imports.patterns import MOST_STARS, PatternError, compiled, matches


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
