"""Who might lead: past and present activities that the reader may read, and the published facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.common.db import Unit
from services.common.labels.nation_names import NATION_NAMES
from services.registry.domain.lead import Candidate, Past, suggest
from services.registry.domain.terms import words
from services.registry.hosts.facts import facts

MOST = 6
UNKNOWN = (
    "What nations have done that you may not read.",
    "Caveats other than the published ones named here, and changes since.",
    "Whether any of them has been asked.",
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a nation led something of some capabilities with a host: in all, over, and going on."""

    nation: str
    areas: tuple[str, ...]
    number: int
    done: int
    live: int


# From the counters, which hold what the reader may read by label: no record is read for it.
_COUNTERS = " UNION ALL ".join(
    f"SELECT lead, nations, capability_areas, n, status, hosts FROM {table}"
    for table in ("activity_figure", "activity_figure_delta")
)
_PAST = f"""SELECT nation, areas, sum(n)::bigint AS n,
    coalesce(sum(n) FILTER (WHERE done), 0)::bigint AS done,
    coalesce(sum(n) FILTER (WHERE live), 0)::bigint AS live FROM (
    SELECT coalesce(nullif(lead, ''), nations[1]) AS nation, capability_areas AS areas, n,
        status = 'completed' AS done, status IN ('planned', 'confirmed', 'underway') AS live
    FROM ({_COUNTERS}) AS figures
    WHERE hosts @> ARRAY[%(host)s] AND status <> 'cancelled') AS counted
WHERE nation IS NOT NULL GROUP BY 1, 2 HAVING sum(n) > 0"""


async def past(unit: Unit, host: str) -> list[Counted]:
    """What nations did and do with a host, of what the reader may read."""
    rows = await (await unit.conn.execute(_PAST.encode(), {"host": host})).fetchall()
    return [Counted(row["nation"], tuple(row["areas"]), row["n"], row["done"], row["live"]) for row in rows]


def suggestion(unit: Unit, host: str, capability: str, counted: Sequence[Counted]) -> dict[str, Any]:
    """Those who might lead a capability for a host, with reasons and what is not known."""
    known = _past(counted, capability)
    about = facts(host, [one.nation for one in known])
    found = suggest(host, capability, known, about, unit.now.year, NATION_NAMES)
    told = [_candidate(one, rank) for rank, one in enumerate(found[:MOST], 1)]
    return {"capability": capability, "candidates": told, "unknown": list(UNKNOWN)}


def _past(counted: Sequence[Counted], capability: str) -> list[Past]:
    asked = words(capability)
    found: dict[str, list[int]] = {}
    for one in counted:
        numbers = found.setdefault(one.nation, [0, 0, 0])
        numbers[0] += one.number
        if any(asked <= words(area) or words(area) <= asked for area in one.areas):
            numbers[1] += one.number
        numbers[2] += one.live
    return [Past(nation, *numbers) for nation, numbers in found.items()]


def _candidate(one: Candidate, rank: int) -> dict[str, Any]:
    return {
        "nation": one.nation, "rank": rank, "held_back": one.held_back, "unknown": list(one.unknown),
        "reasons": [
            {"kind": reason.kind, "says": reason.says, "for": reason.speaks_for, "origin": reason.origin}
            for reason in one.reasons
        ],
    }  # fmt: skip
