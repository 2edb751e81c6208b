"""What passes between people of several nations: a substitute, a meeting that moves, a forum from nothing."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, Seat
from tests.browser.rungs import Rungs
from tests.browser.screens import blocked_tasking
from tests.ladder import Record
from tests.people import ROSTER

pytestmark = pytest.mark.browser

SECRET_TITLE, SECRET_TEXT = "Survey the ports", "in the words of the record"
SUBSTITUTE = "Prepare a visit to two harbours."


def test_a_substitute_from_the_brief_clears_what_release_blocked(seat: Seat, rungs: Rungs) -> None:
    item = blocked_tasking(rungs, f"{SECRET_TITLE} {rungs.ladder.run}")
    place, hidden = f"/taskings/{item['id']}", (f"{SECRET_TITLE} {rungs.ladder.run}", SECRET_TEXT)
    releaser, australian = seat("us.release"), seat("au.secretary")
    australian.expects("404")
    expect(australian.open(place).get_by_text("Not found")).to_be_visible()
    page = releaser.open("/")
    line = page.get_by_role("listitem").filter(has_text=hidden[0])
    line = line.filter(has=page.get_by_role("link", name="Give a substitute"))
    expect(line).to_contain_text("Blocked: release")
    releaser.shoot("flows-blocked-in-the-brief")
    line.get_by_role("link", name="Give a substitute").click()
    give_substitute(releaser)
    expect(releaser.page.get_by_text("Blocked: release")).to_have_count(0)
    expect(releaser.main()).not_to_contain_text("may read neither the text nor a substitute")
    releaser.shoot("flows-substitute-given")
    page = australian.open(place)
    expect(page.get_by_text("You read the substitute text")).to_be_visible()
    expect(page.get_by_text(SUBSTITUTE).first).to_be_visible()
    australian.shoot("flows-substitute-read")
    oceania = rungs.forum_at("oceania")
    for path in (place, oceania, f"/search?q={rungs.ladder.run}", "/", "/taskings"):
        main = australian.open(path).locator("main")
        for words in hidden:
            expect(main).not_to_contain_text(words)
    expect(australian.open(oceania).get_by_role("row").filter(has_text=SUBSTITUTE)).to_be_visible()
    expect(releaser.open("/").get_by_role("listitem").filter(has_text="Blocked").filter(
        has_text=hidden[0])).to_have_count(0)  # fmt: skip


def give_substitute(desk: Desk) -> None:
    """The form that is open: its words, who gains them by name, and the act."""
    form = desk.page.get_by_role("form", name="Substitute text")
    form.get_by_label("Words that the others may read").fill(SUBSTITUTE)
    expect(form).to_contain_text(re.compile("Readable by.*Australia"))
    form.get_by_role("button", name="Give the substitute").click()
    dialog = desk.page.get_by_role("dialog", name="Substitute text")
    expect(dialog).to_contain_text(re.compile("Seen at once by Australia"))
    expect(dialog).to_contain_text(SUBSTITUTE)
    desk.shoot("flows-substitute-asked")
    dialog.get_by_role("button", name="Give the substitute").click()
    expect(dialog).to_be_hidden()
    expect(form).to_be_hidden()


def three_talks(rungs: Rungs) -> list[Record]:
    """A tasking that stands on the first of three staff talks, a fortnight between them."""
    rungs.hold("round1")
    talks = [
        rungs.ladder.meeting("us.secretary", rungs.forums["talks"], days=14 * n, title=f"Staff talks {n}")
        for n in (1, 2, 3)
    ]
    rungs.task("round1", "talks", "Share the picture", days=60)
    return talks


def act_of_state(desk: Desk, meeting: Record, act: str) -> Locator:
    """Open a meeting's page and ask for an act of its menu; the dialog that names the other nation."""
    page = desk.open(f"/meetings/{meeting['id']}")
    page.get_by_role("button", name="Edit or change its state", exact=True).click()
    page.get_by_role("menuitem", name=act, exact=True).click()
    dialog = page.get_by_role("dialog", name=act)
    expect(dialog).to_contain_text("Seen at once by the United Kingdom and the United States")
    return dialog


