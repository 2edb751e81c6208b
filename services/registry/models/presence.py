"""Agreements to share presence as they are stored."""

from typing import Any

from sqlmodel import Field

from services.common.rows import Row, moment, texts, words


class AgreementRow(Row, table=True):
    """What a nation shares of its presence with another; a proposal is its own alone."""

    __tablename__ = "presence_agreement"

    nation: str = words()
    other: str = words()
    hosts: list[str] = texts()
    level: int = Field(default=0)
    noforn: bool = Field(default=False)
    note: str = words()
    state: str = words(default="proposed")
    given_at: Any = moment()
    given_by: str = words()
    revoked_at: Any = moment()
    reason: str = words()
