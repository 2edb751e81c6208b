"""The one list helper: pages of what the reader may read, as JSON that PostgreSQL builds.

Measured on a million rows (LABELS, "Enforcement"): few permitted labels are merged from one index probe a
label; many are met soon enough by walking the sort index, for a bounded distance, after which the labels are
merged all the same. Arrays of labels are never prepared. Which way is taken depends on counts alone.
"""

import base64
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import orjson
import psycopg
from fastapi import Query
from psycopg.rows import tuple_row
from starlette.responses import Response

from services.common.db.unit import Unit
from services.common.errors import unprocessable
from services.common.label_api import label_json
from services.common.list_shape import SMALL, sees_few, shape_of

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most")]
Cursor = Annotated[str | None, Query(max_length=500, description="`next` of the page before")]
Direction = Literal["asc", "desc"]
Order = Annotated[Direction, Query(description="Ascending or descending; a cursor goes on in its own order")]


@dataclass(frozen=True, slots=True)
class ListSpec:
    """What a list shows. Its SQL is the service's own, nothing of a request: values come as parameters.

    ``json_sql``: the item's JSON over the row ``t`` (and the tables of ``joins``). ``sort``: a NOT NULL
    column and its direction; ``id`` breaks ties. ``where``: conditions over ``t`` with their parameters.
    With ``label`` each item gets ``"label"``; ``nations``: SQL of the nations (text[]) that its words name.
    ``among``: SQL and parameters of a narrower source ``t`` of rows (at least ``id`` and the sort column),
    in which is looked before the rows themselves are read. ``asked``: what the request asks for, where the
    conditions for the same may differ from page to page.
    """

    table: str
    json_sql: str
    sort: tuple[str, Direction]
    where: Sequence[tuple[str, Sequence[Any]]] = ()
    joins: str = ""
    label: bool = True
    nations: str = "'{}'::text[]"
    object_type: str = ""
    among: tuple[str, Sequence[Any]] | None = None
    asked: str = ""

    def fingerprint(self) -> str:
        """Differs for lists whose cursors must not be mixed."""
        said = [self.asked] if self.asked else [f"{text}{list(params)}" for text, params in self.where]
        parts = [self.table, *self.sort, *said]
        return hashlib.blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Page:
    """Items as JSON, their ids, and the cursor of the next page, if there is one."""

    items: list[bytes]
    ids: list[str]
    next_cursor: str | None


Start = tuple[str, str]
"""Sort key and id of the last item of the page before."""


Row = tuple[Any, ...]
"""The item's JSON as text, label id, sort key as text, id, nations."""
Beside = Callable[[Start | None, int], Awaitable[list[Row]]]


async def list_page(
    unit: Unit, spec: ListSpec, cursor: str | None, limit: int, beside: Beside | None = None
) -> Page:
    """One page of visible rows; the audit gets the ids. Another list's cursor is 422 ``cursor_unknown``.

    ``beside`` gives so many further rows after a start, in the list's order, that are merged with these:
    what the reader sees of rows that are hidden as such. The list is then sorted by a time.
    """
    start = _read_cursor(spec, cursor)
    try:
        rows = await _rows(unit, spec, start, limit + 1) if unit.permitted.count else []
        if beside is not None:
            rows = _merged(spec, rows, await beside(start, limit + 1))
    except psycopg.DataError as error:
        if start is None:
            raise
        raise unprocessable("/query/cursor", "cursor_unknown") from error  # made up: no value of the column
    shown = rows[:limit]
    ids = [str(row[3]) for row in shown]
    unit.shown(spec.object_type or spec.table, ids)
    items = [_item(unit, spec, row) for row in shown]
    return Page(items, ids, _write_cursor(spec, shown[-1]) if len(rows) > limit else None)


def _merged(spec: ListSpec, rows: list[Row], others: list[Row]) -> list[Row]:
    """Both in the list's order; times as text in one zone sort as times do."""
    return sorted((*rows, *others), key=lambda row: (row[2], row[3]), reverse=spec.sort[1] == "desc")


async def unfiltered_page(unit: Unit, spec: ListSpec, limit: int) -> Page:
    """The first page as a plain walk, with no choice made: what `tests/bench` compares with.

    Row-level security holds here as everywhere; only a superuser's connection reads past it.
    """
    rows = await _run(unit, *_walk(spec, None, limit + 1, None))
    shown = rows[:limit]
    ids = [str(row[3]) for row in shown]
    unit.shown(spec.object_type or spec.table, ids)
    return Page([_item(unit, spec, row) for row in shown], ids, _write_cursor(spec, shown[-1]))


def list_response(page: Page) -> Response:
    """``{"items": […], "next": cursor|null}``, put together from the pieces that the database made."""
    following = orjson.dumps(page.next_cursor)
    body = b'{"items":[' + b",".join(page.items) + b'],"next":' + following + b"}"
    return Response(body, headers={"Cache-Control": "no-store"}, media_type="application/json")


def _item(unit: Unit, spec: ListSpec, row: tuple[Any, ...]) -> bytes:
    text = str(row[0]).encode()
    if not spec.label:
        return text
    return text.rstrip()[:-1] + b',"label":' + label_json(unit, row[1], row[4]) + b"}"


