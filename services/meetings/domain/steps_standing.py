"""What must hold of assent from one world to the next: it reaches what was read, and nothing else."""

from services.meetings.domain.broken import Broken, Found
from services.meetings.domain.standing import ASSENT
from services.meetings.domain.values import Act, Concurrence, Decision, Item, Outcome, Stand, Subject
from services.meetings.domain.world import World

Record = Item | Outcome | Decision


def assent_reaches_what_was_read(before: World, after: World, act: Act) -> Found:
    """A nation that assents in this step is not counted for a record that it cannot read in it."""
    for taken in after.concurrences.values():
        if taken.stand not in ASSENT or before.concurrences.get(taken.id) == taken:
            continue
        for record in _under(after, taken):
            seen = _readers(record, None if taken.stand is Stand.SILENCE else act)
            if (taken.nation in record.unseen) == (taken.nation in seen):
                yield Broken("bound_by_what_it_read", record.id, f"{taken.nation} assented")


def unseen_stays_unseen(before: World, after: World, _: Act) -> Found:
    """Reading something later binds nobody: a nation is counted again only by a stand of its own."""
    for home in ("items", "outcomes", "decisions"):
        for key, old in getattr(before, home).items():
            for nation in old.unseen - getattr(after, home)[key].unseen:
                if _latest(before, old, nation) == _latest(after, old, nation):
                    yield Broken("bound_by_what_it_read", key, f"{nation} took no stand")


def _latest(world: World, record: Record, nation: str) -> object:
    """The present version of what a record is concurred in with, and the nation's stand on it."""
    for taken in world.concurrences.values():
        if taken.nation == nation and any(one.id == record.id for one in _under(world, taken)):
            return taken
    return None


def _under(world: World, taken: Concurrence) -> list[Record]:
    """The records under a stand on the present version of its subject."""
    key = taken.subject_id
    if taken.subject is Subject.MINUTES:
        if world.meetings[key].minutes_version != taken.version:
            return []
        found: list[Record] = [o for o in world.outcomes.values() if o.meeting_id == key]
        found += [d for d in world.decisions.values() if d.meeting_id == key]
        return [*found, *(i for i in world.items.values() if i.issued_meeting_id == key)]
    if taken.subject is Subject.ADJUDICATION:
        adjudged = [o for o in world.outcomes.values() if o.decision_id == key and o.meeting_id is None]
        return [world.decisions[key], *adjudged]
    made = [i for i in world.items.values() if i.outcome_id == key and i.issued_meeting_id is None]
    return [world.outcomes[key], *made]


def _readers(record: Record, act: Act | None) -> frozenset[str]:
    sights = [record.sight, None if isinstance(record, Outcome) else record.substitute]
    seen = [one.nations for one in sights if one is not None and (act is None or act.reads(one))]
    return frozenset().union(*seen)
