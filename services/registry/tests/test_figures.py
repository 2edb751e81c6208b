"""Figures count what their reader may read, by the counters and by the records alike."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from services.registry.figures.counters import fold_figures
from services.registry.tests.conftest import AUS, UK, US, US_RELEASE, House, shared

ADVISERS = {
    "title": "Advisers", "tool": "advising", "start": "2026-11", "end": "2027-02-10", "people": 20,
    "fiscal_year": 2027, "places": [], "capability_areas": ["medical", "logistics"], "purposes": [],
    "participants": [{"nation": "IRQ", "role": "recipient"}], "cost": {"amount": "10.25", "currency": "USD"},
}  # fmt: skip


def counts(figures: Any, name: str) -> dict[str, int]:
    return {one["key"]: one["n"] for one in figures[f"by_{name}"]}


async def three(house: House) -> None:
    await house.activity()
    await house.activity(**ADVISERS, label=shared("USA"))
    await house.activity(UK, **ADVISERS | {"lead": "GBR"}, label=shared("GBR", "USA"))


async def test_statistics_are_of_what_the_reader_may_read(house: House):
    await three(house)
    found = await house.get(US, "/v1/figures/statistics")
    assert (found["n"], found["people"]) == (3, 1840)
    assert found["cost"] == [{"currency": "USD", "amount": "250021.00"}]
    assert counts(found, "tool") == {"advising": 2, "exercise": 1}
    assert counts(found, "partner") == {"GBR": 1, "IRQ": 2}
    assert counts(found, "host") == {"IRQ": 2, "USA": 1}
    assert counts(found, "capability") == {"logistics": 2, "medical": 2, "fires": 1}
    assert counts(found, "year") == {"2027": 2, "": 1}
    theirs = await house.get(UK, "/v1/figures/statistics")
    assert (theirs["n"], counts(theirs, "lead")) == (2, {"USA": 1, "GBR": 1})
    nothing = await house.get(AUS, "/v1/figures/statistics")
    assert (nothing["n"], nothing["by_tool"], nothing["label"]) == (0, [], None)


async def test_an_activity_whose_partner_is_not_known_is_counted_as_such(house: House):
    await house.activity(participants=[{"nation": "USA", "role": "lead"}])
    await house.activity(participants=[{"nation": "IRQ", "role": "recipient"}])
    for chosen in ({}, {"q": "warfighter"}):
        found = await house.get(US, "/v1/figures/statistics", **chosen)
        assert counts(found, "partner") == {"": 1, "IRQ": 1}, chosen


async def test_whoever_reads_nothing_learns_nothing_from_any_figure(house: House):
    paths = ("statistics", "matrix", "map", "months")
    before = [await house.get(AUS, f"/v1/figures/{path}") for path in paths]
    await three(house)
    assert [await house.get(AUS, f"/v1/figures/{path}") for path in paths] == before


@pytest.mark.parametrize(
    "chosen",
    [{}, {"host": "IRQ"}, {"nation": "GBR"}, {"tool": "advising"}, {"lead": "USA"}, {"capability": "medical"},
     {"fiscal_year": 2027}, {"cell": "operational/future"}],
    ids=str,
)  # fmt: skip
async def test_counters_and_records_agree(house: House, chosen: dict[str, Any]):
    await three(house)
    for person in (US, UK):
        counted = await house.get(person, "/v1/figures/statistics", **chosen)
        read = await house.get(person, "/v1/figures/statistics", **chosen, **{"from": "1900-01-01"})
        assert counted == read and counted["n"] > 0


async def test_a_change_moves_the_figures_and_folding_does_not(house: House):
    await three(house)
    made = (await house.get(US, "/v1/activities", q="warfighter"))["items"][0]
    await house.change(US, f"/v1/activities/{made['id']}", {"tool": "training", "people": 5})
    await house.act(US_RELEASE, made, "label", {"label": shared("USA", "GBR", "AUS")})
    before = await house.get(US, "/v1/figures/statistics")
    assert counts(before, "tool") == {"advising": 2, "training": 1}
    assert before["people"] == 45
    assert (await house.get(AUS, "/v1/figures/statistics"))["n"] == 1
    with psycopg.connect(house.app.state.settings.worker_dsn) as conn:
        assert fold_figures(conn) > 0
        assert fold_figures(conn) == 0
    assert await house.get(US, "/v1/figures/statistics") == before


async def test_the_matrix_says_who_does_what_for_whom(house: House):
    await three(house)
    found = await house.get(US, "/v1/figures/matrix")
    assert (found["hosts"], found["columns"]) == (["IRQ", "USA"], ["fires", "logistics", "medical"])
    cells = {(one["host"], one["column"], one["nation"]): one["n"] for one in found["cells"]}
    assert cells == {
        ("USA", "fires", "USA"): 1, ("IRQ", "medical", "USA"): 1, ("IRQ", "medical", "GBR"): 1,
        ("IRQ", "logistics", "USA"): 1, ("IRQ", "logistics", "GBR"): 1,
    }  # fmt: skip
    tools = await house.get(US, "/v1/figures/matrix", by="tool", most=1)
    assert (tools["hosts"], tools["columns"]) == (["IRQ"], ["advising"])


async def test_the_map_and_the_months_say_where_and_when(house: House):
    await three(house)
    world = await house.get(US, "/v1/figures/map")
    assert [(one["country"], one["n"], one["leads"]) for one in world["countries"]] == [
        ("IRQ", 2, ["GBR", "USA"]), ("USA", 1, ["USA"]),
    ]  # fmt: skip
    chosen = {"host": "IRQ", "from": "2026-12-01", "to": "2027-12-31"}
    months = await house.get(US, "/v1/figures/months", **chosen)
    told = [(one["month"], one["tool"], one["n"]) for one in months["months"]]
    assert told == [(f"{month}-01", "advising", 2) for month in ("2026-12", "2027-01", "2027-02")]
    assert months == await house.get(US, "/v1/figures/months", **chosen, capability="medical")
    assert months == await house.get(US, "/v1/figures/months", **chosen, q="advisers")


async def test_an_activity_of_two_hosts_is_one_in_its_month(house: House):
    hosts = [{"nation": nation, "role": "host"} for nation in ("IRQ", "USA")]
    await house.activity(participants=hosts)
    for chosen in ({}, {"host": ["IRQ", "USA"]}, {"q": "warfighter"}):
        found = await house.get(US, "/v1/figures/months", **chosen)
        assert [(one["month"], one["n"]) for one in found["months"]] == [("2027-04-01", 1)]


async def test_a_long_time_is_told_by_years_with_the_most_of_any_month(house: House):
    for start in ("2001-03-01", "2001-03-09", "2001-08-01", "2009-01-01"):
        await house.activity(start=start, end=start)
    found = await house.get(US, "/v1/figures/months", by="year")
    years = [(one["month"], one["n"], one["people"]) for one in found["months"]]
    assert (found["by"], years) == ("year", [("2001-01-01", 2, 3600), ("2009-01-01", 1, 1800)])
    assert (await house.get(US, "/v1/figures/months"))["by"] == "year", "three months of nine years"
    for last, by in (("2005-02-28", "month"), ("2005-03-01", "year")):
        within = {"from": "2001-01-01", "to": "2005-03-31"}
        await house.activity(start=last, end=last)
        assert (await house.get(US, "/v1/figures/months", **within))["by"] == by, last


@pytest.mark.parametrize(
    ("chosen", "n"),
    [({"import": str(UUID(int=7))}, 0), ({"source": "FMTR"}, 1), ({"flagged": True}, 0)],
    ids=str,
)
async def test_where_records_come_from_is_counted_too(house: House, chosen: dict[str, Any], n: int):
    await three(house)
    await house.activity(source="FMTR", source_id="1")
    counted = await house.get(US, "/v1/figures/statistics", **chosen)
    assert counted == await house.get(US, "/v1/figures/statistics", **chosen, **{"from": "1900-01-01"})
    assert counted["n"] == n


async def test_what_is_gone_leaves_no_figure(house: House):
    await three(house)
    with psycopg.connect(house.app.state.settings.worker_dsn) as conn:
        fold_figures(conn)
        conn.execute("DELETE FROM activity")
        assert fold_figures(conn) > 0
        for table in ("activity_figure", "activity_figure_delta", "month_figure", "month_figure_delta"):
            left: Any = conn.execute(f"SELECT count(*) AS n FROM {table}".encode()).fetchone()
            assert left[0] == 0, table
