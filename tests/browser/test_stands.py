"""The nations' stands on minutes: withheld with a reason, asked by silence, taken anew after a change."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, Seat
from tests.browser.rungs import Rungs
from tests.browser.test_session import DRAFTS
from tests.waiting import until

pytestmark = pytest.mark.browser

DECISION, REASON = "Both armies share one picture.", "London has not cleared the second sentence."
BRITAIN, AMERICA = "United Kingdom", "United States"
AUSTRALIA, NEW_ZEALAND = "Australia", "New Zealand"
OCEANIA = (("au.secretary", "secretary"), ("au.head", "head"), ("nz.head", "head"))
AGREED = "Agreed by every member nation and locked"


def minutes_of(rungs: Rungs, name: str) -> str:
    """Provisional minutes with a decision in them; their address."""
    rungs.hold(name)
    rungs.ladder.decide("us.secretary", rungs.meetings[name], "decision", DECISION)
    return offered(rungs, name)


def offered(rungs: Rungs, name: str) -> str:
    """The minutes of a held meeting before the heads of delegation; their address."""
    rungs.ladder.move("us.secretary", rungs.meetings[name], "minutes_provisional")
    return f"{rungs.at(name)}?face=after"


def watched(desk: Desk, path: str) -> Desk:
    """The desk with the page open; `untouched` says later that it was never read anew."""
    desk.open(path)
    desk.page.evaluate("window.untouched = true")
    return desk


def untouched(desk: Desk) -> bool:
    """Whether what stands there now came live."""
    return desk.page.evaluate("window.untouched") is True


def stand(desk: Desk, nation: str) -> Locator:
    """The line of a nation among the concurrences."""
    part = desk.page.get_by_role("region", name="Concurrence of the heads of delegation")
    return part.get_by_role("listitem").filter(has=desk.page.get_by_text(nation, exact=True))


def takes(desk: Desk, nation: str, act: str, words: str = "") -> None:
    """A head's stand for their own nation, with its words."""
    stand(desk, nation).get_by_role("button", name=act, exact=True).click()
    form = desk.page.get_by_role("form", name=f"Stand of {nation}")
    form.get_by_role("textbox").fill(words)
    form.get_by_role("button", name=act).click()
    expect(form).to_be_hidden()


def decision(desk: Desk) -> Locator:
    """The decision's line in the minutes."""
    return desk.main().get_by_role("listitem").filter(has_text=DECISION)


def test_what_one_withholds_from_is_not_agreed_and_the_other_sees_why(seat: Seat, rungs: Rungs) -> None:
    path = minutes_of(rungs, "talks1")
    american, british = watched(seat("us.head"), path), watched(seat("uk.head"), path)
    expect(stand(british, AMERICA).get_by_role("button", name=re.compile("Concur|Withhold"))).to_have_count(0)
    stand(british, BRITAIN).get_by_role("button", name="Withhold").click()
    form = british.page.get_by_role("form", name=f"Stand of {BRITAIN}")
    form.get_by_role("button", name="Withhold").click()
    reason = form.get_by_label("Reason")
    expect(reason).to_be_focused()
    assert reason.evaluate("(field) => field.validity.valueMissing")
    british.shoot("stands-withhold-form")
    reason.fill(REASON)
    form.get_by_role("button", name="Withhold").click()
    for desk in (british, american):
        expect(stand(desk, BRITAIN)).to_contain_text("Withheld")
        expect(stand(desk, BRITAIN)).to_contain_text(REASON)
    takes(american, AMERICA, "Concur")
    for desk in (british, american):
        expect(stand(desk, AMERICA)).to_contain_text("Concurred")
        expect(decision(desk)).to_contain_text("Withheld")
        expect(desk.page.get_by_text(AGREED)).to_have_count(0)
    american.shoot("stands-withheld")
    takes(british, BRITAIN, "Concur")
    for desk in (british, american):
        expect(desk.page.get_by_text(AGREED)).to_be_visible()
        expect(decision(desk).get_by_text(re.compile("Withheld|Provisional"))).to_have_count(0)
        assert untouched(desk)


