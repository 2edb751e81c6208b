"""A date that is not understood, or ends before it begins, is refused at its field; nothing is sent."""

import re

import pytest
from playwright.sync_api import Locator, Request, expect

from tests.browser.desk import Desk, Seat
from tests.browser.room import Room
from tests.browser.rungs import Rungs

pytestmark = pytest.mark.browser


def sent(desk: Desk) -> list[str]:
    """What the window changes on the server from now on, as method and path."""
    changes: list[str] = []

    def note(request: Request) -> None:
        if request.method in ("POST", "PATCH", "PUT") and re.search("/(meetings|taskings)", request.url):
            changes.append(f"{request.method} {request.url}")

    desk.page.on("request", note)
    return changes


def refused(field: Locator, typed: str, words: str) -> None:
    """The field says why, keeps what was typed and is the one in fault."""
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(words))
    expect(field).to_have_value(typed)


def test_a_meeting_is_not_planned_for_a_date_that_is_none(seat: Seat, rungs: Rungs) -> None:
    desk = seat("us.secretary")
    page = desk.open(rungs.forum_at("talks"))
    changes = sent(desk)
    page.get_by_role("button", name="Plan a meeting").click()
    title, begin, end = (page.get_by_role("textbox", name=name) for name in ("Title", "From", "To"))
    title.fill("Talks of the spring")
    begin.fill("today")
    end.fill("gibberish")
    expect(end).not_to_have_attribute("aria-invalid", "true")
    desk.press("Control+Enter")
    refused(end, "gibberish", "This is no date")
    desk.shoot("dates-not-understood")
    end.fill("yesterday")
    expect(end).not_to_have_attribute("aria-invalid", "true")
    title.focus()
    refused(end, "yesterday", "before .*, when it begins")
    desk.shoot("dates-end-before-start")
    page.locator("main form button[type=submit]").click()
    expect(end).to_be_focused()
    assert changes == []
    end.fill("tomorrow")
    expect(end).not_to_have_attribute("aria-invalid", "true")
    desk.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name="Talks of the spring")).to_be_visible()
    assert len(changes) == 1


def test_a_tasking_keeps_its_date_only_where_nothing_else_was_typed(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    item = rungs.task("round1", "talks", "Share the picture")
    desk = seat("us.secretary")
    page = desk.open(f"/taskings/{item['id']}")
    changes = sent(desk)
    desk.palette("Amend")
    due = page.get_by_role("textbox", name="Due")
    save = page.get_by_role("button", name="Save")
    due.fill("nonsense")
    save.click()
    refused(due, "nonsense", "This is no date")
    due.fill("")
    save.click()
    expect(due).to_be_focused()
    assert changes == []
    due.fill("30 June 2027")
    save.click()
    expect(save).to_have_count(0)
    expect(desk.main()).to_contain_text("30 Jun 2027")
    assert [change.split()[0] for change in changes] == ["PATCH"]


def test_the_room_records_nothing_beside_a_date_that_is_none(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    item = rungs.task("round1", "talks", "Share the picture")
    rungs.hold("talks1")
    rungs.ladder.leave("us.secretary", rungs.meetings["talks1"], item, "answered", "It is shared.")
    desk = seat("us.secretary")
    room = Room(desk, rungs.hold("round2")).enter()
    form = room.take("Share the picture").form("o")
    desk.type("The third army is missing")
    due = form.get_by_role("textbox", name="New due date")
    due.fill("some day")
    desk.press("Control+Enter")
    refused(due, "some day", "This is no date")
    desk.shoot("dates-in-the-room")
    due.fill("in six weeks")
    room.finish(form)
