"""Words that changed: who withheld is asked anew about all of the minutes; nobody concurs in words unread."""

from services.meetings.tests.conftest import UK_HEAD, US_HEAD, US_SECRETARY, House
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_minutes import held, stand


async def test_what_changes_after_a_nation_withheld_asks_it_anew_about_all_of_the_minutes(house: House):
    rungs = await held(house)
    changed = await rungs.issue("gort1", "ast", "Survey the ports")
    place = f"{rungs.at('gort1')}/minutes/concurrences"
    await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "withhold"})
    await house.change(US_SECRETARY, f"/v1/taskings/{changed['id']}", {"title": "Survey two ports"})
    minutes = await house.get(US_HEAD, f"{rungs.at('gort1')}/minutes")
    assert stand(minutes, "GBR")["stand"] == "pending"
    assert {one["standing"] for one in minutes["taskings"]} == {"provisional"}


async def test_an_outcome_changed_after_a_nation_withheld_takes_the_others_with_it(house: House):
    rungs = await held(house)
    other = await rungs.issue("gort1", "ast", "Survey the ports")
    first = (await house.get(US_HEAD, f"{rungs.at('gort1')}/minutes"))["taskings"][0]
    await rungs.hold("ast1")
    one = await rungs.leave("ast1", first, "answered")
    await rungs.leave("ast1", other, "answered")
    place = f"{rungs.at('ast1')}/minutes/concurrences"
    await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "withhold"})
    assert (await rungs.item(other))["state"] == "open", "what a nation withheld from takes no effect"
    await house.change(US_SECRETARY, f"/v1/outcomes/{one['id']}", {"text": "Shared by courier."})
    assert (await rungs.item(other))["state"] == "answered"


async def test_a_back_brief_after_a_nation_withheld_asks_it_anew_about_all_of_the_minutes(house: House):
    rungs = await held(house)
    tasking = (await house.get(US_HEAD, f"{rungs.at('gort1')}/minutes"))["taskings"][0]
    await rungs.hold("ast1")
    await rungs.leave("ast1", tasking, "answered")
    await rungs.hold("gort2")
    await rungs.issue("gort2", "ast", "Survey the ports")
    place = f"{rungs.at('gort2')}/minutes/concurrences"
    await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "withhold"})
    await rungs.act(tasking, "reopen", reason="Half of it.")
    minutes = await house.get(US_HEAD, f"{rungs.at('gort2')}/minutes")
    assert {one["standing"] for one in minutes["taskings"]} == {"provisional"}


async def test_words_changed_after_a_nation_withheld_are_put_to_it_anew(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    said = {"kind": "decision", "text": "Share."}
    decided = await house.post(US_HEAD, f"{rungs.at('gort1')}/decisions", said)
    place = f"{rungs.at('gort1')}/minutes/concurrences"
    await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "withhold"})
    await house.change(US_HEAD, f"/v1/decisions/{decided['id']}", {"text": "Share by courier."})
    minutes = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert (minutes["decisions"][0]["standing"], stand(minutes, "GBR")["stand"]) == ("provisional", "pending")


async def test_two_heads_concur_side_by_side_in_the_words_that_both_read(house: House):
    rungs = await held(house)
    minutes = f"{rungs.at('gort1')}/minutes"
    british = await house.as_(UK_HEAD)
    read = {"If-Match": (await british.get(minutes)).headers["etag"]}
    await rungs.concur("gort1", US_HEAD)
    body = {"nation": "GBR", "stand": "concur"}
    other = await british.post(f"{minutes}/corrections", json={"reason": "x"}, headers=read)
    assert other.status_code == 412
    answer = await british.post(
        f"{minutes}/concurrences", json=body, headers=read | {"Idempotency-Key": "one"}
    )
    assert (answer.status_code, answer.json()["state"]) == (201, "minutes_agreed")


async def test_no_head_concurs_in_words_that_changed_since_they_were_read(house: House):
    rungs = await held(house)
    minutes = f"{rungs.at('gort1')}/minutes"
    british = await house.as_(UK_HEAD)
    read = {"If-Match": (await british.get(minutes)).headers["etag"]}
    tasking = (await british.get(minutes)).json()["taskings"][0]
    await house.change(US_SECRETARY, f"/v1/taskings/{tasking['id']}", {"text": "Half of it."})
    body = {"nation": "GBR", "stand": "concur"}
    stale = await british.post(
        f"{minutes}/concurrences", json=body, headers=read | {"Idempotency-Key": "one"}
    )
    assert stale.status_code == 412
    unread = await british.post(f"{minutes}/concurrences", json=body, headers={"Idempotency-Key": "two"})
    assert (unread.status_code, unread.json()["errors"][0]["pointer"]) == (428, "/header/If-Match")
