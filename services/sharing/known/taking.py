"""Takes activities and taskings over from events, each under the label that it came with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from proto.gen.entente.meetings.v1 import item_pb2
from proto.gen.entente.registry.v1 import activity_pb2
from services.common.events.words import word
from services.sharing.domain.topics import fold

Worker = Connection[Mapping[str, Any]]
_FORGET = "DELETE FROM known_activity WHERE id = %s AND label_id = %s AND told_at <= %s"
_ACTIVITY = """INSERT INTO known_activity AS k (id, label_id, ref, title, tool, status, lead, hosts, nations,
    units, capability_areas, unit_keys, area_keys, starts, ends, version, told_at)
    VALUES (%(id)s, %(label_id)s, %(ref)s, %(title)s, %(tool)s, %(status)s, %(lead)s, %(hosts)s, %(nations)s,
    %(units)s, %(areas)s, %(unit_keys)s, %(area_keys)s, %(starts)s, %(ends)s, %(version)s, %(told_at)s)
    ON CONFLICT (id) DO UPDATE SET label_id = excluded.label_id, ref = excluded.ref, title = excluded.title,
    tool = excluded.tool, status = excluded.status, lead = excluded.lead, hosts = excluded.hosts,
    nations = excluded.nations, units = excluded.units, capability_areas = excluded.capability_areas,
    unit_keys = excluded.unit_keys, area_keys = excluded.area_keys, starts = excluded.starts,
    ends = excluded.ends, version = excluded.version, told_at = excluded.told_at
    WHERE (k.version, k.told_at) <= (excluded.version, excluded.told_at)"""
_TASKING = """INSERT INTO known_tasking AS k (id, face, label_id, ref, title, version, told_at)
    VALUES (%(id)s, %(face)s, %(label_id)s, %(ref)s, %(title)s, %(version)s, %(told_at)s)
    ON CONFLICT (id, face) DO UPDATE SET label_id = excluded.label_id, ref = excluded.ref,
    title = excluded.title, version = excluded.version, told_at = excluded.told_at
    WHERE (k.version, k.told_at) <= (excluded.version, excluded.told_at)"""
_NO_SUBSTITUTE = """DELETE FROM known_tasking WHERE id = %s AND face = 'substitute'
    AND (version, told_at) <= (%s, %s)"""


def take_activity(conn: Worker, told: activity_pb2.ActivitySnapshot, label_id: int, at: datetime) -> None:
    """Takes over the whole state of an activity; one that is told as gone under the label that it bears is
    forgotten.
    """
    if told.deleted:
        conn.execute(_FORGET, (UUID(told.id), label_id, at))
        return
    units = [{"nation": part.nation, "unit": part.unit} for part in told.participants if part.unit]
    conn.execute(_ACTIVITY, {
        "id": UUID(told.id), "label_id": label_id, "ref": told.ref, "title": told.title, "tool": told.tool,
        "status": word(activity_pb2.ActivityStatus, told.status), "lead": told.lead,
        "hosts": list(told.hosts), "nations": list(told.nations), "units": Jsonb(units),
        "areas": list(told.capability_areas), "unit_keys": sorted({fold(one["unit"]) for one in units}),
        "area_keys": sorted({fold(one) for one in told.capability_areas}), "version": told.version,
        "starts": told.start.value or None, "ends": told.end.value or None, "told_at": at,
    })  # fmt: skip


def take_tasking(
    conn: Worker, told: item_pb2.ItemSnapshot, label_id: int, substitute_id: int | None, at: datetime
) -> None:
    """Takes over what a tasking is called, and what it is called for who reads its substitute alone."""
    row = {"id": UUID(told.id), "ref": told.ref, "version": told.version, "told_at": at}
    conn.execute(_TASKING, row | {"face": "issued", "title": told.title, "label_id": label_id})
    if substitute_id is None:
        conn.execute(_NO_SUBSTITUTE, (row["id"], told.version, at))
    else:
        conn.execute(_TASKING, row | {"face": "substitute", "title": told.ref, "label_id": substitute_id})
