"""What a planner's own sheet holds: totals of one column, places for hosts, amounts by their header."""

from typing import Any

import pytest

from services.registry.tests.conftest import US, House
from services.registry.tests.imports.importing import act, begun, csv_of, ended, imported


@pytest.mark.parametrize(
    ("people", "cost", "said"),
    [("9", "", (1, 1, 1, 0, 0)), ("", "", (0, 0, 0, 0, 0)), ("8", "30", (1, 1, 0, 1, 1))],
)
async def test_groups_agree_only_in_what_the_file_prints(house: House, people: str, cost: str, said: Any):
    rows = [["A", "Fiji", "4", "10"], ["B", "Iraq", "5", "20"], ["Total", "", people, cost]]
    one = await imported(house, csv_of(rows, ("title", "country", "people", "cost")))
    assert one["counts"]["totals"] == 1
    summary = (await house.get(US, f"/v1/imports/{one['id']}/reconciliation"))["summary"]
    names = ("groups", "people_groups", "people_agree", "cost_groups", "cost_agree")
    assert tuple(summary[name] for name in names) == said


@pytest.mark.parametrize(
    ("header", "currency", "times"),
    [
        ("Cost (£k)", "GBP", 1_000),
        ("Cost ($M)", "USD", 1_000_000),
        ("Cost (USD thousands)", "USD", 1_000),
        ("Budget €k", "EUR", 1_000),
    ],
)
async def test_currency_and_multiple_stand_in_the_header(
    house: House, header: str, currency: str, times: int
):
    rows = [["Talks", "Fiji", "1.5"], ["Diving", "Fiji", "2"], ["Total", "", "3.5"]]
    one = await begun(house, csv_of(rows, ("Event", "Country", header)))
    mapping = one["mapping"]
    assert {"column": header, "target": "cost", "pairs": [], "otherwise": None} in mapping["columns"]
    assert (mapping["constants"], mapping["options"]["cost_times"]) == ({"currency": currency}, times)
    await act(house, one, "start")
    await ended(house, one)
    page = await house.get(US, "/v1/activities?limit=10")
    costs = {each["title"]: each["cost"] for each in page["items"]}
    assert {name: (float(cost["amount"]), cost["currency"]) for name, cost in costs.items()} == {
        "Talks": (1.5 * times, currency),
        "Diving": (2 * times, currency),
    }
    summary = (await house.get(US, f"/v1/imports/{one['id']}/reconciliation"))["summary"]
    assert (summary["cost_groups"], summary["cost_agree"]) == (1, 1)


async def test_a_multiple_that_is_none_is_refused(house: House):
    one = await begun(house, csv_of([["Talks", "5"]], ("Event", "Cost")))
    mapping = one["mapping"]
    mapping["options"]["cost_times"] = 12
    await act(house, one, "mapping", mapping, status=422, method="PUT")
