"""Several windows: who leaves, who sits down after them, whose access ends, and a platform beside another."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from deploy.dev.identity.settings import PEOPLE
from deploy.dev.platform import Platform
from deploy.dev.processes import all_environment
from deploy.dev.shared_platform import RunningPlatform
from deploy.dev.state import CHECKOUT, open_state
from tests.browser.desk import Desk, Seat
from tests.browser.room import Room
from tests.browser.rungs import Rungs
from tests.browser.test_session import DRAFTS, end_session
from tests.people import ROSTER
from tests.waiting import until

pytestmark = pytest.mark.browser

LEFT, MINE = "Both armies leave it.", "A thought that is mine alone"


@pytest.fixture(scope="module")
def beside() -> Iterator[str]:
    """The address of a platform of this module's own, with its people and nothing else."""
    with Platform(open_state("beside")) as platform:
        environment = dict(all_environment(platform.instance))
        load = [sys.executable, "-m", "services.directory", "load", str(PEOPLE)]
        subprocess.run(load, cwd=CHECKOUT, env=environment, check=True)
        yield platform.url


@pytest.fixture
def browser_of(browser: Browser) -> Iterator[Seat]:
    """A browser of a person at an address, not signed in; any complaint of it fails the test."""
    desks: list[Desk] = []

    def sit(person: str, url: str) -> Desk:
        desks.append(Desk.at(browser, url, person))
        return desks[-1]

    yield sit
    for desk in desks:
        desk.leave(failed=False)
    assert {desk.person: desk.complaints for desk in desks if desk.complaints} == {}


def second_window(desk: Desk, path: str) -> Page:
    """Another window of the same browser, with a page that has come."""
    page = desk.context.new_page()
    page.goto(f"{desk.url}{path}")
    page.locator("main h1").first.wait_for()
    return page


def sign_out(desk: Desk) -> None:
    """By the menu of who one is."""
    name = ROSTER.by_username(desk.person).name
    desk.page.get_by_role("button", name=name).click()
    desk.page.get_by_role("button", name="Sign out").click()


def signed_out(page: Page) -> None:
    """The page asks to sign in and shows nothing of the coalition."""
    expect(page.get_by_role("heading", name="Sign in to Entente")).to_be_visible()
    expect(page.get_by_role("navigation", name="Sections")).to_have_count(0)


def test_who_signs_out_in_one_window_is_out_in_all_and_back_shows_nothing(seat: Seat, rungs: Rungs) -> None:
    path = rungs.hold("round1")
    rungs.ladder.decide("us.secretary", rungs.meetings["round1"], "decision", LEFT)
    desk, other_nation = seat("us.general", fresh=True), seat("uk.general")
    desk.open(f"{path}?face=after")
    expect(desk.page.get_by_text(LEFT)).to_be_visible()
    desk.open("/meetings")
    window = second_window(desk, f"{path}?face=after")
    expect(window.get_by_text(LEFT)).to_be_visible()
    desk.expects("401")  # what the other window asked for in that very moment
    sign_out(desk)
    for page in (desk.page, window):
        signed_out(page)
        expect(page.get_by_text(LEFT)).to_have_count(0)
    desk.shoot("windows-signed-out")
    for _ in range(2):
        desk.page.go_back()
        signed_out(desk.page)
        expect(desk.page.get_by_text(LEFT)).to_have_count(0)
    expect(other_nation.open(f"{path}?face=after").get_by_text(LEFT)).to_be_visible()


def test_drafts_wait_for_the_one_who_wrote_them(seat: Seat, rungs: Rungs, platform: RunningPlatform) -> None:
    path = rungs.hold("round1")
    desk = seat("us.general", fresh=True)
    Room(desk, path).enter().form("n")
    desk.type(MINE)
    until(lambda: desk.page.evaluate(DRAFTS, MINE))
    desk.expects("401")
    end_session(platform, desk)
    for person, kept in (("uk.general", ""), ("us.general", MINE)):
        desk.person = person
        desk.page.goto("/")
        desk.page.get_by_role("link", name="Sign in").click()
        desk.page.wait_for_url("**/authorize*")
        desk.sign_in()
        Room(desk, path).enter().form("n")
        expect(desk.page.get_by_label("The decision")).to_have_value(kept)
        desk.shoot(f"windows-draft-{person}")
        if person == "uk.general":
            desk.context.clear_cookies()
    sign_out(desk)
    signed_out(desk.page)
    assert not desk.page.evaluate(DRAFTS, MINE)


def test_the_open_page_of_a_revoked_person_stops(browser_of: Seat, beside: str) -> None:
    person = ROSTER.by_username("uk.deputy").name
    revoked, administrator, neighbour = (
        browser_of(who, beside) for who in ("uk.deputy", "uk.admin", "us.admin")
    )
    revoked.expects("401")
    for desk in (revoked, administrator, neighbour):
        desk.sign_in()
    revoked.open("/directory")
    expect(revoked.page.get_by_role("row").filter(has_text=person)).to_be_visible()
    window = second_window(revoked, "/directory")
    expect(window.get_by_role("row").filter(has_text=person)).to_be_visible()
    row = neighbour.open("/directory").get_by_role("row").filter(has_text=person)
    expect(row).to_be_visible()
    expect(row.get_by_role("button", name="Revoke access")).to_have_count(0)
    row = administrator.open("/directory").get_by_role("row").filter(has_text=person)
    row.get_by_role("button", name="Revoke access").click()
    dialog = administrator.page.get_by_role("dialog", name=f"Revoke the access of {person}")
    dialog.get_by_label("Reason").fill("Posted elsewhere.")
    administrator.shoot("windows-revoke")
    dialog.get_by_role("button", name="Revoke access").click()
    expect(dialog).to_be_hidden()
    expect(administrator.page.get_by_text(f"The access of {person} is revoked")).to_be_visible()
    expect(row).to_contain_text("(GBR R)")  # that somebody was revoked is marked as what it is
    expect(row).to_contain_text("Revoked")
    for page in (revoked.page, window):
        expect(page.get_by_role("alert").filter(has_text="Your access was revoked")).to_be_visible()
        expect(page.get_by_role("row")).to_have_count(0)
    revoked.shoot("windows-revoked")
    revoked.page.reload()
    expect(revoked.page.get_by_role("link", name="Sign in")).to_be_visible()
    expect(revoked.page.get_by_role("navigation", name="Sections")).to_have_count(0)
    for desk in (administrator, neighbour):
        expect(desk.open("/directory").get_by_role("row").filter(has_text=person)).to_be_visible()


def test_two_platforms_in_one_browser_keep_both_sessions(
    browser_of: Seat, platform: RunningPlatform, beside: str
) -> None:
    desk = browser_of("us.secretary", platform.url)
    desk.sign_in()
    other = Desk("uk.secretary", beside, desk.context, desk.context.new_page())
    other.page.goto(f"{beside}/auth/login?return=/")
    other.sign_in()
    for page, url, name in ((desk.page, platform.url, "us.secretary"), (other.page, beside, "uk.secretary")):
        page.goto(f"{url}/meetings")
        expect(page.get_by_role("button", name=ROSTER.by_username(name).name)).to_be_visible()
    other.shoot("windows-beside")
    sign_out(other)
    signed_out(other.page)
    desk.page.reload()
    expect(desk.page.get_by_role("heading", level=1, name="Meetings")).to_be_visible()
