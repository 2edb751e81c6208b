"""A dead letter replayed late puts no older state over a newer one, whatever its kind."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from google.protobuf.message import Message
from psycopg.rows import dict_row

from proto.gen.entente.meetings.v1 import decision_pb2, forum_pb2, item_pb2, meeting_pb2
from proto.gen.entente.platform.v1 import heartbeat_pb2
from services.insight.tests.conftest import Feed, label

KINDS: dict[str, type[Message]] = {
    "forum": forum_pb2.ForumSnapshot,
    "meeting": meeting_pb2.MeetingSnapshot,
    "item": item_pb2.ItemSnapshot,
    "decision": decision_pb2.DecisionSnapshot,
}
NAMED = {"forum": "name", "meeting": "title", "item": "title", "decision": "text"}


def state(kind: str, object_id: str, words: str, version: int) -> Message:
    """A whole state of a record that says ``words``."""
    values: dict[str, Any] = {"id": object_id, "version": version, NAMED[kind]: words}
    if kind == "item":
        values |= {"issuing_forum_id": str(uuid4()), "kind": item_pb2.ITEM_KIND_TASKING}
    if kind == "meeting":
        values |= {"forum_id": str(uuid4())}
    return KINDS[kind](**values)


def words_of(feed: Feed, kind: str, object_id: str) -> str:
    with psycopg.connect(feed.settings.worker_dsn, row_factory=dict_row) as conn:
        row = conn.execute(
            f"SELECT {NAMED[kind]} AS words FROM {kind}_view WHERE id = %s".encode(), [object_id]
        ).fetchone()
    assert row is not None
    return str(row["words"])


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("older_version", [1, 2], ids=["an older version", "the same version"])
def test_an_older_state_never_replaces_a_newer(feed: Feed, kind: str, older_version: int) -> None:
    object_id, now, topic = str(uuid4()), datetime.now(UTC), f"entente.meetings.{kind}.v1"
    feed.send(topic, state(kind, object_id, "newer", 2), label("USA"), at=now)
    older = state(kind, object_id, "older", older_version)
    feed.send(topic, older, label("USA", "GBR"), at=now - timedelta(seconds=1))
    assert words_of(feed, kind, object_id) == "newer"
    feed.send(topic, state(kind, object_id, "newest", 2), label("USA"), at=now + timedelta(seconds=1))
    assert words_of(feed, kind, object_id) == "newest"


def test_an_old_sign_of_life_makes_no_silent_source_speak(feed: Feed) -> None:
    with psycopg.connect(feed.settings.worker_dsn, row_factory=dict_row) as conn:
        conn.execute("UPDATE source_beat SET at = at - interval '1 hour'")
        before = conn.execute("SELECT at FROM source_beat").fetchone()
    old = datetime.now(UTC) - timedelta(minutes=10)
    beat = heartbeat_pb2.Heartbeat(source="meetings")
    feed.send("entente.platform.heartbeat.v1", beat, None, at=old)
    with psycopg.connect(feed.settings.worker_dsn, row_factory=dict_row) as conn:
        assert conn.execute("SELECT at FROM source_beat").fetchone() == before
        feed.beat()
        assert conn.execute("SELECT at FROM source_beat").fetchone() != before
