"""On paper: marked above and below on every sheet, without what only a screen needs."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, Seat
from tests.browser.rungs import Rungs

pytestmark = pytest.mark.browser
SHEET = {"width": 680, "height": 960}  # A4 between its margins
_ROOM = """["::before", "::after"].map((edge) => {
  const { display, breakInside } = getComputedStyle(document.querySelector("#root > div"), edge);
  return [display, breakInside];
})"""


def put_on_paper(desk: Desk, path: str) -> None:
    desk.open(path)
    desk.page.emulate_media(media="print")
    desk.page.set_viewport_size(SHEET)  # type: ignore[arg-type]  # as the viewport's type says


def sheets(desk: Desk) -> int:
    counts = re.findall(rb"/Count (\d+)", desk.page.pdf(prefer_css_page_size=True))
    return max(int(count) for count in counts)


def test_every_page_prints_under_its_banner_and_without_navigation(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    task = rungs.task("round1", "talks", "Survey")
    meeting = rungs.at("round1")
    desk = seat("us.secretary")
    for name, path in (
        ("tasking", f"/taskings/{task['id']}"), ("minutes", f"{meeting}?face=after"),
        ("agenda", f"{meeting}?face=before"), ("list", "/taskings"),
    ):  # fmt: skip
        put_on_paper(desk, path)
        for place in ("top", "bottom"):
            banner = desk.page.get_by_role("region", name=f"Classification of this page, {place}")
            expect(banner).to_be_visible()
            expect(banner).to_contain_text("RESTRICTED")
            # What is fixed stands on each sheet; the frame keeps its room there.
            expect(banner).to_have_css("position", "fixed")
        # Their room is a table's head and foot, which come again only if they are never broken.
        assert desk.page.evaluate(_ROOM) == [["table-header-group", "avoid"], ["table-footer-group", "avoid"]]
        for hidden in (desk.page.get_by_role("navigation"), desk.page.get_by_role("search")):
            expect(hidden).to_be_hidden()
        expect(desk.main().locator(".mantine-Button-root:visible")).to_have_count(0)
        for head in desk.main().locator("th button").all():
            expect(head).to_have_css("display", "contents")
        wide = desk.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SHEET["width"], f"{name} is cut at the right: {wide}"
        assert sheets(desk) >= 1
        desk.shoot(f"print-{name}", full=True)
        desk.page.emulate_media(media="null")
