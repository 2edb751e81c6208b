"""The words of the registries (DOMAIN: "Words", A1)."""

from enum import StrEnum


class Tool(StrEnum):
    """The kind of an activity."""

    CONTACT = "contact"
    EXERCISE = "exercise"
    EDUCATION = "education"
    TRAINING = "training"
    ADVISING = "advising"
    COUNTERNARCOTICS = "counternarcotics"
    HUMANITARIAN = "humanitarian"
    INFORMATION_SHARING = "information_sharing"
    OPERATION = "operation"
    PROGRAMME = "programme"


class Cell(StrEnum):
    """Where an activity stands in the 2x2 frame: with whom, and for when."""

    OPERATIONAL_CURRENT = "operational/current"
    OPERATIONAL_FUTURE = "operational/future"
    ENGAGEMENT_CURRENT = "engagement/current"
    ENGAGEMENT_FUTURE = "engagement/future"


class Role(StrEnum):
    """A nation's role in an activity."""

    HOST = "host"
    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    RECIPIENT = "recipient"
    OBSERVER = "observer"


class Status(StrEnum):
    """How far an activity is."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    UNDERWAY = "underway"
    COMPLETED = "completed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How people take part."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    MIXED = "mixed"


class Answer(StrEnum):
    """What a nation says of its part."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class NoteKind(StrEnum):
    """What a note is."""

    NOTE = "note"
    AFTER_ACTION = "after_action"


class LinkKind(StrEnum):
    """What an activity is tied to."""

    TASKING = "tasking"
    LESSON = "lesson"
    PLAN = "plan"


PURPOSES: tuple[str, ...] = (
    "interoperability",
    "maritime_security",
    "coalition_operations",
    "partner_capacity",
    "access_and_influence",
    "counterterrorism",
    "counternarcotics",
    "humanitarian_assistance",
    "peacekeeping",
    "professional_education",
    "institution_building",
    "other",
)
"""The managed list of purposes."""
