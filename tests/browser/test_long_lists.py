"""Long lists: of more than 200 rows those in sight stand, and the next page comes by itself."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Route, expect

from tests.browser.axe import violations
from tests.browser.desk import Desk, Seat
from tests.browser.rungs import Rungs
from tests.ladder import Record
from tests.waiting import until

pytestmark = pytest.mark.browser

STANDING = 200
"""So many rows may stand at once (SCREENS: no longer list without virtual scrolling)."""
HERE = "tbody tr[data-at]"


@dataclass
class Register:
    """A register of taskings as long as the test says, told by keyset as the API tells it."""

    template: Record
    length: int
    asked: list[str] = field(default_factory=list)
    unanswered: set[str] = field(default_factory=set)
    """Cursors whose first request gets no answer."""

    def answer(self, route: Route) -> None:
        """One page, from where the cursor says."""
        query = parse_qs(urlsplit(route.request.url).query)
        [after] = query.get("cursor", ["0"])
        self.asked.append(after)
        if after in self.unanswered:
            self.unanswered.remove(after)
            return
        start, most = int(after), int(query["limit"][0])
        items = [self.item(place) for place in range(start, min(self.length, start + most))]
        further = str(start + most) if start + most < self.length else None
        route.fulfill(body=json.dumps({"items": items, "next": further}), content_type="application/json")

    def item(self, place: int) -> Record:
        """The tasking at a place; some have long titles, so that rows differ in height."""
        title = f"Tasking {place}" + " of many words that take more than one line" * (place % 7 == 0) * 3
        return {**self.template, "id": str(UUID(int=place + 1)), "ref": f"T-{place}", "title": title}


def opened(seat: Seat, rungs: Rungs, length: int, *, news: bool = True) -> tuple[Desk, Register]:
    """The list of taskings of a length; without ``news`` nothing that others do has it read anew."""
    rungs.hold("round1")
    register = Register(rungs.task("round1", "talks", "Tasking"), length)
    desk = seat("us.secretary", reduced_motion="reduce")
    desk.page.route("**/api/v1/taskings?*", register.answer)
    if not news:
        quiet = {"status": 200, "content_type": "text/event-stream", "body": ""}
        desk.page.route("**/api/v1/live*", lambda route: route.fulfill(**quiet))
    desk.open("/taskings")
    return desk, register


def to_the_end(desk: Desk, length: int) -> None:
    """Scroll down, page after page, until the last row stands."""
    last = desk.page.get_by_role("link", name=f"Tasking {length - 1}", exact=True)
    content = desk.page.locator("#content")

    def reached() -> bool:
        content.evaluate("(element) => element.scrollBy(0, element.clientHeight * 4)")
        standing = desk.page.locator("tbody tr").count()
        assert standing <= STANDING, f"{standing} rows stand at once"
        return last.count() > 0

    until(reached, seconds=90.0)
    expect(last).to_be_visible()


def test_five_thousand_rows_are_read_page_by_page_and_a_few_of_them_stand(seat: Seat, rungs: Rungs) -> None:
    desk, register = opened(seat, rungs, 5_000)
    rows = desk.page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    to_the_end(desk, 5_000)
    assert rows.count() <= STANDING
    assert {int(after) for after in register.asked} == {0, *range(50, 5_000, 200)}, "page after page"
    assert desk.page.locator("table").get_attribute("aria-rowcount") == "5001"
    assert violations(desk.page, "the end of 5,000 taskings") == []
    desk.page.locator("#content").evaluate("(element) => element.scrollTo(0, 0)")
    expect(desk.page.get_by_role("link", name="Tasking 1", exact=True)).to_be_visible()


def test_a_long_list_is_walked_and_marked_by_key(seat: Seat, rungs: Rungs) -> None:
    desk, _ = opened(seat, rungs, 401)
    to_the_end(desk, 401)
    content = desk.page.locator("#content")
    content.evaluate("(element) => element.scrollTo(0, 0)")
    expect(desk.page.get_by_role("link", name="Tasking 1", exact=True)).to_be_visible()
    desk.press(*"j" * 60, "x")
    here = desk.page.locator(HERE)
    expect(here).to_have_attribute("aria-rowindex", "61")
    expect(here.get_by_role("checkbox")).to_be_checked()
    expect(here).to_be_in_viewport()
    assert here.evaluate("(row) => row.contains(document.activeElement)")
    content.evaluate("(element) => element.scrollTo(0, element.scrollHeight)")
    expect(desk.page.get_by_role("link", name="Tasking 400", exact=True)).to_be_visible()
    assert here.evaluate("(row) => row.contains(document.activeElement)"), "scrolling takes no focus away"
    desk.press("j")
    expect(here).to_have_attribute("aria-rowindex", "62")
    expect(here).to_be_in_viewport()
    expect(desk.main()).to_contain_text("1 selected")
    assert violations(desk.page, "the midst of 401 taskings") == []


def test_a_code_in_a_row_says_its_name_under_the_pointer_alone(seat: Seat, rungs: Rungs) -> None:
    """Nothing is made for it before: what is made with each row keeps a quick walk from coming to rest."""
    desk, _ = opened(seat, rungs, 401)
    to_the_end(desk, 401)
    told = desk.page.get_by_role("tooltip")
    desk.page.locator("tbody [data-lead]").first.hover()
    expect(told).to_have_text("United States")
    desk.page.mouse.move(0, 0)
    expect(told).to_have_count(0)


def test_what_comes_in_live_leaves_the_mark_with_its_row(seat: Seat, rungs: Rungs) -> None:
    desk, register = opened(seat, rungs, 401)
    to_the_end(desk, 401)
    desk.page.locator("#content").evaluate("(element) => element.scrollTo(0, 0)")
    desk.press(*"jjj")
    own = desk.page.locator(HERE)
    expect(own).to_contain_text("Tasking 2")
    register.item = lambda place, told=register.item: told(place - 1 if place else 9_999)  # type: ignore[method-assign,misc]
    register.length += 1
    rungs.task("round1", "talks", "One more")
    expect(desk.page.get_by_role("link", name="Tasking 9999")).to_be_visible()
    expect(own).to_contain_text("Tasking 2")
    expect(own).to_have_attribute("aria-rowindex", "5")


def test_a_change_amid_the_reading_of_a_page_leaves_the_list_going_on(seat: Seat, rungs: Rungs) -> None:
    desk, register = opened(seat, rungs, 401)
    expect(desk.page.get_by_role("link", name="Tasking 1", exact=True)).to_be_visible()
    register.unanswered.add("250")
    content = desk.page.locator("#content")

    def asked() -> bool:
        content.evaluate("(element) => element.scrollBy(0, element.clientHeight * 4)")
        return "250" in register.asked

    until(asked)
    assert "250" not in register.unanswered
    rungs.task("round1", "talks", "One more")
    to_the_end(desk, 401)
    assert register.asked.count("250") > 1


def test_a_page_that_cannot_be_read_is_asked_for_by_the_button_alone(seat: Seat, rungs: Rungs) -> None:
    desk, register = opened(seat, rungs, 250, news=False)
    expect(desk.page.get_by_role("link", name="Tasking 1", exact=True)).to_be_visible()
    failing = "**/api/v1/taskings?*cursor=50*"
    desk.page.route(failing, lambda route: route.fulfill(status=500, body="{}"))
    desk.expects(r"\b500\b")
    with desk.page.expect_response(failing):
        desk.page.locator("#content").evaluate("(element) => element.scrollBy(0, element.scrollHeight)")
    again = desk.page.get_by_role("button", name="Show more")
    expect(again).to_be_enabled()
    desk.page.unroute(failing)
    assert "50" not in register.asked
    again.click()
    expect(again).to_be_hidden()
    expect(desk.page.get_by_role("link", name="Tasking 50", exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("length", [0, 10])
def test_a_short_list_stands_whole(seat: Seat, rungs: Rungs, length: int) -> None:
    desk, register = opened(seat, rungs, length)
    if length:
        expect(desk.page.locator("tbody tr")).to_have_count(length)
        assert desk.page.locator("table").get_attribute("aria-rowcount") is None
    else:
        expect(desk.main()).to_contain_text("No tasking")
    assert register.asked == ["0"]


def test_on_paper_every_row_stands(seat: Seat, rungs: Rungs) -> None:
    desk, _ = opened(seat, rungs, 401)
    to_the_end(desk, 401)
    desk.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(desk.page.locator("tbody tr")).to_have_count(401)
    desk.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert desk.page.locator("tbody tr").count() <= STANDING


def test_on_paper_a_list_that_goes_on_says_so(seat: Seat, rungs: Rungs) -> None:
    desk, _ = opened(seat, rungs, 60)
    words = desk.page.get_by_text(re.compile(r"First \d+ rows of more"))
    expect(words).to_be_hidden()
    desk.page.emulate_media(media="print")
    expect(words).to_be_visible()
    desk.page.emulate_media(media="screen")
    to_the_end(desk, 60)
    expect(words).to_have_count(0)
