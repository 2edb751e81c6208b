"""What a stream looks at, how far it goes on, and how long a position is good for."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import orjson
import psycopg
import pytest
from psycopg.rows import dict_row

from proto.gen.entente.common.v1 import values_pb2
from proto.gen.entente.directory.v1 import directory_pb2
from proto.gen.entente.meetings.v1 import decision_pb2, item_pb2, meeting_pb2
from proto.gen.entente.registry.v1 import activity_pb2, overlap_pb2, record_pb2
from proto.gen.entente.sharing.v1 import item_pb2 as sharing_pb2
from services.common.db import Actor
from services.common.revocations import Revocations
from services.common.testing import running, subject
from services.insight.app import build
from services.insight.live.position import KEPT, Positions
from services.insight.live.repository import MOST, newest, since
from services.insight.projection.changes import FORGOTTEN, forget
from services.insight.tests.conftest import Feed, label
from services.insight.workers import handlers

ACTOR = Actor("someone", None, None, None, "GET /v1/live", "0" * 32)
AUDITED = "SELECT count(*) AS n FROM audit_record"


def count(feed: Feed, query: str) -> int:
    with psycopg.connect(feed.settings.worker_dsn) as conn:
        row = conn.execute(query.encode()).fetchone()
    return row[0] if row else 0


async def test_a_stream_passes_over_what_is_hidden_once_and_goes_on_from_the_newest(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label("GBR", "USA"))
    feed.item(forum, label("GBR", "USA"))
    top = count(feed, "SELECT max(seq) FROM change")
    async with running(build, feed.settings) as app:
        database, australian = app.state.database, subject("AUS").subject()
        assert await newest(database, australian, ACTOR) == top
        assert await since(database, australian, ACTOR, 0) == (top, [])
        at, rows = await since(database, subject("GBR").subject(), ACTOR, 0)
    assert at == top and [row["type"] for row in rows] == ["forum", "item"]


async def test_words_that_a_substitute_hides_change_without_news_for_its_readers(feed: Feed) -> None:
    both, shown = label("GBR", "USA"), label("USA", rel=["AUS"])
    forum = feed.forum("oceania", ["USA", "AUS"], label("USA", "AUS"))
    other = values_pb2.Label(json=orjson.dumps(shown.to_json()).decode())
    item = feed.item(forum, both, substitute_text="Report on exercises.", substitute_label=other)
    async with running(build, feed.settings) as app:
        database, nations = app.state.database, ("AUS", "GBR")

        async def news() -> list[int]:
            seen = [await since(database, subject(nation).subject(), ACTOR, top) for nation in nations]
            assert all({row["type"] for row in rows} <= {"item"} for _, rows in seen)
            return [len(rows) for _, rows in seen]

        for version, changed, told in (
            (2, {"title": "Other hidden words"}, [0, 1]), (3, {"change": "progress"}, [0, 1]),
            (4, {"lead": "USA"}, [1, 1]), (5, {"text": "Hidden, to be led by others", "lead": "AUS"}, [1, 1]),
            (6, {"substitute_text": "Report on all exercises."}, [1, 1]),
        ):  # fmt: skip
            top = count(feed, "SELECT max(seq) FROM change")
            item.MergeFrom(item_pb2.ItemSnapshot(version=version, **changed))
            feed.send("entente.meetings.item.v1", item, both)
            assert await news() == told, changed
            moved = "SELECT count(DISTINCT changed_at) FROM item_view"
            assert count(feed, moved) == 2 - told[0], "nor does the brief say that it changed"


async def test_a_decision_in_other_hidden_words_is_no_news_for_readers_of_its_substitute(feed: Feed) -> None:
    both, shown = label("GBR", "USA"), label("USA", rel=["AUS"])
    other = values_pb2.Label(json=orjson.dumps(shown.to_json()).decode())
    decision = decision_pb2.DecisionSnapshot(
        id=str(uuid4()), ref="DEC-7Q4KXNB", text="Hidden.", substitute_text="Shown.", substitute_label=other,
        version=1,
    )  # fmt: skip
    feed.send("entente.meetings.decision.v1", decision, both)
    async with running(build, feed.settings) as app:
        database = app.state.database
        for version, changed, told in (
            (2, {"text": "Hidden otherwise."}, [0, 1]), (3, {"substitute_text": "Shown otherwise."}, [1, 1]),
        ):  # fmt: skip
            top = count(feed, "SELECT max(seq) FROM change")
            decision.MergeFrom(decision_pb2.DecisionSnapshot(version=version, **changed))
            feed.send("entente.meetings.decision.v1", decision, both)
            seen = [await since(database, subject(n).subject(), ACTOR, top) for n in ("AUS", "GBR")]
            assert [len(rows) for _, rows in seen] == told, changed
            assert count(feed, "SELECT count(DISTINCT changed_at) FROM decision_view") == 2 - told[0]


async def test_what_a_meeting_of_a_hidden_forum_makes_of_an_item_is_no_news_of_the_item(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label("GBR", "USA"))
    shared = label("GBR", "USA", rel=["AUS"])
    item = feed.item(forum, shared)
    async with running(build, feed.settings) as app:
        database = app.state.database

        async def news() -> list[set[str]]:
            seen = [await since(database, subject(n).subject(), ACTOR, top) for n in ("AUS", "GBR")]
            return [{row["type"] for row in rows} for _, rows in seen]

        pending = item_pb2.MeetingStanding(outcome=item_pb2.OUTCOME_KIND_PENDING)
        missed = item_pb2.MeetingStanding(outcome=item_pb2.OUTCOME_KIND_NOT_ADDRESSED)
        asked = meeting_pb2.Concurrence(nation="GBR", stand=meeting_pb2.STAND_PENDING)
        for version, changed, told in (
            (2, {"standings": [missed, pending]}, [set(), {"forum"}]),
            (3, {"change": "amended"}, [set(), {"forum"}]),
            (4, {"concurrences": [asked]}, [set(), {"forum"}]),
            (5, {"change": "progress"}, [{"item"}, {"item"}]),
            (6, {"standings": [missed], "lead": "USA"}, [{"item"}, {"item"}]),
        ):
            top = count(feed, "SELECT max(seq) FROM change")
            item.MergeFrom(item_pb2.ItemSnapshot(version=version, **changed))
            feed.send("entente.meetings.item.v1", item, shared)
            assert await news() == told, changed
            assert count(feed, "SELECT version FROM item_view WHERE passed_over > 0") == version


async def test_what_a_shared_forum_makes_of_one_nations_item_is_news_for_that_nation_alone(
    feed: Feed,
) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label("GBR", "USA"))
    item = feed.item(forum, label("USA"))
    top = count(feed, "SELECT max(seq) FROM change")
    missed = item_pb2.MeetingStanding(outcome=item_pb2.OUTCOME_KIND_NOT_ADDRESSED)
    item.MergeFrom(item_pb2.ItemSnapshot(version=2, standings=[missed]))
    feed.send("entente.meetings.item.v1", item, label("USA"))
    assert await told(feed, top, "GBR", "USA") == [[], ["forum"]]


async def test_an_item_referred_between_hidden_forums_is_no_news_of_the_item(feed: Feed) -> None:
    both, shared = label("GBR", "USA"), label("GBR", "USA", rel=["AUS"])
    first, second = (feed.forum(name, ["USA", "GBR"], both) for name in ("first", "second"))
    item = feed.item(first, shared)
    top = count(feed, "SELECT max(seq) FROM change")
    item.MergeFrom(item_pb2.ItemSnapshot(version=2, addressing_forum_id=second, blocked_nations=["GBR"]))
    feed.send("entente.meetings.item.v1", item, shared)
    assert await told(feed, top, "AUS", "GBR") == [[], ["forum", "forum"]]


async def test_a_stand_on_an_adjudication_is_told_to_those_alone_who_may_know_its_forum(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label("GBR", "USA"))
    shared = label("GBR", "USA", rel=["AUS"])
    ruled = {"id": str(uuid4()), "ref": "DEC-7Q4KXNB", "text": "So be it.", "forum_id": forum}
    for version in (1, 2):
        top = count(feed, "SELECT max(seq) FROM change")
        decision = decision_pb2.DecisionSnapshot(version=version, **ruled)
        feed.send("entente.meetings.decision.v1", decision, shared)
    assert await told(feed, top, "AUS", "GBR") == [[], ["forum"]]


async def test_a_stand_on_minutes_is_told_to_those_alone_who_may_know_the_forum(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label("GBR", "USA"))
    shared, both = label("GBR", "USA", rel=["AUS"]), ["USA", "GBR"]
    meeting, asked = feed.meeting(forum, both, shared, 3), meeting_pb2.Concurrence(nation="GBR")
    for version, change, expected in (
        (2, "silence", [[], ["forum"]]), (3, "agenda_changed", [["meeting"], ["meeting"]]),
    ):  # fmt: skip
        top = count(feed, "SELECT max(seq) FROM change")
        more = {"id": meeting, "version": version, "change": change, "concurrences": [asked]}
        feed.meeting(forum, both, shared, 3, **more)
        assert await told(feed, top, "AUS", "GBR") == expected


async def told(feed: Feed, after: int, *nations: str) -> list[list[str]]:
    """The types of change that a reader of each nation is told of after a position."""
    async with running(build, feed.settings) as app:
        seen = [
            await since(app.state.database, subject(nation).subject(), ACTOR, after) for nation in nations
        ]
    return [[row["type"] for row in rows] for _, rows in seen]


async def test_a_full_page_is_gone_on_from_its_last_change(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label("GBR", "USA"))
    with psycopg.connect(feed.settings.worker_dsn) as conn:
        conn.execute(
            "INSERT INTO change (type, object_id, label_id) SELECT 'forum', %s, label_id FROM forum_view,"
            " generate_series(1, %s)",
            [forum, MOST],
        )
    async with running(build, feed.settings) as app:
        database, british = app.state.database, subject("GBR").subject()
        at, rows = await since(database, british, ACTOR, 0)
        assert (len(rows), at) == (MOST, rows[-1]["seq"])
        assert len((await since(database, british, ACTOR, at))[1]) == 1


async def test_a_look_that_shows_nothing_leaves_no_audit_record_and_one_that_shows_does(feed: Feed) -> None:
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label("GBR", "USA"))
    async with running(build, feed.settings) as app:
        before = count(feed, AUDITED)
        await since(app.state.database, subject("AUS").subject(), ACTOR, 0)
        assert count(feed, AUDITED) == before
        await since(app.state.database, subject("GBR").subject(), ACTOR, 0)
    seen = f"{AUDITED} WHERE object_type = 'change' AND object_ids = ARRAY['{forum}']"
    assert (count(feed, AUDITED), count(feed, seen)) == (before + 1, 1)


def test_changes_are_kept_longer_than_a_position_and_then_forgotten(feed: Feed) -> None:
    assert FORGOTTEN > KEPT
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label("GBR", "USA"))
    feed.item(forum, label("GBR", "USA"))
    with psycopg.connect(feed.settings.worker_dsn, row_factory=dict_row) as conn:
        assert forget(conn) == 0
        conn.execute("UPDATE change SET at = at - %s WHERE type = 'forum'", [FORGOTTEN])
        assert forget(conn) == 1


@pytest.mark.parametrize(("later", "opened"), [(KEPT - timedelta(seconds=1), 7), (KEPT, None)])
def test_a_position_is_its_readers_own_and_good_for_a_week(later: timedelta, opened: int | None) -> None:
    now = [1_000_000.0]
    positions = Positions("secret", lambda: now[0])
    sealed = positions.seal(7, "us-1")
    assert sealed != positions.seal(7, "us-1")
    assert positions.open(sealed, "uk-1") is None and positions.open(sealed[:-4], "us-1") is None
    now[0] += later.total_seconds()
    assert positions.open(sealed, "us-1") == opened


async def test_a_revocation_that_came_by_event_is_known_to_the_service(feed: Feed) -> None:
    news = Revocations(None)
    handler = next(h for h in handlers(feed.settings, revocations=news) if "subject" in h.topic)
    person = directory_pb2.SubjectSnapshot(person_id="us-1")
    person.not_before.FromDatetime(datetime.now(UTC))
    handler.effect(None, None, person)
    assert news.refuses("us-1", 0.0)


async def test_a_stream_hears_what_another_process_committed(feed: Feed) -> None:
    """The feed commits beside the application, as a consumer in a process of its own does."""
    forum = feed.forum("us-uk-ast", ["USA", "GBR"], label("GBR", "USA"))
    async with running(build, feed.settings) as app:
        with app.state.bell.listen() as ear:
            while await ear.wait(1.0):
                """The first looks find what was there before."""
            await asyncio.to_thread(feed.item, forum, label("GBR", "USA"))
            assert await ear.wait(60.0), "it was not told"
        assert not app.state.bell.listened_to


async def test_an_activity_is_news_for_its_readers_and_who_loses_it_is_told_its_id_alone(feed: Feed) -> None:
    topic, ours, shown = "entente.registry.activity.v1", label("USA"), label("USA", rel=["GBR"])
    hidden = activity_pb2.ActivitySnapshot(id=str(uuid4()), title="Hidden", version=1)
    known = activity_pb2.ActivitySnapshot(id=str(uuid4()), title="Shown", version=1)
    feed.send(topic, hidden, ours)
    feed.send(topic, known, shown)
    gone = activity_pb2.ActivitySnapshot(id=known.id, deleted=True, change="withdrawn")
    feed.send(topic, gone, shown)
    feed.send(topic, known, ours)
    batch = activity_pb2.ActivityBatch(import_id=str(uuid4()), number=1)
    feed.send("entente.registry.batch.v1", batch, ours)
    feed.send("entente.registry.overlap.v1", overlap_pb2.OverlapSnapshot(id=str(uuid4())), ours)
    kinds_told = (record_pb2.RECORD_KIND_CAPACITY, record_pb2.RECORD_KIND_FEED)
    for kind in kinds_told:
        feed.send("entente.registry.record.v1", record_pb2.RecordSnapshot(id=str(uuid4()), kind=kind), ours)
    async with running(build, feed.settings) as app:

        async def told(nation: str) -> list[tuple[str, str]]:
            _, rows = await since(app.state.database, subject(nation).subject(), ACTOR, 0)
            return [(row["type"], str(row["object_id"])) for row in rows]

        assert await told("GBR") == [("activity", known.id), ("activity.withdrawn", known.id)]
        assert await told("AUS") == []
        kinds = [kind for kind, _ in await told("USA")]
    activities, others = ["activity", "activity", "activity.withdrawn", "activity"], ["import", "overlap"]
    assert kinds == [*activities, *others, "capacity", "feed"]
    assert count(feed, "SELECT count(*) FROM document") == 0


async def test_a_paragraph_is_news_for_who_reads_it_and_not_for_who_reads_the_title_alone(feed: Feed) -> None:
    ours, both = label("USA", rel=["GBR"]), label("USA", rel=["AUS", "GBR"])
    item, portion = str(uuid4()), str(uuid4())
    feed.send("entente.sharing.item.v1", sharing_pb2.ItemSnapshot(id=item, title="Rehearsals"), both)
    told = sharing_pb2.PortionSnapshot(id=portion, item_id=item, text="Of two.")
    feed.send("entente.sharing.portion.v1", told, ours)
    gone = sharing_pb2.PortionSnapshot(id=portion, item_id=item, deleted=True)
    feed.send("entente.sharing.portion.v1", gone, ours)
    async with running(build, feed.settings) as app:
        for nation, kinds in (
            ("GBR", ["shared_item", "portion", "portion.withdrawn"]),
            ("AUS", ["shared_item"]),
            ("CAN", []),
        ):
            _, rows = await since(app.state.database, subject(nation).subject(), ACTOR, 0)
            assert [row["type"] for row in rows] == kinds
