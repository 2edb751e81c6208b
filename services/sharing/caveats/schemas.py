"""What a request about caveats may say."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.common.inputs import Input, Line, Nation, Partial, Text
from services.common.label_api import LabelBody
from services.sharing.domain.caveats import CaveatKind, Dimension, Partnering

Tool = Literal[
    "contact",
    "exercise",
    "education",
    "training",
    "advising",
    "counternarcotics",
    "humanitarian",
    "information_sharing",
    "operation",
    "programme",
]
Whole = Literal["nations", "places", "tasks", "forces", "weapons"]
Light = Literal["daylight", "dark"]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Words = Annotated[list[Word], Field(max_length=50)]
Nations = Annotated[list[Nation], Field(max_length=250)]
Months = Annotated[list[Annotated[int, Field(ge=1, le=12)]], Field(max_length=12)]
Hours = Annotated[list[Annotated[int, Field(ge=0, le=23)]], Field(max_length=24)]
People = Annotated[int, Field(ge=0, le=10_000_000)]
Days = Annotated[int, Field(ge=0, le=10_000)]
PublishedWords = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)]


class Basis(StrEnum):
    """How a caveat is known: its nation declared it, or somebody observed it."""

    DECLARED = "declared"
    OBSERVED = "observed"


class CaveatState(StrEnum):
    """Whether a caveat stands. Withdrawn: it should never have stood here."""

    IN_FORCE = "in_force"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"


class CaveatSort(StrEnum):
    """What a list of caveats is sorted by."""

    CREATED = "created"
    NATION = "nation"

    @property
    def column(self) -> str:
        """The column of an index."""
        return "created_at" if self is CaveatSort.CREATED else "nation"


class CaveatTerms(Input):
    """What of a caveat can be compared; what is left out limits nothing. Tasks, forces and weapons are words
    of the managed lists, or what people write for them. ``condition``: what a person has to judge.
    """

    operation: Short = ""
    partnering: Partnering | None = None
    countries: Nations = Field(default_factory=list)
    areas: Words = Field(default_factory=list, description="names of places")
    tools: Annotated[list[Tool], Field(max_length=10)] = Field(default_factory=list)
    tasks: Words = Field(default_factory=list)
    forces: Words = Field(default_factory=list)
    weapons: Words = Field(default_factory=list)
    partners: Nations = Field(default_factory=list, description="with whom")
    light: Light | None = None
    months: Months = Field(default_factory=list)
    hours: Hours = Field(default_factory=list, description="local time, each hour from its first minute")
    most: People | None = Field(default=None, description="the greatest number of people")
    condition: Short = ""


class CaveatFields(Input):
    """What stands beside the terms."""

    effect: Text = Field(default="", description="what came of it")
    source: Short = Field(default="", description="where it was declared or observed")
    valid_from: Partial | None = None
    valid_until: Partial | None = None
    lift_by: Short = Field(default="", description="who may lift it")
    lift_days: Days | None = Field(default=None, description="how many days that takes")


class CaveatIn(CaveatFields):
    """A caveat. Without a label it is the writer's own nation's alone."""

    nation: Nation = Field(description="whose forces")
    kind: CaveatKind = CaveatKind.RESTRICTION
    dimension: Dimension
    subject: Line
    published: PublishedWords = Field(description="the words as published")
    basis: Basis = Basis.DECLARED
    terms: CaveatTerms = Field(default_factory=CaveatTerms)
    label: LabelBody | None = None


class CaveatPatch(CaveatFields):
    """What changes of a caveat: what is left out stays. The terms change as a whole.

    Lifted or withdrawn takes a reason; ``lifted_on``: from when it does not hold any more.
    """

    kind: CaveatKind | None = None
    dimension: Dimension | None = None
    subject: Line | None = None
    published: PublishedWords | None = None
    basis: Basis | None = None
    terms: CaveatTerms | None = None
    state: CaveatState | None = None
    reason: Text | None = None
    lifted_on: Partial | None = None


class CaveatLabelIn(Input):
    """The narrower label that takes another's place."""

    label: LabelBody


class PlanPart(Input):
    """A nation in a plan. Without a role its forces take part."""

    nation: Nation
    role: Literal["host", "lead", "contributor", "recipient", "observer"] | None = None
    people: People | None = None


class PlanIn(Input):
    """An activity or a plan, as far as it is known: what is left out is unknown, and so possible.

    ``words``: title and text, in which tasks are found. ``complete``: which lists name everything.
    """

    words: Text = ""
    tool: Tool | None = None
    tasks: Words = Field(default_factory=list)
    forces: Words = Field(default_factory=list)
    weapons: Words = Field(default_factory=list)
    nations: list[PlanPart] = Field(default_factory=list, max_length=100)
    hosts: Nations = Field(default_factory=list)
    countries: Nations = Field(default_factory=list, description="where it takes place, beside the hosts")
    places: Words = Field(default_factory=list, description="names of places")
    operation: Short = ""
    partnering: Partnering | None = None
    light: Light | None = None
    hours: Hours = Field(default_factory=list)
    start: Partial | None = None
    end: Partial | None = None
    people: People | None = Field(default=None, description="all who take part")
    complete: list[Whole] = Field(default_factory=lambda: list[Whole](("nations", "places")), max_length=5)
