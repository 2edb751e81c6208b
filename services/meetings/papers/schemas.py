"""What a request about papers may say, and how a paper is shown."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from services.common.inputs import Input, Line, Text
from services.common.label_api import LabelBody, LabelView


class PaperKind(StrEnum):
    """What a nation prepares in private."""

    DRAFT = "draft"
    POSITION = "position"
    NOTE = "note"


Level = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z _]{1,39}$")]


class PaperIn(Input):
    """A new paper: its owner is the writer's own nation and nobody else reads it until it is offered."""

    kind: PaperKind
    item: UUID | None = None
    title: Line
    text: Text = ""
    level: Level = "UNCLASSIFIED"


class PaperPatch(Input):
    """Changes to a paper that is not yet offered."""

    kind: PaperKind | None = None
    title: Line | None = None
    text: Text | None = None


class OfferIn(Input):
    """The label under which the paper is put before the others: it names who gains sight of it."""

    label: LabelBody


class PaperView(BaseModel):
    """A paper as this reader may see it."""

    id: UUID
    meeting_id: UUID
    item_id: UUID | None
    nation: str
    kind: PaperKind
    title: str
    text: str
    offered_at: datetime | None
    label: LabelView
    can: list[str]


class PaperPage(BaseModel):
    """One page of papers."""

    items: list[PaperView]
    next: str | None


class OfferEffect(BaseModel):
    """Who would gain and who would lose sight of a paper, by nation and in words, before it is offered."""

    gains: list[str]
    loses: list[str]
    words: str
    label: LabelView
