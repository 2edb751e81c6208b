"""Capacities and objectives as they are stored."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from services.common.rows import Row, words


class CapacityRow(Row, table=True):
    """What a host country, or a unit of it, can absorb at once; empty months have no bound."""

    __tablename__ = "capacity"

    host: str = words()
    unit_id: UUID | None = Field(default=None)
    first_month: str = words()
    last_month: str = words()
    activities: int | None = Field(default=None)
    people: int | None = Field(default=None)
    note: str = words()
    withdrawn: bool = Field(default=False)


class ObjectiveRow(Row, table=True):
    """A capability that a host should be helped with."""

    __tablename__ = "objective"

    ref: str = words()
    host: str = words()
    capability: str = words()
    title: str = words()
    text: str = words()
    withdrawn: bool = Field(default=False)
    wanted_from_first: date | None = Field(default=None)
    wanted_from_last: date | None = Field(default=None)
    wanted_from_precision: str = words(default="unknown")
    wanted_to_first: date | None = Field(default=None)
    wanted_to_last: date | None = Field(default=None)
    wanted_to_precision: str = words(default="unknown")
