"""Overlaps of two records in the database: written as they are found, ended where they no longer hold."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from uuid import UUID

from services.common.db import Unit
from services.common.references import uuid7
from services.registry.deconfliction.events import TOLD, records_changed
from services.registry.domain.overlap import Compared


class Side(Protocol):
    """One of two records."""

    @property
    def id(self) -> UUID:
        """The activity."""
        ...

    @property
    def label_id(self) -> int:
        """Its label."""
        ...

    @property
    def owner(self) -> str:
        """Its owners."""
        ...


Found = tuple[Side, Side, Compared]

_COLUMNS = (
    "id, label_id, other_label_id, kind, country, first, last, weight, audience, capability, place, time,"
    " left_id, right_id, left_owner, right_owner"
)
_STAGE = f"""CREATE TEMPORARY TABLE IF NOT EXISTS overlap_found ON COMMIT DELETE ROWS AS
SELECT {_COLUMNS} FROM overlap WITH NO DATA"""
_COPY = f"COPY overlap_found ({_COLUMNS}) FROM STDIN"
_TOLD = """t.id, t.holds, t.raised_at, t.kind, t.weight, t.country, t.first, t.last, t.left_id, t.right_id,
    t.label_id, t.other_label_id, old.label_id AS old_label_id, old.other_label_id AS old_other_label_id"""
# What was there and is found no more ends; the row stays, with what was done about it.
_END = f"""UPDATE overlap t SET holds = false, updated_at = %(now)s WHERE t.basis = 'records' AND t.holds
    AND (t.left_id = ANY(%(ids)s) OR t.right_id = ANY(%(ids)s))
    AND NOT EXISTS (SELECT FROM overlap_found f WHERE f.left_id = t.left_id AND f.right_id = t.right_id)
RETURNING {_TOLD}"""
_AGAIN = "NOT t.holds OR (t.kind = 'possible' AND excluded.kind = 'definite')"
_COMPARED = (
    "label_id, other_label_id, kind, country, first, last, weight, audience, capability, place, time,"
    " left_owner, right_owner"
)
_NEW = ", ".join(f"excluded.{name}" for name in _COMPARED.replace(" ", "").split(","))
_OLD = ", ".join(f"t.{name}" for name in _COMPARED.replace(" ", "").split(","))
# It is raised anew where it had ended, or what was possible is definite: what was said of it before is over.
_SAVE = f"""WITH saved AS (INSERT INTO overlap AS t ({_COLUMNS}, basis, holds, raised_at, created_at,
    created_by, updated_at, updated_by)
SELECT {_COLUMNS}, 'records', true, %(now)s, %(now)s, 'deconfliction', %(now)s, 'deconfliction'
FROM overlap_found
ON CONFLICT (left_id, right_id) WHERE basis = 'records' DO UPDATE SET
    ({_COMPARED}) = ROW ({_NEW}), holds = true, updated_at = excluded.updated_at, version = t.version + 1,
    raised = t.raised + ({_AGAIN})::int,
    raised_at = CASE WHEN {_AGAIN} THEN excluded.raised_at ELSE t.raised_at END
WHERE NOT t.holds OR ({_OLD}) IS DISTINCT FROM ({_NEW})
RETURNING {_TOLD})
SELECT * FROM saved WHERE (kind = 'definite' OR weight >= {TOLD}) AND (raised_at = %(now)s
    OR old_label_id <> label_id OR old_other_label_id <> other_label_id)"""
"""Of what was written those of which the world is told: raised now, or seen by others than before."""


async def save(unit: Unit, ids: Sequence[UUID], found: Iterable[Found]) -> None:
    """Write the overlaps of some activities as they are found now; as worker."""
    await unit.conn.execute(_STAGE)
    async with unit.conn.cursor() as cursor, cursor.copy(_COPY) as copy:
        for pair in found:
            await copy.write_row(_values(*pair))
    known: dict[str, Any] = {"now": unit.now, "ids": list(ids)}
    ended = await (await unit.conn.execute(_END.encode(), known)).fetchall()
    saved = await (await unit.conn.execute(_SAVE.encode(), known)).fetchall()
    await records_changed(unit, [*ended, *saved])


def _values(left: Side, right: Side, told: Compared) -> tuple[Any, ...]:
    return (
        uuid7(), left.label_id, right.label_id, told.answer.value, told.country, told.first, told.last,
        told.weight, told.audience.value, told.capability.value, told.place.value, told.time.value,
        left.id, right.id, left.owner, right.owner,
    )  # fmt: skip
