"""Caveats as they are stored."""

from datetime import date

from sqlmodel import Field

from services.common.rows import Row, texts, words


class CaveatRow(Row, table=True):
    """What a nation's forces may not, or may, do: as published, and in terms that can be compared."""

    __tablename__ = "caveat"

    ref: str = words()
    nation: str = words()
    kind: str = words()
    dimension: str = words()
    subject: str = words()
    published: str = words()
    effect: str = words()
    basis: str = words()
    source: str = words()
    operation: str = words()
    partnering: str = words()
    countries: list[str] = texts()
    areas: list[str] = texts()
    tools: list[str] = texts()
    tasks: list[str] = texts()
    forces: list[str] = texts()
    weapons: list[str] = texts()
    partners: list[str] = texts()
    light: str = words()
    months: list[str] = texts()
    hours: list[str] = texts()
    most: int | None = Field(default=None)
    condition: str = words()
    from_first: date | None = Field(default=None)
    from_last: date | None = Field(default=None)
    from_precision: str = words(default="unknown")
    until_first: date | None = Field(default=None)
    until_last: date | None = Field(default=None)
    until_precision: str = words(default="unknown")
    lifted_first: date | None = Field(default=None)
    lifted_last: date | None = Field(default=None)
    lifted_precision: str = words(default="unknown")
    lift_by: str = words()
    lift_days: int | None = Field(default=None)
    state: str = words()
    reason: str = words()
