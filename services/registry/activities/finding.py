"""Where a selection is looked for, so that no list reads all records; told by what the reader may read.

Who may read few goes through these, label by label. Who may read many finds the combinations that a filter
means among the counters (`figures`): few records of them are gathered by the index of their combination,
many are met soon enough by walking the order asked for, along an index that knows each record's combination.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from services.common.db import Unit
from services.common.list_shape import sees_few
from services.common.listing import Direction, ListSpec
from services.registry.activities import repository
from services.registry.activities.selection import FOUND, Condition, Selection
from services.registry.duplicates.standing import stands

GATHERED: Final = 20_000
"""Records up to which all that a filter means are gathered and sorted."""
_KEYS: Final = """SELECT coalesce(sum(n), 0)::bigint AS n, coalesce(array_agg(figure), '{{}}') AS figures
FROM (SELECT figure, sum(n) AS n FROM ({counters}) AS counted GROUP BY figure HAVING sum(n) > 0) AS t"""
_KEEP: Final = " OFFSET 0"
"""Keeps what is gathered from being walked in the order of the whole instead."""
Source = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Combinations:
    """The combinations that a filter means, and how many records of them the reader may read."""

    figures: list[int]
    records: int


def joined(conditions: list[Condition]) -> Source:
    """Conditions as the text after WHERE, with their parameters."""
    text = " AND ".join(f"({condition})" for condition, _ in conditions) or "true"
    return text, [value for _, values in conditions for value in values]


async def combinations(unit: Unit, chosen: Selection) -> Combinations | None:
    """What the counters say of a filter; None where it asks for nothing that they know."""
    conditions = chosen.of_figures()
    if not conditions:
        return None
    where, params = joined(conditions)
    counters = " UNION ALL ".join(
        f"SELECT t.figure, t.n FROM {table} t WHERE {where}"
        for table in ("activity_figure", "activity_figure_delta")
    )
    query = _KEYS.format(counters=counters)
    row: Any = await (await unit.conn.execute(query.encode(), [*params, *params])).fetchone()
    return Combinations(row["figures"], row["n"])


async def read_through(unit: Unit, chosen: Selection) -> bool:
    """Whether the reader may read so few activities that all of these are gone through, label by label.
    Words have their own index, which tells of those alone anyway.
    """
    return not chosen.q and await sees_few(unit, "activity", "starts_on")


async def chosen_rows(unit: Unit, chosen: Selection, columns: str) -> Source:
    """A query of some columns of the chosen records ``t``, for a reader of many. Of what stands in the index
    of the first days, which a search for words gives by itself, no record is read.
    """
    meant = await combinations(unit, chosen)
    conditions = chosen.beside_figures()
    if meant is not None:
        conditions.insert(0, ("t.figure = ANY(%s)", [meant.figures]))
    table, given = "activity t", []
    if chosen.q and chosen.series is None:
        table, given = "activities_found(%s) t", [chosen.q]
    elif chosen.q:
        conditions.insert(0, (FOUND, [chosen.q]))
    where, params = joined(conditions)
    keep = _KEEP if chosen.q or (meant is not None and meant.records <= GATHERED) else ""
    return f"SELECT {columns} FROM {table} WHERE {where}{keep}", [*given, *params]


_BY: Final = {
    "starts_on": "t.id, t.starts_on", "title": "t.id, t.title",
    "people_or_none": "t.id, coalesce(t.people, -1) AS people_or_none",
    "cost_or_none": "t.id, coalesce(t.cost, -1) AS cost_or_none",
}  # fmt: skip


async def listed_by(unit: Unit, chosen: Selection, merged: bool, sort: str, order: Direction) -> ListSpec:
    """The list of a selection, sorted by a column; ``merged``: one line for each event."""
    stand = [stands(unit)] if merged else []
    spec = ListSpec("activity", repository.LINE_JSON, (sort, order), stand, label=False)
    asked = f"{chosen} {merged}"
    if await read_through(unit, chosen):
        return replace(spec, where=[*chosen.of_records(), *stand], asked=asked)
    query, params = await chosen_rows(unit, chosen, _BY[sort])
    return replace(spec, among=(f"({query})", params), asked=asked)
