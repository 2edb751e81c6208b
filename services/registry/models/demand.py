"""Demands as they are stored."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from services.common.rows import Row, words


class DemandRow(Row, table=True):
    """A measure for a host, the host's position, and when it was requested, met on and announced."""

    __tablename__ = "demand"

    ref: str = words()
    host: str = words()
    measure: str = words()
    host_position: str = words(default="no_position")
    requested_first: date | None = Field(default=None)
    requested_last: date | None = Field(default=None)
    requested_precision: str = words(default="unknown")
    met_first: date | None = Field(default=None)
    met_last: date | None = Field(default=None)
    met_precision: str = words(default="unknown")
    announced_first: date | None = Field(default=None)
    announced_last: date | None = Field(default=None)
    announced_precision: str = words(default="unknown")
    plan_id: UUID | None = Field(default=None)
    outcome: str = words()
    note: str = words()
