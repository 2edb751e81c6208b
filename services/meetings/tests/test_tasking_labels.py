"""What taskings never give away: to another nation, to a lower clearance, by error, list or life."""

from services.common.testing import subject
from services.meetings.tests.conftest import (
    AUS_OFFICER,
    NZL_OFFICER,
    UK_HEAD,
    UK_SECRETARY,
    US_HEAD,
    US_SECRETARY,
    House,
)
from services.meetings.tests.rungs import Json, Rungs
from services.meetings.tests.test_forums import MISSING, rule_of

VARYING = {"date", "x-trace-id", "traceresponse", "x-request-id"}
US_ONLY = {"level": "UNCLASSIFIED", "owner": ["USA"]}
SECRET = {"level": "SECRET", "owner": ["GBR", "USA"]}
WIDE = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS", "NZL"]}
CALLS = (
    ("GET", "/v1/taskings/{id}", None),
    ("GET", "/v1/taskings/{id}/life", None),
    ("PATCH", "/v1/taskings/{id}", {"title": "x"}),
    ("PUT", "/v1/taskings/{id}/substitute", {"text": "x", "label": WIDE}),
    ("POST", "/v1/taskings/{id}/progress", {"text": "x"}),
    ("POST", "/v1/taskings/{id}/delegate", {"children": [{"title": "x", "lead": "AUS", "forum": MISSING}]}),
    ("POST", "/v1/taskings/{id}/answer", {"text": "x"}),
    ("POST", "/v1/taskings/{id}/escalate", {"question": "x"}),
    ("POST", "/v1/taskings/{id}/close", {"text": "x"}),
    ("POST", "/v1/taskings/{id}/reopen", {"reason": "x"}),
    ("POST", "/v1/escalations/{id}/adjudicate", {"text": "x"}),
    ("GET", "/v1/outcomes/{id}", None),
    ("PATCH", "/v1/outcomes/{id}", {"text": "x"}),
    ("GET", "/v1/meetings/{id}/outcomes", None),
    ("POST", "/v1/meetings/{id}/outcomes", {"item_id": MISSING, "kind": "progressed", "text": "x"}),
    ("POST", "/v1/meetings/{id}/taskings", {"title": "x", "lead": "AUS", "forum": MISSING}),
    ("GET", "/v1/forums/{id}/tracker", None),
)


async def records(rungs: Rungs) -> dict[str, Json]:
    """A record of each kind that the ladder has and Australia may not know of."""
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    await rungs.hold("ast1")
    outcome = await rungs.leave("ast1", item, "escalated", text="Who pays?")
    (raised,) = (await rungs.item(item))["escalations"]
    return {
        "taskings": item, "escalations": raised, "outcomes": outcome,
        "meetings": rungs.meetings["ast1"], "forums": rungs.forums["ast"],
    }  # fmt: skip


async def test_a_hidden_record_answers_byte_for_byte_like_a_missing_one_on_every_address(house: House):
    rungs = await Rungs.raised(house)
    hidden = await records(rungs)
    client = await house.as_(AUS_OFFICER)
    for method, path, body in CALLS:
        answers = []
        for record in (hidden[path.split("/")[2]]["id"], MISSING):
            headers = {"Idempotency-Key": f"{path}-{record}", "If-Match": '"x"'}
            answers.append(await client.request(method, path.format(id=record), json=body, headers=headers))
        seen, missing = answers
        assert seen.status_code == missing.status_code == 404, f"{method} {path}"
        assert {**seen.json(), "trace_id": ""} == {**missing.json(), "trace_id": ""}
        kept = [{k: v for k, v in a.headers.items() if k not in VARYING} for a in answers]
        assert kept[0] == kept[1], f"{method} {path}"


async def test_an_australian_lists_nothing_and_names_nothing_of_the_ladder(house: House):
    rungs = await Rungs.raised(house)
    hidden = await records(rungs)
    assert await house.get(AUS_OFFICER, "/v1/taskings") == {"items": [], "next": None}
    params = {"forum": rungs.forums["ast"]["id"], "issuer": rungs.forums["gort"]["id"]}
    assert await house.get(AUS_OFFICER, "/v1/taskings", **params) == {"items": [], "next": None}
    own = await house.forum(AUS_OFFICER, "aus-only", ["AUS"])
    await house.appoint(own, AUS_OFFICER, "head")
    meeting = await house.hold(AUS_OFFICER, await house.meeting(AUS_OFFICER, own, "2027-04-01"))
    place = f"/v1/meetings/{meeting['id']}"
    due = {"value": "2027-12", "precision": "month"}
    named = [{"title": "x", "lead": "AUS", "due": due, "forum": f} for f in (hidden["forums"]["id"], MISSING)]
    refused = [await house.post(AUS_OFFICER, f"{place}/taskings", body, status=422) for body in named]
    assert rule_of(refused[0]) == rule_of(refused[1]) == [("/forum", "unknown_forum")]
    told = [{"item_id": i, "kind": "progressed", "text": "x"} for i in (hidden["taskings"]["id"], MISSING)]
    refused = [await house.post(AUS_OFFICER, f"{place}/outcomes", body, status=422) for body in told]
    assert rule_of(refused[0]) == rule_of(refused[1]) == [("/item_id", "unknown_item")]


