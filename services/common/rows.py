"""What every labelled row of this service carries, and the column types that the aggregates share.

A table model never parses input: requests are parsed by the schemas of each feature.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, FetchedValue, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """The columns of every labelled table: identity, label, version and who wrote it when (UTC).

    The release columns are ordinary columns here; row-level security reads ``label_id`` alone.
    ``version`` is raised by the database at each update, which keeps the old row in ``<table>_version``.
    """

    # The database raises the version; it is read back with the update itself.
    __mapper_args__: ClassVar[dict[str, Any]] = {"eager_defaults": True}

    id: UUID = Field(primary_key=True)
    label_id: int = Field(nullable=False)
    version: int = Field(default=1, nullable=False, sa_column_kwargs={"server_onupdate": FetchedValue()})
    created_at: datetime = Field(sa_type=DateTime(timezone=True), nullable=False)
    created_by: str = Field(sa_type=Text, nullable=False)
    updated_at: datetime = Field(sa_type=DateTime(timezone=True), nullable=False)
    updated_by: str = Field(sa_type=Text, nullable=False)


def words(*, nullable: bool = False, default: str | None = "") -> Any:
    """A text column; empty where nothing is said, unless it may be null."""
    return Field(default=None if nullable else default, sa_type=Text, nullable=nullable)


def texts() -> Any:
    """A list of codes or names, empty by default."""
    return Field(default_factory=list, sa_type=ARRAY(Text), nullable=False)


def mapping() -> Any:
    """A small map of text by nation, empty by default."""
    return Field(default_factory=dict, sa_type=JSONB, nullable=False)


def moment(*, nullable: bool = True) -> Any:
    """A point in time, UTC."""
    return Field(default=None, sa_type=DateTime(timezone=True), nullable=nullable)