async def _rows(unit: Unit, spec: ListSpec, start: Start | None, wanted: int) -> list[tuple[Any, ...]]:
    if spec.among is not None or spec.where:
        return await _filtered(unit, spec, start, wanted)
    shape = await shape_of(unit, spec.table, spec.sort[0])
    if not shape.indexed or shape.total <= SMALL:
        return await _run(unit, *_walk(spec, start, wanted, None))
    if shape.prefers_merge(unit.permitted.count, wanted):
        return await _run(unit, *_merge(spec, start, wanted, unit.permitted.ids), prepare=False)
    distance = min(20_000, max(1_000, int(10 * wanted / shape.share)))
    found = await _run(unit, *_walk(spec, start, wanted, distance))
    if len(found) < wanted and shape.total > distance:
        return await _run(unit, *_merge(spec, start, wanted, unit.permitted.ids), prepare=False)
    return found


async def _filtered(unit: Unit, spec: ListSpec, start: Start | None, wanted: int) -> list[Row]:
    if spec.among is not None:
        return await _run(unit, *_narrow(spec, spec.among, start, wanted), prepare=False)
    if await sees_few(unit, spec.table, spec.sort[0]):
        indexed = (await shape_of(unit, spec.table, spec.sort[0])).indexed
        return await _run(unit, *_merge(spec, start, wanted, unit.permitted.ids, indexed), prepare=False)
    # the planner knows better than any rule here which index serves the conditions
    return await _run(unit, *_walk(spec, start, wanted, None))


async def _run(
    unit: Unit, statement: str, params: Sequence[Any], prepare: bool | None = None
) -> list[tuple[Any, ...]]:
    cursor = unit.conn.cursor(row_factory=tuple_row)
    await cursor.execute(statement.encode(), params, prepare=prepare)
    return await cursor.fetchall()


def _walk(spec: ListSpec, start: Start | None, wanted: int, distance: int | None) -> tuple[str, list[Any]]:
    """Walk the sort index; with a distance no further than so many rows, whoever may read them."""
    column, direction = spec.sort
    conditions, params = _conditions(spec, start)
    if distance is not None:
        test = ">=" if direction == "desc" else "<="
        sample = f"(NULL::{spec.table}).{column}"
        bound = f"walk_bound({sample}, '{spec.table}', '{column}', {direction == 'desc'}, %s, %s)"
        conditions.append(f"t.{column} {test} (SELECT {bound})")
        params += [start[0] if start else None, distance]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    keys = f"SELECT t.* FROM {spec.table} t {where} ORDER BY {_order(spec)} LIMIT %s"
    return _rendered(spec, f"({keys}) t"), [*params, wanted]


def _narrow(
    spec: ListSpec, among: tuple[str, Sequence[Any]], start: Start | None, wanted: int
) -> tuple[str, list[Any]]:
    """The first of a narrower source, and then those rows alone."""
    source, given = among
    conditions, params = _conditions(spec, start)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    keys = f"SELECT t.id FROM {source} t {where} ORDER BY {_order(spec)} LIMIT %s"
    return _rendered(spec, f"({keys}) k JOIN {spec.table} t ON t.id = k.id"), [*given, *params, wanted]


def _merge(
    spec: ListSpec, start: Start | None, wanted: int, labels: frozenset[int], indexed: bool = True
) -> tuple[str, list[Any]]:
    """The newest of each permitted label, by one probe of (label_id, sort, id) each, merged; or where that
    is no index all of each label, sorted.
    """
    column = spec.sort[0]
    conditions, params = _conditions(spec, start)
    where = " AND ".join(["t.label_id = l.id", *conditions])
    first = f"ORDER BY {_order(spec)} LIMIT %s" if indexed else "OFFSET 0"
    probe = f"SELECT t.id, t.{column} FROM {spec.table} t WHERE {where} {first}"
    keys = (
        f"SELECT t.id FROM unnest(%s::int[]) AS l(id) CROSS JOIN LATERAL ({probe}) t "
        f"ORDER BY {_order(spec)} LIMIT %s"
    )
    rows = f"({keys}) k JOIN {spec.table} t ON t.id = k.id"
    return _rendered(spec, rows), [sorted(labels), *params, *([wanted] if indexed else []), wanted]


def _conditions(spec: ListSpec, start: Start | None) -> tuple[list[str], list[Any]]:
    conditions = [f"({text})" for text, _ in spec.where]
    params = [value for _, values in spec.where for value in values]
    if start is not None:
        column, direction = spec.sort
        conditions.append(f"(t.{column}, t.id) {'<' if direction == 'desc' else '>'} (%s, %s)")
        params += start
    return conditions, params


def _rendered(spec: ListSpec, rows: str) -> str:
    column = spec.sort[0]
    return (
        f"SELECT ({spec.json_sql})::text, t.label_id, t.{column}::text, t.id, {spec.nations} "
        f"FROM {rows} {spec.joins} ORDER BY {_order(spec)}"
    )


def _order(spec: ListSpec) -> str:
    column, direction = spec.sort
    return f"t.{column} {direction}, t.id {direction}"


def _write_cursor(spec: ListSpec, row: tuple[Any, ...]) -> str:
    raw = orjson.dumps([spec.fingerprint(), row[2], str(row[3])])
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read_cursor(spec: ListSpec, cursor: str | None) -> Start | None:
    if cursor is None:
        return None
    try:
        mark, key, row_id = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError) as error:
        raise unprocessable("/query/cursor", "cursor_unknown") from error
    if mark != spec.fingerprint() or not isinstance(key, str) or not isinstance(row_id, str):
        raise unprocessable("/query/cursor", "cursor_unknown")
    return key, row_id
