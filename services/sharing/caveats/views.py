"""How caveats, and what a plan meets of them, are shown to one reader."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from services.common.dates import ImpreciseDate
from services.common.label_api import LabelView
from services.sharing.caveats.schemas import Basis, CaveatState
from services.sharing.domain.caveats import CaveatKind, Dimension


class TermsView(BaseModel):
    """The terms that can be compared, each word as its code."""

    operation: str
    partnering: str
    countries: list[str]
    areas: list[str]
    tools: list[str]
    tasks: list[str]
    forces: list[str]
    weapons: list[str]
    partners: list[str]
    light: str
    months: list[int]
    hours: list[int]
    most: int | None
    condition: str


class CaveatRecord(BaseModel):
    """A caveat as its reader may see it; ``can``: what the reader may do."""

    id: UUID
    ref: str
    nation: str
    kind: CaveatKind
    dimension: Dimension
    subject: str
    published: str
    effect: str
    basis: Basis
    source: str
    terms: TermsView
    valid_from: ImpreciseDate
    valid_until: ImpreciseDate
    lift_by: str
    lift_days: int | None
    state: CaveatState
    reason: str
    lifted_on: ImpreciseDate
    created_at: datetime
    can: list[str]
    label: LabelView


class CaveatPage(BaseModel):
    """Caveats, and the cursor of the next page."""

    items: list[CaveatRecord]
    next: str | None


class CaveatChange(BaseModel):
    """What a caveat said until a moment, field by field."""

    at: datetime
    until: datetime
    before: dict[str, str]
    after: dict[str, str]


class CaveatChanges(BaseModel):
    """Changes, newest first."""

    items: list[CaveatChange]


class CaveatCell(BaseModel):
    """How many caveats in force of a nation in a dimension the reader reads."""

    nation: str
    dimension: Dimension
    restrictions: int
    permissions: int


class CaveatMatrix(BaseModel):
    """The counts of what the reader reads, and the banner over what they count."""

    cells: list[CaveatCell]
    label: LabelView | None


class CaveatWord(BaseModel):
    """A managed word: its code, its name and what people write for it."""

    code: str
    name: str
    synonyms: list[str]
    broader: str


class CaveatWords(BaseModel):
    """The managed words of caveats and plans."""

    operations: list[CaveatWord]
    tasks: list[CaveatWord]
    forces: list[CaveatWord]
    weapons: list[CaveatWord]


class NamedCaveat(BaseModel):
    """A caveat as an answer names it."""

    id: UUID
    ref: str
    nation: str
    kind: CaveatKind
    dimension: Dimension
    subject: str
    published: str
    lift_by: str
    lift_days: int | None
    label: LabelView


class WhyView(BaseModel):
    """A term that decides the answer, and the sentence that says so."""

    term: str
    answer: Literal["definite", "possible", "none"]
    says: str


class FillView(BaseModel):
    """A permission that holds for what a restriction forbids here: in all of it, or perhaps."""

    caveat: NamedCaveat
    answer: Literal["definite", "possible"]


class MetCaveat(BaseModel):
    """A restriction that the plan meets, and the permissions of the same nation and of others that answer
    it. ``lifted``: a permission of the same nation surely takes it away here.
    """

    caveat: NamedCaveat
    answer: Literal["definite", "possible"]
    why: list[WhyView]
    lifted: bool
    lifted_by: list[FillView]
    filled_by: list[FillView]


class ClearCaveat(BaseModel):
    """A restriction that the reader reads and the plan does not meet, and why."""

    caveat: NamedCaveat
    why: list[WhyView]


class NationAnswer(BaseModel):
    """A nation's answer. ``unknown``: the reader reads no caveat of it. ``none_read``: none of those that the
    reader reads is met; neither says that there is no other. ``permitted``: its permissions that hold here.
    """

    nation: str
    answer: Literal["definite", "possible", "none_read", "unknown"]
    takes_part: bool
    read: int
    says: str
    met: list[MetCaveat]
    not_met: list[ClearCaveat]
    permitted: list[FillView]


class TaskUnderstood(BaseModel):
    """A task that was named or found in the words."""

    code: str
    name: str


class PlanAnswer(BaseModel):
    """What a plan meets, a nation after the other; the firmest first. ``operation`` and ``tasks``: as they
    were understood.
    """

    operation: str
    nations: list[NationAnswer]
    tasks: list[TaskUnderstood]
    label: LabelView | None
