"""Cells of foreign collections: what they say is kept, what is only residue goes."""

import html
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sharing.domain.foreign.cells import cleaned, day_first_of, period_of, values_of
from services.sharing.domain.foreign.guess import guessed
from services.sharing.domain.foreign.nations import nation_of

words = st.text(st.characters(categories=("L", "N"), include_characters=" .,-"), min_size=1, max_size=60)


@given(words)
def test_what_was_said_comes_out_of_its_markup_whole(said: str):
    plain = cleaned(said)[0]
    for marked in (f"<p>{html.escape(said)}</p>", f"<div class='x'><b>{said}</b></div>", f"{said}<br/>"):
        assert cleaned(marked) == (plain, True)


@pytest.mark.parametrize("text", ["5 < 10 and 12 > 3", "AT&T and R&D", "<LL-17> is no element", "a;b"])
def test_what_only_looks_like_markup_stays(text: str):
    assert cleaned(text) == (text, False)


def test_lines_stay_lines_and_what_nobody_sees_goes():
    assert cleaned("one\rtwo\r\nthree&nbsp;four\x00") == ("one\ntwo\nthree four", True)
    assert cleaned("&lt;p&gt;said&lt;/p&gt;<script>alert(1)</script>")[0] == "said"


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_day_is_read_in_every_form_that_tells_it(day: date):
    iso = day.isoformat()
    for text in (iso, f"{day:%d.%m.%Y}", f"{day.day} {day:%B %Y}", f"{iso} 09:30:00"):
        assert period_of(text, True) == (iso, iso)
    assert period_of(f"{day:%m/%d/%Y}", False) == (iso, iso)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019/2020", ("2019", "2020")), ("2018/19", ("2018", "2019")),
        ("2019 \u2013 2021", ("2019", "2021")),
        ("Mar 2019 - June 2020", ("2019-03", "2020-06")),
        ("03/04/2019", ("2019", "2019")), ("03/2019", ("2019-03",) * 2),
        ("31 February 2020", None), ("soon", None), ("2019-13", None),
    ],
)  # fmt: skip
def test_a_period_is_as_exact_as_it_is_known(text: str, period: tuple[str, str] | None):
    assert period_of(text) == period


def test_a_column_tells_which_number_is_the_day():
    assert day_first_of(["03/04/2019", "21/04/2019"]) is True
    assert day_first_of(["03/04/2019", "04/21/2019"]) is False
    assert day_first_of(["03/04/2019"]) is None


def test_several_values_in_a_cell_are_parted_by_what_parts_them():
    assert values_of("IED, C-IED; fires | mud\nIED, C-IED") == ["IED, C-IED", "fires", "mud"]
    assert values_of("IED, fires,") == ["IED", "fires"]


def test_nations_are_known_by_their_usual_names():
    assert [nation_of(one) for one in ("UK", "u.s.", "Türkiye", "NZL", "Atlantis")] == [
        "GBR", "USA", "TUR", "NZL", None,
    ]  # fmt: skip


def test_columns_without_a_known_name_are_known_by_what_stands_in_them():
    rows = [
        [f"X{n}", f"A title of some length {n}", "What was seen was long. " * 5, "Canada"] for n in range(9)
    ]
    assert guessed(["a", "b", "c", "d"], rows) == {
        "a": "source_id", "b": "title", "c": "observation", "d": "source_nation",
    }  # fmt: skip
