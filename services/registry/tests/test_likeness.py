"""Names and records as they are compared, and what the search says of two of them."""

from datetime import date
from typing import Any

import pytest

from services.registry.domain.compared import compared
from services.registry.domain.wording import broad, wording
from services.registry.duplicates.model import FIELDS, Found, grade, level_of
from services.registry.duplicates.search import search

COURSE: dict[str, Any] = {
    "id": "a", "reporter": "USA", "hosts": ["JOR"], "title": "Aircraft Structural Repairer Spanish",
    "audience": "11th Infantry Brigade, Royal Army", "place": "Ft. Eustis, VA",
    "start_first": date(2014, 5, 21), "start_last": date(2014, 5, 21), "end_first": date(2014, 8, 14),
    "end_last": date(2014, 8, 14), "people": 1, "cost": 100, "currency": "USD", "fiscal_year": 2014,
}  # fmt: skip


ALIKE: list[tuple[dict[str, Any], str, str]] = [
    ({"title": "AIRCRAFT STRUCTRAL REPAIRER SPANISH"}, "title", "spelled"),
    ({"title": "Spanish Aircraft Structural Repairer"}, "title", "same"),
    ({"start_first": date(2014, 5, 22), "start_last": date(2014, 5, 22)}, "dates", "day_off"),
    ({"start_first": date(2014, 5, 1), "start_last": date(2014, 5, 31)}, "dates", "coarser"),
    ({"end_first": None, "end_last": None}, "dates", "no_end"),
    ({"audience": COURSE["audience"] + ", Ft. Eustis, VA", "place": ""}, "place", "in_unit"),
    ({"audience": "Royal Army, 11 Inf Bde"}, "unit", "same"),
    ({"title": COURSE["title"] + " - " + COURSE["audience"], "audience": ""}, "unit", "in_title"),
    ({"hosts": ["TUV"]}, "host", "one_holds_the_other"),
    ({"cost": 999}, "cost", "other"),
]
APART: list[dict[str, Any]] = [
    {"title": "Aircraft Powertrain Repairer Spanish"},
    {"audience": "12th Infantry Brigade, Royal Army"},
    {"start_first": date(2014, 5, 28), "start_last": date(2014, 5, 28)},
    {"end_first": date(2014, 7, 14), "end_last": date(2014, 7, 14)},
    {"hosts": []},
    {"reporter": "USA"},
]


@pytest.fixture(scope="module")
def found() -> dict[str, Found]:
    """What one search says of the course and another report of it, each case in a country of its own."""
    records = []
    for number, other in enumerate([*(other for other, _, _ in ALIKE), *APART]):
        host, hosts = f"C{number}", other.get("hosts")
        there = [host] if hosts is None else [host, *hosts] if hosts else ["ELSEWHERE"]
        records.append(compared(COURSE | {"id": f"{number}a", "hosts": [host]}))
        records.append(compared(COURSE | {"reporter": "GBR"} | other | {"id": f"{number}b", "hosts": there}))
    return {one.left[:-1]: one for one in search(records)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MINISTRY OF DEFENCE", "Ministry of Defense"),
        ("TRAINING CMD", "Command, Training"),
        ("C&#244;te d&#39;Azur  Hqs", "COTE D'AZUR headquarters"),
        ("Advisory Level II", "Advisory LVL 2"),
    ],
)
def test_case_accents_marks_order_and_abbreviations_tell_nothing_apart(one: str, other: str):
    assert wording(one) == wording(other)


def test_what_stands_for_an_empty_cell_says_nothing_and_a_number_is_kept_apart():
    assert not wording("N/A").given
    assert not wording(" UNK ").given
    assert wording("11th Infantry Brigade").numbers == ("11",)
    assert broad(wording("Ministry of Defense"))
    assert not broad(wording("11th Infantry Brigade"))


def test_the_weight_of_a_field_names_its_level():
    for field, levels in FIELDS.items():
        weights = [level.weight or 0.0 for level in levels]
        assert len(set(weights)) == len(weights), field


@pytest.mark.parametrize("number", range(len(ALIKE)))
def test_the_same_event_is_found_however_it_was_reported(found: dict[str, Found], number: int):
    _, field, level = ALIKE[number]
    one = found[str(number)]
    assert level_of(field, one.fields[field]).code == level
    assert grade(one.weight) == "likely"
    assert one.weight == pytest.approx(sum(one.fields.values()), abs=0.01)


@pytest.mark.parametrize("number", range(len(APART)))
def test_another_course_unit_intake_length_or_country_is_another_event_and_so_is_a_reporters_own_row(
    found: dict[str, Found], number: int
):
    assert str(len(ALIKE) + number) not in found


def test_only_what_is_fresh_is_compared_with_the_rest():
    old = [compared(COURSE | {"id": key, "reporter": key}, fresh=False) for key in ("a", "b")]
    assert list(search(old)) == []
    pairs = [(one.left, one.right) for one in search([*old, compared(COURSE | {"id": "c", "reporter": "c"})])]
    assert sorted(pairs) == [("a", "c"), ("b", "c")]
