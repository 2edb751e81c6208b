"""Nothing that a person typed is lost: by an ended session, a lost connection, a reload, another's change."""

import psycopg
import pytest
from playwright.sync_api import expect

from deploy.dev.shared_platform import RunningPlatform
from gateway.vault import digest
from tests.browser.axe import violations
from tests.browser.desk import Desk, Seat
from tests.browser.room import Room
from tests.browser.rungs import Rungs
from tests.people import People, person_id
from tests.waiting import until

pytestmark = pytest.mark.browser

DRAFTS = """(words) => new Promise((resolve) => {
  const opened = indexedDB.open("entente-drafts");
  opened.onerror = () => resolve(false);
  opened.onsuccess = () => {
    const all = opened.result.transaction("forms").objectStore("forms").getAll();
    all.onsuccess = () => { opened.result.close(); resolve(JSON.stringify(all.result).includes(words)); };
    all.onerror = () => resolve(false);
  };
})"""


def end_session(platform: RunningPlatform, desk: Desk) -> None:
    """End the session of this browser, as expiry does, without a word to the page."""
    held = [digest(cookie.get("value", "")) for cookie in desk.context.cookies()]
    with psycopg.connect(platform.database("gateway")) as connection:
        gone = connection.execute("DELETE FROM session WHERE id = ANY(%s)", [held])
        assert gone.rowcount == 1
    until(lambda: desk.context.request.get("/auth/session").json()["signed_in"] is False)


def test_a_session_that_ended_is_renewed_in_place_and_the_form_is_sent(
    seat: Seat, rungs: Rungs, platform: RunningPlatform
) -> None:
    path = rungs.hold("round1")
    desk = seat("uk.general", fresh=True)
    desk.expects("401")
    room = Room(desk, path).enter()
    room.form("n")
    desk.type("Nothing that was typed is lost.")
    end_session(platform, desk)
    desk.press("Control+Enter")
    alert = desk.page.get_by_role("alert").filter(has=desk.page.get_by_role("button"))
    expect(alert).to_be_visible()
    expect(desk.page.get_by_label("The decision")).to_have_value("Nothing that was typed is lost.")
    desk.shoot("session-ended")
    with desk.context.expect_page() as opened:
        alert.get_by_role("button").click()
    window = opened.value
    window.wait_for_url("**/authorize*")
    with window.expect_event("close"):
        window.check("[value='uk.general']")
        window.click("button[type=submit]")
    room.recorded()
    expect(alert).to_be_hidden()
    recorded = desk.page.get_by_role("complementary", name="Recorded here")
    expect(recorded.get_by_text("Nothing that was typed is lost.")).to_have_count(1)
    desk.shoot("session-renewed")


