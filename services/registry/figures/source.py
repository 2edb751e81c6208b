"""Where a figure is read from: the counters where they know all that is asked for, else the records.

Both are under the reader's own row-level security, so that a figure counts what its reader may read and
nothing else. What stands for the same event is counted once for whoever may read the record that it stands
in (DOMAIN, A10: duplicates removed).
"""

from typing import Any

from services.common.db import Unit
from services.registry.activities.selection import Condition, Selection
from services.registry.duplicates.standing import behind, stands
from services.registry.figures.counters import COLUMNS

_NAMES = ", ".join(f"t.{name}" for name in COLUMNS["activity_figure"] if name != "merged")
_SUMS = "t.n, t.people, t.cost"
_ONE = "1::bigint AS n, coalesce(t.people, 0)::bigint AS people, coalesce(t.cost, 0) AS cost"
_LESS = "-1, -coalesce(t.people, 0)::bigint, -coalesce(t.cost, 0)"
MONTH_FILTERS = ("hosts", "tools", "lead", "statuses")
Statement = tuple[str, list[Any]]


def rows_of(chosen: Selection, unit: Unit) -> Statement:
    """A query of rows with what tells them apart, how many, how many people and what it cost."""
    if not chosen.counted:
        where, params = _where([stands(unit), *chosen.of_records()])
        return f"SELECT t.label_id, {_NAMES}, {_ONE} FROM activity t WHERE true{where}", params
    where, params = _where(chosen.of_figures())
    parts = [
        f"SELECT t.label_id, {_NAMES}, {_SUMS} FROM {table} t WHERE true{where}"
        for table in ("activity_figure", "activity_figure_delta")
    ]
    less, doubled = _where([behind(unit), *chosen.of_figures()])
    parts.append(f"SELECT t.label_id, {_NAMES}, {_LESS} FROM activity t WHERE true{less}")
    return " UNION ALL ".join(parts), [*params, *params, *doubled]


def months_of(chosen: Selection, unit: Unit) -> Statement:
    """A query of months: label, month, host, tool, how many and how many people. Only what is known to the
    month counts; what lasts counts in each month that it reaches into.
    """
    if chosen != Selection(**{name: getattr(chosen, name) for name in MONTH_FILTERS}):
        return _months_of_records([stands(unit), *chosen.of_records()])
    where, params = _month_where(chosen)
    parts = [
        f"SELECT t.label_id, t.month, t.host, t.tool, t.n, t.people FROM {table} t WHERE true{where}"
        for table in ("month_figure", "month_figure_delta")
    ]
    less, doubled = _months_of_records([behind(unit), *chosen.of_figures()], sign="-")
    return " UNION ALL ".join([*parts, less]), [*params, *params, *doubled]


def _months_of_records(conditions: list[Condition], sign: str = "") -> Statement:
    where, params = _where(conditions)
    month = "date_trunc('month', {})"
    first = month.format("t.start_first")
    last = f"least({month.format('greatest(t.end_first, t.start_first)')}, {first} + interval '35 months')"
    return (
        "SELECT t.label_id, m.month::date AS month, h.host, t.tool,"
        f" {sign}1::bigint AS n, {sign}coalesce(t.people, 0)::bigint AS people FROM activity t"
        f" CROSS JOIN LATERAL generate_series({first}, {last}, interval '1 month') AS m(month)"
        " CROSS JOIN LATERAL unnest(CASE WHEN t.hosts = '{}' THEN '{\"\"}' ELSE t.hosts END) AS h(host)"
        f" WHERE t.start_precision IN ('day', 'month'){where}"
    ), params


def _month_where(chosen: Selection) -> tuple[str, list[Any]]:
    found: list[tuple[str, list[Any]]] = []
    if chosen.hosts:
        found.append(("t.host = ANY(%s)", [list(chosen.hosts)]))
    if chosen.tools:
        found.append(("t.tool = ANY(%s)", [list(chosen.tools)]))
    if chosen.lead:
        found.append(("t.lead = %s", [chosen.lead]))
    if chosen.statuses:
        found.append(("t.status = ANY(%s)", [list(chosen.statuses)]))
    return _where(found)


def _where(conditions: list[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    text = "".join(f" AND ({condition})" for condition, _ in conditions)
    return text, [value for _, values in conditions for value in values]


async def asked(unit: Unit, query: str, params: list[Any]) -> Any:
    """The one value of a query."""
    row = await (await unit.conn.execute(query.encode(), params)).fetchone()
    return row["body"] if row else None
