"""What the world learns of overlaps: each event under a label of who may know all of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from google.protobuf.timestamp_pb2 import Timestamp

from proto.gen.entente.registry.v1 import overlap_pb2
from services.common.both import label_of_both
from services.common.db import OutboxEvent, Unit
from services.common.labels import Label

TOPIC: Final = "entente.registry.overlap.v1"
TYPE: Final = "entente.registry.overlap.changed.v1"
TOLD: Final = 2
"""A possible overlap is told where so many of the four are definite; every one stands in the list."""

_SIDES = "SELECT id, ref, title, owner FROM activity WHERE id = ANY(%s)"
Row = Mapping[str, Any]


async def records_changed(unit: Unit, rows: list[Row]) -> None:
    """Tell of overlaps of records that were raised or have ended; as worker.

    Each event stands under the roll-up of both labels; where nobody may read both there is none. Who lost
    sight by a new label of a record is told that the overlap is gone.
    """
    told = [row for row in rows if row["kind"] == "definite" or row["weight"] >= TOLD]
    ids = sorted({row[side] for row in told for side in ("left_id", "right_id")})
    found = await (await unit.conn.execute(_SIDES, [ids])).fetchall() if ids else []
    sides = {row["id"]: row for row in found}
    labels: dict[tuple[int, int], Label | None] = {}
    for row in told:
        now = await _together(unit, labels, row["label_id"], row["other_label_id"])
        if row["old_label_id"] is not None:
            before = await _together(unit, labels, row["old_label_id"], row["old_other_label_id"])
            if before is not None and before != now:
                _emit(unit, _gone(row), before)
        if now is not None and {row["left_id"], row["right_id"]} <= sides.keys():
            _emit(unit, _of_records(row, sides), now)


async def _together(
    unit: Unit, known: dict[tuple[int, int], Label | None], one: int, other: int
) -> Label | None:
    """The roll-up of two labels, made once a batch; None where nobody may read both."""
    if (one, other) not in known:
        known[one, other] = await label_of_both(unit, one, other)
    return known[one, other]


def _gone(row: Row) -> overlap_pb2.OverlapSnapshot:
    return overlap_pb2.OverlapSnapshot(id=str(row["id"]), deleted=True, change="withdrawn")


def _of_records(row: Row, sides: Mapping[Any, Row]) -> overlap_pb2.OverlapSnapshot:
    return overlap_pb2.OverlapSnapshot(
        id=str(row["id"]), kind=overlap_pb2.OverlapKind.Value(f"OVERLAP_KIND_{row['kind'].upper()}"),
        basis=overlap_pb2.OverlapBasis.OVERLAP_BASIS_RECORDS, holds=row["holds"], country=row["country"],
        first=_iso(row["first"]), last=_iso(row["last"]), left=_side(sides[row["left_id"]]),
        right=_side(sides[row["right_id"]]), raised_at=_stamp(row["raised_at"]),
        change="raised" if row["holds"] else "ended",
    )  # fmt: skip


def _side(row: Row) -> overlap_pb2.OverlapSide:
    side = overlap_pb2.OverlapSide(id=str(row["id"]), ref=row["ref"] or "")
    side.title, side.owner = row["title"], row["owner"]
    return side


async def presence_changed(unit: Unit, row: Row, change: str) -> None:
    """Tell one nation what it is told by presence, under the label of its own row."""
    message = overlap_pb2.OverlapSnapshot(
        id=str(row["id"]), kind=overlap_pb2.OverlapKind.OVERLAP_KIND_POSSIBLE,
        basis=overlap_pb2.OverlapBasis.OVERLAP_BASIS_PRESENCE, holds=row["holds"], country=row["country"],
        nation=row["nation"], other=row["other"], month=row["month"], tool=row["tool"],
        raised_at=_stamp(row["raised_at"]), change=change, deleted=not row["shared"],
    )  # fmt: skip
    _emit(unit, message, await unit.label(row["label_id"]))


def _emit(unit: Unit, message: overlap_pb2.OverlapSnapshot, label: Label) -> None:
    unit.emit(OutboxEvent.of(TOPIC, TYPE, message.id, message, label))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _stamp(at: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp
