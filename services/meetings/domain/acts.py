"""What a transition is asked with: who acts, and what is to be issued."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from services.meetings.domain.parts import Id, Sight, Span
from services.meetings.domain.terms import ItemKind


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts (person, and the nation they act for), when, where new ids and references come from, and
    under which labels they may read themselves.
    """

    person: str
    nation: str
    now: datetime
    new_id: Callable[[], Id]
    new_ref: Callable[[str], str] = lambda prefix: prefix
    reads: Callable[[Sight], bool] = lambda _: True

    @property
    def today(self) -> date:
        """The day of the act, UTC."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Draft:
    """A tasking as asked for, before the rules made it an item."""

    title: str
    forum_id: Id
    sight: Sight
    text: str = ""
    lead: str = ""
    supporting: tuple[str, ...] = ()
    due: Span | None = None
    kind: ItemKind = ItemKind.TASKING
    decision_id: Id | None = None
    substitute: Sight | None = None
    substitute_text: str = ""
