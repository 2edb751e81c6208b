"""What must hold of meetings and their minutes from one world to the next."""

from services.meetings.domain.broken import Broken, Found
from services.meetings.domain.posts import members
from services.meetings.domain.standing import bound
from services.meetings.domain.values import (
    SAT,
    UPCOMING,
    Act,
    Decision,
    Item,
    Meeting,
    MeetingState,
    Outcome,
    Stand,
    Standing,
    Subject,
)
from services.meetings.domain.world import World


def agreed_is_locked(before: World, after: World, _: Act) -> Found:
    """What agreed minutes hold does not change, unless a correction opened a new version."""
    for meeting in before.meetings.values():
        now = after.meetings.get(meeting.id)
        if meeting.state is not MeetingState.MINUTES_AGREED or now is None:
            continue
        same = now.minutes_version == meeting.minutes_version
        if same and _minuted(before, meeting) != _minuted(after, now):
            yield Broken("agreed_is_locked", meeting.id)
        if same and _agreed(before, meeting) - _agreed(after, now):
            yield Broken("agreed_is_locked", meeting.id, "agreed no more")
        if now.minutes_version > meeting.minutes_version and not now.reason.strip():
            yield Broken("correction_is_visible", meeting.id)


def _minuted(world: World, meeting: Meeting) -> object:
    outcomes = {o.id: (o.kind, o.text) for o in world.outcomes_at.get(meeting.id, ())}
    items = {
        item.id: (item.title, item.text, item.lead, item.sight.label)
        for item in world.items.values()
        if item.issued_meeting_id == meeting.id
    }
    return meeting.state, outcomes, items


def _agreed(world: World, meeting: Meeting) -> frozenset[str]:
    """What stands agreed; a nation that concurs later in what it had not seen adds to it."""
    found = [(one.id, one.standing) for one in world.outcomes_at.get(meeting.id, ())]
    found += [(one.id, one.standing) for one in world.items.values() if one.issued_meeting_id == meeting.id]
    return frozenset(key for key, standing in found if standing is Standing.AGREED)


def versions_renew(before: World, after: World, _: Act) -> Found:
    """What changed after a nation took its stand is a new version, in which nobody has concurred yet; but no
    version tells a reader of what it can read nothing of: there who assented or was asked has missed it.
    """
    for meeting in after.meetings.values():
        old = before.meetings.get(meeting.id)
        if old is None or old.state not in SAT:
            continue
        stands = before.stands(Subject.MINUTES, meeting.id, old.minutes_version)
        texts = _texts(before, meeting.id)
        touched = [key for key, text in _texts(after, meeting.id).items() if texts.get(key) != text]
        nations = members(after, meeting.forum_id) | old.sight.nations | old.sight.groups
        shared = [key for key in touched if nations <= _read(before, key, old) | _read(after, key, old)]
        renewed = meeting.minutes_version != old.minutes_version
        if stands and shared and not renewed:
            yield Broken("versions_renew", meeting.id)
        if touched and not shared and renewed:
            yield Broken("version_tells_nothing", meeting.id, f"of {touched}")
        for key in () if renewed else touched:
            if bound(stands) - _record(after, key).unseen:
                yield Broken("bound_by_what_it_read", key, "recorded after the assent")
    for taken in after.concurrences.values():
        minuted = taken.id not in before.concurrences and taken.subject is Subject.MINUTES
        if minuted and taken.version != before.meetings[taken.subject_id].minutes_version:
            yield Broken("current_version", taken.id)


def _texts(world: World, meeting_id: str) -> dict[str, object]:
    texts: dict[str, object] = {o.id: (o.kind, o.text) for o in world.outcomes_at.get(meeting_id, ())}
    texts |= {d.id: d.text for d in world.decisions.values() if d.meeting_id == meeting_id}
    return texts | {i.id: i.title for i in world.items.values() if i.issued_meeting_id == meeting_id}


def _record(world: World, key: str) -> Item | Outcome | Decision:
    return world.items.get(key) or world.outcomes.get(key) or world.decisions[key]


def _read(world: World, key: str, minutes: Meeting) -> frozenset[str]:
    """The nations and groups of which everyone who reads the minutes reads a record, or its substitute."""
    if key not in {*world.items, *world.outcomes, *world.decisions}:
        return frozenset()
    record = _record(world, key)
    sights = [record.sight, None if isinstance(record, Outcome) else record.substitute]
    level, coi = minutes.sight.level, minutes.sight.coi
    open_ = [s for s in sights if s and s.level <= level and not s.coi - coi]
    return frozenset().union(*(s.nations | s.groups for s in open_))


def meetings_move_along(before: World, after: World, _: Act) -> Found:
    """A meeting is held once and not before its time; one that is called off has a reason."""
    for meeting in after.meetings.values():
        old = before.meetings.get(meeting.id)
        if old is None or old.state is meeting.state:
            continue
        if old.state in SAT and meeting.state not in SAT:
            yield Broken("held_stays_held", meeting.id)
        if meeting.state in SAT and old.state not in SAT | UPCOMING:
            yield Broken("held_stays_held", meeting.id)
        if meeting.state in {MeetingState.CANCELLED, MeetingState.POSTPONED} and not meeting.reason.strip():
            yield Broken("called_off_with_reason", meeting.id)
        if old.moved_to_id is not None:
            yield Broken("moved_stays_moved", meeting.id)
        first = meeting.when.first
        if meeting.held_at and first and (first - meeting.held_at.date()).days > 1:
            yield Broken("not_held_early", meeting.id)


def taken_stands_stay(before: World, after: World, _: Act) -> Found:
    """A stand that a nation took is not turned into silence, nor an agreed one withdrawn."""
    for taken in after.concurrences.values():
        old = before.concurrences.get(taken.id)
        if (
            old is not None
            and old.stand in {Stand.CONCURRED, Stand.WITHHELD}
            and taken.stand is Stand.SILENCE
        ):
            yield Broken("stand_is_kept", taken.id)
        if (
            old is not None
            and old.stand in {Stand.CONCURRED, Stand.WITHHELD}
            and taken.stand is Stand.PENDING
        ):
            yield Broken("stand_is_kept", taken.id)


def notice_is_kept(before: World, after: World, act: Act) -> Found:
    """The deadline of a silence procedure moves later while it runs, and goes only when it has passed."""
    for asked in before.concurrences.values():
        now = after.concurrences.get(asked.id)
        if now is None or asked.deadline is None or {asked.stand, now.stand} != {Stand.PENDING}:
            continue
        over, moved = act.now >= asked.deadline, now.deadline != asked.deadline
        if not over if now.deadline is None else moved and (now.deadline < asked.deadline or over):
            yield Broken("notice_is_kept", asked.id)
