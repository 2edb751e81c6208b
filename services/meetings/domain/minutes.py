"""Concurrence: how what was recorded comes to bind, and how agreed minutes are corrected."""

from dataclasses import replace
from datetime import datetime

from services.meetings.domain import rules
from services.meetings.domain.posts import is_headed, require_recorder, require_stand
from services.meetings.domain.standing import (
    missed,
    nations_for,
    reads_anew,
    resettle,
    sight_of,
    standing_of,
    version_of,
    witness,
)
from services.meetings.domain.values import (
    MINIMUM_SILENCE,
    RECORDING,
    Act,
    Concurrence,
    Id,
    Meeting,
    MeetingState,
    Sight,
    Stand,
    Standing,
    Subject,
)
from services.meetings.domain.world import Change, Draftsman, World


def take_stand(
    world: World,
    act: Act,
    subject: Subject,
    subject_id: Id,
    nation: str,
    stand: Stand,
    sight: Sight,
    *,
    version: int | None = None,
    evidence: str = "",
) -> Change:
    """A nation concurs in, or withholds from, the current version of minutes, an answer or an adjudication.

    Given by its own head or deputy, or recorded by its own secretary with evidence. It reaches what the
    nation may read now; what it may read later it concurs in again, agreed or not. Refused:
    ``own_nation_only``, ``secretary_needs_evidence``, ``withholding_says_why``, ``member_nation``,
    ``current_version``, ``agreed_minutes_locked``, ``held_meeting``.
    """
    forum_id, nations = nations_for(world, subject, subject_id)
    if stand is not Stand.CONCURRED or not reads_anew(world, act, subject, subject_id, nation):
        _require_open(world, subject, subject_id, nations)
    current = version_of(world, subject, subject_id)
    rules.enforce("current_version", version in {None, current}, "/version")
    rules.enforce("member_nation", nation in nations, "/nation")
    require_stand(world, act, forum_id, nation, evidence)
    rules.enforce("withholding_says_why", stand is not Stand.WITHHELD or bool(evidence.strip()), "/evidence")
    pending = _pending(world, act, subject, subject_id, nation, sight)
    taken = replace(pending, version=version or current, stand=stand, evidence=evidence)
    making = Draftsman(world)
    making.put(taken)
    witness(making, subject, subject_id, nation, act)
    _offered(making, subject, subject_id)
    resettle(making, subject, subject_id)
    return making.change(stand.value)


def ask_by_silence(
    world: World, act: Act, subject: Subject, subject_id: Id, nation: str, deadline: datetime, sight: Sight
) -> Change:
    """Ask an absent nation by silence procedure: it assents at the deadline unless it breaks silence.

    At the deadline somebody must still stand to break it, else it says nothing (`silence_elapsed`).
    Its silence reaches what it could read since then, unchanged; in the rest it concurs anew.
    Any member's head, deputy or secretary may start it, and give a nation that was asked a later deadline.
    Refused: ``silence_absent_only``, ``silence_is_heard`` (nobody stands today to break it),
    ``silence_notice`` (less than 24 hours), ``silence_moves_later``, ``member_nation``, ``post_in_forum``.
    """
    forum_id, nations = nations_for(world, subject, subject_id)
    require_recorder(world, act, forum_id)
    _require_open(world, subject, subject_id, nations)
    rules.enforce("member_nation", nation in nations, "/nation")
    rules.enforce("silence_is_heard", is_headed(world, forum_id, nation, act.today), "/nation")
    _require_notice(world, act, subject, subject_id, nation, deadline)
    asked = replace(_pending(world, act, subject, subject_id, nation, sight), deadline=deadline)
    making = Draftsman(world)
    making.put(asked)
    missed(making, subject, subject_id, nation)
    _offered(making, subject, subject_id)
    return making.change("silence")


def _require_notice(
    world: World, act: Act, subject: Subject, subject_id: Id, nation: str, deadline: datetime
) -> None:
    """Only who is absent and has said nothing is asked by silence, with a notice that is never shortened."""
    present = world.meetings[subject_id].present if subject is Subject.MINUTES else frozenset()
    taken = world.stands(subject, subject_id, version_of(world, subject, subject_id)).get(nation)
    silent = taken is None or taken.stand is Stand.PENDING
    rules.enforce("silence_absent_only", nation not in present and silent, "/nation")
    rules.enforce("silence_notice", deadline - act.now >= MINIMUM_SILENCE, "/deadline")
    running = taken.deadline if taken is not None else None
    rules.enforce("silence_moves_later", running is None or act.now < running < deadline, "/deadline")


