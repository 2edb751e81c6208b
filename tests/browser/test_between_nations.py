"""What two nations have of one event, and what they tell each other of it: merged, split, hidden."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from deploy.dev.shared_platform import RunningPlatform
from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Seat
from tests.people import People

pytestmark = pytest.mark.browser

HOST = "TUV"
"""A country that no other test speaks of."""


@pytest.fixture(scope="module")
def word(platform: RunningPlatform) -> Iterator[str]:
    """A word of this run's own."""
    yield f"Reef{uuid4().hex[:8]}"


def plan(by: People, person: str, title: str, **said: Any) -> dict[str, Any]:
    """A plan of a nation for Tuvalu in the spring, that nobody else reads."""
    nation = {"us": "USA", "uk": "GBR"}[person[:2]]
    body = {
        "title": title, "tool": "training", "lead": nation, "status": "planned",
        "places": [{"country": HOST, "name": "Funafuti"}], "start": "2027-03-02", "end": "2027-03-12",
        "participants": [{"nation": HOST, "role": "recipient"}, {"nation": nation, "role": "lead"}],
        "label": {"level": "UNCLASSIFIED", "owner": [nation], "rel": []},
    } | said  # fmt: skip
    made: dict[str, Any] = by.post(person, "/activities", body)
    return made


def test_a_pair_is_merged_by_key_and_split_and_a_third_nation_sees_nothing_of_it(
    people: People, seat: Seat, word: str
) -> None:
    both = {"level": "UNCLASSIFIED", "rel": ["GBR", "USA"]}
    ours = plan(people, "us.secretary", f"{word} lagoon survey", people=12, label=both | {"owner": ["USA"]})
    theirs = plan(people, "uk.secretary", f"{word} Lagoon Survey", people=14, label=both | {"owner": ["GBR"]})
    people.post("us.secretary", "/duplicates", {"left": ours["id"], "right": theirs["id"]})
    desk = seat("us.secretary", reduced_motion="reduce")
    page = desk.open(f"/activities/duplicates?activity={ours['id']}&state=same")
    expect(page.get_by_role("region", name="Two records side by side")).to_be_visible()
    desk.press("o")
    expect(page.get_by_text("No pair waits")).to_be_visible()
    page = desk.open(f"/activities/duplicates?activity={ours['id']}")
    expect(page.get_by_role("region", name="Two records side by side")).to_contain_text("Lagoon Survey")
    found = seen(desk, "a pair", (PHONE, "light"), (LAPTOP, "dark"))
    desk.press("s")
    expect(page.get_by_text("Merged: who reads both sees one record")).to_be_visible()
    desk.open(f"/activities?q={word}&columns=title,people")
    expect(page.locator("tbody tr")).to_have_count(1)
    desk.open(f"/activities/{ours['id']}")
    expect(page.get_by_role("heading", name="Merged from 2 records")).to_be_visible()
    found += seen(desk, "a merged record", (PHONE, "dark"), (LAPTOP, "light"))
    assert found == []
    third = seat("au.secretary")
    for path in (f"/activities?q={word}", f"/activities/duplicates?activity={ours['id']}"):
        expect(third.open(path).locator("main")).not_to_contain_text("survey", ignore_case=True)
    page.get_by_role("button", name="Split this record off").click()
    expect(page.get_by_role("heading", name="Merged from 2 records")).to_have_count(0)
    desk.open(f"/activities?q={word}")
    expect(page.locator("tbody tr")).to_have_count(2)


def test_what_a_host_asked_for_is_registered(seat: Seat, word: str) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    page = desk.open("/activities/demand")
    page.get_by_role("button", name="Register a measure").click()
    form = page.get_by_role("form", name="Register a measure")
    form.get_by_label("Measure").fill(f"{word} patrol boats")
    form.get_by_role("combobox", name=re.compile("^Hosts?")).fill("Tuvalu")
    page.get_by_role("option", name="Tuvalu").click()
    form.get_by_role("textbox", name=re.compile("^Requested on")).fill("3 March 2026")
    assert seen(desk, "a measure", (PHONE, "dark"), (LAPTOP, "light")) == []
    form.get_by_role("button", name="Create").click()
    row = page.locator("tbody tr").filter(has_text=f"{word} patrol boats")
    expect(row).to_contain_text("Tuvalu")
    expect(row).to_contain_text("waits")
