"""The mark of what is counted and named on a page of hosts: the roll-up of all that stands in it."""

from typing import Any, Final

from services.common.db import Unit
from services.common.label_api import roll_up_view

UNIT_SEEN: Final = "(t.unit_id IS NULL OR EXISTS (SELECT FROM unit u WHERE u.id = t.unit_id))"
"""The condition over a capacity ``t`` that its reader sees the unit that it is of: else it is hidden, too."""
# Each under the reader's own rows: what they may not read stands in no count and under no mark.
_STANDS = f"""SELECT a.label_id FROM overlap_fact f JOIN activity a ON a.id = f.activity_id
    WHERE f.last >= %(today)s AND (%(host)s::text IS NULL OR f.country = %(host)s)
UNION SELECT label_id FROM overlap
    WHERE basis = 'presence' AND shared AND (%(host)s::text IS NULL OR country = %(host)s)
UNION SELECT t.label_id FROM capacity t
    WHERE NOT t.withdrawn AND {UNIT_SEEN} AND (%(host)s::text IS NULL OR t.host = %(host)s)"""
_WANTED = """UNION SELECT label_id FROM objective
    WHERE NOT withdrawn AND (%(host)s::text IS NULL OR host = %(host)s)
UNION SELECT label_id FROM demand WHERE %(host)s::text IS NULL OR host = %(host)s"""
_PAST = """UNION SELECT label_id FROM activity_figure WHERE hosts @> ARRAY[%(host)s::text] AND n > 0
UNION SELECT label_id FROM activity_figure_delta WHERE hosts @> ARRAY[%(host)s::text]"""


async def of_load(unit: Unit, host: str) -> dict[str, Any] | None:
    """Of a host's load: what is or may come there, who is there by presence, and its capacities."""
    return await _mark(unit, _STANDS, host)


async def of_page(unit: Unit, host: str) -> dict[str, Any] | None:
    """Of a host's page: its load, what is wanted there, and what nations did there before."""
    return await _mark(unit, f"{_STANDS} {_WANTED} {_PAST}", host)


async def of_all(unit: Unit) -> dict[str, Any] | None:
    """Of the list of hosts."""
    return await _mark(unit, f"{_STANDS} {_WANTED}", None)


async def _mark(unit: Unit, query: str, host: str | None) -> dict[str, Any] | None:
    """The roll-up as the reader is shown it; None where nothing is read."""
    known = {"today": unit.now.date(), "host": host}
    rows = await (await unit.conn.execute(query.encode(), known)).fetchall()
    if not rows:
        return None
    return (await roll_up_view(unit, [row["label_id"] for row in rows])).model_dump()
