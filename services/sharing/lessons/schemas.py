"""What a request about lessons may say."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.common.inputs import Input, Line, Nation, Text
from services.common.label_api import LabelBody
from services.sharing.domain.lessons import ActionState, LessonAct, Tool

Partial = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A day, a month or a year: 2027-03-01, 2027-03, 2027."""
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Tags = Annotated[list[Tag], Field(max_length=30)]
Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Units = Annotated[list[Named], Field(max_length=50)]
Countries = Annotated[list[Nation], Field(max_length=50)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
MOST_LINKS = 100


class LessonSort(StrEnum):
    """What a list of lessons is sorted by."""

    CREATED = "created"
    TITLE = "title"
    DUE = "due"

    @property
    def column(self) -> str:
        """The column of an index; what has no due date stands behind all that has."""
        return {"created": "created_at", "title": "title", "due": "due_by"}[self.value]


class LinkTo(StrEnum):
    """What a lesson is tied to; ``text`` is evidence in words alone."""

    ITEM = "item"
    ACTIVITY = "activity"
    TASKING = "tasking"
    TEXT = "text"


class LinkIn(Input):
    """A tie to a record that the writer may know, or words; ``evidence``: it proves that it is learned."""

    kind: LinkTo
    target: UUID | None = None
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    evidence: bool = False


class LessonFields(Input):
    """The template. Dates are as exact as they are known; left out they are unknown."""

    language: Language = "en"
    discussion: Text = ""
    conclusion: Text = Field(default="", description="the lesson identified")
    recommendation: Text = ""
    action: Text = Field(default="", description="the remedial action")
    action_nation: Nation | None = Field(default=None, description="the nation of the action body")
    action_office: Short = ""
    action_state: ActionState = ActionState.OPEN
    due: Partial | None = None
    validated_by: Short = ""
    validated_on: Partial | None = None
    validated_how: Text = ""
    source_nation: Nation | None = None
    source_exercise: Short = ""
    source_unit: Short = ""
    begins: Partial | None = None
    ends: Partial | None = None
    tool: Tool | None = None
    units: Units = Field(default_factory=list)
    capability_areas: Tags = Field(default_factory=list)
    countries: Countries = Field(default_factory=list)
    tags: Tags = Field(default_factory=list, description="topics by any of their names, and free words")


class LessonIn(LessonFields):
    """A new lesson, which begins as an observation. Without a label it is the writer's nation's alone."""

    title: Line
    observation: Text = ""
    links: list[LinkIn] = Field(default_factory=list, max_length=MOST_LINKS)
    label: LabelBody | None = None


class LessonPatch(LessonFields):
    """Changes to a lesson: what is left out stays. ``tags`` replaces topics and free words together."""

    title: Line | None = None
    observation: Text | None = None
    withdrawn: bool | None = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] | None = None
    add_links: list[LinkIn] = Field(default_factory=list, max_length=MOST_LINKS)
    drop_links: list[UUID] = Field(default_factory=list, max_length=MOST_LINKS)


class LessonStepIn(Input):
    """A step on the way, or back; ``reason`` where it is taken back or rejected."""

    act: LessonAct
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    duplicate_of: UUID | None = Field(default=None, description="the lesson that says the same")


class LessonLabelIn(Input):
    """The narrower label that takes the place of a lesson's. A wider one is a release."""

    label: LabelBody


class TopicIn(Input):
    """A topic of the managed list, and what else it is called."""

    name: Tag
    synonyms: Annotated[list[Tag], Field(max_length=50)] = Field(default_factory=list)


class TopicPatch(Input):
    """What changes of a topic: what is left out stays."""

    name: Tag | None = None
    synonyms: Annotated[list[Tag], Field(max_length=50)] | None = None
