"""One way to make, read and change a labelled row, under the row-level security of whoever asks.

Rows come back detached: what a cascade does meanwhile as worker neither changes nor expires them.
"""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import inspect as sa_inspect
from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlmodel import col

from services.common.db import Unit
from services.common.errors import NOT_FOUND, unprocessable
from services.common.references import redrawn, uuid7
from services.common.rows import Row

R = TypeVar("R", bound=Row)


def stamps(unit: Unit, label_id: int) -> dict[str, Any]:
    """Identity, label and authorship of a new row."""
    person = unit.subject.id
    return {
        "id": uuid7(),
        "label_id": label_id,
        "version": 1,
        "created_at": unit.now,
        "created_by": person,
        "updated_at": unit.now,
        "updated_by": person,
    }


async def insert(unit: Unit, row: R) -> R:
    """Writes a new row. A label that the writer may not read is refused by the database (422)."""
    session = await unit.session()
    session.add(row)
    await session.flush()
    session.expunge(row)
    return row


async def insert_referred(unit: Unit, row: R) -> R:
    """Writes a new row that people call by its ``ref``; one that any row has already is drawn again.

    Of a hidden row too, so that a clash tells nothing.
    """
    session = await unit.session()
    table = type(row)
    columns = [one.name for one in sa_inspect(table).local_table.columns if one.computed is None]
    values = {name: getattr(row, name) for name in columns}
    while True:
        statement = (
            pg_insert(table)
            .values(values)
            .on_conflict_do_nothing(index_elements=["ref"], index_where=text("ref IS NOT NULL"))
        )
        if (await session.exec(statement.returning(col(table.id)))).first() is not None:
            break
        values["ref"] = redrawn(values["ref"])
    return await fetch_or_404(unit, table, row.id)


async def fetch(unit: Unit, table: type[R], row_id: UUID, *, lock: bool = False) -> R | None:
    """The row, locked for a change if asked; None where it is missing or hidden."""
    session = await unit.session()
    # NO KEY UPDATE: rows that refer to this one can be written meanwhile, so that two locks never cross.
    row = await session.get(table, row_id, with_for_update={"key_share": True} if lock else None)
    if row is not None:
        session.expunge(row)
    return row


async def fetch_or_404(unit: Unit, table: type[R], row_id: UUID, *, lock: bool = False) -> R:
    """The row. Hidden = missing: the same 404."""
    row = await fetch(unit, table, row_id, lock=lock)
    if row is None:
        raise NOT_FOUND()
    return row


async def known(unit: Unit, table: type[R], row_id: UUID, pointer: str) -> R:
    """The row that a field names; 422 ``unknown_<table>`` where it is missing or hidden."""
    row = await fetch(unit, table, row_id)
    if row is None:
        name = str(table.__tablename__)
        raise unprocessable(pointer, f"unknown_{name}", f"There is no such {name}.")
    return row


async def change(unit: Unit, table: type[R], row_id: UUID, values: dict[str, Any]) -> R:
    """Changes columns of a visible row; the database keeps the old row and raises the version."""
    session = await unit.session()
    stamped = {**values, "updated_at": unit.now, "updated_by": unit.subject.id}
    statement = update(table).where(col(table.id) == row_id).values(stamped).returning(table)
    row: R | None = (await session.exec(statement)).scalar_one_or_none()
    if row is None:
        raise NOT_FOUND()
    await session.refresh(row)
    session.expunge(row)
    return row
