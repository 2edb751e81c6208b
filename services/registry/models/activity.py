"""Activities with their notes and links."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, Computed, Date, Integer, Numeric, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.common.rows import Row, texts, words

_FIGURE = (
    "hash_record_extended(ROW(hosts, nations, lead, tool, cell, purposes, capability_areas, fiscal_year,"
    " status, currency, source, import_id, flags <> '{}'), 0)"
)
_LAST_MONTH = (
    "CASE WHEN start_precision IN ('day', 'month') THEN least("
    "date_trunc('month', greatest(end_first, start_first)::timestamp),"
    " date_trunc('month', start_first::timestamp) + interval '35 months')::date END"
)


def _made(kind: Any, expression: str, kept: bool = True) -> Any:
    return Field(default=None, sa_column=Column(kind, Computed(expression, persisted=kept), nullable=False))


def _objects() -> Any:
    return Field(default_factory=list, sa_type=JSONB, nullable=False)


def _uuids() -> Any:
    return Field(default_factory=list, sa_column=Column(ARRAY(Uuid), nullable=False))


class ActivityRow(Row, table=True):
    """One activity. ``owner`` is the scope of its source's keys: the label's owners, joined by ``+``.

    ``hosts`` are the countries that it concerns: its hosts, where none is named its recipients. Dates keep
    their precision: first and last day that each can mean. ``place`` and ``audience`` are the names of places
    and recipients, for search and lists; ``alike`` tells one event from another (real repeats share it).
    ``source_digest`` is of what the source's row said last, ``source_version`` the version that this made.
    ``starts_on``, ``ends_on`` and ``figure`` are made by the database, the latter a digest of what the
    counters tell apart; ``last_month`` is the last that it counts in, none where its first is not known. Its
    words stand aside (`words`).
    """

    __tablename__ = "activity"

    owner: str = words()
    ref: str | None = words(nullable=True)
    title: str = words()
    description: str = words()
    tool: str = words()
    cell: str = words()
    purposes: list[str] = texts()
    capability_areas: list[str] = texts()
    sponsor: str = words()
    lead: str = words()
    hosts: list[str] = texts()
    nations: list[str] = texts()
    participants: list[dict[str, Any]] = _objects()
    places: list[dict[str, Any]] = _objects()
    place: str = words()
    audience: str = words()
    unit_ids: list[UUID] = _uuids()
    start_first: date | None = Field(default=None)
    start_last: date | None = Field(default=None)
    start_precision: str = words(default="unknown")
    end_first: date | None = Field(default=None)
    end_last: date | None = Field(default=None)
    end_precision: str = words(default="unknown")
    starts_on: date | None = _made(Date, "coalesce(start_first, DATE '9999-12-31')")
    fiscal_year: int | None = Field(default=None)
    people: int | None = Field(default=None)
    cost: Decimal | None = Field(default=None, max_digits=18, decimal_places=2)
    currency: str = words()
    legal_authority: str = words()
    programme: str = words()
    operation: str = words()
    status: str = words(default="proposed")
    mode: str = words()
    reason: str = words()
    series_id: UUID | None = Field(default=None)
    source: str = words()
    source_id: str = words()
    import_id: UUID | None = Field(default=None)
    row_no: int | None = Field(default=None)
    alike: bytes | None = Field(default=None)
    flags: list[str] = texts()
    source_digest: bytes | None = Field(default=None)
    source_version: int | None = Field(default=None)
    figure: int | None = _made(BigInteger, _FIGURE)
    ends_on: date | None = _made(Date, "coalesce(end_last, start_last, start_first, DATE '9999-12-31')")
    last_month: date | None = Field(
        default=None, sa_column=Column(Date, Computed(_LAST_MONTH, persisted=True))
    )
    people_or_none: int | None = _made(Integer, "coalesce(people, -1)", kept=False)
    cost_or_none: Decimal | None = _made(Numeric, "coalesce(cost, -1)", kept=False)


class NoteRow(Row, table=True):
    """A note of one nation on an activity: what it says after the action, or before."""

    __tablename__ = "activity_note"

    activity_id: UUID = Field(foreign_key="activity.id")
    nation: str = words()
    kind: str = words(default="note")
    text: str = words()


class LinkRow(Row, table=True):
    """What an activity belongs to: a tasking, a lesson or a plan of another service, by its id."""

    __tablename__ = "activity_link"

    activity_id: UUID = Field(foreign_key="activity.id")
    kind: str = words()
    target: UUID = Field(nullable=False)
    title: str = words()
