"""Figures, put together by the database over what the reader may read."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import orjson

from services.common import labelling
from services.common.db import Unit
from services.common.label_api import together
from services.registry.activities.selection import Selection
from services.registry.figures.source import asked, months_of, rows_of

_PLAIN = {"tool": "tool", "cell": "cell", "status": "status", "lead": "lead", "year": "fiscal_year::text"}
# A partner is whoever takes part beside the nation that leads: who leads is counted as such.
_LISTED = {
    "partner": "array_remove(f.nations, f.lead)", "host": "f.hosts", "purpose": "f.purposes",
    "capability": "f.capability_areas",
}  # fmt: skip
_COUNT = "jsonb_build_object('key', key, 'n', n, 'people', people)"


def _counts(key: str, rows: str) -> str:
    return (
        f"coalesce((SELECT jsonb_agg({_COUNT} ORDER BY n DESC, key) FROM (SELECT coalesce({key}, '') AS key,"
        f" sum(n) AS n, sum(people) AS people FROM {rows} GROUP BY 1 HAVING sum(n) <> 0) AS counted), '[]')"
    )


def _unnested(values: str) -> str:
    return f"f LEFT JOIN LATERAL unnest({values}) AS u(one) ON true"


_STATISTICS = """jsonb_build_object('n', (SELECT coalesce(sum(n), 0) FROM f),
    'people', (SELECT coalesce(sum(people), 0) FROM f),
    'cost', coalesce((SELECT jsonb_agg(jsonb_build_object('currency', currency, 'amount', amount::text)
        ORDER BY currency) FROM (SELECT currency, sum(cost) AS amount FROM f GROUP BY currency
        HAVING sum(cost) <> 0) AS spent), '[]'),
    'labels', (SELECT coalesce(jsonb_agg(DISTINCT label_id), '[]') FROM f WHERE n <> 0)"""


async def statistics(unit: Unit, chosen: Selection) -> dict[str, Any]:
    """The profile of a selection, with the ids of the labels of what is counted (``labels``)."""
    source, params = await rows_of(chosen, unit)
    parts = [_STATISTICS]
    parts += [f"'by_{name}', {_counts(column, 'f')}" for name, column in _PLAIN.items()]
    parts += [f"'by_{name}', {_counts('one', _unnested(column))}" for name, column in _LISTED.items()]
    query = f"WITH f AS MATERIALIZED ({source}) SELECT {', '.join(parts)}) AS body"
    found: dict[str, Any] = await asked(unit, query, params)
    return found


_MATRIX = {
    "capability": "capability_areas",
    "purpose": "purposes",
    "tool": "tool",
    "year": "fiscal_year",
}


async def matrix(unit: Unit, chosen: Selection, by: str, most: int) -> dict[str, Any]:
    """Hosts by a column by leading nation; the hosts with most first, ``most`` of them."""
    source, params = await rows_of(chosen, unit)
    column = _MATRIX[by]
    plain = f"CROSS JOIN LATERAL (SELECT coalesce(f.{column}::text, '')) AS c(one)"
    wide = f"LEFT JOIN LATERAL unnest(f.{column}) AS c(one) ON true" if by in _LISTED else plain
    query = f"""WITH f AS MATERIALIZED ({source}),
    ranked AS (SELECT h.host, sum(f.n) AS n FROM f CROSS JOIN LATERAL unnest(f.hosts) AS h(host)
        GROUP BY h.host HAVING sum(f.n) > 0 ORDER BY 2 DESC, 1 LIMIT %s),
    cell AS (SELECT h.host, coalesce(c.one, '') AS column, f.lead AS nation, sum(f.n) AS n,
            sum(f.people) AS people
        FROM f CROSS JOIN LATERAL unnest(f.hosts) AS h(host) {wide}
        WHERE h.host IN (SELECT host FROM ranked) GROUP BY 1, 2, 3 HAVING sum(f.n) <> 0)
    SELECT jsonb_build_object('by', %s::text,
        'hosts', coalesce((SELECT jsonb_agg(host ORDER BY n DESC, host) FROM ranked), '[]'),
        'columns', coalesce((SELECT jsonb_agg(DISTINCT cell.column) FROM cell), '[]'),
        'cells', coalesce((SELECT jsonb_agg(to_jsonb(cell)) FROM cell), '[]'),
        'labels', (SELECT coalesce(jsonb_agg(DISTINCT label_id), '[]') FROM f WHERE n <> 0)) AS body"""
    found: dict[str, Any] = await asked(unit, query, [*params, most, by])
    return found


async def countries(unit: Unit, chosen: Selection) -> dict[str, Any]:
    """What is done for each country."""
    source, params = await rows_of(chosen, unit)
    query = f"""WITH f AS MATERIALIZED ({source}),
    country AS (SELECT h.host AS country, sum(f.n) AS n, sum(f.people) AS people,
            array_agg(DISTINCT f.lead) FILTER (WHERE f.lead <> '' AND f.n > 0) AS leads
        FROM f CROSS JOIN LATERAL unnest(f.hosts) AS h(host) GROUP BY 1 HAVING sum(f.n) > 0)
    SELECT jsonb_build_object(
        'countries', coalesce((SELECT jsonb_agg(jsonb_build_object('country', country, 'n', n,
            'people', people, 'leads', coalesce(leads, '{{}}')) ORDER BY n DESC, country)
            FROM country), '[]'),
        'labels', (SELECT coalesce(jsonb_agg(DISTINCT label_id), '[]') FROM f WHERE n <> 0)) AS body"""
    found: dict[str, Any] = await asked(unit, query, params)
    return found


AS_MONTHS: Final = 48
"""What spans more months than this, empty ones among them, is told as years."""


async def months(
    unit: Unit, chosen: Selection, start: date | None, end: date | None, by: str | None
) -> dict[str, Any]:
    """Activities by month and tool between two days; by year the most of any of its months."""
    source, params = await months_of(chosen, unit)
    query = f"""WITH f AS MATERIALIZED ({source}),
    counted AS (SELECT f.month, f.tool, sum(f.n) AS n, sum(f.people) AS people FROM f
        WHERE f.month BETWEEN coalesce(%s::date, '0001-01-01') AND coalesce(%s::date, '9999-12-31')
        GROUP BY 1, 2 HAVING sum(f.n) <> 0),
    told AS (SELECT coalesce(%s, CASE WHEN max(month) >= min(month) + make_interval(months => %s)
            THEN 'year' ELSE 'month' END) AS by
        FROM counted),
    period AS (SELECT date_trunc(told.by, counted.month::timestamp)::date AS month, counted.tool,
            max(counted.n) AS n, max(counted.people) AS people
        FROM counted, told GROUP BY 1, 2)
    SELECT jsonb_build_object('by', (SELECT by FROM told),
        'months', coalesce((SELECT jsonb_agg(to_jsonb(period) ORDER BY month, tool) FROM period), '[]'),
        'labels', (SELECT coalesce(jsonb_agg(DISTINCT label_id), '[]') FROM f WHERE n <> 0)) AS body"""
    found: dict[str, Any] = await asked(unit, query, [*params, start, end, by, AS_MONTHS])
    return found


async def marked(unit: Unit, found: dict[str, Any]) -> dict[str, Any]:
    """The figure under the mark of what is counted in it: null where nothing is."""
    label_ids: Iterable[int] = sorted(found.pop("labels"))
    labels = [await unit.label(label_id) for label_id in label_ids]
    if len(labels) == 1:
        return found | {"label": labelling.view(unit, next(iter(label_ids)))}
    context = unit.database.permitted.context
    view = together(labels, context, unit.now).model_dump() if labels else None
    return found | {"label": orjson.Fragment(orjson.dumps(view))}
