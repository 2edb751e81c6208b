"""What a request about units and series may say, and how they are shown."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.inputs import Input, Line, Nation, Text
from services.common.label_api import LabelBody, LabelView

Alias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class UnitKind(StrEnum):
    """What an entity is."""

    UNIT = "unit"
    ORGANISATION = "organisation"


class UnitIn(Input):
    """A unit or organisation of a nation. Without a label it is the writer's own nation's alone."""

    nation: Nation
    kind: UnitKind = UnitKind.UNIT
    name: Line
    aliases: list[Alias] = Field(default_factory=list, max_length=50)
    label: LabelBody | None = None


class UnitPatch(Input):
    """Changes to a unit."""

    name: Line | None = None
    aliases: Annotated[list[Alias], Field(max_length=50)] | None = None


class UnitView(BaseModel):
    """A unit as this reader may see it."""

    id: UUID
    nation: str
    kind: UnitKind
    name: str
    aliases: list[str]
    label: LabelView


class UnitPage(BaseModel):
    """One page of units."""

    items: list[UnitView]
    next: str | None


class SeriesIn(Input):
    """A series of activities, and its rhythm in words ("every two years")."""

    name: Line
    rhythm: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    note: Text = ""
    label: LabelBody | None = None


class SeriesView(BaseModel):
    """A series as this reader may see it."""

    id: UUID
    name: str
    rhythm: str
    note: str
    label: LabelView


class SeriesPage(BaseModel):
    """One page of series."""

    items: list[SeriesView]
    next: str | None
