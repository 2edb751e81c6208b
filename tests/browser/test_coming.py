"""What is coming, below the brief: in its filter and its order of keys, of one's own nation alone."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Seat
from tests.people import People, today

pytestmark = pytest.mark.browser
MOST = 200
"""Lines that other tests may have made."""


def test_what_is_coming_is_chosen_by_the_filter_and_reached_and_opened_by_key(
    people: People, seat: Seat
) -> None:
    title = f"Range week {uuid4().hex[:6]}"
    soon = {"title": title, "start": today().isoformat(), "status": "planned"}
    people.post("us.wg", "/activities", soon)
    desk = seat("us.wg", reduced_motion="reduce")
    page = desk.open("/")
    coming = page.get_by_role("link", name=title)
    coming.wait_for()
    page.get_by_role("radiogroup", name="Show").get_by_text("Activities", exact=True).click()
    expect(page.get_by_role("heading", name="Changed")).to_have_count(0)
    found = seen(desk, "what is coming", (PHONE, "light"), (LAPTOP, "dark"))
    page.get_by_role("heading", level=1).click()
    for _ in range(MOST):  # what others make may come, and go, in between
        desk.press("j")
        if title in page.evaluate("document.activeElement.closest('li')?.innerText ?? ''"):
            break
    expect(coming).to_be_focused()
    desk.press("Enter")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    assert found == []
    assert title not in str(people.get("uk.secretary", "/upcoming"))
