"""The tables of the meetings service, a file per aggregate."""

from services.common.rows import Row
from services.meetings.models.forum import AppointmentRow, ForumRow
from services.meetings.models.item import (
    ConcurrenceRow,
    DecisionRow,
    ItemRow,
    OutcomeRow,
    ProgressRow,
    SubstituteRow,
)
from services.meetings.models.meeting import AgendaEntryRow, AttendanceRow, MeetingRow, PaperRow

LABELLED: tuple[type[Row], ...] = (
    ForumRow,
    AppointmentRow,
    MeetingRow,
    DecisionRow,
    ItemRow,
    SubstituteRow,
    OutcomeRow,
    ProgressRow,
    ConcurrenceRow,
    AgendaEntryRow,
    AttendanceRow,
    PaperRow,
)
"""Every labelled table, in the order in which a migration makes them."""

__all__ = [
    "LABELLED",
    "AgendaEntryRow",
    "AppointmentRow",
    "AttendanceRow",
    "ConcurrenceRow",
    "DecisionRow",
    "ForumRow",
    "ItemRow",
    "MeetingRow",
    "OutcomeRow",
    "PaperRow",
    "ProgressRow",
    "Row",
    "SubstituteRow",
]
