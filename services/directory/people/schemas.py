"""What the API says of people."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.common.label_api import LabelView


class OrganisationRef(BaseModel):
    """An organisation by id and name."""

    id: UUID
    name: str


class LastRevocation(BaseModel):
    """When all that a person was signed in to was last ended, under the label of their attributes."""

    at: datetime
    label: LabelView


class Person(BaseModel):
    """A person (or `system`) as the reader may know them.

    `nation` is the country of affiliation, which reading follows; `acts_for` the nation whose work they do.
    """

    id: UUID
    name: str
    kind: str
    rank: str
    nation: str
    acts_for: str
    billet: str
    billet_kind: str = Field(description="staff, liaison, or embed (acts for another nation)")
    roles: list[str]
    organisation: OrganisationRef | None
    revoked: LastRevocation | None = Field(description="for whom may read their attributes")
    label: LabelView


class Attributes(BaseModel):
    """Releasability attributes, shown to whoever may read them: as a rule the person's own nation."""

    username: str
    clearance: dict[str, str]
    groups: list[str]
    coi: list[str]
    letter: dict[str, Any] | None
    not_before: datetime | None = Field(description="tokens of sign-ins before this are refused")
    label: LabelView


class PersonDetail(Person):
    """A person with their attributes, if the reader may see those; else null, as where there are none."""

    attributes: Attributes | None


class PeoplePage(BaseModel):
    """One page of people, by nation and family name."""

    items: list[Person]
    next: str | None


class RevokeBody(BaseModel):
    """Why somebody is revoked; kept for administrators, never shown."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


class Revoked(BaseModel):
    """A revocation: whatever the person signed in to before that moment is refused everywhere."""

    id: UUID
    not_before: datetime


class Me(BaseModel):
    """The reader, as their token says and the directory knows."""

    id: str
    name: str
    affiliation: str | None
    acts_for: str | None
    nation_name: str | None = Field(description="of the nation that they act for")
    roles: list[str]
    organisation: str | None
    clearance: dict[str, str] = Field(description="policy to name of the highest level")
    groups: list[str]
    coi: list[str]
    rank: str | None
    billet: str | None
