"""The world that a decision sees, and the change that it makes: persistent values with indexes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from services.meetings.domain.values import (
    SAT,
    UPCOMING,
    Appointment,
    Concurrence,
    Decision,
    Forum,
    Id,
    Item,
    Meeting,
    Outcome,
    Pick,
    Progress,
    Subject,
    Value,
)

K = TypeVar("K")
V = TypeVar("V")
P = ParamSpec("P")

_HOME = {
    Forum: "forums",
    Appointment: "appointments",
    Meeting: "meetings",
    Item: "items",
    Outcome: "outcomes",
    Decision: "decisions",
    Concurrence: "concurrences",
    Progress: "progress",
    Pick: "picks",
}


@dataclass(frozen=True)
class World:
    """Everything a rule may look at, keyed by id. Worlds are never changed, only succeeded."""

    forums: Mapping[Id, Forum] = field(default_factory=dict)
    appointments: Mapping[Id, Appointment] = field(default_factory=dict)
    meetings: Mapping[Id, Meeting] = field(default_factory=dict)
    items: Mapping[Id, Item] = field(default_factory=dict)
    outcomes: Mapping[Id, Outcome] = field(default_factory=dict)
    decisions: Mapping[Id, Decision] = field(default_factory=dict)
    concurrences: Mapping[Id, Concurrence] = field(default_factory=dict)
    progress: Mapping[Id, Progress] = field(default_factory=dict)
    picks: Mapping[Id, Pick] = field(default_factory=dict)

    def put(self, values: Iterable[Value]) -> "World":
        """The world after these values; a value with a known id replaces the older one."""
        changed: dict[str, dict[Id, Value]] = {}
        for value in values:
            home = _HOME[type(value)]
            changed.setdefault(home, {})[value.id] = value
        if not changed:
            return self
        return replace(self, **{home: {**getattr(self, home), **new} for home, new in changed.items()})

    @cached_property
    def worked_out(self) -> dict[tuple[object, ...], tuple[Any, object]]:
        """What derivations found in this world, for :func:`once_a_world`."""
        return {}

    @cached_property
    def outcomes_of(self) -> Mapping[Id, tuple[Outcome, ...]]:
        """Each item's outcomes, oldest first."""
        ordered = sorted(self.outcomes.values(), key=lambda outcome: (outcome.at, outcome.id))
        return _grouped(ordered, lambda outcome: outcome.item_id)

    @cached_property
    def outcomes_at(self) -> Mapping[Id | None, tuple[Outcome, ...]]:
        """Each meeting's outcomes."""
        return _grouped(self.outcomes.values(), lambda outcome: outcome.meeting_id)

    @cached_property
    def meetings_of(self) -> Mapping[Id, tuple[Meeting, ...]]:
        """Each forum's meetings."""
        return _grouped(self.meetings.values(), lambda meeting: meeting.forum_id)

    @cached_property
    def children_of(self) -> Mapping[Id | None, tuple[Item, ...]]:
        """Each item's children by delegation."""
        return _grouped(self.items.values(), lambda item: item.parent_id)

    @cached_property
    def escalations_of(self) -> Mapping[Id | None, tuple[Item, ...]]:
        """The escalations that ask for each item."""
        return _grouped(self.items.values(), lambda item: item.asks_for_id)

    @cached_property
    def progress_of(self) -> Mapping[Id, tuple[Progress, ...]]:
        """Each item's progress reports."""
        return _grouped(self.progress.values(), lambda report: report.item_id)

    @cached_property
    def picked(self) -> frozenset[tuple[Id, Id]]:
        """Pairs of meeting and item that somebody picked for discussion."""
        return frozenset((pick.meeting_id, pick.item_id) for pick in self.picks.values())

    @cached_property
    def _stands(self) -> Mapping[tuple[Subject, Id, int], Mapping[str, Concurrence]]:
        found: dict[tuple[Subject, Id, int], dict[str, Concurrence]] = {}
        for stand in self.concurrences.values():
            found.setdefault((stand.subject, stand.subject_id, stand.version), {})[stand.nation] = stand
        return found

    def stands(self, subject: Subject, subject_id: Id, version: int) -> Mapping[str, Concurrence]:
        """Each nation's stand on one version of a subject, by nation."""
        return self._stands.get((subject, subject_id, version), {})

    def sat(self, forum_id: Id) -> tuple[Meeting, ...]:
        """The forum's held meetings, earliest first."""
        return self._sat.get(forum_id, ())

    def upcoming(self, forum_id: Id) -> tuple[Meeting, ...]:
        """The forum's meetings still to come, by date; those without a date last."""
        return self._upcoming.get(forum_id, ())

    @cached_property
    def held(self) -> tuple[Meeting, ...]:
        """The held meetings of all forums, earliest first."""
        held = [meeting for meeting in self.meetings.values() if meeting.state in SAT]
        return tuple(sorted(held, key=lambda m: (str(m.held_at), m.id)))

    @cached_property
    def issued(self) -> tuple[Item, ...]:
        """All items, earliest first."""
        return tuple(sorted(self.items.values(), key=lambda item: (item.issued_at, item.id)))

    @cached_property
    def _sat(self) -> Mapping[Id, tuple[Meeting, ...]]:
        return _grouped(self.held, lambda m: m.forum_id)

    @cached_property
    def _upcoming(self) -> Mapping[Id, tuple[Meeting, ...]]:
        coming = [meeting for meeting in self.meetings.values() if meeting.state in UPCOMING]
        coming.sort(key=lambda m: (m.when.first is None, str(m.when.first), str(m.when.last), m.id))
        return _grouped(coming, lambda m: m.forum_id)


