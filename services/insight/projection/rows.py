"""Writing of read-model rows by the worker: upserts, what is older, and the stream of changes."""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp
from psycopg import Connection, sql

Row = Mapping[str, Any]
Worker = Connection[Mapping[str, Any]]

NEWS = ("changed_at", "change", "actor_nation")
"""What is told of the latest change of a record."""
ORDER = ("version", "told_at")
"""What says which of two states is the newer: the record's version, then the time of the event."""


def put(conn: Worker, table: str, key: tuple[str, ...], row: Row) -> None:
    """Insert or replace one row."""
    rest = [name for name in row if name not in key]
    conn.execute(
        sql.SQL(
            "INSERT INTO {t} ({names}) VALUES ({values}) ON CONFLICT ({key}) DO UPDATE SET {sets}"
        ).format(
            t=sql.Identifier(table),
            names=sql.SQL(", ").join(map(sql.Identifier, row)),
            values=sql.SQL(", ").join(map(sql.Placeholder, row)),
            key=sql.SQL(", ").join(map(sql.Identifier, key)),
            sets=sql.SQL(", ").join(
                sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in rest
            ),
        ),
        dict(row),
    )


def take_turn(conn: Worker) -> None:
    """Of all that apply events one goes on at a time, from here to its commit: what one works out from other
    records (the venue of an item) misses nothing that another has in hand, and changes become visible in
    their order. A model that is built beside has a turn of its own.
    """
    conn.execute("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.change'))")


def is_older(conn: Worker, table: str, object_id: UUID, version: int, at: datetime) -> bool:
    """Whether a later state of the record is known already: then nothing of this one is taken over.

    Two states of one version differ where other records did; the later event has the newer.
    """
    query = "SELECT 1 FROM {} WHERE id = %s AND (version, told_at) > (%s, %s) LIMIT 1"
    found = conn.execute(sql.SQL(query).format(sql.Identifier(table)), (object_id, version, at)).fetchone()
    return found is not None


def drop_face(conn: Worker, tables: Iterable[str], object_id: UUID, face: str) -> None:
    """Take away one face of a record (its substitute was withdrawn)."""
    for table in tables:
        conn.execute(
            sql.SQL("DELETE FROM {} WHERE id = %s AND face = %s").format(sql.Identifier(table)),
            (object_id, face),
        )


def labels_of(conn: Worker, table: str, object_id: UUID) -> set[int]:
    """The labels under which a record is shown now, before the event is applied."""
    found = conn.execute(
        sql.SQL("SELECT label_id FROM {} WHERE id = %s").format(sql.Identifier(table)), (object_id,)
    ).fetchall()
    return {row["label_id"] for row in found}


def one(conn: Worker, table: str, object_id: UUID) -> Row | None:
    """A record that has one face, as it is shown now."""
    query = sql.SQL("SELECT * FROM {} WHERE id = %s").format(sql.Identifier(table))
    return conn.execute(query, (object_id,)).fetchone()


def faces(conn: Worker, table: str, object_id: UUID) -> dict[str, Row]:
    """The faces of a record as they are shown now, by name (``issued``, ``substitute``)."""
    query = sql.SQL("SELECT * FROM {} WHERE id = %s").format(sql.Identifier(table))
    return {row["face"]: row for row in conn.execute(query, (object_id,)).fetchall()}


def news(old: Mapping[str, Row], now: Sequence[Row], unseen: Iterable[str] = ()) -> set[int]:
    """The labels under which an event is news: who reads the record is told what they see change of it, in
    its own words or in others; who reads its substitute alone is told what that shows, and not that there
    was more. ``now``: its faces as they are to be, its own first; ``unseen``: columns that are nobody's news.
    """
    passed_over = {*NEWS, *ORDER, *unseen}
    labels = {row["label_id"] for row in now if differs(old.get(row["face"]), row, passed_over)}
    if labels or old.keys() != {row["face"] for row in now}:
        labels.add(now[0]["label_id"])
    return labels


def differs(old: Row | None, row: Row, passed_over: Set[str]) -> bool:
    """Whether a row is to be another than it is, in columns that are not passed over."""
    return old is None or any(old[name] != row[name] for name in row.keys() - passed_over)


def tell(conn: Worker, kind: str, object_id: UUID, before: set[int], after: set[int]) -> None:
    """Write the change for each label it is now under, and a withdrawal for each that it has lost.

    A reader of the lost label alone is told to forget the record; the stream's row-level security decides.
    Under the label of an item or decision a forum is told to those who may know both (`live.repository`).
    """
    take_turn(conn)
    for label_id in after:
        conn.execute(
            "INSERT INTO change (type, object_id, label_id) VALUES (%s, %s, %s)", (kind, object_id, label_id)
        )
    for label_id in before - after:
        conn.execute(
            "INSERT INTO change (type, object_id, label_id) VALUES (%s, %s, %s)",
            (f"{kind}.withdrawn", object_id, label_id),
        )


def moment(stamp: Timestamp) -> datetime | None:
    """The time of a protobuf timestamp in UTC; None where it was not set."""
    return stamp.ToDatetime(tzinfo=UTC) if stamp.ByteSize() else None


def day(text: str) -> date | None:
    """The day of an ISO 8601 text; None for an empty one."""
    return date.fromisoformat(text) if text else None


def ident(text: str) -> UUID | None:
    """The id in a text; None for an empty one."""
    return UUID(text) if text else None
