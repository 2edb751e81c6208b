"""Every screen before axe with all its rules: light, dark, high contrast, forced colours; three widths."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from deploy.dev.shared_platform import RunningPlatform
from tests.browser.axe import EVERY_LOOK_AND_WIDTH, PHONE, TABLET, WIDE, seen, too_wide, violations
from tests.browser.desk import LAPTOP, Desk, Seat
from tests.browser.room import Room
from tests.browser.screens import Screens
from tests.people import People

pytestmark = pytest.mark.browser

MAIN = ("forum", "before", "in the room", "after", "tasking", "taskings", "coverage")
OTHERS = (
    "brief", "ladder", "forums", "meetings", "projection", "decision", "directory", "search",
    "nothing found", "blocked tasking", "missing", "nowhere", "information", "new item", "item",
)  # fmt: skip
OF_OTHERS = {
    "uk.general": ("brief", "after", "blocked tasking"),
    "uk.release": ("brief",),
    "au.liaison": ("forums", "before"),
    "us.admin": ("directory", "forum"),
    "us.auditor": ("audit",),
    "platform.admin": ("brief",),
}


@pytest.fixture(scope="module")
def screens(platform: RunningPlatform) -> Iterator[Screens]:
    """Every screen with something on it."""
    with People(platform.url, platform.token) as people:
        yield Screens.made(people)


@pytest.mark.parametrize("screen", MAIN)
def test_a_main_screen_in_every_look_and_width(screen: str, screens: Screens, seat: Seat) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    desk.open(screens.at[screen])
    found = seen(desk, screen, *EVERY_LOOK_AND_WIDTH)
    assert found == []


def test_the_brief_in_every_look_and_width(seat: Seat) -> None:
    desk = seat("au.liaison", reduced_motion="reduce")
    desk.open("/")
    found = seen(desk, "brief", *EVERY_LOOK_AND_WIDTH)
    assert found == []


def test_the_other_screens(screens: Screens, seat: Seat) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    desk.expects("404")
    found: list[str] = []
    for screen in OTHERS:
        desk.open(screens.at[screen])
        found += seen(desk, screen, (LAPTOP, "light"))
        found += too_wide(desk, screen, PHONE, TABLET, WIDE)
    assert found == []


@pytest.mark.parametrize("person", OF_OTHERS)
def test_the_screens_of_other_nations_and_offices(person: str, screens: Screens, seat: Seat) -> None:
    desk = seat(person, reduced_motion="reduce")
    desk.expects("404", "403")
    found: list[str] = []
    for screen in OF_OTHERS[person]:
        desk.open(screens.at.get(screen, f"/{screen}"))
        found += seen(desk, f"{person} {screen}", (LAPTOP, "light"))
        found += too_wide(desk, f"{person} {screen}", PHONE, TABLET, WIDE)
    assert found == []


def test_sign_in(browser: Browser, platform: RunningPlatform) -> None:
    desk = Desk.at(browser, platform.url, "us.secretary", reduced_motion="reduce")
    desk.open("/meetings")
    found = seen(desk, "sign-in", *EVERY_LOOK_AND_WIDTH)
    desk.page.goto("/auth/login?return=/")
    found += violations(desk.page, "the provider")
    desk.leave(failed=bool(found or desk.complaints))
    assert found == []
    assert desk.complaints == []


def test_what_opens_over_a_page(screens: Screens, seat: Seat) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    found: list[str] = []
    desk.open(screens.at["before"])
    desk.press("Control+k")
    expect(desk.page.get_by_role("dialog", name="Command palette")).to_be_visible()
    found += seen(desk, "the palette", (LAPTOP, "dark"), (PHONE, "forced colours"))
    desk.press("Escape")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    desk.press("?")
    expect(desk.page.get_by_role("dialog", name="Keys of this page")).to_be_visible()
    found += seen(desk, "the keys", (LAPTOP, "dark"), (PHONE, "high contrast"), (LAPTOP, "forced colours"))
    desk.press("Escape")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    desk.page.get_by_role("button", name=re.compile("Account")).click()
    expect(desk.page.get_by_role("button", name="Sign out")).to_be_visible()
    found += seen(desk, "the person's menu", (LAPTOP, "dark"), (PHONE, "light"))
    desk.press("Escape")
    for act in ("Postpone", "Edit"):
        desk.palette(act)
        expect(desk.page.get_by_role("dialog")).to_be_visible()
        found += seen(desk, act, (LAPTOP, "light"), (PHONE, "dark"))
        desk.press("Escape")
        expect(desk.page.get_by_role("dialog")).to_have_count(0)
    for screen, button in (("before", "Edit or change its state"), ("taskings", "Columns")):
        desk.open(screens.at[screen])
        desk.page.get_by_role("button", name=button).click()
        expect(desk.page.get_by_role("menu")).to_be_visible()
        found += seen(desk, f"the menu of {screen}", (LAPTOP, "light"), (PHONE, "dark"))
    assert found == []


def test_what_an_administrator_is_asked(seat: Seat) -> None:
    desk = seat("us.admin", reduced_motion="reduce")
    desk.open("/directory")
    desk.page.get_by_role("button", name=re.compile("Revoke access")).first.click()
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    assert seen(desk, "to revoke", (LAPTOP, "light"), (PHONE, "dark"), (LAPTOP, "high contrast")) == []


def test_what_opens_in_a_page(screens: Screens, seat: Seat) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    room = Room(desk, screens.rungs.at("talks2")).enter()
    room.article.wait_for()
    found: list[str] = []
    for key in "gdrt":
        form = room.form(key)
        found += seen(desk, f"the form of {key}", (LAPTOP, "light"), (PHONE, "dark"))
        desk.press("Escape")
        expect(form).to_be_hidden()
    for screen, acts in (("before", ("New paper",)), ("tasking", ("Amend", "Answer"))):
        for act in acts:
            desk.open(screens.at[screen])
            desk.palette(act)
            desk.main().locator("form").wait_for()
            found += seen(desk, act, (LAPTOP, "light"))
    assert found == []
