"""Lists whose items are completed by the service: what the reader may do, the label in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

import orjson
from starlette.responses import Response

from services.common.db import Unit
from services.common.listing import ListSpec, Page, list_page, list_response

Finish = Callable[[Mapping[str, Any]], dict[str, Any]]
Condition = tuple[str, list[Any]]


def naming(column: str, table: str, record: UUID | None) -> list[Condition]:
    """The condition that a row names a record, for a `ListSpec`: none without a record.

    A record that the reader may not read is one that does not exist: no row names it (LABELS, correlations).
    """
    return [] if record is None else [(f"{column} = (SELECT id FROM {table} WHERE id = %s)", [record])]


async def listed(
    unit: Unit,
    spec: ListSpec,
    cursor: str | None,
    limit: int,
    finish: Finish,
    also: Iterable[Mapping[str, Any]] = (),
) -> Response:
    """One page of visible rows, each completed; the label comes from ``finish``, not from the helper.

    ``also``: what stands after the last row, for readers of substitutes.
    """
    page = await list_page(unit, spec, cursor, limit)
    last = also if page.next_cursor is None else ()
    bodies = [*(orjson.loads(item) for item in page.items), *last]
    items = [orjson.dumps(finish(body)) for body in bodies]
    return list_response(Page(items, page.ids, page.next_cursor))
