"""All hosts at a glance: where something is under way, coming or wanted, of what a reader may read."""

from collections.abc import Mapping
from typing import Any

from services.common.db import Unit
from services.common.spans import month_of, months_from
from services.registry.deconfliction import listing
from services.registry.domain.load import Capacity, Room, Stay, calendar
from services.registry.hosts import objectives
from services.registry.hosts.loads import capacity_in, stays_of
from services.registry.hosts.page import name_of

MOST = 250
_THERE = """SELECT f.country, count(*) FILTER (WHERE f.underway)::int AS underway,
    count(*) FILTER (WHERE NOT f.underway)::int AS coming,
    array_agg(DISTINCT coalesce(nullif(a.lead, ''), a.owner)) AS nations
FROM (SELECT *, status = 'underway' OR (first <= %(today)s AND status <> 'proposed') AS underway
    FROM overlap_fact WHERE last >= %(today)s) AS f
JOIN activity a ON a.id = f.activity_id GROUP BY 1"""
_OVERLAPS = "SELECT t.country, t.kind, count(*)::int AS n FROM overlap t WHERE {where} GROUP BY 1, 2"
_GOALS = f"SELECT {objectives.OBJECTIVE_JSON} AS body FROM objective t WHERE NOT t.withdrawn LIMIT 500"
_DEMANDS = "SELECT DISTINCT host FROM demand"
_LIMITED = "SELECT DISTINCT host FROM capacity WHERE unit_id IS NULL AND NOT withdrawn"


async def hosts(unit: Unit) -> list[dict[str, Any]]:
    """A line a host, the busiest first."""
    there = {row["country"]: row for row in await _rows(unit, _THERE, {"today": unit.now.date()})}
    overlaps = await _overlaps(unit)
    goals = await objectives.finish(unit, [row["body"] for row in await _rows(unit, _GOALS, {})])
    gaps: dict[str, int] = {}
    for goal in goals:
        gaps[goal["host"]] = gaps.get(goal["host"], 0) + (goal["served"] == "no")
    asked = {row["host"] for row in await _rows(unit, _DEMANDS, {})}
    over = await _over(unit)
    known = {*there, *overlaps, *gaps, *asked, *over}
    lines = [_line(host, there.get(host), overlaps.get(host, {}), gaps.get(host, 0), over.get(host, []))
             for host in known if host]  # fmt: skip
    return sorted(lines, key=lambda one: (-one["underway"] - one["coming"], one["country"]))[:MOST]


async def _rows(unit: Unit, query: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    return await (await unit.conn.execute(query.encode(), dict(params))).fetchall()


async def _overlaps(unit: Unit) -> dict[str, dict[str, int]]:
    where = listing.Chosen(mine=False).where(unit.subject.nation, unit.now.date())
    query = _OVERLAPS.format(where=" AND ".join(f"({text})" for text, _ in where))
    params = [value for _, values in where for value in values]
    found: dict[str, dict[str, int]] = {}
    for row in await (await unit.conn.execute(query.encode(), params)).fetchall():
        found.setdefault(row["country"], {})[row["kind"]] = row["n"]
    return found


async def _over(unit: Unit) -> dict[str, list[str]]:
    """The months of the next year in which a host is over its capacity."""
    months = list(months_from(month_of(unit.now.date()), 12))
    found: dict[str, list[str]] = {}
    for row in await _rows(unit, _LIMITED, {}):
        host = row["host"]
        stays: list[Stay] = await stays_of(unit, host, months, None)
        capacities: list[Capacity] = await capacity_in(unit, host)
        over = [one.month for one in calendar(months, stays, capacities) if one.room is Room.OVER]
        if over:
            found[host] = over
    return found


def _line(
    host: str, there: Mapping[str, Any] | None, overlaps: Mapping[str, int], gaps: int, over: list[str]
) -> dict[str, Any]:
    known = there or {"underway": 0, "coming": 0, "nations": []}
    return {
        "country": host, "name": name_of(host), "underway": known["underway"], "coming": known["coming"],
        "nations": sorted(known["nations"]), "gaps": gaps, "over": over,
        "overlaps": {kind: overlaps.get(kind, 0) for kind in ("definite", "possible")},
    }  # fmt: skip
