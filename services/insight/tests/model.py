"""A read model on a real bus: writers of random histories, consumers, and its rows for comparison."""

import random
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import orjson
import psycopg
from google.protobuf.message import Message
from psycopg.rows import dict_row

from deploy.dev.testing import DatabaseForTest
from proto.gen.entente.common.v1 import values_pb2
from proto.gen.entente.meetings.v1 import decision_pb2, forum_pb2, item_pb2, meeting_pb2
from services.common.events.bus import Bus
from services.common.events.envelope import Envelope
from services.common.events.heads import heads
from services.common.events.workers import Workers
from services.common.labels import Label
from services.common.testing import settings_for
from services.insight.rebuild.merge import MODEL
from services.insight.settings import InsightSettings
from services.insight.tests.conftest import NOW, label
from services.insight.workers import handlers
from tests.waiting import until

LABELS: Final = (label("USA"), label("GBR", "USA"), label("USA", rel=["AUS"]), label("USA", "AUS"))
TOPICS: Final = [f"entente.meetings.{kind}.v1" for kind in ("decision", "forum", "item", "meeting")]
ITEM_STATES: Final = (item_pb2.ITEM_STATE_OPEN, item_pb2.ITEM_STATE_ESCALATED, item_pb2.ITEM_STATE_CLOSED)
MEETING_STATES: Final = (meeting_pb2.MEETING_STATE_PLANNED, meeting_pb2.MEETING_STATE_CANCELLED)


def event(kind: str, message: Message, under: Label, **changes: Any) -> Envelope:
    """The event that the meetings service sends of a state."""
    topic = f"entente.meetings.{kind}.v1"
    values: dict[str, Any] = {
        "id": uuid4(), "type": f"entente.meetings.{kind}.changed.v1", "source": "meetings",
        "time": datetime.now(UTC), "key": str(getattr(message, "id", "")), "topic": topic,
        "value": message.SerializeToString(), "label_json": orjson.dumps(under.to_json()).decode(),
    }  # fmt: skip
    return Envelope(**(values | changes))


def sealed(under: Label) -> values_pb2.Label:
    return values_pb2.Label(json=orjson.dumps(under.to_json()).decode())


@dataclass
class Writer:
    """Writes random histories of records: versions (some twice), labels, substitutes, states."""

    seed: int
    forums: list[str] = field(default_factory=list)
    versions: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.forums = [str(UUID(int=self.random.getrandbits(128))) for _ in range(4)]

    def events(self, count: int) -> list[Envelope]:
        return [self.one() for _ in range(count)]

    def one(self) -> Envelope:
        kind = self.random.choice(["forum", "meeting", "item", "item", "item", "decision"])
        object_id = self.random.choice(self.forums) if kind == "forum" else self._known(kind)
        version = self.versions.get((kind, object_id), 0) + self.random.choice([0, 1, 1, 1]) or 1
        self.versions[kind, object_id] = version
        return event(kind, getattr(self, kind)(object_id, version), self.random.choice(LABELS))

    def _known(self, kind: str) -> str:
        known = [object_id for one, object_id in self.versions if one == kind]
        if known and self.random.random() < 0.7:
            return self.random.choice(known)
        return str(UUID(int=self.random.getrandbits(128)))

    def _words(self) -> str:
        return f"Words {self.random.randrange(6)}. More of them."

    def _day(self) -> str:
        return (NOW.date() + timedelta(days=self.random.randrange(-20, 40))).isoformat()

    def _hidden(self) -> dict[str, Any]:
        if self.random.random() < 0.5:
            return {}
        return {"substitute_text": self._words(), "substitute_label": sealed(self.random.choice(LABELS))}

    def forum(self, object_id: str, version: int) -> Message:
        name = self._words()
        return forum_pb2.ForumSnapshot(id=object_id, key="k", name=name, nations=["USA"], version=version)

    def meeting(self, object_id: str, version: int) -> Message:
        stands = [meeting_pb2.Concurrence(nation="GBR", stand=self.random.choice([1, 2]))]
        return meeting_pb2.MeetingSnapshot(
            id=object_id, version=version, ref="MTG-1", forum_id=self.forums[UUID(object_id).int % 4],
            title=self._words(), state=self.random.choice(MEETING_STATES), start=self._day(), end=self._day(),
            nations=["USA"], change=self.random.choice(["moved", "concurred"]), concurrences=stands,
        )  # fmt: skip

    def item(self, object_id: str, version: int) -> Message:
        due = values_pb2.ImpreciseDate(value=self._day(), precision=values_pb2.DATE_PRECISION_DAY)
        forums = (self.random.choice(self.forums), self.random.choice(["", *self.forums]))
        return item_pb2.ItemSnapshot(
            id=object_id, version=version, ref="TSK-1", title=self._words(), text=self._words(), due=due,
            issuing_forum_id=forums[0], addressing_forum_id=forums[1], lead="GBR", actor_nation="USA",
            kind=item_pb2.ITEM_KIND_TASKING, state=self.random.choice(ITEM_STATES),
            change=self.random.choice(["issued", "amended", "progress"]), **self._hidden(),
        )  # fmt: skip

    def decision(self, object_id: str, version: int) -> Message:
        return decision_pb2.DecisionSnapshot(
            id=object_id, version=version, ref="DEC-1", text=self._words(), forum_id=self.forums[0],
            **self._hidden(),
        )  # fmt: skip


