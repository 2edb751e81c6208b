"""The tables of the sharing service, a file per aggregate."""

from services.common.rows import Row
from services.sharing.models.caveat import CaveatRow
from services.sharing.models.item import AttachmentRow, ItemRow, PortionRow
from services.sharing.models.lesson import LessonImportRow, LessonRow
from services.sharing.models.missed import MissedRow
from services.sharing.models.release import ConsentRow, GrantRow, ReleaseRow

LABELLED: tuple[type[Row], ...] = (
    ItemRow,
    PortionRow,
    AttachmentRow,
    ReleaseRow,
    ConsentRow,
    GrantRow,
    LessonRow,
    LessonImportRow,
    CaveatRow,
    MissedRow,
)
"""Every labelled table whose old rows are kept, in the order in which a migration makes them."""

BY_SQL_ALONE = frozenset(
    {
        "attachment_attempt",
        "known_activity",
        "known_tasking",
        "lesson_topic",
        "reading",
        "reading_delta",
    }
)
"""Tables that the mapper has no model of: names in the store, who read which portion, what is
known of the records of others, topics.
"""

__all__ = [
    "BY_SQL_ALONE",
    "LABELLED",
    "AttachmentRow",
    "CaveatRow",
    "ConsentRow",
    "GrantRow",
    "ItemRow",
    "LessonImportRow",
    "LessonRow",
    "MissedRow",
    "PortionRow",
    "ReleaseRow",
]
