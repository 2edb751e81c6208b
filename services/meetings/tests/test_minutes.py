"""Minutes: nobody binds another nation; silence binds at its deadline; corrections are seen."""

from datetime import timedelta
from typing import Any

import pytest

from services.meetings.minutes.silence import elapse
from services.meetings.tests.conftest import (
    AUS_OFFICER,
    UK_HEAD,
    UK_SECRETARY,
    US_HEAD,
    US_SECRETARY,
    House,
    person_id,
)
from services.meetings.tests.rungs import Rungs

MISSING = "01930000-0000-7fff-bfff-ffffffffffff"


def stand(minutes: Any, nation: str) -> Any:
    return next(one for one in minutes["concurrences"] if one["nation"] == nation)


async def held(house: House) -> Rungs:
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    await rungs.issue("gort1", "ast")
    return rungs


async def test_minutes_bind_when_every_nation_concurred_and_say_where_it_went(house: House):
    rungs = await held(house)
    first = await rungs.concur("gort1", US_HEAD)
    assert (stand(first, "USA")["stand"], stand(first, "GBR")["stand"]) == ("concurred", "pending")
    assert first["taskings"][0]["standing"] == "provisional"
    assert first["where_it_went"][0]["meeting"]["id"] == rungs.meetings["ast1"]["id"]
    second = await rungs.concur("gort1", UK_HEAD)
    assert second["state"] == "minutes_agreed" and second["taskings"][0]["standing"] == "agreed"
    assert second["can"] == ["correct"], "agreed minutes are locked"


async def test_minutes_name_no_agenda_for_what_was_closed_since(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    await rungs.leave("ast1", tasking, "answered")
    await rungs.hold("gort2")
    before = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert [went["refs"] for went in before["where_it_went"]] == [[tasking["ref"]]]
    await rungs.act(tasking, "close", text="Thanks.")
    after = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert after["where_it_went"] == []


async def test_minutes_call_nothing_without_a_venue_that_waits_for_none(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    waits, answered, escalated = [await rungs.issue("gort1", "ast", title) for title in ("A", "B", "C")]
    await house.move(US_SECRETARY, rungs.meetings["ast2"], "cancelled", reason="No room.")
    await rungs.hold("ast1")
    await rungs.leave("ast1", answered, "answered")
    await rungs.leave("ast1", escalated, "escalated", reason="Not ours to say.")
    went = (await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes"))["where_it_went"]
    assert [(one["meeting"], one["refs"]) for one in went] == [(None, [waits["ref"]])]


async def test_a_secretary_needs_evidence_and_binds_no_other_nation(house: House):
    rungs = await held(house)
    place = f"{rungs.at('gort1')}/minutes/concurrences"
    said = {"nation": "GBR", "stand": "concur"}
    bare = await house.speak(UK_SECRETARY, place, said, status=422)
    assert bare["errors"][0] | {"detail": ""} == {
        "pointer": "/evidence", "rule": "secretary_needs_evidence", "detail": "",
    }  # fmt: skip
    other = await house.speak(US_SECRETARY, place, said | {"evidence": "mail"}, status=403)
    assert other["errors"][0]["rule"] == "own_nation_only"
    good = await house.speak(UK_SECRETARY, place, said | {"evidence": "signed list of 20 January"})
    assert stand(good, "GBR")["evidence"] == "signed list of 20 January"


@pytest.mark.parametrize("why", [{}, {"evidence": ""}, {"evidence": " \n"}])
async def test_a_head_who_withholds_says_why(house: House, why: dict[str, str]):
    rungs = await held(house)
    place = f"{rungs.at('gort1')}/minutes/concurrences"
    bare = {"nation": "GBR", "stand": "withhold"} | why
    refused = await house.speak(UK_HEAD, place, bare, status=422)
    assert [(e["pointer"], e["rule"]) for e in refused["errors"]] == [("/evidence", "withholding_says_why")]
    said = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert stand(said, "GBR")["stand"] == "pending"


async def test_what_a_nation_withholds_from_does_not_bind(house: House):
    rungs = await held(house)
    await rungs.concur("gort1", US_HEAD)
    place = f"{rungs.at('gort1')}/minutes/concurrences"
    minutes = await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "withhold", "evidence": "Not so."})
    assert minutes["taskings"][0]["standing"] == "withheld"
    stale = await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "concur", "version": 7}, status=409)
    assert stale["errors"][0]["rule"] == "current_version"


