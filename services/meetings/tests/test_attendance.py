"""Attendance: who is asked and there, who is missing, who may say so, and what admitting a nation hides."""

import asyncio
from typing import Any

import psycopg
import pytest

from services.common.testing import Person
from services.meetings.attendance.schemas import AttendanceEffect, AttendanceList, AttendanceView
from services.meetings.tests.conftest import (
    AUS_OFFICER,
    UK_HEAD,
    UK_SECRETARY,
    US_FOR_UK,
    US_HEAD,
    US_LOW,
    US_SECRETARY,
    House,
)
from services.meetings.tests.ladder import JOINT, SECRET, US_ONLY, ladder
from services.meetings.tests.papers import VARYING
from services.meetings.tests.test_forums import MISSING, rule_of

BROOK = {"nation": "USA", "person_name": "Lt. Col. Brook", "capacity": "secretary"}
DALE = {"nation": "GBR", "person_name": "Lt. Col. Dale"}
GUEST = {"nation": "AUS", "person_name": "Maj. Gale", "capacity": "observer"}


async def talks(house: House, **fields: Any) -> Any:
    """A meeting of a staffed U.S.-UK forum."""
    forum = await house.staffed("us-uk-ast", **fields)
    return await house.meeting(US_SECRETARY, forum, "2027-03-01")


def place(meeting: Any) -> str:
    """The attendance of a meeting."""
    return f"/v1/meetings/{meeting['id']}/attendance"


async def patch(house: House, person: Person, entry: Any, status: int = 200, **said: Any) -> Any:
    """What a person changes about an entry."""
    return await house.change(person, f"/v1/attendance/{entry['id']}", said, status=status)


async def test_people_are_asked_answer_and_come(house: House):
    meeting = await talks(house)
    entry = await house.post(US_SECRETARY, place(meeting), BROOK)
    AttendanceView.model_validate(entry)
    assert (entry["response"], entry["present"]) == ("none", False)
    await patch(house, US_SECRETARY, entry, response="accepted")
    came = await patch(house, US_SECRETARY, entry, present=True)
    seen = await house.get(UK_HEAD, place(meeting))
    AttendanceList.model_validate(seen)
    assert (seen["items"], seen["nations_present"]) == ([came], ["USA"])
    assert came == entry | {"response": "accepted", "present": True}


async def test_missing_names_the_forums_list_its_posts_and_nations_of_which_nobody_is_known(house: House):
    meeting = await talks(house, should_attend=["1st UK Division"])
    seen = (await house.get(UK_HEAD, place(meeting)))["missing"]
    assert seen == [
        "1st UK Division",
        "Maj. Gen. Carr (GBR, head of delegation)", "Lt. Col. Dale (GBR, secretary)",
        "Maj. Gen. Avery (USA, head of delegation)", "Lt. Col. Brook (USA, secretary)",
    ]  # fmt: skip
    await house.post(UK_SECRETARY, place(meeting), DALE | {"person_name": "Lt. Col. Dale, 1st UK Division"})
    declined = await house.post(US_SECRETARY, place(meeting), BROOK | {"response": "declined"})
    assert (await house.get(UK_HEAD, place(meeting)))["missing"] == [
        "Maj. Gen. Carr (GBR, head of delegation)", "Maj. Gen. Avery (USA, head of delegation)",
        "Lt. Col. Brook (USA, secretary)",
    ]  # fmt: skip
    await patch(house, US_SECRETARY, declined, response="accepted")
    assert (await house.get(UK_HEAD, place(meeting)))["missing"][-1].startswith("Maj. Gen. Avery")


async def test_a_deputy_may_lead_and_an_unknown_nation_is_missing(house: House):
    forum = await house.forum(US_SECRETARY, "oceania", ["USA", "GBR", "AUS"])
    for post, person in (("head", US_HEAD), ("deputy", US_LOW), ("secretary", US_SECRETARY)):
        await house.appoint(forum, person, post)
    meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01")
    before = (await house.get(US_HEAD, place(meeting)))["missing"]
    assert before == [
        "Maj. Gen. Avery (USA, head of delegation)", "Lt. Col. Brook (USA, secretary)",
        "Anybody of Australia", "Anybody of the United Kingdom",
    ]  # fmt: skip
    await house.post(US_SECRETARY, place(meeting), {"nation": "USA", "person_name": "Mr. Ellis"})
    await house.post(US_SECRETARY, place(meeting), DALE)
    after = (await house.get(US_HEAD, place(meeting)))["missing"]
    assert after == ["Lt. Col. Brook (USA, secretary)", "Anybody of Australia"]


async def test_a_nation_answers_for_its_own_people(house: House):
    meeting = await talks(house)
    for said in ({"response": "accepted"}, {"present": False}, {"response": "declined", "present": True}):
        refused = await house.post(US_SECRETARY, place(meeting), DALE | said, status=403)
        assert rule_of(refused) == [("", "own_nation_only")]
    entry = await house.post(US_SECRETARY, place(meeting), DALE | {"present": True})
    for said in ({"present": False}, {"response": "declined"}, {"person_name": "X"}, {"capacity": "head"}):
        refused = await patch(house, US_SECRETARY, entry, 403, **said)
        assert rule_of(refused) == [("", "own_nation_only")]
    gone = await patch(house, UK_SECRETARY, entry, present=False)
    assert gone["present"] is False
    assert (await patch(house, US_HEAD, entry, present=True))["present"] is True


