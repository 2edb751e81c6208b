"""The coverage figures (C5) as they are shown."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from services.common.label_api import LabelView


class Linkage(BaseModel):
    """Of the taskings that had a meeting of their forum, how many were addressed at the first one."""

    addressed: int
    had_one: int
    rate: float | None = Field(description="addressed / had_one, 0 to 1; null where no tasking had a meeting")


class Adjudicated(BaseModel):
    """Escalations asked, and those that have their adjudication."""

    asked: int
    answered: int


class Days(BaseModel):
    """Days from issue to the first meeting that addressed it; null where none was addressed."""

    p50: float | None
    p90: float | None


class Figures(BaseModel):
    """The figures over one set of items; every count is of items that the reader may see."""

    items: int
    open: int
    linkage: Linkage
    no_venue: int
    blocked: int
    overdue: int
    orphans: int = Field(description="open, and passed over at every meeting that it had")
    adjudicated: Adjudicated
    time_to_first_address_days: Days


class ForumFigures(Figures):
    """The figures of one addressing forum."""

    forum_id: UUID | None
    name: str


class NationFigures(Figures):
    """The figures of one lead nation."""

    nation: str


class Coverage(Figures):
    """The figures over all that the reader may see, and by forum and by lead nation."""

    as_of: date
    stale: list[str]
    by_forum: list[ForumFigures]
    by_nation: list[NationFigures]
    banner: LabelView | None