def silence_elapsed(world: World, now: datetime) -> Change:
    """End each silence past its deadline whose version is still the current one: in assent, or in nothing.

    It assents only for a nation that somebody could speak for on the day of the deadline (`is_heard`). Any
    other silence is dropped: the nation has said nothing, and is asked anew.
    """
    making = Draftsman(world)
    for asked in sorted(world.concurrences.values(), key=lambda stand: stand.id):
        if asked.stand is not Stand.PENDING or asked.deadline is None or asked.deadline > now:
            continue
        if asked.version != version_of(making.world, asked.subject, asked.subject_id):
            continue
        if is_heard(making.world, asked, asked.deadline):
            making.put(replace(asked, stand=Stand.SILENCE, at=now))
            missed(making, asked.subject, asked.subject_id, asked.nation)
        else:
            making.put(replace(asked, deadline=None, at=asked.deadline))
        resettle(making, asked.subject, asked.subject_id)
    return making.change("silence_elapsed")


def is_heard(world: World, asked: Concurrence, deadline: datetime) -> bool:
    """Whether a nation asked by silence could break it on the day of the deadline: a head or deputy of it
    stands in the forum then, and it may read what it is asked about.
    """
    forum_id, _ = nations_for(world, asked.subject, asked.subject_id)
    reads = asked.nation in sight_of(world, asked.subject, asked.subject_id).nations
    return reads and is_headed(world, forum_id, asked.nation, deadline.date())


def correct_minutes(world: World, act: Act, meeting_id: Id, reason: str) -> Change:
    """Open a new visible version of agreed minutes; what it holds is provisional until concurred in again."""
    meeting = world.meetings[meeting_id]
    require_recorder(world, act, meeting.forum_id)
    agreed = meeting.state is MeetingState.MINUTES_AGREED
    rules.enforce("meeting_transition", agreed, "", "Only agreed minutes are corrected.")
    rules.enforce("correction_reason", bool(reason.strip()), "/reason")
    making = Draftsman(world)
    making.put(
        replace(
            meeting,
            state=MeetingState.MINUTES_PROVISIONAL,
            minutes_version=meeting.minutes_version + 1,
            reason=reason,
        )
    )
    resettle(making, Subject.MINUTES, meeting_id)
    return making.change("correction")


def _require_open(world: World, subject: Subject, subject_id: Id, nations: frozenset[str]) -> None:
    if subject is Subject.MINUTES:
        meeting = world.meetings[subject_id]
        rules.enforce("agreed_minutes_locked", meeting.state is not MeetingState.MINUTES_AGREED, "")
        rules.enforce("held_meeting", _sits(meeting), "")
        return
    session = (
        world.outcomes[subject_id].meeting_id
        if subject is Subject.ANSWER
        else world.decisions[subject_id].meeting_id
    )
    rules.enforce(
        "held_meeting", session is None, "", "What a meeting recorded is concurred in by its minutes."
    )
    now = standing_of(world, subject, subject_id, version_of(world, subject, subject_id), nations)
    rules.enforce("agreed_minutes_locked", now is not Standing.AGREED, "")


def _sits(meeting: Meeting) -> bool:
    return meeting.state in RECORDING or meeting.state is MeetingState.MINUTES_AGREED


def _offered(making: Draftsman, subject: Subject, subject_id: Id) -> None:
    if subject is not Subject.MINUTES:
        return
    meeting = making.world.meetings[subject_id]
    if meeting.state is MeetingState.HELD:
        making.put(replace(meeting, state=MeetingState.MINUTES_PROVISIONAL))


def _pending(
    world: World, act: Act, subject: Subject, subject_id: Id, nation: str, sight: Sight
) -> Concurrence:
    """The nation's place beside the current version, as this act takes it up: nothing is said there yet."""
    version = version_of(world, subject, subject_id)
    present = world.stands(subject, subject_id, version).get(nation)
    return Concurrence(
        id=present.id if present is not None else act.new_id(),
        subject=subject,
        subject_id=subject_id,
        version=version,
        nation=nation,
        stand=Stand.PENDING,
        sight=sight,
        by=act.person,
        at=act.now,
    )
