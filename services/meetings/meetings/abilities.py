"""What a reader may do with a meeting now: the buttons that a screen offers. The rules decide on the act."""

from collections.abc import Mapping
from typing import Any

from services.common.db import Unit
from services.meetings.domain.sittings import TRANSITIONS
from services.meetings.domain.values import RECORDERS, RECORDING, UPCOMING, MeetingState

ACTS: Mapping[MeetingState, str] = {
    MeetingState.PLANNED: "plan",
    MeetingState.AGENDA_OPEN: "open_agenda",
    MeetingState.HELD: "hold",
    MeetingState.MINUTES_PROVISIONAL: "draft_minutes",
    MeetingState.POSTPONED: "postpone",
    MeetingState.CANCELLED: "cancel",
}
"""The act that asks for a state."""
ADMINISTRATORS = frozenset({"national_admin"})


def abilities(unit: Unit, body: Mapping[str, Any], posts: frozenset[str]) -> list[str]:
    """Names of acts: ``paper`` for every member whose roles are for its work; the rest for its posts.

    ``edit`` (title, dates, place), ``agenda`` (order, topics, picks), ``attendance``, the acts of the next
    states, ``record`` (outcomes, decisions, taskings), ``concur``, ``correct``.
    """
    if unit.subject.nation not in (body["nations"] or ()):
        return []
    state = MeetingState(body["state"])
    # Who acts for another nation writes neither home's papers nor the host's.
    home = unit.subject.affiliation == unit.subject.nation
    found = ["paper"] if home and not unit.subject.oversees else []
    administers = bool(unit.subject.roles & ADMINISTRATORS)
    open_still = state in UPCOMING or state is MeetingState.POSTPONED
    if open_still and (administers or posts & RECORDERS):
        found.append("edit")
    if not posts & RECORDERS:
        return found
    if state in UPCOMING:
        found.append("agenda")
    if state in UPCOMING or state in RECORDING:
        found.append("attendance")
    if body["moved_to"] is None:
        found += [ACTS[to] for to in MeetingState if to in TRANSITIONS[state]]
    if state in RECORDING:
        found += ["record", "concur"]
    if state is MeetingState.MINUTES_AGREED:
        found.append("correct")
    return found
