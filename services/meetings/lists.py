"""Lists whose items are completed by the service: what the reader may do, the label in words."""

from collections.abc import Callable
from typing import Any

import orjson
from starlette.responses import Response

from services.common.db import Unit
from services.common.listing import ListSpec, Page, list_page, list_response

Finish = Callable[[dict[str, Any]], dict[str, Any]]


async def listed(unit: Unit, spec: ListSpec, cursor: str | None, limit: int, finish: Finish) -> Response:
    """One page of visible rows, each completed; the label comes from ``finish``, not from the helper."""
    page = await list_page(unit, spec, cursor, limit)
    items = [orjson.dumps(finish(orjson.loads(item))) for item in page.items]
    return list_response(Page(items, page.ids, page.next_cursor))
