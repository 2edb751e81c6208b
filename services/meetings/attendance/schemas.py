"""What a request about attendance may say, and how it is shown."""

from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel

from services.common.inputs import Input, Line, Nation


class Capacity(StrEnum):
    """As what a person attends."""

    HEAD = "head"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"
    ADVISER = "adviser"
    OBSERVER = "observer"


class Response(StrEnum):
    """What a person answered to the invitation."""

    NONE = "none"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


class AttendanceIn(Input):
    """A person asked to a meeting, or seen there."""

    nation: Nation
    person_name: Line
    capacity: Capacity = Capacity.MEMBER
    response: Response = Response.NONE
    present: bool = False


class AttendancePatch(Input):
    """What changed about a person's attendance."""

    capacity: Capacity | None = None
    response: Response | None = None
    present: bool | None = None
    person_name: Line | None = None


class AttendanceView(BaseModel):
    """One person at a meeting."""

    id: UUID
    nation: str
    person_name: str
    capacity: Capacity
    response: Response
    present: bool


class AttendanceList(BaseModel):
    """Everybody asked to a meeting, whole: no meeting has more than 500 (rule ``attendance_bound``).

    ``missing``: who should attend by the forum's list and its appointments, and is not coming.
    """

    items: list[AttendanceView]
    next: None = None
    nations_present: list[str]
    missing: list[str]


class AttendanceEffect(BaseModel):
    """What admitting a nation hides from the projection, told before it is admitted.

    Of the lines that this reader may read: ``hides`` are gone, ``replaces`` show their substitute words.
    """

    nation: str
    hides: int
    replaces: int
    words: str
