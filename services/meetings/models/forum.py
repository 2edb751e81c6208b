"""A standing body, and who speaks in it for each nation."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from services.common.rows import Row, mapping, texts, words


class ForumRow(Row, table=True):
    """A forum: members, rank and echelon, parent, and where an escalation goes without a parent."""

    __tablename__ = "forum"

    key: str = words()
    name: str = words()
    kind: str = words()
    rank: int = Field(nullable=False)
    echelon: str = words()
    level_text: str = words()
    parent_id: UUID | None = Field(default=None, foreign_key="forum.id", index=True)
    time_zone: str = words(default="UTC")
    nations: list[str] = texts()
    co_chairs: list[str] = texts()
    should_attend: list[str] = texts()
    escalation_authority: dict[str, str] = mapping()
    note: str = words()


class AppointmentRow(Row, table=True):
    """A person in a forum by billet and date: head, deputy, secretary or executive agent of one nation."""

    __tablename__ = "appointment"

    forum_id: UUID = Field(foreign_key="forum.id")
    nation: str = words()
    post: str = words()
    person_id: str = words()
    name: str = words()
    billet: str = words()
    since: date = Field(nullable=False)
    until: date | None = Field(default=None)