def test_another_was_first_both_versions_stand_beside_each_other(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    item = rungs.task("round1", "talks", "Share the picture")
    american, british = seat("us.secretary"), seat("uk.secretary")
    british.expects("412")
    for desk in (american, british):
        desk.open(f"/taskings/{item['id']}")
        desk.palette("Amend")
        desk.page.get_by_label("Title").wait_for()
    american.page.get_by_label("Title").fill("Share the whole picture")
    american.page.get_by_role("button", name="Save").click()
    expect(american.page.get_by_role("heading", level=1)).to_have_text("Share the whole picture")
    british.page.get_by_label("Title").fill("Share half of the picture")
    british.page.get_by_role("button", name="Save").click()
    both = british.page.get_by_role("alert")
    expect(both).to_contain_text("Share the whole picture")
    expect(both).to_contain_text("Share half of the picture")
    british.shoot("session-conflict")
    both.get_by_role("button").first.click()
    expect(british.page.get_by_role("heading", level=1)).to_have_text("Share half of the picture")
    expect(american.page.get_by_role("heading", level=1)).to_have_text("Share half of the picture")


def recorded_offline(seat: Seat, path: str, words: str) -> tuple[Desk, Room]:
    """A note that its writer sent while the connection was lost."""
    desk = seat("us.secretary")
    desk.expects("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED")
    room = Room(desk, path).enter()
    form = room.form("n")
    desk.type(words)
    desk.context.set_offline(True)
    desk.press("Control+Enter")
    expect(form).to_be_hidden()
    expect(desk.page.get_by_text("waits on this device")).to_be_visible()
    return desk, room


def test_what_is_recorded_without_a_connection_is_kept_and_sent(seat: Seat, rungs: Rungs) -> None:
    path = rungs.hold("round1")
    desk, room = recorded_offline(seat, path, "Recorded on a train.")
    expect(desk.page.get_by_role("status").filter(has_text="Connection lost: 1 entry")).to_be_visible()
    desk.shoot("session-offline")
    desk.context.set_offline(False)
    room.recorded()
    again = Room(seat("uk.secretary"), path).enter().desk.page
    expect(again.get_by_role("complementary", name="Recorded here").get_by_text("train")).to_have_count(1)


def test_what_waited_on_a_device_is_sent_by_the_next_page(seat: Seat, rungs: Rungs) -> None:
    path = rungs.hold("round1")
    desk, _ = recorded_offline(seat, path, "The lid was closed too early.")
    desk.page.close()
    desk.context.set_offline(False)
    later = Desk(desk.person, desk.url, desk.context, desk.context.new_page())
    Room(later, path).enter()
    expect(later.page.get_by_role("complementary", name="Recorded here")).to_contain_text("too early")
    expect(later.page.get_by_text("waits on this device")).to_have_count(0)


def test_a_draft_survives_a_reload(seat: Seat, rungs: Rungs) -> None:
    path = rungs.hold("round1")
    desk = seat("us.secretary")
    room = Room(desk, path).enter()
    room.form("n")
    desk.type("Half a sentence")
    until(lambda: desk.page.evaluate(DRAFTS, "Half a sentence"))
    desk.page.reload()
    desk.settled()
    form = room.form("n")
    expect(desk.page.get_by_label("The decision")).to_have_value("Half a sentence")
    desk.press("End")
    desk.type(", and the rest of it.")
    room.finish(form)
    expect(desk.page.get_by_text("Half a sentence, and the rest of it.")).to_be_visible()
    assert not desk.page.evaluate(DRAFTS, "Half a sentence")


def test_what_no_device_may_keep_is_kept_until_the_page_is_left(seat: Seat, rungs: Rungs) -> None:
    path = rungs.hold("round1")
    desk = seat("us.secretary")
    room = Room(desk, path).enter()
    form = room.form("n")
    desk.type("Above what a device keeps.")
    form.get_by_role("button", name="Change label").click()
    form.get_by_label("Level").first.click()
    desk.page.get_by_role("option", name="SECRET", exact=True).click()
    expect(form).to_contain_text("kept until the page is left")
    form.get_by_label("Released to").first.click()
    desk.page.get_by_role("option").first.wait_for()
    desk.press("Escape")
    expect(desk.page.get_by_role("option")).to_have_count(0)
    expect(form).to_be_visible()
    desk.press("Escape")
    expect(form).to_have_count(0)
    room.form("n")
    expect(desk.page.get_by_label("The decision")).to_have_value("Above what a device keeps.")
    expect(form).to_contain_text("JOINT SECRET")
    assert not desk.page.evaluate(DRAFTS, "Above what")
    desk.page.reload()
    desk.settled()
    room.form("n")
    expect(desk.page.get_by_label("The decision")).to_have_value("")


def test_an_open_page_of_a_revoked_person_says_so_and_asks_for_nothing_more(
    seat: Seat, people: People
) -> None:
    desk = seat("nz.liaison", fresh=True)  # nobody else acts as them
    desk.expects("401")
    desk.open("/directory")
    person = person_id(desk.person)
    people.post("nz.admin", f"/people/{person}/revoke", {"reason": "A posting ended."}, status=200)
    alert = desk.page.get_by_role("alert").filter(has_text="Your access was revoked")
    expect(alert).to_contain_text("Ask your national administrator")
    desk.shoot("session-revoked")
    expect(desk.page.get_by_text("Your session has ended")).to_have_count(0)
    asked: list[str] = []
    desk.context.on("request", lambda request: asked.append(request.url))
    desk.page.wait_for_timeout(4_000)
    assert asked == []
    desk.page.reload()
    expect(desk.page.get_by_role("heading", name="Your access was revoked")).to_be_visible()
    desk.shoot("session-revoked-later")


def test_words_are_kept_at_once_and_found_again_after_signing_in_anew(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    task = rungs.task("round1", "talks", "Survey")
    desk = seat("us.secretary")
    desk.open(f"/taskings/{task['id']}")
    words = desk.main().get_by_role("textbox").first
    desk.main().get_by_role("button", name="Report progress").click()
    words.fill("Half of it is done.")
    words.press("Escape")
    expect(words).to_have_count(0)
    desk.main().get_by_role("button", name="Report progress").click()
    expect(words).to_have_value("Half of it is done.")
    desk.context.clear_cookies()
    desk.page.reload()
    desk.page.get_by_role("link", name="Sign in").click()
    desk.sign_in(landing="**/taskings/**")
    expect(words).to_have_value("Half of it is done.")


def test_a_provider_that_does_not_answer_is_not_taken_for_an_ended_session(seat: Seat) -> None:
    desk = seat("uk.general", fresh=True)
    desk.expects("503")
    problem = (
        '{"type": "urn:entente:problem:identity-unavailable", "status": 503,'
        ' "title": "The identity provider does not answer"}'
    )
    with desk.page.expect_response("**/auth/session"):
        desk.page.route("**/auth/session", lambda route: route.fulfill(status=503, body=problem))
        desk.page.reload()
    expect(desk.page.get_by_role("alert")).to_contain_text("The identity provider does not answer")
    expect(desk.page.get_by_role("link", name="Sign in")).to_have_count(0)
    assert violations(desk.page, "the provider is away") == []
    desk.page.unroute("**/auth/session")
    expect(desk.page.get_by_role("navigation").first).to_be_visible()
