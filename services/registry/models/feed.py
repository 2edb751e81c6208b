"""Feeds as they are stored: which system writes which source of a nation."""

from typing import Any

from sqlmodel import Field

from services.common.rows import Row, moment, texts, words


class FeedRow(Row, table=True):
    """That a partner's system writes the records of a source for its nation, until it ends.

    ``system`` is its id in the directory, the subject of its tokens. What it writes it may release by itself
    to ``rel``, up to ``level``.
    """

    __tablename__ = "feed"

    nation: str = words()
    source: str = words()
    system: str = words()
    note: str = words()
    level: int = Field(default=0)
    rel: list[str] = texts()
    ended_at: Any = moment()
    reason: str = words()