async def test_a_tasking_of_one_nation_alone_is_nowhere_for_the_other_and_counts_as_blocked(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    shared = await rungs.issue("gort1", "ast", "Shared")
    narrow = await rungs.issue("gort1", "ast", "Narrow", label=US_ONLY)
    assert (narrow["blocked_nations"], narrow["at_risk"]) == (["GBR"], ["blocked_release"])
    await house.get(UK_HEAD, f"/v1/taskings/{narrow['id']}", status=404)
    tracker = await house.get(UK_SECRETARY, f"/v1/forums/{rungs.forums['ast']['id']}/tracker")
    assert [item["id"] for item in tracker["items"]] == [shared["id"]]
    assert [i["id"] for i in (await house.get(UK_HEAD, "/v1/taskings"))["items"]] == [shared["id"]]
    assert await rungs.section("ast1", "discussion", UK_HEAD) == [shared["id"]]
    assert set(await rungs.section("ast1", "discussion", US_HEAD)) == {shared["id"], narrow["id"]}


async def test_a_substitute_clears_blocked_release_and_shows_its_own_words(house: House):
    rungs = await Rungs.raised(house)
    ocean = await house.forum(US_SECRETARY, "ocean", ["USA", "AUS", "NZL"])
    rungs.forums["ocean"] = ocean
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ocean", "Move the exercise", text="For the reason we know.")
    assert tasking["blocked_nations"] == ["AUS", "NZL"]
    assert "blocked_release" in tasking["at_risk"]
    place = f"/v1/taskings/{tasking['id']}"
    await house.get(AUS_OFFICER, place, status=404)
    authority = subject("GBR", id="release", roles=["release_authority"])
    other = subject("GBR", id="other", roles=["liaison"])
    assert (await house.get(authority, place))["can"] == ["substitute"]
    assert (await house.get(other, place))["can"] == []
    wide = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS", "GBR", "NZL"]}
    given = await house.change(
        US_SECRETARY,
        f"{place}/substitute",
        {"text": "Name a new date.", "label": wide},
        of=place,
        method="PUT",
    )
    assert given["blocked_nations"] == []
    assert "blocked_release" not in given["at_risk"]
    seen = await house.get(NZL_OFFICER, place)
    assert (seen["title"], seen["text"], seen["substituted"]) == (
        "Name a new date.",
        "Name a new date.",
        True,
    )
    assert seen["issuing_forum"] is None
    life = await house.get(AUS_OFFICER, f"{place}/life")
    assert [(event["kind"], event["text"], event["forum"]) for event in life["items"]] == [
        ("issued", "Name a new date.", None)
    ]
    told = await house.post(AUS_OFFICER, f"{place}/progress", {"text": "In July."})
    assert "reason we know" not in str(told)


async def test_a_child_may_be_neither_wider_than_its_parent_nor_hidden_from_who_completes_it(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    place = f"/v1/taskings/{item['id']}/delegate"
    wide = {"level": "UNCLASSIFIED", "owner": ["GBR", "USA"], "rel": ["AUS"]}
    for label, rule in (
        (wide, "child_not_wider"),
        (wide | {"rel": ["KFOR"]}, "child_not_wider"),
        (US_ONLY | {"rel": ["GBR", "KFOR"]}, "child_not_wider"),
        (US_ONLY | {"rel": ["GBR"], "display_only": ["AUS"]}, "child_not_wider"),
        (US_ONLY, "child_reaches_completers"),
        (SECRET, "child_reaches_completers"),
    ):
        child = rungs.child("wg1", "A part", label=label)
        refused = await house.post(US_SECRETARY, place, {"children": [child]}, status=422)
        assert rule_of(refused) == [("/children/0/label", rule)]


async def test_an_outcome_is_shown_under_its_own_label(house: House):
    """Who reads the item for information, in none of its forums, need not read what became of it."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast", label={**US_ONLY, "rel": ["AUS", "GBR"]})
    await rungs.hold("ast1")
    shared = {**US_ONLY, "rel": ["GBR"]}
    body = {"item_id": item["id"], "kind": "answered", "text": "In confidence.", "label": shared}
    outcome = await house.post(US_SECRETARY, f"{rungs.at('ast1')}/outcomes", body)
    await house.get(AUS_OFFICER, f"/v1/outcomes/{outcome['id']}", status=404)
    place = f"/v1/taskings/{item['id']}"
    for path in (place, f"{place}/life"):
        assert "In confidence." not in str(await house.get(AUS_OFFICER, path))
        assert "In confidence." in str(await house.get(UK_HEAD, path))