def test_words_that_a_nation_withheld_from_are_changed_and_put_to_it_anew(seat: Seat, rungs: Rungs) -> None:
    path = minutes_of(rungs, "talks1")
    american, british = watched(seat("us.head"), path), watched(seat("uk.head"), path)
    takes(british, BRITAIN, "Withhold", REASON)
    expect(decision(american)).to_contain_text("Withheld")
    decision(american).get_by_role("button", name="Change").click()
    form = american.page.get_by_role("form", name="Change the words of the decision")
    form.get_by_label("Words of the decision").fill(f"{DECISION} In March.")
    form.get_by_role("button", name="Save").click()
    for desk in (american, british):
        expect(decision(desk)).to_contain_text("In March.")
        expect(decision(desk)).to_contain_text("Provisional")
        expect(stand(desk, BRITAIN)).not_to_contain_text("Withheld")
    british.shoot("stands-changed-after-withholding")
    takes(american, AMERICA, "Concur")
    takes(british, BRITAIN, "Concur")
    expect(american.page.get_by_text(AGREED)).to_be_visible()


def test_silence_asked_of_an_absent_nation_runs_and_is_broken_by_its_head(seat: Seat, rungs: Rungs) -> None:
    forum = rungs.ladder.forum("Oceania talks", OCEANIA)
    meeting = rungs.ladder.held("au.secretary", forum)
    rungs.ladder.decide("au.secretary", meeting, "decision", DECISION)
    rungs.ladder.move("au.secretary", meeting, "minutes_provisional")
    path = f"/meetings/{meeting['id']}?face=after"
    asks, asked = watched(seat("au.secretary"), path), watched(seat("nz.head"), path)
    asks.expects("422")
    stand(asks, NEW_ZEALAND).get_by_role("button", name="Ask by silence").click()
    form = asks.page.get_by_role("form", name=f"Stand of {NEW_ZEALAND}")
    form.get_by_label("Until").fill((datetime.now(UTC) + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M"))
    form.get_by_role("button", name="Ask by silence").click()
    expect(form.get_by_label("Until")).to_have_attribute("aria-invalid", "true")
    asks.shoot("stands-silence-too-soon")
    deadline = datetime.now(UTC) + timedelta(days=3)
    form.get_by_label("Until").fill(deadline.strftime("%Y-%m-%dT%H:%M"))
    expect(form.get_by_label("Until")).not_to_have_attribute("aria-invalid", "true")
    form.get_by_role("button", name="Ask by silence").click()
    expect(form).to_be_hidden()
    runs = re.compile(rf"silence until .*{deadline:%H:%M}")
    for desk in (asks, asked):
        expect(stand(desk, NEW_ZEALAND)).to_contain_text("Pending")
        expect(stand(desk, NEW_ZEALAND)).to_contain_text(runs)
        expect(stand(desk, AUSTRALIA)).not_to_contain_text("silence until")
    asks.shoot("stands-silence-runs")
    asked.open("/")
    line = asked.main().get_by_role("listitem").filter(has_text=forum["name"])
    expect(line.filter(has_text=runs)).to_be_visible()
    asked.shoot("stands-silence-in-the-brief")
    line.get_by_role("link", name="Read the minutes").click()
    asked.settled()
    takes(asked, NEW_ZEALAND, "Withhold", REASON)
    for desk in (asked, asks):
        expect(stand(desk, NEW_ZEALAND)).to_contain_text("Withheld")
        expect(stand(desk, NEW_ZEALAND)).not_to_contain_text("silence until")
        expect(desk.page.get_by_text(AGREED)).to_have_count(0)
    assert untouched(asks)
    asks.shoot("stands-silence-broken")


def test_an_outcome_that_is_reworded_is_concurred_in_anew(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    item = rungs.task("round1", "talks", "Share the picture")
    rungs.hold("talks1")
    rungs.ladder.leave("us.secretary", rungs.meetings["talks1"], item, "progressed", "Half of it is drawn.")
    path = offered(rungs, "talks1")
    secretary, british = watched(seat("us.secretary"), path), watched(seat("uk.head"), path)
    takes(british, BRITAIN, "Concur")
    expect(stand(secretary, BRITAIN)).to_contain_text("Concurred")
    secretary.main().get_by_role("button", name="Change Share the picture").click()
    form = secretary.page.get_by_role("form", name="Change the outcome")
    expect(form).to_contain_text("whoever has concurred is asked again")
    form.get_by_label("Words").fill("A third of it is drawn.")
    secretary.shoot("stands-reword")
    form.get_by_role("button", name="Save").click()
    for desk in (secretary, british):
        expect(desk.main()).to_contain_text("A third of it is drawn.")
        expect(desk.main()).not_to_contain_text("Half of it")
        expect(stand(desk, BRITAIN)).to_contain_text("Pending")
        assert untouched(desk)
    british.shoot("stands-reworded")


def test_agreed_minutes_are_corrected_in_a_version_of_their_own(seat: Seat, rungs: Rungs) -> None:
    path = minutes_of(rungs, "talks1")
    rungs.ladder.concur(rungs.meetings["talks1"], "us.head", "uk.head")
    secretary, british = watched(seat("us.secretary"), path), watched(seat("uk.head"), path)
    for desk in (secretary, british):
        expect(desk.page.get_by_text(AGREED)).to_be_visible()
    secretary.main().get_by_role("button", name="Correct").click()
    secretary.page.get_by_label("What is corrected, and why").fill("The date of the exercise was wrong.")
    secretary.shoot("stands-correct")
    secretary.main().get_by_role("button", name="Correct").click()
    for desk in (secretary, british):
        expect(desk.main()).to_contain_text("Corrected, version 2: The date of the exercise was wrong.")
        expect(desk.page.get_by_text(AGREED)).to_have_count(0)
        expect(decision(desk)).to_contain_text("Provisional")
        for nation in (BRITAIN, AMERICA):
            expect(stand(desk, nation)).to_contain_text("Pending")
    secretary.main().get_by_role("button", name=re.compile("^Change DEC")).click()
    form = secretary.page.get_by_role("form", name="Change the words of the decision")
    form.get_by_role("textbox").first.fill(f"{DECISION} From May on.")
    form.get_by_role("button", name="Save").click()
    expect(decision(british)).to_contain_text("From May on.")
    takes(british, BRITAIN, "Concur")
    rungs.ladder.concur(rungs.meetings["talks1"], "us.head")
    for desk in (secretary, british):
        expect(desk.page.get_by_text(AGREED)).to_be_visible()
        expect(desk.main()).to_contain_text("Version 2")
        assert untouched(desk)
    british.shoot("stands-corrected", full=True)


def test_an_answer_is_withheld_from_in_the_brief_with_a_reason_that_is_kept_meanwhile(
    seat: Seat, rungs: Rungs
) -> None:
    rungs.hold("round1")
    item = rungs.task("round1", "talks", "Share the picture")
    place, words = f"/taskings/{item['id']}", f"Both have it ({rungs.ladder.run})."
    rungs.ladder.people.post("us.secretary", f"{place}/answer", {"text": words}, of=place)
    waiting = rungs.ladder.people.get("us.head", "/concurrences", limit=200)["items"]
    answer = next(one["id"] for one in waiting if one["item"] and one["item"]["id"] == item["id"])
    british = seat("uk.head")
    british.open("/")
    line = british.main().get_by_role("listitem").filter(has_text=words)
    form = line.get_by_role("form", name=f"Stand of {BRITAIN}")
    british.shoot("stands-brief")
    line.get_by_role("button", name="Withhold", exact=True).click()
    reason = form.get_by_label("Reason")
    expect(reason).to_be_focused()
    british.press("Control+Enter")
    assert reason.evaluate("(field) => field.validity.valueMissing")
    expect(form).to_be_visible()
    british.shoot("stands-brief-withhold")
    british.type(REASON)
    until(lambda: british.page.evaluate(DRAFTS, REASON))
    british.press("Escape")
    expect(form).to_have_count(0)
    line.get_by_role("button", name="Concur", exact=True).click()
    expect(form.get_by_role("textbox")).to_have_value("")
    form.get_by_role("button", name="Cancel").click()
    line.get_by_role("button", name="Withhold", exact=True).click()
    expect(reason).to_have_value(REASON)
    reason.press("Control+Enter")
    expect(form).to_have_count(0)
    said = rungs.ladder.people.get("us.head", f"/answers/{answer}/concurrences")["concurrences"]
    assert {one["nation"]: one["evidence"] for one in said if one["stand"] == "withheld"} == {"GBR": REASON}
    assert not british.page.evaluate(DRAFTS, REASON)
