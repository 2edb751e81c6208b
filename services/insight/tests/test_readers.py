"""What readers of several nations find in the brief, the figures, the search and the stream."""

import base64
from datetime import timedelta
from uuid import uuid4

import orjson
import psycopg

from proto.gen.entente.common.v1 import values_pb2
from proto.gen.entente.meetings.v1 import item_pb2, meeting_pb2
from services.common.testing import client_for, running, subject
from services.insight.app import build
from services.insight.tests.conftest import NOW, Feed, label

US_UK = ("GBR", "USA")


def section(brief: dict, kind: str) -> list[dict]:
    return next((s["lines"] for s in brief["sections"] if s["kind"] == kind), [])


async def read(app, nation: str, path: str, **claims) -> dict:
    async with client_for(app, subject(nation, **claims)) as client:
        answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_brief_shows_what_is_owed_awaited_and_met_by_nation(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label(*US_UK))
    feed.meeting(forum, ["USA", "GBR"], label(*US_UK), 5)
    feed.item(forum, label(*US_UK))
    async with running(build, feed.settings) as app:
        british, american = await read(app, "GBR", "/v1/brief"), await read(app, "USA", "/v1/brief")
        australian = await read(app, "AUS", "/v1/brief")
    assert [line["ref"] for line in section(british, "owed_by_us")] == ["TSK-7Q4KXNB"]
    assert section(british, "awaited_by_us") == []
    assert [line["ref"] for line in section(american, "awaited_by_us")] == ["TSK-7Q4KXNB"]
    assert section(american, "meetings")[0]["ref"] == "MTG-1"
    assert british["banner"]["banner"] and british["stale"] == []
    assert all(s["lines"] == [] and not s["more"] for s in australian["sections"])
    assert australian["banner"] is None


async def test_minutes_wait_for_who_is_asked_and_not_for_who_assented_by_silence(feed: Feed) -> None:
    both = label("GBR", "USA")
    forum = feed.forum("talks", ["USA", "GBR"], both)
    for title, stand in (("Asked", meeting_pb2.STAND_PENDING), ("Assented", meeting_pb2.STAND_SILENCE)):
        stands = [meeting_pb2.Concurrence(nation="GBR", stand=stand)]
        provisional = meeting_pb2.MEETING_STATE_MINUTES_PROVISIONAL
        values = {"state": provisional, "concurrences": stands, "title": title}
        feed.meeting(forum, ["USA", "GBR"], both, -20, **values)
    async with running(build, feed.settings) as app:
        brief = await read(app, "GBR", "/v1/brief")
    awaited = [line for lines in brief["sections"] for line in lines["lines"] if "concurrence" in line["why"]]
    assert [line["title"] for line in awaited] == ["Asked"]


async def test_a_hidden_ladder_leaves_no_trace_in_search_figures_or_facets(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label(*US_UK))
    feed.item(forum, label(*US_UK))
    async with running(build, feed.settings) as app:
        found = await read(app, "USA", "/v1/search?q=counterdrone")
        assert [hit["kind"] for hit in found["items"]] == ["tasking"]
        assert "«counterdrone»" in found["items"][0]["snippet"]
        assert found["facets"] == {"tasking": 1}
        hidden = await read(app, "AUS", "/v1/search?q=counterdrone")
        assert hidden == await read(app, "AUS", "/v1/search?q=wordthatnobodywrote")
        assert await read(app, "AUS", f"/v1/coverage?forum={forum}") == await read(
            app, "AUS", "/v1/coverage?forum=00000000-0000-7000-8000-000000000000"
        )
        assert (await read(app, "USA", "/v1/coverage"))["items"] == 1


async def test_the_substitute_is_what_others_find_and_nothing_of_the_original(feed: Feed) -> None:
    forum = feed.forum("oceania", ["USA", "AUS"], label("USA", "AUS"))
    feed.item(
        forum, label(*US_UK), substitute_text="Report on exercises of the region.", blocked_nations=["NZL"],
        substitute_label=values_pb2.Label(json=orjson.dumps(label("USA", rel=["AUS"]).to_json()).decode()),
        lead="AUS", member_nations=["USA", "AUS"],
    )  # fmt: skip
    async with running(build, feed.settings) as app:
        assert (await read(app, "AUS", "/v1/search?q=counterdrone"))["items"] == []
        hit = (await read(app, "AUS", "/v1/search?q=exercises"))["items"][0]
        assert hit["title"] == hit["ref"] == "TSK-7Q4KXNB"
        line = section(await read(app, "AUS", "/v1/brief"), "owed_by_us")[0]
        assert "Link guidance" not in orjson.dumps(line).decode()
        both = await read(app, "USA", "/v1/search?q=exercises OR counterdrone")
        assert len(both["items"]) == 1 and both["facets"] == {"tasking": 1}


