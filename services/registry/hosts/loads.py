"""Load of a host, from what one reader may read, month by month; and what its capacities are."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.row_store import fetch
from services.common.spans import Month, Span, first_day, last_day, month_of, months_from
from services.common.writers import open_to
from services.registry.deconfliction.plans import unkept
from services.registry.domain.load import Capacity, MonthLoad, Stay, calendar, windows
from services.registry.hosts.marks import UNIT_SEEN, of_load
from services.registry.models import UnitRow

MONTHS = 18
# What can still come there: what overlaps are made from, each read under its own row too.
_STAYS = """SELECT a.id, a.lead, a.owner, a.people, a.unit_ids, f.plan
FROM overlap_fact f JOIN activity a ON a.id = f.activity_id
WHERE f.country = %(host)s AND f.last >= %(first)s AND f.first <= %(last)s"""
_PRESENCE = """SELECT DISTINCT month, other AS nation, tool FROM overlap
WHERE basis = 'presence' AND holds AND shared AND country = %(host)s AND nation = %(nation)s
    AND month >= %(from)s AND month <= %(to)s ORDER BY 1, 2, 3"""
CAPACITY_JSON = """jsonb_build_object('id', t.id, 'host', t.host, 'unit_id', t.unit_id,
    'unit', (SELECT u.name FROM unit u WHERE u.id = t.unit_id),
    'from', nullif(t.first_month, ''), 'to', nullif(t.last_month, ''), 'activities', t.activities,
    'people', t.people, 'note', t.note,
    'withdrawn', t.withdrawn, 'label_id', t.label_id)"""
_CAPACITIES = f"""SELECT {CAPACITY_JSON} AS body FROM capacity t
WHERE t.host = ANY(%s) AND NOT t.withdrawn AND {UNIT_SEEN} ORDER BY t.host, t.first_month, t.id"""
Body = Mapping[str, Any]


async def load(unit: Unit, host: str, first: Month, months: int, of_unit: UUID | None) -> dict[str, Any]:
    """The load calendar of a host, or of one of its units, with its free windows and capacities."""
    wanted = list(months_from(first, months))
    capacities = [one for one in await capacities_of(unit, [host]) if one["unit_id"] == _text(of_unit)]
    beside = await _presence(unit, host, wanted) if of_unit is None else {}
    hidden = of_unit is not None and await fetch(unit, UnitRow, of_unit) is None
    stays = [] if hidden else await stays_of(unit, host, wanted, of_unit)
    found = calendar(
        wanted, stays, [_capacity(one) for one in capacities], {m: len(there) for m, there in beside.items()}
    )
    return {
        "country": host, "unit": of_unit, "months": [_month(one, beside) for one in found],
        "windows": [{"from": a, "to": b, "months": n} for a, b, n in windows(found)],
        "capacities": [capacity_view(unit, one) for one in capacities],
        "label": await of_load(unit, host),
    }  # fmt: skip


def capacity_view(unit: Unit, body: Body) -> dict[str, Any]:
    """A capacity for this reader, with what they may do of it."""
    owns = labelling.owns(unit, unit.labels.get(body["label_id"])) and not unit.subject.oversees
    return labelling.labelled(unit, body) | {"may": open_to(unit, ["edit"] if owns else [])}


def _text(one: UUID | None) -> str | None:
    return None if one is None else str(one)


async def stays_of(unit: Unit, host: str, months: Sequence[Month], of_unit: UUID | None) -> list[Stay]:
    """What is there or may come in some months, of what the reader may read."""
    asked = {"host": host, "first": first_day(months[0]), "last": last_day(months[-1])}
    rows = await (await unit.conn.execute(_STAYS, asked)).fetchall()
    return [
        Stay(row["lead"] or row["owner"], unkept(row["plan"]).span, row["people"])
        for row in rows
        if of_unit is None or of_unit in row["unit_ids"]
    ]


async def _presence(unit: Unit, host: str, months: Sequence[Month]) -> dict[Month, list[dict[str, str]]]:
    """Who else is there by presence alone: what the reader's own nation was told."""
    asked = {"host": host, "nation": unit.subject.nation, "from": months[0], "to": months[-1]}
    rows = await (await unit.conn.execute(_PRESENCE, asked)).fetchall()
    found: dict[Month, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["month"], []).append({"nation": row["nation"], "tool": row["tool"]})
    return found


async def capacities_of(unit: Unit, hosts: Sequence[str]) -> list[dict[str, Any]]:
    """The capacities of hosts that the reader may read."""
    rows = await (await unit.conn.execute(_CAPACITIES.encode(), [list(hosts)])).fetchall()
    return [row["body"] for row in rows]


async def capacity_in(unit: Unit, host: str) -> list[Capacity]:
    """The capacities of a country as a whole."""
    bodies = await capacities_of(unit, [host])
    return [_capacity(body) for body in bodies if body["unit_id"] is None]


def _capacity(body: Body) -> Capacity:
    return Capacity(body["activities"], body["people"], body["from"], body["to"])


def _month(one: MonthLoad, beside: Mapping[Month, list[dict[str, str]]]) -> dict[str, Any]:
    capacity = one.capacity
    return {
        "month": one.month, "activities": one.activities, "possible": one.possible, "people": one.people,
        "people_unknown": one.people_unknown, "by_nation": dict(one.by_nation),
        "presence": beside.get(one.month, []), "state": one.room.value,
        "capacity": capacity and {"activities": capacity.activities, "people": capacity.people},
    }  # fmt: skip


async def load_beside(unit: Unit, hosts: Sequence[str], span: Span) -> list[dict[str, Any]]:
    """The months of hosts that an activity would fall in, with their load without it; a year at most."""
    today = month_of(unit.now.date())
    start = max(today, month_of(span.start_first))
    found = []
    for host in hosts[:5]:
        months = span.months(start, 12)
        if not months:
            continue
        stays, capacities = await stays_of(unit, host, months, None), await capacity_in(unit, host)
        for one in calendar(months, stays, capacities):
            most = one.capacity.activities if one.capacity else None
            found.append({"country": host, "month": one.month, "activities": one.activities,
                          "capacity": most, "state": one.room.value})  # fmt: skip
    return found
