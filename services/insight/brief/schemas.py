"""The brief as it is shown: sections of lines, each of which can be acted on."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, Field

from services.common.label_api import LabelView


class SectionKind(StrEnum):
    """What a section of the brief is about."""

    OWED_BY_US = "owed_by_us"
    AWAITED_BY_US = "awaited_by_us"
    RELEASES = "releases"
    MEETINGS = "meetings"
    CHANGED = "changed"


class Due(BaseModel):
    """A date as exact as it is known: "2027-06-30", "2027-06", "2027" or unknown."""

    value: str | None
    precision: str


class LineForum(BaseModel):
    """The forum that a line is about."""

    id: UUID | None
    name: str


class Line(BaseModel):
    """One thing that needs this reader. ``why`` says in fixed words why it stands here."""

    id: UUID
    kind: str
    ref: str
    title: str
    detail: str
    why: list[str]
    due: Due
    forum: LineForum
    link: str
    label: LabelView
    new: bool = Field(description="changed since the reader last looked")


class Section(BaseModel):
    """Lines of one kind, by date; ``more`` where there are further ones than shown."""

    kind: SectionKind
    lines: list[Line]
    more: bool


class Brief(BaseModel):
    """The day's brief. ``stale`` names sources that are silent: what they could have narrowed is hidden."""

    since: datetime | None
    as_of: datetime
    stale: list[str]
    sections: list[Section]
    banner: LabelView | None