async def test_a_forum_is_named_to_those_alone_who_may_see_it(feed: Feed) -> None:
    forum = feed.forum("roundtable of two", ["USA", "GBR"], label(*US_UK))
    feed.item(forum, label("USA", rel=["AUS"]), lead="AUS", member_nations=["USA", "GBR", "AUS"])
    async with running(build, feed.settings) as app:
        for path in ("/v1/brief", "/v1/coverage", "/v1/search?q=counterdrone"):
            assert "roundtable of two" not in str(await read(app, "AUS", path)), path
            assert forum not in str(await read(app, "AUS", path)), path
            assert "roundtable of two" in str(await read(app, "USA", path)), path
        found = [await read(app, nation, "/v1/coverage") for nation in ("USA", "AUS")]
        assert [figures["no_venue"] for figures in found] == [1, 0], "nor whether it meets"
        assert "no_venue" not in str(section(await read(app, "AUS", "/v1/brief"), "owed_by_us"))


async def test_nothing_is_told_of_the_meetings_of_a_forum_that_one_may_not_know(feed: Feed) -> None:
    forum = feed.forum("roundtable of two", ["USA", "GBR"], label(*US_UK))
    item = feed.item(forum, label("USA", rel=["AUS"]), lead="AUS")
    async with running(build, feed.settings) as app:
        before = await told(app, "AUS")
        item.standings.add(outcome=item_pb2.OUTCOME_KIND_NOT_ADDRESSED)
        item.standings.add(outcome=item_pb2.OUTCOME_KIND_PROGRESSED, addressed=True)
        item.first_addressed_at.FromDatetime(NOW)
        item.version = 2
        feed.send("entente.meetings.item.v1", item, label("USA", rel=["AUS"]))
        assert await told(app, "AUS") == before
        assert (await read(app, "USA", "/v1/coverage"))["linkage"]["had_one"] == 1


async def told(app, nation: str) -> tuple[dict, list]:
    """The figures of a nation's reader, and why their lines stand in the brief."""
    sections = (await read(app, nation, "/v1/brief"))["sections"]
    return await read(app, nation, "/v1/coverage"), [line["why"] for s in sections for line in s["lines"]]


async def test_whom_release_is_blocked_for_is_told_to_issuer_and_owner_alone(feed: Feed) -> None:
    """As the page of the item does: a nation that was released it hears nothing of another that was not."""
    forum = feed.forum("oceania", ["USA", "AUS", "NZL"], label("USA", rel=["AUS", "NZL"]))
    feed.item(forum, label("USA", rel=["AUS"]), lead="AUS", blocked_nations=["NZL"])
    async with running(build, feed.settings) as app:
        blocked = {nation: await told(app, nation) for nation in ("USA", "AUS")}
    assert [blocked[nation][0]["blocked"] for nation in ("USA", "AUS")] == [1, 0]
    assert "blocked_release" in str(blocked["USA"][1])
    assert "blocked_release" not in str(blocked["AUS"][1])


async def test_blocked_items_stand_before_the_owners_release_authority_alone(feed: Feed) -> None:
    forum = feed.forum("oceania", ["USA", "AUS"], label("USA", "AUS"))
    feed.item(forum, label(*US_UK), blocked_nations=["AUS"])
    async with running(build, feed.settings) as app:
        authority = await read(app, "USA", "/v1/brief", roles=["release_authority"])
        assert [line["why"][-1] for line in section(authority, "releases")] == ["blocked_release"]
        liaison = await read(app, "USA", "/v1/brief", roles=["liaison"])
        assert "releases" not in {s["kind"] for s in liaison["sections"]}


async def test_figures_follow_what_the_meetings_did(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label(*US_UK))
    stood = [item_pb2.MeetingStanding(outcome=item_pb2.OUTCOME_KIND_PROGRESSED, addressed=True)]
    passed = [item_pb2.MeetingStanding(outcome=item_pb2.OUTCOME_KIND_NOT_ADDRESSED)]
    first = feed.item(forum, label(*US_UK), standings=stood)
    first.first_addressed_at.FromDatetime(NOW - timedelta(days=30))
    first.version = 2
    feed.send("entente.meetings.item.v1", first, label(*US_UK))
    feed.item(forum, label(*US_UK), standings=passed, due_in=-3)
    feed.item(forum, label(*US_UK), kind=item_pb2.ITEM_KIND_ESCALATION, adjudicated=True)
    async with running(build, feed.settings) as app:
        figures = await read(app, "GBR", "/v1/coverage")
    assert figures["linkage"] == {"addressed": 1, "had_one": 2, "rate": 0.5}
    assert (figures["overdue"], figures["orphans"], figures["no_venue"]) == (1, 1, 1)
    assert figures["adjudicated"] == {"asked": 1, "answered": 1}
    assert figures["time_to_first_address_days"]["p50"] == 10.0
    assert [row["items"] for row in figures["by_forum"]] == [3]