async def test_those_without_a_post_name_their_own_people_and_record_nobody_as_present(house: House):
    meeting = await talks(house)
    entry = await house.post(US_LOW, place(meeting), BROOK | {"response": "accepted"})
    for body in (DALE, GUEST, BROOK | {"person_name": "Other", "present": True}):
        refused = await house.post(US_LOW, place(meeting), body, status=403)
        assert rule_of(refused) == [("", "post_in_forum")]
    assert rule_of(await patch(house, US_LOW, entry, 403, present=True)) == [("", "post_in_forum")]
    assert (await patch(house, US_LOW, entry, response="declined"))["response"] == "declined"


async def test_an_embed_works_for_the_host_and_not_for_home(house: House):
    meeting = await talks(house)
    named = await house.post(US_FOR_UK, place(meeting), DALE | {"response": "accepted"})
    assert named["nation"] == "GBR"
    refused = await house.post(US_FOR_UK, place(meeting), BROOK, status=403)
    assert rule_of(refused) == [("", "post_in_forum")]


async def test_guests_are_admitted_by_those_with_a_post(house: House):
    meeting = await talks(house)
    guest = await house.post(UK_SECRETARY, place(meeting), GUEST | {"present": True})
    assert (await house.get(US_HEAD, place(meeting)))["nations_present"] == ["AUS"]
    assert (await patch(house, US_SECRETARY, guest, present=False))["present"] is False


async def test_an_outsider_finds_nothing_byte_for_byte(house: House):
    meeting = await talks(house)
    entry = await house.post(US_SECRETARY, place(meeting), BROOK)
    client = await house.as_(AUS_OFFICER)
    make = {"Idempotency-Key": "k", "If-Match": '"x"'}
    for method, path, body in (
        ("GET", "/v1/meetings/{meeting}/attendance", None),
        ("POST", "/v1/meetings/{meeting}/attendance", GUEST),
        ("GET", "/v1/meetings/{meeting}/attendance/effect?nation=AUS", None),
        ("GET", "/v1/meetings/{meeting}/attendance/effect?nation=ZZZ", None),
        ("GET", "/v1/attendance/{entry}", None), ("PATCH", "/v1/attendance/{entry}", {"present": True}),
    ):  # fmt: skip
        hidden, missing = [
            await client.request(method, path.format(meeting=one, entry=other), json=body, headers=make)
            for one, other in ((meeting["id"], entry["id"]), (MISSING, MISSING))
        ]
        assert hidden.status_code == missing.status_code == 404, (method, path)
        assert {**hidden.json(), "trace_id": ""} == {**missing.json(), "trace_id": ""}
        kept = [{k: v for k, v in a.headers.items() if k not in VARYING} for a in (hidden, missing)]
        assert kept[0] == kept[1]


@pytest.mark.parametrize(
    ("fields", "pointer", "rule"),
    [
        ({"nation": "usa"}, "/nation", "string_pattern_mismatch"),
        ({"nation": "ZZZ"}, "/nation", "unknown_nation"),
        ({"person_name": " "}, "/person_name", "string_too_short"),
        ({"capacity": "king"}, "/capacity", "enum"),
        ({"response": "maybe"}, "/response", "enum"),
        ({"label": JOINT}, "/label", "extra_forbidden"),
    ],
)
async def test_bad_input_names_field_and_rule(house: House, fields, pointer, rule):
    meeting = await talks(house)
    problem = await house.post(US_SECRETARY, place(meeting), BROOK | fields, status=422)
    assert rule_of(problem) == [(pointer, rule)]
    assert (await house.get(US_SECRETARY, place(meeting)))["items"] == []


async def test_a_person_stands_on_the_list_once(house: House):
    meeting = await talks(house)
    first = await house.post(US_SECRETARY, place(meeting), BROOK, key="k")
    assert await house.post(US_SECRETARY, place(meeting), BROOK, key="k") == first
    again = await house.post(
        US_SECRETARY, place(meeting), BROOK | {"person_name": "LT. COL. BROOK"}, status=409
    )
    assert rule_of(again) == [("/person_name", "already_listed")]
    other = await house.post(US_SECRETARY, place(meeting), BROOK | {"person_name": "Other"})
    renamed = await patch(house, US_SECRETARY, other, 409, person_name="Lt. Col. Brook")
    assert rule_of(renamed) == [("/person_name", "already_listed")]


