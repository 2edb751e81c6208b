"""Requests for release, the consents of their originators, and what was granted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid
from sqlmodel import Field

from services.common.rows import Row, mapping, moment, texts, words


def _ids() -> Any:
    return Field(default_factory=list, sa_type=ARRAY(Uuid), nullable=False)


class ReleaseRow(Row, table=True):
    """What a nation asks to be released: portions of an item, or an answer of one nation ``about`` something.

    Read by the nation that asks and by each originator, and by nobody else. ``level``: the highest of what is
    asked for.
    """

    __tablename__ = "release_request"

    ref: str = words()
    item_id: UUID | None = Field(default=None, foreign_key="shared_item.id")
    portion_ids: list[UUID] = _ids()
    whatever: bool = Field(default=False)
    codes: list[str] = texts()
    sight: str = words()
    about: str = words()
    reason: str = words()
    wanted_by: date | None = None
    conditions: str = words()
    expires_on: date | None = None
    level: int = Field(default=0)
    nation: str = words()
    asked_name: str = words()
    originators: list[str] = texts()
    state: str = words()
    outcome: str = words()
    settled_at: datetime | None = moment()


class ConsentRow(Row, table=True):
    """The decision of one originator. Its nation's alone until it is final; then the asking nation reads it.

    ``seen``: the labels and versions, by record, that were decided on.
    """

    __tablename__ = "release_consent"

    request_id: UUID = Field(foreign_key="release_request.id")
    nation: str = words()
    state: str = words()
    portion_ids: list[UUID] = _ids()
    codes: list[str] = texts()
    sight: str = words()
    conditions: str = words()
    expires_on: date | None = None
    answer: str = words()
    why: str = words()
    reason: str = words()
    asked_by: str = words()
    proposed_by: str = words()
    proposed_name: str = words()
    decided_by: str = words()
    decided_name: str = words()
    effective_at: datetime | None = moment()
    seen: dict[str, int] = mapping()
    note: str = words()


class GrantRow(Row, table=True):
    """What a release gave: of a portion, or of the title where ``portion_id`` is empty.

    ``given`` and ``before`` say by code what it may do, and what it might without this release.
    """

    __tablename__ = "release_grant"

    request_id: UUID = Field(foreign_key="release_request.id")
    item_id: UUID = Field(foreign_key="shared_item.id")
    portion_id: UUID | None = Field(default=None, foreign_key="portion.id")
    codes: list[str] = texts()
    sight: str = words()
    conditions: str = words()
    expires_on: date | None = None
    given: dict[str, Any] = mapping()
    before: dict[str, Any] = mapping()
    state: str = words()
    ended_at: datetime | None = moment()
    reason: str = words()