async def test_a_planned_meeting_gives_a_venue_and_its_cancellation_takes_it(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label(*US_UK))
    feed.item(forum, label(*US_UK), due_in=30)
    meeting = feed.meeting(forum, ["USA", "GBR"], label(*US_UK), 10)
    async with running(build, feed.settings) as app:
        assert (await read(app, "USA", "/v1/coverage"))["no_venue"] == 0
        feed.meeting(
            forum, ["USA", "GBR"], label(*US_UK), 10, id=meeting, version=2,
            state=meeting_pb2.MEETING_STATE_CANCELLED,
        )  # fmt: skip
        assert (await read(app, "USA", "/v1/coverage"))["no_venue"] == 1


async def test_what_is_before_the_forum_above_misses_no_venue_of_its_own(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label(*US_UK))
    feed.item(forum, label(*US_UK), state=item_pb2.ITEM_STATE_ESCALATED)
    async with running(build, feed.settings) as app:
        assert (await read(app, "GBR", "/v1/coverage"))["no_venue"] == 0
        brief = await read(app, "GBR", "/v1/brief")
    owed = next(section for section in brief["sections"] if section["kind"] == "owed_by_us")
    assert [line["why"] for line in owed["lines"]] == [["escalated"]]


async def test_an_older_event_delivered_late_changes_nothing(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label(*US_UK))
    item = feed.item(forum, label(*US_UK), version=5, title="Newer words")
    item.version, item.title = 4, "Older words"
    feed.send("entente.meetings.item.v1", item, label(*US_UK))
    async with running(build, feed.settings) as app:
        line = section(await read(app, "GBR", "/v1/brief"), "owed_by_us")[0]
        found = await read(app, "GBR", "/v1/search?q=words")
    assert line["title"] == "Newer words"
    assert [hit["title"] for hit in found["items"]] == ["Newer words"]


async def test_an_older_event_brings_back_no_wider_label_and_takes_no_face(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label("USA", rel=["AUS", "GBR"]))
    narrow = label("USA", rel=["GBR"])
    substitute = values_pb2.Label(json=orjson.dumps(narrow.to_json()).decode())
    item = feed.item(forum, narrow, version=5, substitute_text="Exercises.", substitute_label=substitute)
    item.version, item.substitute_text = 4, ""
    feed.send("entente.meetings.item.v1", item, label("USA", rel=["AUS", "GBR"]))
    async with running(build, feed.settings) as app:
        assert (await read(app, "AUS", "/v1/search?q=counterdrone"))["items"] == []
        assert len((await read(app, "GBR", "/v1/search?q=exercises"))["items"]) == 1


async def test_a_silent_source_is_named_and_hides_what_it_could_have_narrowed(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label(*US_UK))
    feed.item(forum, label("USA", rel=["GBR"]))
    with psycopg.connect(feed.settings.worker_dsn) as conn:
        conn.execute("UPDATE source_beat SET at = at - interval '1 minute'")
    async with running(build, feed.settings) as app:
        british, american = await read(app, "GBR", "/v1/brief"), await read(app, "USA", "/v1/brief")
        assert british["stale"] == ["meetings"] and section(british, "owed_by_us") == []
        assert len(section(american, "awaited_by_us")) == 1
        assert (await read(app, "GBR", "/v1/search?q=counterdrone"))["items"] == []
        feed.beat()
        assert len(section(await read(app, "GBR", "/v1/brief"), "owed_by_us")) == 1


def made_up(rank: object) -> str:
    """A search's cursor that no search gave."""
    return base64.urlsafe_b64encode(orjson.dumps([rank, str(uuid4())])).decode().rstrip("=")


async def test_bad_search_input_names_the_field(feed: Feed) -> None:
    async with running(build, feed.settings) as app, client_for(app, subject("USA")) as client:
        wrong = [("q=x&kind=paper", "/query/kind"), ("q=x&cursor=%21", "/query/cursor")]
        wrong += [
            (f"q=x&cursor={made_up(rank)}", "/query/cursor") for rank in (1e300, 1e-46, -1.0, "x", None)
        ]
        for query, pointer in wrong:
            answer = await client.get(f"/v1/search?{query}")
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["pointer"] == pointer
