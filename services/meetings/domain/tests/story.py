"""A small world for tests: three rungs for two nations, two forums aside, and a hand that acts on it."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from services.meetings.domain.values import (
    Act,
    Appointment,
    Draft,
    Forum,
    Meeting,
    Sight,
    Span,
)
from services.meetings.domain.world import Change, World

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
BOTH = Sight(1, frozenset({"USA", "GBR"}), 2)
THREE_DAYS = timedelta(days=3)
ALL = Sight(2, frozenset({"USA", "GBR", "AUS", "NZL"}), 2)


def _forum(key: str, nations: str, rank: int, parent: str | None = None) -> Forum:
    named = [] if parent else [nation for nation in nations.split() if nation != "NZL"]
    authorities = {nation: "Chief of the Army Staff" for nation in named}
    return Forum(key, key.upper(), frozenset(nations.split()), rank, parent, authorities)


FORUMS = (
    _forum("gort", "USA GBR", 0),
    _forum("ast", "USA GBR", 1, "gort"),
    _forum("wg1", "USA GBR", 2, "ast"),
    _forum("wg2", "USA GBR AUS", 2, "ast"),
    _forum("ocean", "USA AUS NZL", 1),
    _forum("euro", "GBR FRA", 1),
)


def appointments() -> list[Appointment]:
    """A head, a deputy and a secretary of every member nation in every forum; New Zealand has no deputy, and
    a head for the first four days of a week alone: on the others nobody of it can break a silence.
    """
    weeks = [START.date() + timedelta(weeks=number) for number in range(8)]
    return [
        Appointment(f"ocean-NZL-{since}", "ocean", "NZL", "head", "NZL-head-ocean", since, since + THREE_DAYS)
        for since in weeks
    ] + [
        Appointment(f"{f.id}-{n}-{p}", f.id, n, p, f"{n}-{p}-{f.id}")
        for f in FORUMS
        for n in sorted(f.nations)
        for p in ("head", "deputy", "secretary")
        if n != "NZL" or p == "secretary"
    ]


class Hand:
    """Acts on a world that moves on, an hour at a time, with ids that count."""

    def __init__(self) -> None:
        self.world = World().put([*FORUMS, *appointments()])
        self.now = START
        self._ids = count(1)
        self.changes: list[Change] = []

    def act(self, nation: str = "USA", post: str = "secretary", forum: str = "gort") -> Act:
        """The act of a post holder, now."""
        self.now += timedelta(hours=1)
        return Act(f"{nation}-{post}-{forum}", nation, self.now, self.new_id)

    def new_id(self) -> str:
        return f"{next(self._ids):06d}"

    def do(self, change: Change) -> Change:
        self.world = self.world.put(change.values)
        self.changes.append(change)
        return change

    def plan(self, forum: str, in_days: int, present: str = "") -> str:
        day = (self.now + timedelta(days=in_days)).date()
        meeting = Meeting(self.new_id(), forum, Span(day, day), sight=ALL, present=frozenset(present.split()))
        self.world = self.world.put([meeting])
        return meeting.id

    def at(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def tasking(forum: str, title: str = "Share the common picture", sight: Sight = BOTH, **more) -> Draft:
    """A tasking as a secretary would draft it."""
    return Draft(title, forum, sight, lead=more.pop("lead", "USA"), **more)
