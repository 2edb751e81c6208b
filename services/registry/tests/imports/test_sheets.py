"""What a planner's own sheet holds: totals of one column, places for hosts, amounts by their header."""

from typing import Any

import pytest

from services.registry.tests.conftest import US, House
from services.registry.tests.imports.importing import csv_of, imported


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
