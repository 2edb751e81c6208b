"""A caveat kept by one nation and a plan checked by two, as people use them."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Seat

pytestmark = pytest.mark.browser


def choose(page: Page, field: str, what: str) -> None:
    """One of a list, by keyboard."""
    box = page.get_by_role("combobox", name=re.compile(f"^{field}"))
    box.fill(what)
    page.get_by_role("option", name=what, exact=True).wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    box.press("Escape")


def checked(page: Page) -> None:
    """Types a plan for Poland's forces."""
    page.get_by_label("What is planned").fill("Riot control in Kosovo")
    choose(page, "Whose forces take part", "Poland")


def test_a_nation_meets_its_own_caveat_and_another_learns_nothing_of_it(seat: Seat) -> None:
    desk = seat("pl.liaison", reduced_motion="reduce")
    subject = f"Riot control {uuid4().hex[:6]}"
    page = desk.open("/activities/caveats")
    page.get_by_role("button", name="New caveat").click()
    form = page.get_by_role("form", name="New caveat")
    form.get_by_label(re.compile("^Subject")).fill(subject)
    form.get_by_label(re.compile("^Words as published")).fill("No part in riot control.")
    choose(page, "Tasks", "riot control")
    found = seen(desk, "a new caveat", (PHONE, "dark"))
    form.get_by_label(re.compile("^Subject")).press("Control+Enter")
    expect(page.get_by_role("link", name=subject)).to_be_visible()

    desk.open("/activities/caveats/check")
    checked(page)
    poland = page.locator("[data-answer]").filter(has_text="A caveat of Poland forbids it.")
    expect(poland).to_have_attribute("data-answer", "definite")
    expect(poland).to_contain_text("It includes riot control.")
    found += seen(desk, "a plan", (PHONE, "high contrast"), (LAPTOP, "dark"))
    poland.get_by_role("link", name=subject).click()
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_label(re.compile("^Reason")).fill("Kept for a test")
    desk.press("Control+Enter")
    expect(page.get_by_text("Withdrawn", exact=True)).to_be_visible()
    page.get_by_role("button", name="Put back in force").click()
    page.get_by_role("form").get_by_role("button", name="Put back in force").click()
    expect(page.get_by_text("In force", exact=True)).to_be_visible()
    found += seen(desk, "a caveat", (PHONE, "light"))

    other = seat("au.liaison", reduced_motion="reduce")
    page = other.open("/activities/caveats")
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_text(subject)).to_have_count(0)
    other.open("/activities/caveats/check")
    checked(page)
    poland = page.locator("[data-answer]").filter(has_text="Poland")
    expect(poland).to_have_attribute("data-answer", "unknown")
    assert found == []
