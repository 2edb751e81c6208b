"""No mouse: the palette, the search, the lists, and a whole meeting in the room."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, Seat
from tests.browser.room import Room
from tests.browser.rungs import Rungs

pytestmark = pytest.mark.browser

DECISION = "Both armies share one picture."
OUTLINE = "(element) => { const s = getComputedStyle(element); return [s.outlineStyle, s.outlineWidth]; }"


def rows(desk: Desk, words: str) -> Locator:
    """The rows of a list that has come, the one with these words among them."""
    found = desk.page.locator("tbody tr")
    expect(found.filter(has_text=words)).to_be_visible()
    return found


def test_lists_are_walked_marked_and_opened_by_key(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    for title in ("First", "Second", "Third"):
        rungs.task("round1", "talks", title)
    desk = seat("us.secretary")
    desk.open("/")
    desk.palette("Taskings")
    expect(desk.page).to_have_url(re.compile("/taskings$"))
    desk.open(f"/taskings?forum={rungs.forums['talks']['id']}")
    found = rows(desk, "Third")
    desk.press("j", "j", "k", "j", "x", "j", "x", "k")
    for place, marked in ((0, False), (1, True), (2, True)):
        expect(found.nth(place).get_by_role("checkbox")).to_be_checked(checked=marked)
    expect(desk.main()).to_contain_text("2 selected")
    link = found.nth(1).get_by_role("link").first
    expect(link).to_be_focused()
    title = link.inner_text()
    desk.press("Enter")
    expect(desk.page.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_the_mark_stays_with_its_row_when_another_comes_in_live(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    rungs.task("round1", "talks", "Second", days=40)
    desk = seat("us.secretary")
    desk.open(f"/taskings?forum={rungs.forums['talks']['id']}")
    own = rows(desk, "Second").filter(has_text="Second")
    desk.press("j")
    expect(own).to_have_attribute("data-at", "true")
    rungs.task("round1", "talks", "First", days=20)
    rows(desk, "First")
    expect(own).to_have_attribute("data-at", "true")
    desk.press("x")
    expect(own.get_by_role("checkbox")).to_be_checked()
    expect(desk.main()).to_contain_text("1 selected")


def test_the_search_the_palette_and_the_way_to_the_content(seat: Seat, rungs: Rungs) -> None:
    desk = seat("us.secretary")
    desk.open(rungs.forum_at("talks"))
    desk.press("Tab")
    skip = desk.page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    assert skip.evaluate(OUTLINE)[0] != "none"
    desk.press("Enter")
    expect(desk.main()).to_be_focused()
    desk.press("Tab")
    first = desk.page.locator(":focus")
    assert first.evaluate("(element) => document.querySelector('main').contains(element)")
    assert first.evaluate(OUTLINE) == ["solid", "2px"]
    desk.press("Control+k")
    palette = desk.page.get_by_role("dialog", name="Command palette")
    expect(palette.get_by_role("textbox")).to_be_focused()
    desk.press("Escape")
    expect(palette).to_have_count(0)
    expect(first).to_be_focused()
    desk.press("/")
    expect(desk.page.get_by_role("searchbox")).to_be_focused()
    desk.type("nobody wrote this")
    desk.press("Enter")
    expect(desk.main()).to_contain_text("Nothing found for")


def test_an_overlap_is_found_and_opened_without_a_mouse(seat: Seat) -> None:
    desk = seat("us.secretary")
    desk.open("/")
    desk.palette("Overlaps")
    desk.page.wait_for_url("**/activities/overlaps")
    expect(desk.page.locator("tbody tr").first).to_be_visible()
    desk.press("j", "Enter")
    desk.page.wait_for_url(re.compile("/activities/overlaps/[0-9a-f-]{36}"))
    desk.palette("Resolve")
    expect(desk.page.get_by_role("form", name="Resolve")).to_be_visible()


def test_the_keys_of_the_page_in_words(seat: Seat, rungs: Rungs) -> None:
    """``?`` or the palette tells what the keys of the page do, and gives the focus back; not while typing."""
    rungs.hold("round1")
    rungs.task("round1", "round", "First")
    rungs.hold("round2")
    desk = seat("us.secretary")
    keys = desk.page.get_by_role("dialog", name="Keys of this page")
    desk.open(f"/taskings?forum={rungs.forums['round']['id']}")
    rows(desk, "First")
    desk.press("j")
    link = desk.page.locator("tbody tr").get_by_role("link").first
    expect(link).to_be_focused()
    desk.press("?")
    expect(keys).to_contain_text(re.compile("jnext line.*xselect the line.*/search.*Ctrl Kthe commands"))
    expect(keys).not_to_contain_text("next item")
    desk.shoot("keyboard-keys-of-a-list")
    desk.press("k", "?", "Escape")
    expect(keys).to_have_count(0)
    expect(link).to_be_focused()
    desk.palette("Keys of this page")
    expect(keys).to_be_visible()
    desk.press("Escape")
    expect(keys).to_have_count(0)
    expect(link).to_be_focused()
    desk.press("/")
    desk.type("why?")
    expect(desk.page.get_by_role("searchbox")).to_have_value("why?")
    expect(keys).to_have_count(0)
    room = Room(desk, rungs.at("round2")).enter()
    room.article.wait_for()
    desk.press("?")
    expect(keys).to_contain_text(re.compile("next item.*pProgressed.*nDecision"))
    expect(keys).not_to_contain_text("select the line")
    desk.shoot("keyboard-keys-of-the-room")


def test_what_stands_near_is_offered_first_after_an_at(seat: Seat, rungs: Rungs) -> None:
    """Among all the forums of the platform the one below, then the members of the one that was taken."""
    rungs.hold("round1")
    rungs.task("round1", "round", "First")
    room = Room(seat("us.secretary"), rungs.hold("round2")).enter()
    desk, form = room.desk, room.form("g")
    options = form.get_by_role("option")
    desk.type("Staff it @")
    expect(options.first).to_contain_text(rungs.key("talks"))
    expect(options.last).to_contain_text("nation")
    desk.shoot("keyboard-at-a-forum")
    desk.type("staff")
    expect(options.first).to_contain_text(rungs.key("talks"))
    desk.press("Enter")
    desk.type("@")
    expect(options.nth(0)).to_contain_text("GBR")
    expect(options.nth(1)).to_contain_text("USA")
    desk.press("Enter")
    expect(form.get_by_role("textbox", name="Child tasking 1")).to_have_value(
        f"Staff it @{rungs.key('talks')} @GBR "
    )


def test_a_meeting_is_led_without_a_mouse(seat: Seat, rungs: Rungs) -> None:
    """From the brief to the room by the palette, then everything that a secretary records."""
    rungs.hold("round1")
    for title in ("First", "Second", "Third"):
        rungs.task("round1", "round", title)
    path = rungs.plan("round2", "Roundtable of the spring")
    desk = seat("us.secretary")
    desk.open("/")
    desk.palette(rungs.name("round"))
    expect(desk.page.get_by_role("heading", level=1, name=rungs.name("round"))).to_be_visible()
    found = desk.page.get_by_role("group", name="Meetings").locator("tbody tr")
    own = found.filter(has_text="Roundtable of the spring")
    expect(own).to_be_visible()
    focus_by_tab(desk, own.get_by_role("link").first)
    desk.press("Enter")
    desk.page.wait_for_url(f"**{path}")
    desk.settled()
    desk.confirmed("Begin the meeting")
    lead(Room(desk, path), rungs)


def focus_by_tab(desk: Desk, wanted: Locator) -> None:
    """Go on by ``Tab`` until it has the focus."""
    for _ in range(80):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        desk.press("Tab")
    raise AssertionError("the focus never came there")


def lead(room: Room, rungs: Rungs) -> None:
    """Outcomes with ``j`` and ``k`` between them, a decision with two taskings, a form given up."""
    desk = room.desk
    room.take("Second").record("p", "Half of it is drawn.")
    expect(room.article).to_contain_text("Third")
    form = room.form("a")
    desk.type("Not yet")
    desk.press("Escape")
    expect(form).to_be_hidden()
    room.take("First").record("b", "Outside our authority.")
    room.record("n", DECISION)
    talks = rungs.key("talks")
    room.task(f"Share it @{talks} @USA in six weeks", DECISION)
    room.task(f"Staff it @{talks} @GBR in six weeks", DECISION)
    recorded = desk.page.get_by_role("complementary", name="Recorded here")
    for words in (DECISION, "Share it", "Staff it"):
        expect(recorded).to_contain_text(words)
    expect(recorded).not_to_contain_text("Not yet")
    expect(room.list.locator("svg")).to_have_count(2)
    desk.shoot("keyboard-room")
