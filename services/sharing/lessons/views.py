"""How lessons are shown to one reader."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from services.common.label_api import LabelView
from services.sharing.domain.lessons import ActionState, LessonAct, LessonState
from services.sharing.lessons.schemas import LinkTo


class LessonLink(BaseModel):
    """A tie to a record that the reader may know, by its reference and title; of ``text`` both are empty."""

    id: UUID
    kind: LinkTo
    target: UUID | None
    ref: str
    title: str
    note: str
    evidence: bool


class LessonStep(BaseModel):
    """An act that there is now, where it leads, and what it still needs."""

    act: LessonAct
    to: LessonState
    missing: list[str]


class LessonLine(BaseModel):
    """A lesson in a list."""

    id: UUID
    ref: str
    title: str
    state: LessonState
    observation: str
    topics: list[str]
    tags: list[str]
    source_nation: str
    source_exercise: str
    action_nation: str
    action_office: str
    due: str | None
    overdue: bool
    withdrawn: bool
    created_at: datetime
    label: LabelView


class LessonPage(BaseModel):
    """Lessons, and the cursor of the next page."""

    items: list[LessonLine]
    next: str | None


class SameLesson(BaseModel):
    """The lesson that says the same."""

    id: UUID
    ref: str
    title: str


class Lesson(LessonLine):
    """A lesson with all its sections. ``can``: what the reader may do; ``steps``: what may come next."""

    language: str
    reason: str
    discussion: str
    conclusion: str
    recommendation: str
    action: str
    action_state: ActionState
    validated_by: str
    validated_on: str | None
    validated_how: str
    source_unit: str
    begins: str | None
    ends: str | None
    tool: str
    units: list[str]
    capability_areas: list[str]
    countries: list[str]
    links: list[LessonLink]
    same_as: SameLesson | None
    can: list[str]
    steps: list[LessonStep]


class LessonChange(BaseModel):
    """What a lesson said until a moment, and from then on."""

    at: datetime
    before: dict[str, str]
    after: dict[str, str]


class LessonChanges(BaseModel):
    """Changes, newest first."""

    items: list[LessonChange]


class InCommon(BaseModel):
    """Why two are alike: what both have in common. ``years``: those of the other, first and last."""

    units: list[str]
    areas: list[str]
    countries: list[str]
    tool: str
    years: list[int]


class Counterpart(BaseModel):
    """An activity like what a lesson comes from, with the units that take part in it."""

    id: UUID
    ref: str
    title: str
    status: str
    units: list["CounterpartUnit"]
    why: InCommon
    label: LabelView


class CounterpartUnit(BaseModel):
    """A unit that did similar work, and its nation."""

    nation: str
    unit: str


class Counterparts(BaseModel):
    """Activities, those with the most in common first."""

    items: list[Counterpart]


class SimilarLesson(BaseModel):
    """A lesson from work like an activity, and why."""

    id: UUID
    ref: str
    title: str
    state: LessonState
    observation: str
    topics: list[str]
    why: InCommon
    label: LabelView


class SimilarLessons(BaseModel):
    """Lessons, those with the most in common first."""

    items: list[SimilarLesson]


class LessonTopic(BaseModel):
    """A topic of the managed list. ``found_by``: the name by which a suggestion was found."""

    id: UUID
    name: str
    synonyms: list[str]
    found_by: str = ""


class LessonTopics(BaseModel):
    """Topics."""

    items: list[LessonTopic]
