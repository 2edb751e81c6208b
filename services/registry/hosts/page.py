"""The country page: everything about one host that a reader may read, and what a planner can act on."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from services.common.db import Unit
from services.common.labels.nation_names import NATION_NAMES
from services.common.listing import ListSpec, list_page
from services.common.spans import month_of
from services.registry.deconfliction import listing
from services.registry.deconfliction.names import name_json, named
from services.registry.demand import demands
from services.registry.hosts import leads, marks, objectives
from services.registry.hosts.facts import caveats
from services.registry.hosts.loads import MONTHS, capacities_of, capacity_view, load
from services.registry.hosts.says import sentences

MOST = 20
_THERE = f"""SELECT coalesce(nullif(a.lead, ''), a.owner) AS nation, {name_json("a")} AS body,
    a.status = 'underway' OR (f.first <= %(today)s AND a.status <> 'proposed') AS now
FROM overlap_fact f JOIN activity a ON a.id = f.activity_id
WHERE f.country = %(host)s AND f.last >= %(today)s ORDER BY a.starts_on, a.id LIMIT 500"""
Body = Mapping[str, Any]


def name_of(host: str) -> str:
    """The name of a host, its code where no name is known."""
    name = NATION_NAMES.get(host, host)
    return name[:1].upper() + name[1:]


async def page(unit: Unit, host: str) -> dict[str, Any]:
    """The page of a host; one in which nothing is says so."""
    past = await leads.past(unit, host)
    there = await _nations(unit, host, past)
    found = await listing.pressing(unit, listing.Chosen(host=host, mine=False), MOST)
    wanted = await of_host(unit, "objective", objectives.OBJECTIVE_JSON, host, objectives.STANDS)
    goals = await objectives.finish(unit, wanted)
    asked = await demands.finish(unit, await of_host(unit, "demand", demands.DEMAND_JSON, host))
    gaps = list(dict.fromkeys(goal["capability"] for goal in goals if goal["served"] != "yes"))
    view: dict[str, Any] = {
        "country": host, "name": name_of(host), "nations": there,
        "load": await load(unit, host, month_of(unit.now.date()), MONTHS, None),
        "overlaps": [orjson.Fragment(one) for one in found], "objectives": goals, "demands": asked,
        "capacities": [capacity_view(unit, one) for one in await capacities_of(unit, [host])],
        "caveats": binding(unit, host, [goal["capability"] for goal in goals]),
        "suggestions": [leads.suggestion(unit, host, gap, past) for gap in gaps[:10]],
    }  # fmt: skip
    view["label"] = await marks.of_page(unit, host)
    return view | {"says": sentences(view, [orjson.loads(one) for one in found])}


async def of_host(
    unit: Unit, table: str, json_sql: str, host: str, *where: tuple[str, list[Any]]
) -> list[Body]:
    """Records of a host that the reader may read, those made last first, 100 at most."""
    spec = ListSpec(table, json_sql, ("created_at", "desc"), [("t.host = %s", [host]), *where], label=False)
    found = await list_page(unit, spec, None, 100)
    return [orjson.loads(item) for item in found.items]


async def _nations(unit: Unit, host: str, past: Sequence[leads.Counted]) -> list[dict[str, Any]]:
    asked = {"host": host, "today": unit.now.date()}
    rows = await (await unit.conn.execute(_THERE.encode(), asked)).fetchall()
    unit.shown("activity", [row["body"]["id"] for row in rows])
    done: dict[str, int] = {}
    for one in past:
        done[one.nation] = done.get(one.nation, 0) + one.done
    found: dict[str, dict[str, Any]] = {}
    for nation in dict.fromkeys([*(row["nation"] for row in rows), *done]):
        found[nation] = {"nation": nation, "underway": [], "coming": [], "past": done.get(nation, 0)}
    for row in rows:
        found[row["nation"]]["underway" if row["now"] else "coming"].append(named(unit, row["body"]))
    seen = [one for one in found.values() if one["underway"] or one["coming"] or one["past"]]
    return sorted(seen, key=lambda one: (-len(one["underway"]) - len(one["coming"]), one["nation"]))


def binding(unit: Unit, host: str, capabilities: Sequence[str]) -> list[dict[str, Any]]:
    """The published caveats that are (``yes``), or may be, about a host."""
    found = []
    for one in caveats():
        bound = {one.binds(host, capability, unit.now.year) for capability in (*capabilities, "")} - {""}
        if bound:
            found.append({
                "nation": one.nation, "rule": one.rule, "effect": one.effect, "scope": one.scope,
                "kind": one.kind, "binds": "yes" if "yes" in bound or one.hosts else "perhaps",
                "origin": one.origin,
            })  # fmt: skip
    return sorted(found, key=lambda one: (one["binds"] != "yes", one["nation"]))