async def test_nobody_is_asked_by_silence_about_what_they_may_not_read(house: House):
    alone = {"level": "UNCLASSIFIED", "owner": ["USA"]}
    forum = await house.forum(US_SECRETARY, "behind-a-back", ["USA", "GBR"], label=alone)
    await house.appoint(forum, US_HEAD, "head")
    meeting = await house.meeting(US_HEAD, forum, "2027-03-01")
    await house.hold(US_HEAD, meeting)
    later = (house.clock.now + timedelta(days=3)).isoformat()
    place, body = f"/v1/meetings/{meeting['id']}/minutes/silence", {"nation": "GBR", "deadline": later}
    refused = await house.speak(US_HEAD, place, body, status=422)
    assert refused["errors"][0]["rule"] == "silence_is_read"


async def test_silence_turns_into_assent_at_its_deadline_and_not_before(house: House):
    rungs = await held(house)
    await rungs.concur("gort1", US_HEAD)
    place = f"{rungs.at('gort1')}/minutes/silence"
    soon = (house.clock.now + timedelta(hours=2)).isoformat()
    early = await house.speak(US_SECRETARY, place, {"nation": "GBR", "deadline": soon}, status=422)
    assert early["errors"][0] | {"detail": ""} == {
        "pointer": "/deadline", "rule": "silence_notice", "detail": "",
    }  # fmt: skip
    later = house.clock.now + timedelta(days=3)
    await house.speak(US_SECRETARY, place, {"nation": "GBR", "deadline": later.isoformat()})
    for sooner in (later, later - timedelta(seconds=1), house.clock.now + timedelta(hours=25)):
        body = {"nation": "GBR", "deadline": sooner.isoformat()}
        twice = await house.speak(US_SECRETARY, place, body, status=422)
        found = [(error["pointer"], error["rule"]) for error in twice["errors"]]
        assert found == [("/deadline", "silence_moves_later")], "the notice given is kept"
    first, later = later, later + timedelta(days=1)
    await house.speak(US_SECRETARY, place, {"nation": "GBR", "deadline": later.isoformat()})
    house.clock.now = first + timedelta(seconds=1)
    assert await elapse(house.app.state.database) == 0
    house.clock.now = later + timedelta(seconds=1)
    assert await elapse(house.app.state.database) == 1
    assert await elapse(house.app.state.database) == 0, "a second look changes nothing"
    minutes = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert (minutes["state"], stand(minutes, "GBR")["stand"]) == ("minutes_agreed", "silence")


async def test_a_nation_that_breaks_silence_is_not_bound_by_it(house: House):
    rungs = await held(house)
    later = house.clock.now + timedelta(days=3)
    await house.speak(
        US_SECRETARY, f"{rungs.at('gort1')}/minutes/silence", {"nation": "GBR", "deadline": later.isoformat()}
    )
    place = f"{rungs.at('gort1')}/minutes/concurrences"
    await house.speak(UK_HEAD, place, {"nation": "GBR", "stand": "withhold", "evidence": "Not so."})
    house.clock.now = later + timedelta(days=1)
    assert await elapse(house.app.state.database) == 0
    minutes = await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes")
    assert stand(minutes, "GBR")["stand"] == "withheld"


async def test_agreed_minutes_are_locked_and_a_correction_is_a_version_to_be_concurred_in_again(house: House):
    rungs = await held(house)
    await rungs.concur("gort1")
    late = await rungs.issue("gort1", "ast", "Too late", status=409)
    assert late["errors"][0]["rule"] == "agreed_minutes_locked"
    place = f"{rungs.at('gort1')}/minutes"
    opened = await house.change(
        US_SECRETARY, f"{place}/corrections", {"reason": "A date was wrong."}, of=place, method="POST"
    )
    assert (opened["version"], opened["state"]) == (2, "minutes_provisional")
    assert {one["stand"] for one in opened["concurrences"]} == {"pending"}
    again = await rungs.concur("gort1")
    assert (again["version"], again["state"]) == (2, "minutes_agreed")


async def test_corrected_minutes_carry_their_standing_to_what_was_closed_since(house: House):
    rungs = await held(house)
    item = (await house.get(UK_HEAD, f"{rungs.at('gort1')}/minutes"))["taskings"][0]
    await rungs.concur("gort1")
    await rungs.hold("ast1")
    await rungs.leave("ast1", item, "answered")
    await rungs.concur("ast1")
    await rungs.hold("gort2")
    meeting = rungs.meetings["gort2"]["id"]
    await rungs.act(item, "close", meeting_id=meeting, text="Done.")
    await rungs.concur("gort2")
    assert ((await rungs.item(item))["state"], (await rungs.item(item))["standing"]) == ("closed", "agreed")
    place = f"{rungs.at('gort1')}/minutes"
    await house.change(US_SECRETARY, f"{place}/corrections", {"reason": "A name"}, of=place, method="POST")
    assert (await rungs.item(item))["standing"] == "provisional"
    await rungs.concur("gort1")
    assert (await rungs.item(item))["standing"] == "agreed"


