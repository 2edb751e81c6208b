"""Why an opportunity was missed, and by what missed ones are counted."""

from enum import StrEnum


class MissedWhy(StrEnum):
    """Why information did not come: as a release is refused, or otherwise."""

    CLASSIFICATION = "classification"
    SOURCE = "source"
    THIRD_PARTY = "third_party"
    NEED_TO_KNOW = "need_to_know"
    OTHER = "other"
    UNANSWERED = "unanswered"
    NEVER_ASKED = "never_asked"
    TOO_LATE = "too_late"


class MissedBy(StrEnum):
    """What missed opportunities are counted by."""

    REASON = "reason"
    LEVEL = "level"
    NATION = "nation"
    ORIGINATOR = "originator"
    FORUM = "forum"
    MONTH = "month"
