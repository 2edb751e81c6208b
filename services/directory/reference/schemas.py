"""What the API says of nations, communities, organisations and the policy."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from services.common.label_api import LabelView


class Nation(BaseModel):
    """A nation by its ISO 3166-1 alpha-3 code; ``participates``: its people use this platform."""

    code: str
    name: str
    participates: bool


class NationPage(BaseModel):
    """All nations by code; there is never a next page."""

    items: list[Nation]
    next: None


class Member(BaseModel):
    """A nation's membership from ``since`` up to, not including, ``until``; null has no bound."""

    nation: str
    since: date | None
    until: date | None


class Community(BaseModel):
    """A community and those of its members, past and present, whom the reader may know of.

    ``expandable`` false: it grants only to those who hold the group itself. ``deprecated_at``: since then
    it is read, never written.
    """

    id: UUID
    code: str
    name: str
    expandable: bool
    deprecated_at: datetime | None
    members: list[Member]
    label: LabelView


class CommunityPage(BaseModel):
    """One page of communities, by code."""

    items: list[Community]
    next: str | None


class Organisation(BaseModel):
    """A headquarters, staff or office."""

    id: UUID
    name: str
    nation: str
    label: LabelView


class OrganisationPage(BaseModel):
    """One page of organisations, by name."""

    items: list[Organisation]
    next: str | None


class PolicyLevel(BaseModel):
    """A classification: its place from 0 (lowest) to 4, its words and its colours."""

    name: str
    short: str
    value: int
    colour: str
    text_colour: str


class PolicyView(BaseModel):
    """The policy that labels are made under, and the notice that stands on every screen and export."""

    name: str
    version: str
    levels: list[PolicyLevel]
    notice: str
    fictional: bool
