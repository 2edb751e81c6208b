"""On which conditions, and until when, something was released: for its owners and for who got it."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.sharing.domain.release import Sight
from services.sharing.items.repository import item_json
from services.sharing.items.sight import looking

# The portion stands in the query: of what is narrowed since nobody is told that it was released.
_TERMS = """SELECT jsonb_build_object('portion', g.portion_id, 'release', r.id, 'to', g.codes,
    'sight', g.sight, 'conditions', g.conditions, 'expires_on', g.expires_on) AS body
    FROM release_grant g JOIN portion p ON p.id = g.portion_id JOIN shared_item i ON i.id = p.item_id
    LEFT JOIN release_request r ON r.id = g.request_id
    WHERE g.item_id = %s AND g.state = 'in_force' AND NOT p.withdrawn ORDER BY p.place, g.created_at, g.id"""


class ReleaseTerms(BaseModel):
    """How a portion was released: to whom, for reading or only for looking, on which conditions, until the
    end of which day. ``release``: the request, where the reader may read it.
    """

    portion: UUID
    release: UUID | None
    to: list[str]
    sight: Sight
    conditions: str
    expires_on: date | None


class ReleaseTermsList(BaseModel):
    """The terms that are in force, in the order of the portions."""

    items: list[ReleaseTerms]


async def terms(unit: Unit, item_id: UUID) -> dict[str, Any]:
    """The terms of the portions of an item that the reader sees."""
    await looking(unit)
    if await item_json(unit, item_id) is None:
        raise NOT_FOUND()
    rows = await (await unit.conn.execute(_TERMS.encode(), [item_id])).fetchall()
    unit.shown("item", [item_id])
    return {"items": [row["body"] for row in rows]}
