"""Communities with dated members: who reads by a group, and when.

LABELS, "Audience": a nation reads by a group only if it was a member when the label was made and is one now.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml

from services.common.labels.model import CONCEALED, ISO3, Label, LabelError, epoch_time

BEGINNING: Final = "0001-01-01T00:00:00Z"
"""Epoch of a state before the first recorded change."""
_EXPANDED_MOST: Final = 10_000


def moment(value: date | datetime | str) -> datetime:
    """A day or a time as an aware UTC time of whole seconds; a day means its first instant.

    Naive times are refused, but for a written day or time, which is read as UTC.
    """
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
        value = value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a membership date must carry a time zone")
        return value.astimezone(UTC).replace(microsecond=0)
    return datetime.combine(value, time.min, UTC)


@dataclass(frozen=True, slots=True)
class Membership:
    """One nation in one group, from ``since`` up to, not including, ``until``; ``None`` has no bound."""

    group: str
    nation: str
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        """Bounds are aware times of whole seconds, the step of an epoch."""
        for name in ("since", "until"):
            bound = getattr(self, name)
            if bound is not None:
                object.__setattr__(self, name, moment(bound))

    def covers(self, at: datetime) -> bool:
        """Whether the nation is a member at that instant."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Group:
    """A community. ``expandable=False``: it grants only to those who hold the group itself.

    ``deprecated``: since that instant it is read, never written.
    """

    code: str
    name: str = ""
    expandable: bool = True
    deprecated: datetime | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Groups:
    """All groups with their dated members, as one immutable value."""

    groups: Mapping[str, Group]
    memberships: tuple[Membership, ...] = ()
    _index: Mapping[str, Mapping[str, tuple[Membership, ...]]] = field(init=False, repr=False, compare=False)
    _changes: Mapping[str, tuple[datetime, ...]] = field(init=False, repr=False, compare=False)
    _aliases: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _expanded: dict[tuple[str, datetime, tuple[str, ...] | None], frozenset[str]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Index members and dates of change by group; a membership of an unknown group is refused."""
        index: dict[str, dict[str, tuple[Membership, ...]]] = {code: {} for code in self.groups}
        changes: dict[str, set[datetime]] = {code: set() for code in self.groups}
        for item in self.memberships:
            if item.group not in index or not self.groups[item.group].expandable:
                raise ValueError(f"{item.group} is no group that can have members")
            index[item.group][item.nation] = (*index[item.group].get(item.nation, ()), item)
            changes[item.group].update(bound for bound in (item.since, item.until) if bound is not None)
        object.__setattr__(self, "_index", index)
        object.__setattr__(self, "_changes", {code: tuple(sorted(dates)) for code, dates in changes.items()})
        names = {alias: group.code for group in self.groups.values() for alias in group.aliases}
        object.__setattr__(self, "_aliases", names)

    @staticmethod
    def load(path: Path) -> Groups:
        """Read a YAML file of groups (see ``policies/groups.yaml`` for its form)."""
        groups: dict[str, Group] = {}
        members: list[Membership] = []
        for code, body in yaml.safe_load(path.read_text("utf-8"))["groups"].items():
            deprecated = body.get("deprecated")
            groups[code] = Group(
                code, body.get("name", ""), body.get("expandable", True),
                moment(deprecated) if deprecated else None, tuple(body.get("aliases", ())),
            )  # fmt: skip
            for entry in body.get("members", ()):
                bounds = [moment(entry[key]) if entry.get(key) else None for key in ("since", "until")]
                members += [Membership(code, nation, *bounds) for nation in entry["nations"]]
        return Groups(groups, tuple(members))

    def with_groups(self, groups: Iterable[Group], memberships: Iterable[Membership] = ()) -> Groups:
        """These groups and more, such as the missions of the directory; a code given again is replaced."""
        added = {group.code: group for group in groups}
        kept = tuple(item for item in self.memberships if item.group not in added)
        return Groups({**self.groups, **added}, (*kept, *memberships))

    def code(self, word: str) -> str:
        """The code behind an alias (``RESOLUTE SUPPORT``), or the word itself."""
        return self._aliases.get(word, word)

    def is_group(self, code: str) -> bool:
        """Whether the code names a known group; any other code is taken for a nation."""
        return code in self.groups

    def is_opaque(self, code: str) -> bool:
        """Whether it is a group that cannot be expanded: it grants only to those who hold it."""
        return code in self.groups and not self.groups[code].expandable

    def is_member(self, nation: str, code: str, at: datetime, epochs: Iterable[str] | None = None) -> bool:
        """Whether a nation is in the group at ``at`` and, where epochs are given, was at each of the group's.

        Epochs without one of this group deny: a label that does not say when it was made grants nothing.
        """
        terms = self._index.get(code, {}).get(nation, ())
        if not any(term.covers(at) for term in terms):
            return False
        if epochs is None:
            return True
        moments = [epoch_time(epoch) for epoch in epochs if epoch.startswith(f"{code}@")]
        return bool(moments) and all(any(term.covers(made) for term in terms) for made in moments)

    def expand(self, code: str, at: datetime, epochs: Iterable[str] | None = None) -> frozenset[str]:
        """Members of a group at a moment (and at each epoch, if given); a nation expands to itself.

        A group that cannot be expanded gives its own code: only its holders are meant.
        """
        if code not in self.groups or self.is_opaque(code):
            return frozenset({code})
        held = None if epochs is None else tuple(e for e in epochs if e.startswith(f"{code}@"))
        key = (code, at, held)
        found = self._expanded.get(key)
        if found is None:
            found = frozenset(n for n in self._index[code] if self.is_member(n, code, at, held))
            if len(self._expanded) >= _EXPANDED_MOST:
                self._expanded.clear()
            self._expanded[key] = found
        return found

    def epoch(self, at: datetime, codes: Iterable[str] | None = None) -> str:
        """Identifier of the membership state at a moment: the instant of the last change before it.

        With ``codes`` only changes of those groups count.
        """
        last = BEGINNING
        for code in self.groups if codes is None else codes:
            dates = self._changes.get(code, ())
            place = bisect.bisect_right(dates, at)
            if place:
                last = max(last, f"{dates[place - 1].replace(tzinfo=None).isoformat()}Z")
        return last

    def epochs_at(self, codes: Iterable[str], at: datetime) -> tuple[str, ...]:
        """What a label made at ``at`` holds in ``epochs``: one entry for each group that can be expanded.

        A label keeps its identity when a group that it does not name changes.
        """
        named = {code for code in codes if code in self.groups and not self.is_opaque(code)}
        return tuple(f"{code}@{self.epoch(at, [code])}" for code in sorted(named))

    def next_change(self, at: datetime) -> datetime | None:
        """The next instant after ``at`` at which any membership begins or ends; ``None`` if none is known."""
        later = (dates[bisect.bisect_right(dates, at) :] for dates in self._changes.values())
        return min((dates[0] for dates in later if dates), default=None)

    def is_known(self, code: str) -> bool:
        """Whether it is a group, or has the form of a nation (ISO 3166-1 alpha-3)."""
        return code in self.groups or len(code) == ISO3

    def require_known(self, label: Label) -> None:
        """``LabelError`` where a label names what is neither a nation (ISO 3166-1 alpha-3) nor a group. An
        owner may be concealed: nobody reads by it.
        """
        for name, code in _named(label):
            if not self.is_known(code) and (name, code) != ("owner", *CONCEALED):
                raise LabelError(name, f"{code} is neither a nation nor a known group")

    def seal(self, label: Label, at: datetime) -> Label:
        """The label as made at ``at``: its membership epoch set, deprecated and unknown groups refused."""
        self.require_known(label)
        for name, code in _named(label):
            group = self.groups.get(code)
            if group is not None and group.deprecated is not None and at >= group.deprecated:
                raise LabelError(name, f"{code} is deprecated: it may be read, not written")
        return self.received(label, at)

    def received(self, label: Label, at: datetime) -> Label:
        """The label as somebody else made it at ``at``: its membership epoch set. Deprecated and unknown
        groups are read: they grant to nobody who does not hold them.
        """
        return label.with_(epochs=self.epochs_at(label.codes, at))


def _named(label: Label) -> Iterator[tuple[str, str]]:
    """Each code of a label that access depends on, with the field in which it stands."""
    for name in ("owner", "rel", "only", "display_only"):
        for code in getattr(label, name):
            yield name, code


@lru_cache(maxsize=1)
def default_groups() -> Groups:
    """The groups that ship with the library (``policies/groups.yaml``)."""
    return Groups.load(Path(__file__).parent / "policies" / "groups.yaml")
