"""How items, portions and their past are shown to one reader."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from services.common.label_api import LabelView
from services.sharing.domain.kinds import PortionKind, SharedKind


class SharedItem(BaseModel):
    """The shell of an item, under its own label; ``can``: what the reader may do."""

    id: UUID
    ref: str
    kind: SharedKind
    title: str
    language: str
    tags: list[str]
    withdrawn: bool
    reason: str
    created_at: datetime
    can: list[str]
    label: LabelView


class SharedPage(BaseModel):
    """Items, and the cursor of the next page."""

    items: list[SharedItem]
    next: str | None


class PortionView(BaseModel):
    """A portion as the reader may see it.

    ``mark`` is the label that its author gave it, ``label`` says who reads it here, which is who reads the
    title too. ``may_take``: whether the reader may copy it, too, and not only look at it.
    """

    id: UUID
    item_id: UUID
    kind: PortionKind
    depth: int
    text: str
    withdrawn: bool
    may_take: bool
    can: list[str]
    mark: LabelView
    label: LabelView


class PortionList(BaseModel):
    """The portions of an item that the reader may see, in order, and the banner over those and the title."""

    items: list[PortionView]
    banner: LabelView


class SeenAs(BaseModel):
    """What certain nations see of what the reader sees: the portions by id, and the banner over them; no
    banner where the title itself is hidden from one of them.
    """

    nations: list[str]
    portions: list[UUID]
    banner: LabelView | None


class SharedChange(BaseModel):
    """What a portion, or the shell, said until a moment; ``marks``: under which labels both sides stand."""

    portion_id: UUID | None
    at: datetime
    until: datetime
    before: dict[str, str]
    after: dict[str, str]
    marks: list[LabelView]


class SharedChanges(BaseModel):
    """Changes, newest first."""

    items: list[SharedChange]
