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


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split(", "))


TOOL_WORDS: dict[Tool, tuple[str, ...]] = {
    Tool.CONTACT: _words(
        "KLE, key leader engagement, SLE, senior leader engagement, SMEE, subject matter expert exchange,"
        " staff talks, talks, visit, VIP visit, port visit, ship visit, office call, conference, engagement,"
        " planning conference, initial planning conference, IPC, main planning conference, MPC,"
        " mid planning conference, final planning conference, FPC"
    ),
    Tool.EXERCISE: _words(
        "ex, TTX, tabletop exercise, CPX, command post exercise, FTX, field training exercise, CFX, LFX,"
        " live fire exercise, STAFFEX, CAX, wargame, JCET"
    ),
    Tool.EDUCATION: _words("PME, professional military education, schooling, scholarship, fellowship"),
    Tool.TRAINING: _words(
        "MTT, mobile training team, train, training team, trg, course, crse, training course, trg crse,"
        " PDT, pre-deployment training"
    ),
    Tool.ADVISING: _words("advise, advisory, adviser, advisor, mentoring, mentor"),
    Tool.COUNTERNARCOTICS: _words("CN, counterdrug"),
    Tool.HUMANITARIAN: _words("HA, HADR, humanitarian assistance, disaster relief, MEDCAP"),
    Tool.INFORMATION_SHARING: _words("info sharing, information exchange"),
    Tool.OPERATION: _words("op, ops, operations"),
    Tool.PROGRAMME: _words("program"),
}
"""What planners write for a tool in their lists, beside its own word, whatever the case and blanks."""
STATUS_WORDS: dict[Status, tuple[str, ...]] = {
    Status.PROPOSED: _words(
        "tentative, TBC, to be confirmed, TBD, draft, proposal, propose, requested, unconfirmed, notional"
    ),
    Status.PLANNED: _words("plan, planning, in planning, scheduled"),
    Status.CONFIRMED: _words("confirm, conf, firm"),
    Status.UNDERWAY: _words("ongoing, in progress, executing, in execution, active"),
    Status.COMPLETED: _words("complete, done, finished, executed, closed, ended, conducted"),
    Status.POSTPONED: _words("postpone, delayed, deferred, slipped, on hold"),
    Status.CANCELLED: _words("cancel, canceled, cxl, cxld, cnx, cnl, withdrawn, called off"),
}
"""What planners write for how far an activity is."""
MODE_WORDS: dict[Mode, tuple[str, ...]] = {
    Mode.IN_PERSON: _words("f2f, face to face, on site, physical"),
    Mode.VIRTUAL: _words("online, VTC, remote, video conference"),
    Mode.MIXED: _words("hybrid, blended"),
}
"""What planners write for how people take part."""
