"""A stranger against every address: a hidden record answers as a missing one, wherever it is named."""

import re
from typing import Any

import httpx
import pytest

from services.common.testing import client_for
from services.meetings.tests.conftest import AUS_OFFICER, UK_SECRETARY, US_HEAD, US_SECRETARY, House
from services.meetings.tests.ladder import US_ONLY, Ladder, ladder

MISSING = "0192f5f0-0000-7000-8000-000000000000"
VARYING = {"date", "x-trace-id", "traceparent", "traceresponse", "x-request-id"}
NO_SUBJECT = {"/healthz", "/readyz"}


def told(answer: httpx.Response, *names: str) -> tuple[int, str, dict[str, str]]:
    """All that an answer tells, with trace id, date and the named ids taken out."""
    text = re.sub(r'"trace_id":"[^"]*"', "", answer.text)
    for name in names:
        text = text.replace(name, "ID")
    headers = {key: value for key, value in answer.headers.items() if key not in VARYING}
    return answer.status_code, text, headers


async def furnished(house: House) -> dict[str, Any]:
    """A ladder with one of everything, and the ids of it."""
    on: Ladder = await ladder(house)
    meeting = f"/v1/meetings/{on.talks['id']}"
    tasking = await on.tasking("Share")
    hidden = await on.tasking("Ours", US_ONLY)
    place = f"/v1/meetings/{on.roundtable['id']}"
    decision = await house.post(US_SECRETARY, f"{place}/decisions", {"kind": "decision", "text": "x"})
    topic = await house.post(US_SECRETARY, f"{meeting}/agenda", {"title": "Topic"})
    person = await house.post(US_HEAD, f"{meeting}/attendance", {"nation": "USA", "person_name": "Col. X"})
    paper = await house.post(US_SECRETARY, f"{meeting}/papers", {"kind": "draft", "title": "Draft"})
    await house.hold(US_HEAD, on.talks)
    outcome = {"item_id": tasking["id"], "kind": "progressed", "text": "y"}
    left = await house.post(UK_SECRETARY, f"{meeting}/outcomes", outcome)
    made = (on.gort, on.ast, on.roundtable, on.talks, tasking, hidden, decision, topic, person, paper, left)
    return {"ladder": on, "ids": [record["id"] for record in made]}


def routes(house: House) -> list[tuple[str, str]]:
    """Every method and path that names a record."""
    paths = house.app.openapi()["paths"]
    return [(method, path) for path, item in paths.items() for method in item if "{" in path]


def named(path: str, one: str) -> str:
    """The path with an id in each of its places."""
    return re.sub(r"\{[^}]*\}", one, path)


BODIES: tuple[Any, ...] = (
    {},
    {"to": "cancelled", "reason": "x"},
    {"kind": "decision", "text": "x"},
    {"title": "x", "text": "x", "lead": "USA", "kind": "draft"},
    {"text": "x", "reason": "x", "question": "x"},
    {"nation": "AUS", "person_name": "x"},
    {"entries": [MISSING]},
    {"item": MISSING},
    {"label": {"level": "UNCLASSIFIED", "owner": ["AUS"]}},
)


async def test_every_address_answers_a_hidden_id_as_a_missing_one(house: House):
    known = await furnished(house)
    client = await house.as_(AUS_OFFICER)
    tried = 0
    for method, path in routes(house):
        for body in BODIES if method != "get" else (None,):
            headers = {} if method == "get" else {"If-Match": '"x"', "Idempotency-Key": f"{path}{body}"}
            answers = [
                await client.request(method, named(path, one), json=body, headers=headers)
                for one in (MISSING, *known["ids"])
            ]
            missing = told(answers[0], MISSING)
            assert missing[0] in {404, 422}, (method, path, answers[0].text)
            for one, answer in zip(known["ids"], answers[1:], strict=True):
                assert told(answer, one, MISSING) == missing, (method, path, body)
                tried += 1
    assert tried > 500


async def test_no_list_shows_or_counts_anything_to_a_stranger(house: House):
    known = await furnished(house)
    client = await house.as_(AUS_OFFICER)
    lists = [path for path, item in house.app.openapi()["paths"].items() if "get" in item and "{" not in path]
    for path in set(lists) - NO_SUBJECT:
        for one in (None, MISSING, *known["ids"]):
            params = {name: one for name in ("forum", "meeting", "issuer") if one}
            answer = await client.get(path, params=params)
            assert answer.status_code == 200, (path, answer.text)
            assert answer.json()["items"] == [], path
            assert answer.json()["next"] is None, path


@pytest.mark.parametrize("place", ["forum", "parent", "tasking", "decision", "settles", "item", "paper"])
async def test_a_hidden_id_in_a_body_is_an_unknown_one(house: House, place: str):
    known = await furnished(house)
    own = await house.forum(AUS_OFFICER, "aus", ["AUS", "NZL"])
    await house.appoint(own, AUS_OFFICER, "secretary")
    meeting = await house.meeting(AUS_OFFICER, own, "2027-03-10")
    await house.hold(AUS_OFFICER, meeting)
    at = f"/v1/meetings/{meeting['id']}"
    requests = {
        "forum": ("/v1/meetings", lambda one: {"forum": one, "title": "x"}),
        "parent": ("/v1/forums", lambda one: {"key": "k", "name": "x", "kind": "board", "rank": 3,
                                              "nations": ["AUS"], "parent": one}),
        "tasking": (f"{at}/taskings", lambda one: {"title": "x", "lead": "AUS", "forum": one}),
        "decision": (f"{at}/decisions", lambda one: {"kind": "guidance", "text": "x", "forum": one}),
        "settles": (f"{at}/decisions", lambda one: {"kind": "adjudication", "text": "x", "settles": one}),
        "item": (f"{at}/outcomes", lambda one: {"item_id": one, "kind": "progressed", "text": "x"}),
        "paper": (f"{at}/papers", lambda one: {"kind": "draft", "title": "x", "item": one}),
    }  # fmt: skip
    path, body = requests[place]
    client = await house.as_(AUS_OFFICER)
    answers = [
        await client.post(path, json=body(one), headers={"Idempotency-Key": one})
        for one in (MISSING, *known["ids"])
    ]
    missing = told(answers[0], MISSING)
    assert 400 <= missing[0] < 500
    for one, answer in zip(known["ids"], answers[1:], strict=True):
        assert told(answer, one) == missing, answer.text


async def test_without_a_token_every_address_is_closed(house: House):
    async with client_for(house.app) as client:
        for path, item in house.app.openapi()["paths"].items():
            for method in item if path not in NO_SUBJECT else ():
                answer = await client.request(method, named(path, MISSING), json={})
                assert answer.status_code == 401, (method, path)
