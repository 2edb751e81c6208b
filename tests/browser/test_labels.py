"""The label field: typed or chosen, both in step; nothing is sent under a marking that is none."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Desk, Seat
from tests.people import People

pytestmark = pytest.mark.browser

FORM = "/activities/new"


def opened(seat: Seat) -> tuple[Desk, Locator]:
    """A form with its label field unfolded, and the marking in it."""
    desk = seat("us.secretary", reduced_motion="reduce")
    page = desk.open(FORM)
    page.get_by_role("button", name="Change label").click()
    marking = page.get_by_role("combobox", name="Marking")
    expect(marking).to_have_value("USA UNCLASSIFIED")
    return desk, marking


def sent(page: Page) -> tuple[list[str], Callable[[], None]]:
    """The activities that are sent from now on, and how to stop listening."""
    found: list[str] = []

    def heard(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/v1/activities"):
            found.append(request.post_data or "")

    page.on("request", heard)
    return found, lambda: page.remove_listener("request", heard)


def test_nothing_is_sent_under_the_label_before_a_marking_that_is_none(seat: Seat, people: People) -> None:
    desk, marking = opened(seat)
    page = desk.page
    found, quiet = sent(page)
    page.get_by_label("Title").fill("Coral survey")
    page.get_by_role("combobox", name="Tool").click()
    page.get_by_role("option").first.click()
    marking.fill("USA SECRET//REL TO USA, GBR")
    expect(page.get_by_text("The marking is no label yet.")).to_be_visible()
    expect(page.locator("fieldset").filter(has=marking)).not_to_contain_text("Readable by")
    page.get_by_label("Title").press("Escape")
    expect(marking).to_be_focused()
    expect(marking).to_have_value("USA SECRET//REL TO USA, GBR")
    wrong = page.locator("[data-wrong]")
    expect(wrong).to_have_text("USA")
    expect(page.get_by_text("At “USA”: codes stand once each")).to_be_visible()
    page.get_by_role("button", name="Register").click()
    expect(marking).to_be_focused()
    page.get_by_role("button", name="Done").click()
    expect(marking).to_be_focused()
    assert found == []
    page.get_by_role("button", name="Use USA SECRET//REL TO GBR, USA").click()
    expect(page.get_by_text("Readable by the United Kingdom and the United States")).to_be_visible()
    page.get_by_role("button", name="Register").click()
    page.wait_for_url(lambda url: not url.endswith(FORM))
    quiet()
    kept = people.get("us.secretary", page.url.split("/activities/")[1].join(("/activities/", "")))
    assert len(found) == 1 and kept["label"]["banner"] == "USA SECRET//REL TO GBR, USA"


def test_a_label_is_typed_and_chosen_in_step_by_the_keyboard_alone(seat: Seat) -> None:
    desk, marking = opened(seat)
    page, field = desk.page, desk.page.locator("fieldset").filter(has=marking)
    marking.focus()
    desk.press("Control+a")
    desk.type("USA SECRET//re")
    offers = page.get_by_role("listbox", name="What may stand here")
    expect(offers.get_by_role("option")).to_have_count(2)
    expect(field.get_by_role("status").filter(has_text="2 offers")).to_have_count(1)
    desk.press("ArrowDown", "Enter")
    expect(marking).to_have_value("USA SECRET//REL TO ")
    desk.type("Austra")
    expect(offers.get_by_role("option")).to_have_count(1)
    desk.press("ArrowDown", "Enter")
    desk.type(", USA")
    expect(field).to_contain_text("Readable by Australia and the United States")
    expect(offers).to_be_visible()
    desk.press("Escape")
    expect(offers).to_have_count(0)
    expect(page.get_by_role("combobox", name="Level")).to_have_value("SECRET")
    desk.press("Control+z")
    expect(marking).to_have_value("USA SECRET//REL TO AUS, ")
    desk.type("USA")
    page.get_by_role("combobox", name="Released to").fill("Cana")
    page.get_by_role("option", name="Canada (CAN)").click()
    expect(marking).to_have_value("USA SECRET//REL TO AUS, CAN, USA")
    page.get_by_role("button", name="Why?").click()
    why = page.get_by_role("region", name="Who reads it, and why")
    expect(why).to_contain_text("Canada reads it: named among those it is released to.")
    found = seen(desk, "the label", (LAPTOP, "dark"), (PHONE, "light"), (LAPTOP, "forced colours"))
    marking.fill("SECRET//REL TO USA, AUS, GBR")
    other = page.get_by_text("It is a marking of another policy (US).")
    expect(other).to_be_visible()
    found += seen(desk, "a wrong marking", (PHONE, "dark"), (LAPTOP, "light"))
    assert found == []
    page.get_by_role("button", name="Use USA SECRET//REL TO AUS, GBR, USA").click()
    expect(field).to_contain_text("Readable by Australia, the United Kingdom and the United States")
    page.get_by_role("button", name="Back to what it was").click()
    expect(marking).to_have_value("USA UNCLASSIFIED")


def test_a_lost_connection_is_said_and_what_was_typed_stays(seat: Seat) -> None:
    desk, marking = opened(seat)
    desk.expects("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED")
    desk.context.set_offline(True)
    marking.fill("USA SECRET//ORCON")
    expect(desk.page.get_by_text("The server cannot be reached").first).to_be_visible()
    desk.context.set_offline(False)
    expect(marking).to_have_value("USA SECRET//ORCON")
    expect(desk.page.locator("fieldset").filter(has=marking)).to_contain_text("Readable by the United States")
