"""A read model fed by its real handlers with events as the meetings service sends them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
import psycopg
import pytest
from google.protobuf.message import Message
from psycopg.rows import dict_row

from proto.gen.entente.common.v1 import values_pb2
from proto.gen.entente.meetings.v1 import forum_pb2, item_pb2, meeting_pb2
from services.common.events.envelope import Envelope
from services.common.labels import Label, default_groups, default_policy
from services.common.testing import settings_for
from services.insight.settings import InsightSettings
from services.insight.workers import handlers

NOW = datetime.now(UTC)


def label(*owners: str, rel: Iterable[str] = (), level: int = 1) -> Label:
    """A label of the demonstration policy, made now."""
    made = Label(default_policy().identifier, level, tuple(sorted(owners)), tuple(rel))
    return default_groups().seal(made, NOW)


@dataclass
class Feed:
    """Delivers messages to insight's own handlers in one transaction each, as the consumer does."""

    settings: InsightSettings
    effects: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.effects = {handler.topic: handler.effect for handler in handlers(self.settings)}

    def send(self, topic: str, message: Message, under: Label | None, at: datetime | None = None) -> None:
        """Deliver a message as if it had been recorded at a time (now, unless said otherwise)."""
        label_json = orjson.dumps(under.to_json()).decode() if under else None
        envelope = Envelope(
            uuid4(), f"{topic}.changed", "meetings", at or datetime.now(UTC), str(getattr(message, "id", "")),
            topic, message.SerializeToString(), label_json=label_json,
        )  # fmt: skip
        with psycopg.connect(self.settings.worker_dsn, row_factory=dict_row) as conn:
            self.effects[topic](conn, envelope, message)

    def beat(self, source: str = "meetings") -> None:
        from proto.gen.entente.platform.v1 import heartbeat_pb2

        self.send("entente.platform.heartbeat.v1", heartbeat_pb2.Heartbeat(source=source), None)

    def forum(self, name: str, nations: list[str], under: Label) -> str:
        forum = forum_pb2.ForumSnapshot(id=str(uuid4()), key=name, name=name, nations=nations, version=1)
        self.send("entente.meetings.forum.v1", forum, under)
        return forum.id

    def meeting(self, forum_id: str, nations: list[str], under: Label, days: int, **values: Any) -> str:
        day = (NOW.date() + timedelta(days=days)).isoformat()
        given = {
            "id": str(uuid4()), "state": meeting_pb2.MEETING_STATE_PLANNED, "version": 1,
            "title": "Staff talks",
        } | values  # fmt: skip
        meeting = meeting_pb2.MeetingSnapshot(
            ref="MTG-1", forum_id=forum_id, forum_name="talks", nations=nations,
            start=day, end=day, precision=values_pb2.DATE_PRECISION_DAY, **given,
        )  # fmt: skip
        self.send("entente.meetings.meeting.v1", meeting, under)
        return meeting.id

    def item(self, forum_id: str, under: Label, **values: Any) -> item_pb2.ItemSnapshot:
        due = (NOW.date() + timedelta(days=values.pop("due_in", 30))).isoformat()
        given = {
            "id": str(uuid4()), "ref": "TSK-7Q4KXNB", "title": "Link guidance to the talks",
            "text": "Deliver a common picture of counterdrone training.", "lead": "GBR", "version": 1,
            "state": item_pb2.ITEM_STATE_OPEN, "standing": item_pb2.STANDING_AGREED, "change": "issued",
            "actor_nation": "USA", "kind": item_pb2.ITEM_KIND_TASKING, "issuing_nations": ["USA", "GBR"],
            "member_nations": ["USA", "GBR"], "issuing_forum_name": "roundtable",
            "addressing_forum_name": "talks",
        } | values  # fmt: skip
        item = item_pb2.ItemSnapshot(
            issuing_forum_id=forum_id, addressing_forum_id=forum_id,
            due=values_pb2.ImpreciseDate(value=due, precision=values_pb2.DATE_PRECISION_DAY), **given,
        )  # fmt: skip
        item.issued_at.FromDatetime(NOW - timedelta(days=40))
        self.send("entente.meetings.item.v1", item, under)
        return item


@pytest.fixture
def feed(fresh_database) -> Feed:
    base = settings_for(fresh_database("insight"))
    feed = Feed(InsightSettings(**base.model_dump()))
    feed.beat()
    feed.beat("sharing")
    return feed