@pytest.mark.parametrize(("act", "state"), [("Postpone", "Postponed"), ("Cancel the meeting", "Cancelled")])
def test_what_stood_on_a_meeting_that_falls_away_stands_on_the_next(
    seat: Seat, rungs: Rungs, act: str, state: str
) -> None:
    first, second, _ = three_talks(rungs)
    american, british = seat("us.secretary"), seat("uk.secretary")
    british.open(f"{rungs.at('round1')}?face=after")
    british.page.evaluate("window.untouched = true")
    went = british.page.get_by_role("region", name="Where it went").get_by_role("link")
    expect(went).to_have_attribute("href", f"/meetings/{first['id']}")
    dialog = act_of_state(american, first, act)
    moves = dialog.get_by_role("region", name="What moves on")
    expect(moves).to_contain_text(f"One item moves to “{second['title']}”")
    expect(moves).to_contain_text("Share the picture")
    dialog.get_by_role("button", name=act, exact=True).click()
    reason = dialog.get_by_label("Reason")
    expect(reason).to_be_focused()
    assert reason.evaluate("(field) => field.validity.valueMissing")
    expect(dialog).to_contain_text("Every member reads it on the meeting's page.")
    american.shoot(f"flows-{state.lower()}-asked")
    reason.fill("An exercise takes the building.")
    dialog.get_by_role("button", name=act, exact=True).click()
    expect(dialog).to_be_hidden()
    expect(american.main()).to_contain_text(state)
    expect(american.main()).to_contain_text("Reason: An exercise takes the building.")
    american.shoot(f"flows-{state.lower()}")
    expect(went).to_have_attribute("href", f"/meetings/{second['id']}")
    assert british.page.evaluate("window.untouched") is True
    agenda = british.open(f"/meetings/{second['id']}?face=before").get_by_role("listitem")
    expect(agenda.filter(has_text="Share the picture")).to_be_visible()
    british.shoot(f"flows-{state.lower()}-next-agenda")
    gone = british.open(f"/meetings/{first['id']}").locator("main")
    expect(gone).to_contain_text(state)
    expect(gone).to_contain_text("Reason: An exercise takes the building.")
    expect(gone.get_by_role("link", name="Share the picture")).to_have_count(0)


def test_a_forum_is_founded_and_staffed_in_the_client_and_its_secretary_plans(
    seat: Seat, rungs: Rungs
) -> None:
    name = f"Logistics group {rungs.ladder.run}"
    american, british = seat("us.admin"), seat("uk.admin")
    found(american, name)
    path = re.sub("^.*(?=/forums/)", "", american.page.url)
    american.shoot("flows-founded", full=True)
    appoint(american, "us.head", "Head of delegation")
    appoint(american, "us.secretary", "Secretary")
    british.open(path)
    appoint(british, "uk.head", "Head of delegation")
    british.shoot("flows-appointed", full=True)
    secretary, head = seat("us.secretary"), seat("uk.head")
    page = secretary.open(path)
    page.get_by_role("button", name="Plan a meeting").click()
    page.get_by_label("Title").fill("First sitting")
    page.get_by_label("From").fill("in six weeks")
    expect(page.get_by_text("Understood as")).to_be_visible()
    secretary.shoot("flows-plan", full=True)
    page.locator("form").get_by_role("button", name="Plan a meeting").click()
    expect(page.get_by_role("heading", level=1, name="First sitting")).to_be_visible()
    planned = head.open(path).get_by_role("group", name="Meetings").get_by_role("row")
    expect(planned.filter(has_text="First sitting")).to_be_visible()
    expect(head.page.get_by_role("row").filter(has_text=full_name("us.secretary"))).to_be_visible()


def found(desk: Desk, name: str) -> None:
    """A forum of two nations at the top of a ladder, by the form."""
    page = desk.open("/forums")
    page.get_by_role("button", name="Found a forum").click()
    form = page.get_by_role("form", name="Found a forum")
    form.get_by_label("Full name").fill(name)
    choose(form, "Members", "United Kingdom")
    desk.press("Tab")
    for nation in ("United States", "United Kingdom"):
        form.get_by_role("textbox", name=nation).fill(f"Deputy chief of staff of {nation}")
    expect(form).to_contain_text("Readable by the United Kingdom and the United States")
    desk.shoot("flows-found", full=True)
    form.get_by_role("button", name="Found a forum").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    desk.settled()


def appoint(desk: Desk, person: str, post: str) -> None:
    """A person of the administrator's own nation to a post, from today on."""
    page = desk.page
    page.get_by_role("button", name="Appoint", exact=True).click()
    form = page.get_by_role("form", name="Appoint")
    choose(form, "Name", full_name(person))
    choose(form, "Post", post)
    form.get_by_role("button", name="Appoint").click()
    expect(form).to_be_hidden()
    expect(page.get_by_role("row").filter(has_text=full_name(person)).filter(has_text=post)).to_be_visible()


def choose(form: Locator, label: str, option: str) -> None:
    """An option of a field that offers them."""
    form.get_by_role("textbox", name=label).or_(form.get_by_role("combobox", name=label)).first.click()
    form.page.get_by_role("option", name=option).click()


def full_name(person: str) -> str:
    """The name under which a demonstration person is appointed: rank and name."""
    found = ROSTER.by_username(person)
    return f"{found.rank} {found.name}"
