"""Reports of harm: what could not be done for want of information."""

from sqlmodel import Field

from services.common.rows import Row, words


class MissedRow(Row, table=True):
    """What a nation could not take part in. ``happened`` is a day, a month or a year; ``level`` that of what
    was withheld, as far as it is known.
    """

    __tablename__ = "missed_opportunity"

    ref: str = words()
    nation: str = words()
    originator: str = words()
    forum: str = words()
    activity: str = words()
    effect: str = words()
    happened: str = words()
    reason: str = words()
    level: int | None = Field(default=None)
    withdrawn: bool = Field(default=False)