async def test_what_awaits_a_nation_is_listed_until_it_has_spoken(house: House):
    rungs = await held(house)
    assert (await house.get(UK_HEAD, "/v1/concurrences"))["items"] == [], "nobody drafted them yet"
    await rungs.draft("gort1")
    awaited = (await house.get(UK_HEAD, "/v1/concurrences"))["items"]
    assert [one["id"] for one in awaited] == [rungs.meetings["gort1"]["id"]]
    await rungs.concur("gort1", UK_HEAD)
    assert (await house.get(UK_HEAD, "/v1/concurrences"))["items"] == []


async def test_another_nation_finds_minutes_missing_whatever_it_sends(house: House):
    rungs = await held(house)
    later = (house.clock.now + timedelta(days=3)).isoformat()
    client = await house.as_(AUS_OFFICER)
    sent: list[tuple[str, str, Any]] = [
        ("GET", "", None),
        ("POST", "/concurrences", {"nation": "AUS", "stand": "concur"}),
        ("POST", "/silence", {"nation": "AUS", "deadline": later}),
        ("POST", "/corrections", {"reason": "Nothing."}),
    ]
    for method, path, body in sent:
        answers = []
        for meeting in (rungs.meetings["gort1"]["id"], MISSING):
            headers = {"Idempotency-Key": f"{meeting}{path}", "If-Match": '"x"'}
            answer = await client.request(
                method, f"/v1/meetings/{meeting}/minutes{path}", json=body, headers=headers
            )
            trace = answer.json()["trace_id"]
            answers.append((answer.status_code, answer.text.replace(trace, "")))
        assert answers[0] == answers[1] and answers[0][0] == 404, path
    assert (await house.get(AUS_OFFICER, "/v1/concurrences"))["items"] == []


async def test_no_nation_names_who_took_the_stand_of_another(house: House):
    """An appointment of a foreign person under another name says nothing of whom that person speaks for."""
    rungs = await held(house)
    named = {
        "nation": "USA", "post": "secretary", "person_id": person_id(UK_HEAD), "name": "Zzyzx",
        "billet": "G-5", "since": "2027-01-01",
    }  # fmt: skip
    await house.post(US_SECRETARY, f"/v1/forums/{rungs.forums['gort']['id']}/appointments", named)
    minutes = await rungs.concur("gort1", UK_HEAD)
    assert stand(minutes, "GBR")["by"] == UK_HEAD.claims["name"]


async def test_nobody_who_concurred_in_agreed_minutes_is_renamed_afterwards(house: House):
    rungs = await held(house)
    await rungs.concur("gort1")
    place = f"{rungs.at('gort1')}/minutes"
    before = await house.get(US_HEAD, place)
    house.clock.now += timedelta(days=1)
    elsewhere = await house.forum(UK_SECRETARY, "elsewhere", ["GBR"])
    other = {
        "nation": "GBR", "person_id": person_id(UK_HEAD), "name": "Zzyzx", "billet": "G-5",
        "since": "2026-01-01",
    }  # fmt: skip
    for forum, post in ((elsewhere, "head"), (rungs.forums["gort"], "secretary")):
        await house.post(UK_SECRETARY, f"/v1/forums/{forum['id']}/appointments", other | {"post": post})
    after = await house.get(US_HEAD, place)
    assert after["concurrences"] == before["concurrences"]
    assert stand(after, "GBR")["by"] == UK_HEAD.claims["name"]


async def test_who_speaks_after_silence_was_asked_is_named_and_not_who_asked(house: House):
    rungs = await held(house)
    later = (house.clock.now + timedelta(days=3)).isoformat()
    asked = {"nation": "GBR", "deadline": later}
    minutes = await house.speak(US_SECRETARY, f"{rungs.at('gort1')}/minutes/silence", asked)
    assert stand(minutes, "GBR")["by"] is None, "nobody has spoken"
    minutes = await rungs.concur("gort1", UK_HEAD)
    assert stand(minutes, "GBR")["by"] == UK_HEAD.claims["name"]
