"""The tables of the directory. Every row but a nation's and a revocation's stands under a label."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, Computed, DateTime, FetchedValue, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """The columns of every labelled table. The database raises ``version`` and keeps the old row."""

    __mapper_args__: ClassVar[dict[str, Any]] = {"eager_defaults": True}

    id: UUID = Field(primary_key=True)
    label_id: int
    version: int = Field(default=1, sa_column_kwargs={"server_onupdate": FetchedValue()})
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    created_by: str = Field(sa_type=Text)
    updated_at: datetime = Field(sa_type=DateTime(timezone=True))
    updated_by: str = Field(sa_type=Text)


def _texts() -> Any:
    return Field(default_factory=list, sa_type=ARRAY(Text))


def _made_by_database() -> Any:
    return Column(Text, Computed("", persisted=True), nullable=False)


class NationRow(SQLModel, table=True):
    """A nation. Its list is public within the platform, so it has no label."""

    __tablename__ = "nation"

    code: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    participates: bool
    version: int = 1


class CommunityRow(Row, table=True):
    """A community of nations (FVEY, NATO, a mission)."""

    __tablename__ = "community"

    code: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    expandable: bool
    deprecated_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class CommunityMemberRow(Row, table=True):
    """One nation's membership from ``since`` up to, not including, ``until``, under a label of its own."""

    __tablename__ = "community_member"

    community_id: UUID
    nation: str = Field(sa_type=Text)
    since: date | None = None
    until: date | None = None


class OrganisationRow(Row, table=True):
    """A headquarters, staff or office of a nation."""

    __tablename__ = "organisation"

    name: str = Field(sa_type=Text)
    nation: str = Field(sa_type=Text)


class PersonRow(Row, table=True):
    """A person or a partner's system in a billet. ``id`` is the subject of their tokens."""

    __tablename__ = "person"

    username: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    rank: str = Field(default="", sa_type=Text)
    nation: str = Field(sa_type=Text)
    acts_for: str = Field(sa_type=Text)
    billet: str = Field(default="", sa_type=Text)
    billet_kind: str = Field(default="staff", sa_type=Text)
    organisation_id: UUID | None = None
    roles: list[str] = _texts()
    not_before: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    # By nation and family name: what the list is sorted by; the database makes it (m0003).
    standing: str | None = Field(default=None, sa_column=_made_by_database())


class AttributesRow(Row, table=True):
    """A person's releasability attributes: their own nation's business, under a label of their own."""

    __tablename__ = "attributes"

    person_id: UUID
    clearance: dict[str, str] = Field(default_factory=dict, sa_type=JSONB)
    groups: list[str] = _texts()
    coi: list[str] = _texts()
    letter: dict[str, Any] | None = Field(default=None, sa_type=JSONB)


class RevocationRow(SQLModel, table=True):
    """A revocation, in the order in which they happened; only the worker role reads and writes it."""

    __tablename__ = "revocation"

    seq: int = Field(primary_key=True, sa_type=BigInteger)
    person_id: UUID
    not_before: datetime = Field(sa_type=DateTime(timezone=True))
    by: str = Field(sa_type=Text)
    reason: str = Field(default="", sa_type=Text)


class SavedViewsRow(SQLModel, table=True):
    """The views that a person keeps of a page: asked for by that person alone."""

    __tablename__ = "saved_view"

    subject: str = Field(primary_key=True, sa_type=Text)
    page: str = Field(primary_key=True, sa_type=Text)
    views: list[dict[str, Any]] = Field(sa_type=JSONB)
    at: datetime = Field(sa_type=DateTime(timezone=True))