async def test_of_two_who_add_a_person_or_change_an_entry_at_once_one_wins(house: House):
    meeting = await talks(house)
    first, second = await house.as_(US_SECRETARY), await house.as_(US_HEAD)
    answers = await asyncio.gather(
        *(c.post(place(meeting), json=BROOK, headers={"Idempotency-Key": "k"}) for c in (first, second))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    (entry,) = (await house.get(US_HEAD, place(meeting)))["items"]
    path = f"/v1/attendance/{entry['id']}"
    tag = (await first.get(path)).headers["etag"]
    changes = await asyncio.gather(
        first.patch(path, json={"present": True}, headers={"If-Match": tag}),
        second.patch(path, json={"response": "tentative"}, headers={"If-Match": tag}),
    )
    assert sorted(answer.status_code for answer in changes) == [200, 412]
    assert (await first.patch(path, json={"present": True})).status_code == 428


async def test_attendance_of_a_meeting_that_is_over_is_settled(house: House):
    meeting = await talks(house)
    entry = await house.post(US_SECRETARY, place(meeting), BROOK)
    await house.move(US_HEAD, meeting, "cancelled", reason="storm")
    assert rule_of(await house.post(US_SECRETARY, place(meeting), DALE, status=409)) == [
        ("", "meeting_is_over")
    ]
    assert rule_of(await patch(house, US_SECRETARY, entry, 409, present=True)) == [("", "meeting_is_over")]


async def test_admitting_a_nation_says_first_what_it_hides_and_then_hides_it(house: House):
    on = await ladder(house)
    wide = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS", "GBR"]}
    await on.tasking("Open to Australia", wide)
    await on.tasking("Ours")
    ours = {"level": "RESTRICTED", "owner": ["USA"], "rel": ["GBR"]}
    await on.tasking("In other words", ours, substitute={"text": "In short.", "label": wide})
    talks_ = on.talks
    before = await house.get(US_HEAD, f"/v1/meetings/{talks_['id']}/projection")
    told = await house.get(US_HEAD, f"{place(talks_)}/effect", nation="AUS")
    AttendanceEffect.model_validate(told)
    assert told == {
        "nation": "AUS", "hides": 1, "replaces": 1,
        "words": "Admitting Australia hides 1 item; 1 shown in substitute words",
    }  # fmt: skip
    await house.post(US_SECRETARY, place(talks_), GUEST | {"present": True})
    after = await house.get(US_HEAD, f"/v1/meetings/{talks_['id']}/projection")
    assert (_titles(before), _titles(after)) == (
        ["Open to Australia", "Ours", "In other words"],
        ["Open to Australia", "In short."],
    )
    told = await house.get(US_HEAD, f"{place(talks_)}/effect", nation="AUS")
    assert (told["hides"], told["words"]) == (0, "Admitting Australia hides nothing")


async def test_the_effect_counts_nothing_that_the_reader_may_not_see(house: House):
    on = await ladder(house)
    await on.tasking("One")
    await on.tasking("Two", SECRET)
    await on.tasking("For us alone", US_ONLY)
    hides = {}
    for person in (US_HEAD, UK_HEAD, US_LOW):
        told = await house.get(person, f"{place(on.talks)}/effect", nation="AUS")
        hides[person.claims["name"]] = told["hides"]
    # What is the Americans' alone is on no screen with the British about, so admitting hides it from nobody.
    assert hides == {"Maj. Gen. Avery": 2, "Maj. Gen. Carr": 2, "Mr. Ellis": 1}
    unknown = await house.get(US_HEAD, f"{place(on.talks)}/effect", 422, nation="ZZZ")
    assert rule_of(unknown) == [("/query/nation", "unknown_nation")]


async def test_a_first_arrival_shows_nothing_that_the_other_member_may_not_read(house: House):
    on = await ladder(house)
    await on.tasking("For us alone", US_ONLY)
    await house.post(US_SECRETARY, place(on.talks), BROOK | {"present": True})
    projection = await house.get(US_HEAD, f"/v1/meetings/{on.talks['id']}/projection")
    assert (projection["nations"], _titles(projection)) == (["GBR", "USA"], [])


def _titles(page: Any) -> list[str]:
    return [
        (entry["item"] or entry["topic"])["title"]
        for section in page["sections"]
        for entry in section["entries"]
    ]


AUDITED = (
    "SELECT action, detail FROM audit_record WHERE %s = ANY (object_ids) AND action <> 'read' ORDER BY id"
)


async def test_each_act_is_audited_and_told_as_a_change_of_the_meeting(house: House):
    meeting = await talks(house)
    async with await psycopg.AsyncConnection.connect(house.app.state.settings.worker_dsn) as conn:
        count = "SELECT count(*) FROM outbox WHERE key = %s"
        before = (await (await conn.execute(count, (meeting["id"],))).fetchone() or (0,))[0]
        entry = await house.post(US_SECRETARY, place(meeting), BROOK)
        await patch(house, US_SECRETARY, entry, present=True)
        await patch(house, US_SECRETARY, entry, present=True)
        after = (await (await conn.execute(count, (meeting["id"],))).fetchone() or (0,))[0]
        rows = await (await conn.execute(AUDITED, (entry["id"],))).fetchall()
    assert after - before == 2
    assert rows == [("attendance.added", {}), ("attendance.changed", {"fields": ["present"]})]
