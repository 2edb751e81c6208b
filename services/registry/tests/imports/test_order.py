"""Which number of a date is the day: shown by the file, said by a person, or told that nobody knows."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.imports.dates import tells_order
from services.registry.domain.imports.mapping import Column, FileMapping, Identity
from services.registry.domain.imports.order import DateOrder, settled
from services.registry.imports import source
from services.registry.tests.conftest import US, House
from services.registry.tests.imports.importing import act, begun, csv_of, ended

HEADER = ["title", "from", "to"]
MAPPING = FileMapping(
    (Column("title", "title"), Column("from", "start"), Column("to", "end")), identity=Identity("desk")
)
DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))
COLUMNS = ("title", "country", "start", "end")


def looked(rows: list[list[str]]) -> Any:
    order = DateOrder(MAPPING, HEADER)
    for at in range(0, len(rows), 3):
        order.add(rows[at : at + 3], at + 1)
    return settled(order.found())


@given(st.lists(DAYS, max_size=12), st.sampled_from([("%d/%m/%Y", "dmy"), ("%m/%d/%Y", "mdy")]))
def test_the_order_is_what_the_file_was_written_in_or_is_told_to_be_open(days: list[date], form: Any):
    order, told = looked([["Talks", day.strftime(form[0]), ""] for day in days])
    if any(day.day > 12 for day in days):
        assert order == form[1] and all(one.kind != "month_first_taken" for one in told)
    else:
        assert order == "mdy" and all(one.kind == "month_first_taken" for one in told)
    either = [place for place, day in enumerate(days, 1) if day.day <= 12 and day.day != day.month]
    assert [(one.column, one.rows, one.row) for one in told] == (
        [("from", len(either), either[0])] if either else []
    )


def test_a_file_that_speaks_both_ways_settles_nothing():
    order, told = looked([["A", "13/5/2027", "5/13/2027"], ["B", "3/5/2027", ""]])
    assert (order, [one.kind for one in told]) == ("mdy", ["month_first_taken"])


@pytest.mark.parametrize("raw", ["2027-05-03", "3 May 2027", "May 2027", "5/2027", "5/5/2027", "$3/5", ""])
def test_what_can_be_read_one_way_alone_asks_nothing(raw: str):
    assert tells_order(raw) == (False, False, False)


async def dry(house: House, one: Any, **options: str) -> tuple[Any, list[Any]]:
    """The import after a dry run with these options, and the kinds of messages on dates."""
    if options:
        mapping = one["mapping"]
        mapping["options"] |= options
        one = await act(house, one, "mapping", mapping, status=200, method="PUT")
    await act(house, one, "check")
    checked = await ended(house, one)
    kinds = (await house.get(US, f"/v1/imports/{one['id']}/message-kinds"))["items"]
    return checked, [(one["kind"], one["column"], one["count"], one["example"]) for one in kinds]


async def test_what_nothing_settles_is_told_once_and_a_person_settles_it(house: House, monkeypatch):
    monkeypatch.setattr(source, "SIZE", 2)
    rows = [[f"Talks {n}", "Fiji", f"03/{n:02d}/2027", "2027-12-01"] for n in range(3, 9)]
    checked, told = await dry(house, await begun(house, csv_of(rows, COLUMNS)))
    assert told == [("month_first_taken", "start", 5, {"row": 2, "raw": "03/04/2027"})]
    assert checked["sample"][1]["values"]["start"] == "2027-03-04"
    messages = (await house.get(US, f"/v1/imports/{checked['id']}/messages"))["items"]
    assert [(one["row"], one["severity"]) for one in messages] == [(2, "warning")]
    settled_by_hand, told = await dry(house, checked, date_order="dmy")
    assert told == [] and settled_by_hand["sample"][1]["values"]["start"] == "2027-04-03"
    await act(house, settled_by_hand, "start")
    await ended(house, settled_by_hand)
    items = (await house.get(US, "/v1/activities?limit=100"))["items"]
    assert {one["start"]["value"] for one in items} == {f"2027-{n:02d}-03" for n in range(3, 9)}


async def test_what_the_last_row_of_a_file_settles_holds_for_its_first(house: House, monkeypatch):
    monkeypatch.setattr(source, "SIZE", 2)
    rows = [[f"Talks {n}", "Fiji", f"0{n}/05/2027", ""] for n in range(1, 9)] + [
        ["X", "Fiji", "13/05/2027", ""]
    ]
    one = await begun(house, csv_of(rows, COLUMNS))
    assert one["mapping"]["options"]["date_order"] == "shown"
    checked, told = await dry(house, one)
    assert told == [("day_first_shown", "start", 7, {"row": 1, "raw": "01/05/2027"})]
    assert checked["checked"]["notes"] == 7
    await act(house, checked, "start")
    done = await ended(house, checked)
    assert done["counts"]["new"] == 9
    items = (await house.get(US, "/v1/activities?limit=100"))["items"]
    assert {one["start"]["value"][:7] for one in items} == {"2027-05"}