@dataclass
class House:
    """Insight's database and a bus."""

    database: DatabaseForTest
    bus_database: DatabaseForTest
    bus: Bus

    @property
    def settings(self) -> InsightSettings:
        base = settings_for(self.database, bus="pglog", bus_dsn=self.bus_database.app_dsn)
        return InsightSettings(**base.model_dump())

    def publish(self, *events: Envelope) -> None:
        producer = self.bus.producer(None)
        producer.publish(events)
        producer.close()

    @contextmanager
    def consuming(self) -> Iterator[Workers]:
        """The consumers run, as in the service."""
        settings = self.settings.model_copy(update={"role": "consumers"})
        workers = Workers(settings, handlers(settings))
        workers.start()
        try:
            yield workers
        finally:
            workers.stop()

    def caught_up(self) -> bool:
        """Whether the consumers have committed everything that is on the bus."""
        wanted = heads(self.bus, TOPICS)
        stands = {topic: self.bus.committed("insight", topic) for topic in TOPICS}
        return all(stands[topic].get(part, 0) >= at for (topic, part), at in wanted.items())

    def consume_all(self) -> None:
        with self.consuming():
            until(self.caught_up, 60)

    def ask(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """Any query as the superuser."""
        with psycopg.connect(self.database.admin_dsn, row_factory=dict_row) as conn:
            cursor = conn.execute(query.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def model(self) -> dict[str, list[Mapping[str, Any]]]:
        """Every row of the model in use, labels by their words."""
        found = {}
        for table in MODEL:
            key = ", ".join(table.key)
            query = (
                f"SELECT t.*, s.body AS label FROM {table.name} t JOIN security_label s ON s.id = label_id"
            )
            rows = self.ask(f"{query} ORDER BY {key}")
            found[table.name] = [{k: v for k, v in row.items() if k != "label_id"} for row in rows]
        return found

    def compact(self) -> None:
        """Compact the log now, as it would be an hour later."""
        with psycopg.connect(self.bus_database.admin_dsn) as conn:
            conn.execute("UPDATE topic SET compact_after = '0' WHERE compact_after IS NOT NULL")
            conn.execute("SELECT pglog_prune()")


class Writing(threading.Thread):
    """A writer that goes on until it is told to end."""

    def __init__(self, house: House, writer: Writer) -> None:
        super().__init__(daemon=True)
        self._house, self._writer, self._end = house, writer, threading.Event()
        self.written = 0

    def run(self) -> None:
        while not self._end.wait(0.02):
            self._house.publish(self._writer.one())
            self.written += 1

    def __enter__(self) -> "Writing":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self.join()
