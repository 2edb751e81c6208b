"""What people send and are shown of host demand."""

from uuid import UUID

from pydantic import BaseModel

from services.common.dates import ImpreciseDate
from services.common.inputs import Input, Line, Nation, Partial, Text
from services.common.label_api import LabelBody, LabelView
from services.registry.deconfliction.schemas import ActivityName
from services.registry.domain.demand import Position, Warned


class DemandIn(Input):
    """A measure for a host and where the host stands on it. ``plan``: the activity that carries it out;
    ``announced_on``: when somebody said it in public.
    """

    measure: Line
    host: Nation
    host_position: Position
    requested_on: Partial | None = None
    met_on: Partial | None = None
    announced_on: Partial | None = None
    plan: UUID | None = None
    outcome: Text = ""
    note: Text = ""
    label: LabelBody | None = None


class DemandPatch(Input):
    """Changes to a demand: what is left out stays, null makes a date unknown or takes the plan away."""

    measure: Line | None = None
    host_position: Position | None = None
    requested_on: Partial | None = None
    met_on: Partial | None = None
    announced_on: Partial | None = None
    plan: UUID | None = None
    outcome: Text | None = None
    note: Text | None = None


class DaysView(BaseModel):
    """A number of days as exactly as the dates say."""

    least: int
    most: int


class DemandView(BaseModel):
    """A demand as this reader may see it: the plan only where they may read it."""

    id: UUID
    ref: str
    measure: str
    host: str
    host_position: Position
    requested_on: ImpreciseDate
    met_on: ImpreciseDate
    announced_on: ImpreciseDate
    plan: ActivityName | None
    outcome: str
    note: str
    days: DaysView | None
    waiting: DaysView | None
    warning: Warned
    says: str
    may: list[str]
    label: LabelView


class DemandPage(BaseModel):
    """One page of demands."""

    items: list[DemandView]
    next: str | None
