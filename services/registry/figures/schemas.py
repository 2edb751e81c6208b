"""How figures are shown. Each stands under the mark of what is counted in it."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel

from services.common.label_api import LabelView


class Money(BaseModel):
    """What was spent in one currency, as text of exact cents."""

    currency: str
    amount: str


class Count(BaseModel):
    """How many activities under one key, and how many people; an empty key: not said."""

    key: str
    n: int
    people: int


class Statistics(BaseModel):
    """The published profile (DOMAIN, A10): by tool, partner, purpose and fiscal year, duplicates removed.

    A partner takes part and does not lead; an empty one: nobody beside the lead is known.
    """

    n: int
    people: int
    cost: list[Money]
    by_tool: list[Count]
    by_partner: list[Count]
    by_host: list[Count]
    by_purpose: list[Count]
    by_capability: list[Count]
    by_cell: list[Count]
    by_status: list[Count]
    by_lead: list[Count]
    by_year: list[Count]
    label: LabelView | None


class MatrixCell(BaseModel):
    """What one nation does for one host in one column."""

    host: str
    column: str
    nation: str
    n: int
    people: int


class Matrix(BaseModel):
    """Hosts by columns by leading nation: the hosts with most first."""

    by: str
    hosts: list[str]
    columns: list[str]
    cells: list[MatrixCell]
    label: LabelView | None


class MapPoint(BaseModel):
    """A country: how many activities, people, and leading nations."""

    country: str
    n: int
    people: int
    leads: list[str]


class WorldMap(BaseModel):
    """Activities by country."""

    countries: list[MapPoint]
    label: LabelView | None


class Period(StrEnum):
    """What activities are counted by over time."""

    MONTH = "month"
    YEAR = "year"


class MonthCount(BaseModel):
    """Activities of one kind under way in a month (its first day), or the most of any month of a year."""

    month: date
    tool: str
    n: int
    people: int


class Months(BaseModel):
    """Activities by month, or by year: only what is known to the month."""

    by: Period
    months: list[MonthCount]
    label: LabelView | None
