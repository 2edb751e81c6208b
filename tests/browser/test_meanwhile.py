"""Two people at one record: who comes second is shown both versions, field by field, and loses nothing."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, Seat
from tests.browser.rungs import Rungs
from tests.people import People

pytestmark = pytest.mark.browser


def typed(form: Locator, label: str, words: str) -> None:
    """Put these words into a field instead of what stands in it."""
    form.get_by_label(re.compile(rf"^{label}( \*)?$")).fill(words)


def chosen(desk: Desk, field: str, mine: str, theirs: str, take: str) -> None:
    """Both versions of a field are shown; this one is taken."""
    conflict = desk.page.get_by_role("alert").filter(has_text="Somebody else changed this meanwhile")
    expect(conflict).to_contain_text(mine)
    expect(conflict).to_contain_text(theirs)
    conflict.get_by_role("radiogroup", name=field).get_by_text(take).click()


def test_a_tasking_amended_meanwhile(seat: Seat, rungs: Rungs, people: People) -> None:
    rungs.hold("round1")
    path = f"/taskings/{rungs.task('round1', 'talks', 'Survey')['id']}"
    desk = seat("us.secretary")
    desk.expects("412")
    desk.open(path)
    desk.palette("Amend")
    form = desk.page.locator("form").filter(has=desk.page.get_by_role("button", name="Save"))
    typed(form, "Title", "Survey of the ports")
    typed(form, "Text", "All ports.")
    people.change("uk.general", path, {"title": "Survey of the harbours"}, of=path)
    form.get_by_role("button", name="Save").click()
    chosen(desk, "Title", "Survey of the ports", "Survey of the harbours", "Take theirs")
    desk.page.get_by_role("button", name="Save the choice").click()
    expect(desk.page.get_by_role("status").filter(has_text="is saved")).to_be_visible()
    now = people.get("us.secretary", path)
    assert (now["title"], now["text"]) == ("Survey of the harbours", "All ports.")


def test_a_meeting_edited_meanwhile(seat: Seat, rungs: Rungs, people: People) -> None:
    path = rungs.plan("round1", "Roundtable")
    desk = seat("us.secretary")
    desk.expects("412")
    desk.open(path)
    desk.palette("Edit")
    form = desk.page.get_by_role("dialog", name="Edit")
    typed(form, "Place", "Ramstein")
    people.change("uk.secretary", path, {"place": "Northwood", "title": "Roundtable of May"}, of=path)
    form.get_by_role("button", name="Save").click()
    chosen(desk, "Place", "Ramstein", "Northwood", "Keep mine")
    desk.page.get_by_role("button", name="Save the choice").click()
    expect(form).to_be_hidden()
    now = people.get("us.secretary", path)
    assert (now["place"], now["title"]) == ("Ramstein", "Roundtable of May")


def test_a_forum_described_meanwhile(seat: Seat, rungs: Rungs, people: People) -> None:
    path = rungs.forum_at("talks")
    desk = seat("us.secretary")
    desk.expects("412")
    desk.open(path)
    desk.page.get_by_role("button", name="Describe the forum").click()
    form = desk.page.get_by_role("form", name="Describe the forum")
    expect(form).to_contain_text("Readable by")
    typed(form, "Note", "Twice a year.")
    typed(form, "Time zone", "Europe/Berlin")
    typed(form, "Should attend", "Chief of plans\nLegal adviser\n")
    people.change("us.head", path, {"note": "Once a year."}, of=path)
    form.get_by_role("button", name="Save").click()
    chosen(desk, "Note", "Twice a year.", "Once a year.", "Keep mine")
    desk.page.get_by_role("button", name="Save the choice").click()
    expect(form).to_have_count(0)
    expect(desk.main()).to_contain_text("Legal adviser")
    now = people.get("us.secretary", path)
    assert (now["note"], now["time_zone"]) == ("Twice a year.", "Europe/Berlin")
    assert now["should_attend"] == ["Chief of plans", "Legal adviser"]


def test_a_change_that_was_left_open_goes_on_and_shows_what_came_between(
    seat: Seat, rungs: Rungs, people: People
) -> None:
    path = rungs.plan("round1", "Roundtable")
    desk = seat("us.secretary")
    desk.open(path)
    form = desk.page.get_by_role("dialog", name="Edit")
    desk.palette("Edit")
    typed(form, "Place", "Ramstein")
    desk.press("Escape")
    expect(form).to_have_count(0)
    people.change("uk.secretary", path, {"title": "Roundtable of May"}, of=path)
    desk.page.reload()
    desk.settled()
    desk.palette("Edit")
    expect(form.get_by_label("Place")).to_have_value("Ramstein")
    expect(form.get_by_label("Title")).to_have_value("Roundtable of May")
    desk.press("Escape")
    people.change("uk.secretary", path, {"place": "Northwood"}, of=path)
    desk.page.reload()
    desk.settled()
    desk.palette("Edit")
    chosen(desk, "Place", "Ramstein", "Northwood", "Keep mine")
    desk.page.get_by_role("button", name="Save the choice").click()
    expect(form).to_be_hidden()
    now = people.get("us.secretary", path)
    assert (now["place"], now["title"]) == ("Ramstein", "Roundtable of May")
    desk.palette("Edit")
    typed(form, "Place", "Nowhere")
    form.get_by_role("button", name="Cancel").last.click()
    desk.palette("Edit")
    expect(form.get_by_label("Place")).to_have_value("Ramstein")
