"""Many activities written at once: one statement for those that are new, one for those that change."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

import orjson
from sqlmodel import col, select

from services.common.db import Unit
from services.registry.models import ActivityRow

_COLUMNS: Final = [one.name for one in ActivityRow.__table__.columns if one.computed is None]  # type: ignore[attr-defined] # SQLModel declares no type for it
_STAY: Final = {"id", "version", "created_at", "created_by", "owner", "ref", "source", "source_id"}
_CHANGED: Final = [name for name in _COLUMNS if name not in _STAY]
_ROWS: Final = "jsonb_populate_recordset(NULL::activity, %s::jsonb) AS s"
_INSERT: Final = f"""INSERT INTO activity ({", ".join(_COLUMNS)}) SELECT {", ".join(_COLUMNS)} FROM {_ROWS}
ON CONFLICT DO NOTHING RETURNING id"""
_UPDATE: Final = f"""UPDATE activity a SET ({", ".join(_CHANGED)}) = ({", ".join(f"s.{n}" for n in _CHANGED)})
FROM {_ROWS} WHERE a.id = s.id"""


async def locked(unit: Unit, owner: str, source: str, names: Sequence[str]) -> dict[str, ActivityRow]:
    """The records of a source by their names, as far as the writer may read them, locked for a change."""
    session = await unit.session()
    query = (
        select(ActivityRow)
        .where(col(ActivityRow.owner) == owner, col(ActivityRow.source) == source)
        .where(col(ActivityRow.source_id).in_(names))
        .order_by(col(ActivityRow.id))
        .with_for_update(key_share=True)
    )
    found = list((await session.exec(query)).all())
    for row in found:
        session.expunge(row)
    return {row.source_id: row for row in found}


async def insert(unit: Unit, rows: Sequence[ActivityRow]) -> set[UUID]:
    """Writes new records; those whose name another record of the owner has are left out. What was written."""
    done = await unit.conn.execute(_INSERT.encode(), [_json(rows)]) if rows else None
    return {row["id"] for row in await done.fetchall()} if done else set()


async def update(unit: Unit, rows: Sequence[ActivityRow]) -> None:
    """Writes records that were locked, as they are to be."""
    if rows:
        await unit.conn.execute(_UPDATE.encode(), [_json(rows)])


def _json(rows: Iterable[ActivityRow]) -> str:
    return orjson.dumps([{name: getattr(row, name) for name in _COLUMNS} for row in rows], _plain).decode()


def _plain(value: Any) -> str:
    """What JSON has no word for: bytes as PostgreSQL reads them, exact numbers as text."""
    return "\\x" + value.hex() if isinstance(value, bytes) else str(value)
