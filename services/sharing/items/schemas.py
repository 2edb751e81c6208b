"""What a request about items and portions may say."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.common.inputs import Input, Line
from services.common.label_api import LabelBody
from services.sharing.domain.kinds import PortionKind, SharedKind

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
"""The tag of a language (BCP 47): en, fr-CA."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Tags = Annotated[list[Tag], Field(max_length=30)]
Depth = Annotated[int, Field(ge=0, le=3)]
MOST_AT_ONCE = 500


class SharedSort(StrEnum):
    """What a list of items is sorted by."""

    CREATED = "created"
    TITLE = "title"

    @property
    def column(self) -> str:
        """The column of an index."""
        return "created_at" if self is SharedSort.CREATED else "title"


class PortionBody(Input):
    """A paragraph. Without a label it is read by who reads the title."""

    kind: PortionKind = PortionKind.PARAGRAPH
    depth: Depth = Field(default=0, description="how far it is set in, a heading's rank")
    text: Words
    label: LabelBody | None = None


class PortionIn(PortionBody):
    """A paragraph and where it goes: behind another, or without one at the end; first where ``first`` says
    so.
    """

    after: UUID | None = Field(default=None, description="the portion that it stands behind")
    first: bool = False


class PortionPatch(Input):
    """What changes of a paragraph: what is left out stays."""

    kind: PortionKind | None = None
    depth: Depth | None = None
    text: Words | None = None
    after: UUID | None = Field(default=None, description="the portion behind which it moves")
    first: bool = Field(default=False, description="move it before all others")
    withdrawn: bool | None = Field(default=None, description="take it away, or bring it back")


class SharedItemIn(Input):
    """An item with its paragraphs. The label is that of the title; without one it is the writer's nation's
    alone.
    """

    kind: SharedKind = SharedKind.DOCUMENT
    title: Line
    language: Language = "en"
    tags: Tags = Field(default_factory=list)
    label: LabelBody | None = None
    portions: list[PortionBody] = Field(default_factory=list, max_length=MOST_AT_ONCE)


class SharedItemPatch(Input):
    """What changes of an item's shell: what is left out stays."""

    kind: SharedKind | None = None
    title: Line | None = None
    language: Language | None = None
    tags: Tags | None = None
    withdrawn: bool | None = None
    reason: Reason | None = Field(default=None, description="why it is withdrawn")


class NarrowerIn(Input):
    """The label that takes another's place: a narrower one. A wider one is a release (two people)."""

    label: LabelBody
