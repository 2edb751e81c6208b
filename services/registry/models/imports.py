"""Imports and their profiles. What an import holds beside (pieces, batches) has its own SQL."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.common.rows import Row, moment, texts, words


def _json(*, nullable: bool = True, default: Any = None) -> Any:
    if nullable:
        return Field(default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True))
    return Field(default_factory=default, sa_column=Column(JSONB, nullable=False))


class ImportRow(Row, table=True):
    """One import: a file, how it is read, its mapping, and how far it is.

    ``owner`` is the scope of its rows' names: the label's owners, joined by ``+``. ``starter`` is who let it
    run, with the rights that they had: it runs under these. ``batches``: how many are written or undone.
    ``attempts``: how often it was taken up since it came further than batch ``reached``.
    """

    __tablename__ = "import_file"

    ref: str = words()
    name: str = words()
    state: str = words(default="receiving")
    owner: str = words()
    source: str = words()
    size: int | None = Field(default=None, sa_type=BigInteger)
    received_bytes: int = Field(default=0, sa_type=BigInteger, nullable=False)
    digest: str = words()
    reading: dict[str, Any] | None = _json()
    sheets: list[str] = texts()
    header: list[str] = texts()
    columns: list[dict[str, Any]] = _json(nullable=False, default=list)
    mapping: dict[str, Any] | None = _json()
    profile: str = words()
    starter: dict[str, Any] | None = _json()
    choices: dict[str, str] = _json(nullable=False, default=dict)
    progress: dict[str, Any] = _json(nullable=False, default=dict)
    counts: dict[str, int] | None = _json()
    kinds: list[dict[str, Any]] = _json(nullable=False, default=list)
    checked: dict[str, Any] | None = _json()
    sample: list[dict[str, Any]] = _json(nullable=False, default=list)
    problem: dict[str, str] | None = _json()
    batches: int = Field(default=0, nullable=False)
    attempts: int = Field(default=0, nullable=False)
    reached: int = Field(default=0, nullable=False)
    lease_until: datetime | None = moment()
    lease_by: str = words()
    started_at: datetime | None = moment()
    finished_at: datetime | None = moment()


class ProfileRow(Row, table=True):
    """A mapping that a nation keeps for its next file of the kind."""

    __tablename__ = "import_profile"

    name: str = words()
    owner: str = words()
    mapping: dict[str, Any] = _json(nullable=False, default=dict)
