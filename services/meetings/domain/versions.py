"""Versions of minutes: what changes in them is concurred in again, and told to nobody who may not read it."""

from collections.abc import Iterator
from dataclasses import replace

from services.meetings.domain.posts import members
from services.meetings.domain.standing import Record, bound, records_of, resettle
from services.meetings.domain.values import (
    NOTHING,
    Id,
    Item,
    Meeting,
    Outcome,
    Sight,
    Standing,
    State,
    Subject,
)
from services.meetings.domain.world import Draftsman


def touch_minutes(draft: Draftsman, meeting_id: Id) -> None:
    """Begin a new version of the minutes if any nation took a stand on the present one: after a draft's last
    record.

    Where somebody who reads the minutes can read nothing of what changed, the version would tell of it: there
    it stays, and the nations that assented to it, or were asked by silence, have missed what is new; they
    concur in that anew.
    """
    meeting = draft.world.meetings[meeting_id]
    stands = draft.world.stands(Subject.MINUTES, meeting_id, meeting.minutes_version)
    if not stands:
        return
    changed = list(_changed(draft, meeting_id))
    nations = members(draft.world, meeting.forum_id)
    if any(_shared(meeting, nations, *both) for both in changed):
        draft.put(replace(meeting, minutes_version=meeting.minutes_version + 1))
    else:
        spoken = bound(stands)
        draft.put(*(replace(now, unseen=now.unseen | spoken) for _, now in changed))
    resettle(draft, Subject.MINUTES, meeting_id)


def _changed(draft: Draftsman, meeting_id: Id) -> Iterator[tuple[Record | None, Record]]:
    """What a draft recorded or changed in the minutes: as it was, if it was, and as it is."""
    old = {one.id: one for one in records_of(draft.before, Subject.MINUTES, meeting_id)}
    for now in list(records_of(draft.world, Subject.MINUTES, meeting_id)):
        before = old.get(now.id)
        if before is None or _said(before) != _said(now):
            yield before, now


def _said(record: Record) -> Record:
    """A record without what follows for it from others: its standing and, of an item, its state."""
    plain = replace(record, standing=Standing.PROVISIONAL, unseen=NOTHING)
    if not isinstance(plain, Item):
        return plain
    folded = replace(plain, addressing_forum_id=None, state=State.OPEN, answer=None, blocked=NOTHING)
    return replace(folded, reopened=0, closed_at=None)


def _shared(meeting: Meeting, nations: frozenset[str], before: Record | None, now: Record) -> bool:
    """Whether these nations, and whoever else reads the minutes, read a record, as it was or as it is."""
    sights = [one for one in _sights(before, now) if _as_open(one, meeting.sight)]
    read = frozenset[str]().union(*(one.nations | one.groups for one in sights))
    viewed = read.union(*(one.shown for one in sights))
    reads = nations | meeting.sight.nations | meeting.sight.groups
    return reads <= read and meeting.sight.shown <= viewed


def _sights(*records: Record | None) -> Iterator[Sight]:
    for record in records:
        if record is not None:
            yield record.sight
            if not isinstance(record, Outcome) and record.substitute is not None:
                yield record.substitute


def _as_open(sight: Sight, minutes: Sight) -> bool:
    """Whether a label asks for no higher level and no further community than that of the meeting."""
    return sight.level <= minutes.level and sight.coi <= minutes.coi
