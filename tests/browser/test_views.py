"""Views that a person names: the same at every desk of theirs, and at nobody else's."""

import json
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Seat
from tests.people import People, person_id
from tests.waiting import until

pytestmark = pytest.mark.browser


def test_views_follow_the_person_and_what_the_device_held_is_handed_over(people: People, seat: Seat) -> None:
    word = uuid4().hex[:6]
    desk = seat("uk.wg", reduced_motion="reduce")
    page = desk.open("/")
    place = f"entente.views.activities.{person_id('uk.wg')}"
    old = [{"name": f"Held {word}", "search": {"tool": "exercise", "fiscal_year": 2019}}]
    page.evaluate("([place, held]) => localStorage.setItem(place, held)", [place, json.dumps(old)])
    desk.open("/activities?host=FJI")
    page.get_by_role("button", name="Views").click()
    expect(page.get_by_role("button", name=f"Held {word}", exact=True)).to_be_visible()
    page.get_by_role("textbox", name="Name of the view").fill(f"Fiji {word}")
    desk.press("Enter")
    row = page.get_by_role("button", name=f"Fiji {word}", exact=True)
    expect(row).to_be_visible()
    until(lambda: page.evaluate("place => localStorage.getItem(place)", place) is None)
    page.get_by_role("button", name=f"Rename : Fiji {word}").click()
    page.get_by_role("textbox", name=f"New name of the view Fiji {word}").fill(f"Pacific {word}")
    desk.press("Enter")
    expect(page.get_by_role("button", name=f"Pacific {word}", exact=True)).to_be_visible()
    assert seen(desk, "views", (LAPTOP, "light"), (PHONE, "dark")) == []

    elsewhere = seat("uk.wg", fresh=True).open("/activities")
    elsewhere.get_by_role("button", name="Views").click()
    elsewhere.get_by_role("button", name=f"Pacific {word}", exact=True).click()
    elsewhere.wait_for_url("**/activities?host=FJI")
    elsewhere.get_by_role("button", name="Views").click()
    elsewhere.get_by_role("button", name=f"Remove the view Pacific {word}").click()
    expect(elsewhere.get_by_role("button", name=f"Pacific {word}", exact=True)).to_have_count(0)
    elsewhere.get_by_role("button", name="Undo").click()
    kept = {one["name"]: one["query"] for one in people.get("uk.wg", "/views/activities")["items"]}
    assert kept[f"Held {word}"] == "tool=exercise&fiscal_year=2019"
    assert word not in str(people.get("uk.secretary", "/views/activities"))
