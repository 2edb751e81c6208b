"""Where a figure is read from: the counters where they know all that is asked for, else the records.

Both are under the reader's own row-level security, so that a figure counts what its reader may read and
nothing else. Records are counted by their combination, which the counters then tell in words: no more of a
record is read than stands in an index. What stands for the same event is counted once for whoever may read
the record that it stands in (DOMAIN, A10: duplicates removed).
"""

from typing import Any, Final

from services.common.db import Unit
from services.registry.activities.finding import Source, chosen_rows, joined, read_through
from services.registry.activities.selection import ODD, Condition, Selection
from services.registry.duplicates.standing import behind, stands
from services.registry.figures.counters import TOLD_APART

_COUNTED: Final = "t.id, t.label_id, t.figure, t.people, t.cost"
_SAID: Final = ", ".join(TOLD_APART)
_ASIDE: Final = ("source", "import_id", "flagged")
_SHOWN: Final = ", ".join(f"t.{name}" for name in TOLD_APART if name not in _ASIDE)
_LESS: Final = "-1::bigint AS n, -coalesce(t.people, 0)::bigint AS people, -coalesce(t.cost, 0) AS cost"
# Each combination once, in the words of the counters: those of deltas only where nothing is folded yet.
_COMBINATIONS: Final = f"""(SELECT label_id, figure, {_SAID} FROM activity_figure
    UNION ALL SELECT DISTINCT ON (d.label_id, d.figure) d.label_id, d.figure,
        {", ".join(f"d.{name}" for name in TOLD_APART)} FROM activity_figure_delta d
    WHERE NOT EXISTS (SELECT FROM activity_figure f WHERE (f.label_id, f.figure) = (d.label_id, d.figure)))"""


async def rows_of(chosen: Selection, unit: Unit) -> Source:
    """A query of rows with what tells them apart, how many, how many people and what it cost."""
    if not chosen.counted:
        return await _rows_of_records(chosen, unit)
    where, params = joined(chosen.of_figures())
    parts = [
        f"SELECT t.label_id, {_SHOWN}, t.n, t.people, t.cost FROM {table} t WHERE {where}"
        for table in ("activity_figure", "activity_figure_delta")
    ]
    less, doubled = joined([behind(unit), *chosen.of_figures(ODD)])
    parts.append(f"SELECT t.label_id, {_SHOWN}, {_LESS} FROM activity t WHERE {less}")
    return " UNION ALL ".join(parts), [*params, *params, *doubled]


async def _rows_of_records(chosen: Selection, unit: Unit) -> Source:
    found, params = await _records(chosen, unit, _COUNTED)
    once, nation = joined([stands(unit)])
    counted = f"""SELECT t.label_id, t.figure, count(*) AS n, coalesce(sum(t.people), 0)::bigint AS people,
        coalesce(sum(t.cost), 0) AS cost FROM ({found}) t WHERE {once} GROUP BY 1, 2"""
    query = f"""SELECT t.label_id, {_SHOWN}, counted.n, counted.people, counted.cost
        FROM ({counted}) AS counted JOIN {_COMBINATIONS} AS t USING (label_id, figure)"""
    return query, [*params, *nation]


async def _records(chosen: Selection, unit: Unit, columns: str) -> Source:
    """The chosen records as far as they are to be counted."""
    if not await read_through(unit, chosen):
        return await chosen_rows(unit, chosen, columns)
    where, params = joined([("t.label_id = l.id", []), *chosen.of_records()])
    probe = f"SELECT {columns} FROM activity t WHERE {where}"
    query = f"SELECT t.* FROM unnest(%s::int[]) AS l(id) CROSS JOIN LATERAL ({probe} OFFSET 0) t"
    return query, [sorted(unit.permitted.ids), *params]


async def months_of(chosen: Selection, unit: Unit) -> Source:
    """A query of months: label, month, tool, how many and how many people. Only what is known to the month
    counts; what lasts counts in each month that it reaches into, three years at most.
    """
    if not chosen.counted:
        return await _months_of_records(chosen, unit)
    where, params = joined(chosen.of_figures())
    months = " UNION ALL ".join(
        f"SELECT label_id, figure, month, n, people FROM {table}"
        for table in ("month_figure", "month_figure_delta")
    )
    counted = f"""SELECT label_id, m.month, t.tool, m.n, m.people FROM ({months}) AS m
        JOIN {_COMBINATIONS} AS t USING (label_id, figure) WHERE {where}"""
    less, doubled = _spread("activity t", [behind(unit), *chosen.of_figures(ODD)], "-")
    return f"{counted} UNION ALL {less}", [*params, *doubled]


_DATED: Final = "t.id, t.label_id, t.figure, t.starts_on, t.last_month, t.people"


async def _months_of_records(chosen: Selection, unit: Unit) -> Source:
    found, params = await _records(chosen, unit, _DATED)
    query, more = _spread(f"({found}) t", [stands(unit)])
    return query, [*params, *more]


def _spread(rows: str, conditions: list[Condition], sign: str = "") -> Source:
    """Rows ``t`` counted in the months that they reach into."""
    where, params = joined([("t.last_month IS NOT NULL", []), *conditions])
    spans = f"""SELECT t.label_id, t.figure, date_trunc('month', t.starts_on::timestamp) AS first,
        t.last_month AS last, count(*) AS n, coalesce(sum(t.people), 0)::bigint AS people
        FROM {rows} WHERE {where} GROUP BY 1, 2, 3, 4"""
    return (
        f"SELECT label_id, m.month::date AS month, t.tool, {sign}spans.n AS n, {sign}spans.people AS people"
        f" FROM ({spans}) AS spans JOIN {_COMBINATIONS} AS t USING (label_id, figure)"
        " CROSS JOIN LATERAL generate_series(spans.first, spans.last, interval '1 month') AS m(month)"
    ), params


async def asked(unit: Unit, query: str, params: list[Any]) -> Any:
    """The one value of a query, planned for these parameters."""
    row = await (await unit.conn.execute(query.encode(), params, prepare=False)).fetchone()
    return row["body"] if row else None
