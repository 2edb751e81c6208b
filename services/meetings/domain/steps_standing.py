"""What must hold of assent from one world to the next: it reaches what was read, and nothing else."""

from collections.abc import Mapping

from services.meetings.domain.broken import Broken, Found
from services.meetings.domain.values import (
    HEADS,
    Act,
    Concurrence,
    Decision,
    Id,
    Item,
    Outcome,
    Sight,
    Stand,
    Subject,
)
from services.meetings.domain.world import World

Record = Item | Outcome | Decision
SPOKEN = frozenset({Stand.CONCURRED, Stand.WITHHELD})


def assent_reaches_what_was_read(before: World, after: World, act: Act) -> Found:
    """A nation that assents in this step, or is asked by silence, is not counted for a record that it cannot
    read in it; nor, by silence, for one that it missed since it was asked. Whose silence says nothing has
    missed nothing: it is asked anew of all.
    """
    for taken in after.concurrences.values():
        if taken.stand is Stand.WITHHELD or before.concurrences.get(taken.id) == taken:
            continue
        silent = taken.stand is not Stand.CONCURRED
        for record in _under(after, taken):
            was = _was(before, record)
            kept = silent and was is not None and taken.nation in was.unseen
            misses = kept or taken.nation not in _readers(record, None if silent else act)
            if (taken.nation in record.unseen) != (misses and not _dropped(taken)):
                yield Broken("bound_by_what_it_read", record.id, f"{taken.nation}: {taken.stand}")


def silence_reaches_what_stood(before: World, after: World, _: Act) -> Found:
    """What a nation that was asked by silence reads anew, or in other words, its silence does not reach."""
    for asked in before.concurrences.values():
        now = after.concurrences[asked.id]
        if asked.stand is not Stand.PENDING or now.stand in SPOKEN or _dropped(asked) or _dropped(now):
            continue
        for record in _under(after, asked):
            words = _words(record, asked.nation)
            anew = words is not None and words != _words(_was(before, record), asked.nation)
            if anew and asked.nation not in record.unseen:
                yield Broken("bound_by_what_it_read", record.id, f"{asked.nation} was asked before")


def silence_binds_who_could_break_it(before: World, after: World, _: Act) -> Found:
    """A silence that ends is assent where a head or deputy of a nation that reads what it is asked about
    stands on the day of the deadline, and nothing where none does.
    """
    for asked in before.concurrences.values():
        now = after.concurrences[asked.id]
        ended = now.stand is Stand.SILENCE or _dropped(now)
        if asked.stand is not Stand.PENDING or asked.deadline is None or not ended:
            continue
        day = asked.deadline.date()
        forum_id, sight = _about(after, asked)
        heads = [
            held
            for held in after.appointments.values()
            if (held.forum_id, held.nation) == (forum_id, asked.nation) and held.post in HEADS
        ]
        stands = any(held.since <= day and (held.until is None or day <= held.until) for held in heads)
        if (stands and asked.nation in sight.nations) != (now.stand is Stand.SILENCE):
            yield Broken("silence_is_heard", asked.id, f"{asked.nation}: {now.stand}")


def _about(world: World, asked: Concurrence) -> tuple[Id | None, Sight]:
    """The forum in which a nation is asked, and who reads what it is asked about."""
    if asked.subject is Subject.MINUTES:
        meeting = world.meetings[asked.subject_id]
        return meeting.forum_id, meeting.sight
    home: Mapping[Id, Outcome | Decision] = world.decisions
    if asked.subject is Subject.ANSWER:
        home = world.outcomes
    return home[asked.subject_id].forum_id, home[asked.subject_id].sight


def _dropped(taken: Concurrence) -> bool:
    """Whether a silence ended in nothing, and the nation was not asked since."""
    return taken.stand is Stand.PENDING and taken.deadline is None


def unseen_stays_unseen(before: World, after: World, _: Act) -> Found:
    """Reading something later binds nobody: a nation is counted again only by a stand of its own."""
    for home in ("items", "outcomes", "decisions"):
        for key, old in getattr(before, home).items():
            for nation in old.unseen - getattr(after, home)[key].unseen:
                if _latest(before, old, nation) == _latest(after, old, nation):
                    yield Broken("bound_by_what_it_read", key, f"{nation} took no stand")


def _latest(world: World, record: Record, nation: str) -> object:
    """The stand that the nation took itself on the present version of what a record stands under; True
    where it said nothing itself, None where it was not asked, or nobody could have spoken for it.
    """
    for taken in world.concurrences.values():
        if (
            taken.nation == nation
            and not _dropped(taken)
            and any(one.id == record.id for one in _under(world, taken))
        ):
            return taken if taken.stand in SPOKEN else True
    return None


def _was(before: World, record: Record) -> Record | None:
    """A record as it was; None where it was not yet."""
    for home in (before.items, before.outcomes, before.decisions):
        if record.id in home:
            found: Record = home[record.id]
            return found
    return None


def _words(record: Record | None, nation: str) -> object:
    """What a nation reads of a record: its own words, or those of its substitute; None where nothing."""
    if record is None:
        return None
    if nation in record.sight.nations:
        return (record.title, record.text) if isinstance(record, Item) else record.text
    substitute = None if isinstance(record, Outcome) else record.substitute
    if substitute is None or nation not in substitute.nations:
        return None
    return "instead", record.substitute_text if isinstance(record, Item) else ""


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
