"""A request for release from the form to the paragraph on another nation's page, by keyboard."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Seat
from tests.people import People

pytestmark = pytest.mark.browser

CANADA = "ca.head"


def of(owner: str, *rel: str) -> dict[str, Any]:
    return {"level": "UNCLASSIFIED", "owner": [owner], "rel": list(rel)}


def test_a_reader_asks_one_person_proposes_another_signs_and_it_is_on_the_page(
    people: People, seat: Seat
) -> None:
    title = f"Rehearsals {uuid4().hex[:6]}"
    hidden = f"What they found {uuid4().hex[:6]}."
    portions = [{"text": "They rehearse."}, {"text": hidden, "label": of("USA")}]
    item = people.post(
        "us.secretary", "/items", {"title": title, "label": of("USA", "CAN"), "portions": portions}
    )
    asker = seat(CANADA, reduced_motion="reduce")
    page = asker.open(f"/releases/new?item={item['id']}")
    page.get_by_label("Whatever else of it the owner can release").check()
    page.get_by_label("Reason").fill("We rehearse with them.")
    found = seen(asker, "asking for release", (PHONE, "dark"), (LAPTOP, "light"))
    asker.press("Control+Enter")
    expect(page.get_by_role("heading", name=re.compile("Canada asks for release to Canada"))).to_be_visible()
    expect(page.get_by_text("has not decided yet")).to_be_visible()

    first = seat("us.secretary", reduced_motion="reduce")
    page = first.open("/releases")
    page.get_by_role("button", name=re.compile(title)).click()
    expect(page.get_by_text("First person").first).to_be_visible()
    first.press("p")
    page.get_by_label(re.compile(hidden)).check()
    found += seen(first, "proposing a release", (PHONE, "light"), (LAPTOP, "dark"))
    page.get_by_role("button", name="Propose this").click()
    expect(page.get_by_text("Proposed: another person signs")).to_be_visible()

    second = seat("us.release", reduced_motion="reduce")
    page = second.open("/releases")
    page.get_by_role("button", name=re.compile(title)).click()
    panel = page.get_by_role("region", name=re.compile("^REL-"))
    expect(panel.get_by_text("Second signature", exact=True)).to_be_visible()
    expect(panel.get_by_role("region", name="Who gains and who loses")).to_contain_text("Canada: 1 paragraph")
    found += seen(second, "the second signature", (PHONE, "dark"), (LAPTOP, "light"))
    second.press("a")
    expect(page.get_by_text("Approved: it takes effect in ten seconds")).to_be_visible()

    asker.open(f"/information/{item['id']}")
    expect(asker.page.get_by_text(hidden)).to_be_visible()
    assert found == []


def test_harm_is_reported_and_counted(people: People, seat: Seat) -> None:
    activity = f"Rehearsal {uuid4().hex[:6]}"
    desk = seat(CANADA, reduced_motion="reduce")
    page = desk.open("/releases/missed")
    page.get_by_role("button", name="Report one").click()
    page.get_by_label("Could not take part in").fill(activity)
    page.get_by_role("textbox", name=re.compile("^When")).fill("May 2026")
    found = seen(desk, "a report of harm", (PHONE, "dark"), (LAPTOP, "light"))
    desk.press("Control+Enter")
    expect(page.get_by_role("row", name=re.compile(activity))).to_be_visible()
    counted = page.get_by_role("table", name="Missed opportunities")
    expect(counted.get_by_role("row", name=re.compile("Never asked"))).to_be_visible()
    page.get_by_text("Month", exact=True).click()
    expect(counted.get_by_role("row", name=re.compile("2026-05"))).to_be_visible()
    assert found == []