def once_a_world(derive: Callable[Concatenate[World, P], V]) -> Callable[Concatenate[World, P], V]:
    """A derivation that is worked out once for the same values in the same world, which never changes.

    Values are told apart by identity, and kept as long as what was found for them.
    """

    @wraps(derive)
    def found(world: World, /, *values: P.args, **named: P.kwargs) -> V:
        key = (derive, *map(id, values), *map(id, named.values()))
        known = world.worked_out.get(key)
        if known is None:
            known = world.worked_out[key] = (derive(world, *values, **named), (values, named))
        result: V = known[0]
        return result

    return found


@dataclass(frozen=True, slots=True)
class Change:
    """What a transition made: new and changed values, in the order in which they were made."""

    what: str
    values: tuple[Value, ...]

    def of(self, kind: type[V]) -> tuple[V, ...]:
        """The last value of each id of one kind."""
        latest = {value.id: value for value in self.values if isinstance(value, kind)}
        return tuple(latest.values())

    def referred(self, refs: Mapping[Id, str]) -> "Change":
        """The same with other references, by id: those first drawn were taken already."""
        named = (Meeting, Item, Decision)
        values = [
            replace(value, ref=refs[value.id]) if isinstance(value, named) and value.id in refs else value
            for value in self.values
        ]
        return Change(self.what, tuple(values))


class Draftsman:
    """Collects the values of one transition while the world moves with each of them."""

    def __init__(self, world: World) -> None:
        self.before = self.world = world
        self._values: list[Value] = []

    def put(self, *values: Value) -> None:
        """Add values that differ from what the world holds."""
        new = [value for value in values if getattr(self.world, _HOME[type(value)]).get(value.id) != value]
        self._values.extend(new)
        self.world = self.world.put(new)

    def change(self, what: str) -> Change:
        """The change so far, each id with its last value only."""
        latest = {(type(value), value.id): value for value in self._values}
        return Change(what, tuple(latest.values()))


def _grouped(values: Iterable[V], key: Callable[[V], K]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = {}
    for value in values:
        found.setdefault(key(value), []).append(value)
    return {group: tuple(members) for group, members in found.items()}
