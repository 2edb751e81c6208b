"""Roll-up: the label of everything that is put together (LABELS, "Roll-up of portions", rules 1 to 6).

The result is a function of unions, intersections and flags over the portions, and the resulting label keeps
all of them (``basis`` holds what a marking has no place for). That makes combining commutative, associative
and idempotent, and keeps the audience inside that of each contributing portion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce

from services.common.labels.audience import (
    Audience,
    audience,
    covers,
    expand_all,
    meet,
    owner_audience,
    within,
)
from services.common.labels.groups import Groups
from services.common.labels.marks import ReleaseMarks, caveats, contributes, marks_of, strictest
from services.common.labels.model import NOFORN, ORCON, RELIDO, Label
from services.common.labels.policy import Policy, Profile
from services.common.labels.reasons import Step, explain


class RollUpRefused(ValueError):
    """The portions cannot be put together: nobody could read the result, or a level has no equivalence."""


@dataclass(frozen=True, slots=True)
class RollUp:
    """The label of the whole, and the reasons that led to it, in words."""

    label: Label
    steps: tuple[Step, ...]


def roll_up(
    portions: Sequence[Label],
    policy: Policy,
    groups: Groups,
    profile: str | None,
    at: datetime,
    maker: str | None = None,
) -> RollUp:
    """Combine labels under a policy and one of its profiles (``None``: its first).

    ``maker``: nation that makes the page where the policy knows foreign material (default: the profile's
    holder). Raises ``RollUpRefused`` with the reason where the result would have no reader or a level of
    another policy has no explicit equivalence.
    """
    if not portions:
        raise RollUpRefused("there is nothing to combine")
    rules = policy.profile(profile)
    page = _Page(tuple(portions), policy, groups, rules, at, maker or rules.holder)
    label = page.label()
    return RollUp(label, tuple(explain(portions, [contributes(p, policy) for p in portions], label, policy)))


@dataclass(frozen=True)
class _Page:
    portions: tuple[Label, ...]
    policy: Policy
    groups: Groups
    profile: Profile
    at: datetime
    maker: str

    def label(self) -> Label:
        several = self._several
        foreign_page = several and self.profile.fgi
        owner = (self.maker,) if foreign_page else _union(p.owner for p in self.portions)
        plain = self._plain(several)
        readers, viewers = self._audiences(plain if several else [])
        older = self._older()
        readers, viewers = readers - older, viewers - older
        marks = marks_of(self._contributing)
        if foreign_page and (marks.owner_only or marks.unmarked):
            readers = viewers = meet(readers, frozenset(owner), self.groups)
        epochs = self._epochs(owner)
        only = self._only(several and not foreign_page, owner, readers, epochs)
        own = expand_all(owner, epochs, self.groups, self.at)
        if only:
            own = meet(own, expand_all(only, epochs, self.groups, self.at), self.groups)
        if not within(own, readers):
            raise RollUpRefused(f"{', '.join(owner)} may not read every portion")
        rel = [c for c in self._listing(readers, epochs, False) if c not in owner and not covers(own, c)]
        if not own and not rel:
            raise RollUpRefused("nobody could read it: the portions have no reader in common")
        shown = self._listing(viewers, epochs, True, without=owner)
        display = [c for c in shown if c not in owner and c not in rel and not covers(readers, c)]
        return self._made(several, foreign_page, owner, only, rel, display, marks, epochs)

    def _made(
        self, several: bool, foreign_page: bool, owner: tuple[str, ...], only: Iterable[str],
        rel: Sequence[str], display: Sequence[str], marks: ReleaseMarks, epochs: tuple[str, ...],
    ) -> Label:  # fmt: skip
        level = max(map(self._level, self.portions))
        lapsed = self._lapsed(level)
        carried = {*_union(p.dissem for p in self.portions)} - {NOFORN, RELIDO} - lapsed
        dissem = strictest(carried, self.policy)
        relido = marks.relido and marks.all_relido and not marks.owner_only and ORCON not in dissem
        # LABELS: nothing left is owner only; said as such where any portion carried a release marking.
        noforn = marks.any and not relido and not rel and not display
        # LABELS, Markings: no NOFORN on a NATO document; a policy without the word remembers it in ``basis``.
        said = noforn and self.policy.word(NOFORN, "dissemination") is not None
        only, foreign = tuple(only), set(_union(p.foreign for p in self.portions))
        if foreign_page:
            foreign |= set(_union(p.owner for p in self.portions)) - set(owner)
        label = Label(
            self.policy.identifier, level, owner, tuple(rel), only,
            tuple(display),
            coi=_union(p.coi for p in self.portions),
            restrictive=_union(p.restrictive for p in self.portions),
            foreign=tuple(foreign),
            informative=tuple({*_union(p.informative for p in self.portions)} - lapsed),
            dissem=tuple(dissem | ({NOFORN} if said else set()) | ({RELIDO} if relido else set())),
            epochs=tuple(e for e in epochs if e.partition("@")[0] in {*owner, *rel, *only, *display}),
        )  # fmt: skip
        unsaid = noforn and not said
        return label.with_(basis=self._basis(label, several, foreign_page, marks, unsaid))

    def _lapsed(self, level: int) -> set[str]:
        """Words that stand on unclassified text alone, where the whole is classified, and lapse there."""
        classified = [p for p in self.portions if p.level > 0]
        kept = {*_union(p.dissem for p in classified), *_union(p.informative for p in classified)}
        lapsing = self.profile.lapses.split()
        words = (word for word in self.policy.words if word.lapses or word.tag in lapsing)
        return {word.name for word in words if level > 0} - kept

    def _basis(
        self, label: Label, several: bool, foreign_page: bool, marks: ReleaseMarks, unsaid: bool
    ) -> tuple[str, ...]:
        """What a further roll-up would need to know and cannot see in the label itself; ``unsaid``: that it
        is for its owner only.
        """
        of_maker = self.profile.fgi and label.owner == (self.maker,)
        unmarked = marks.unmarked and not marks.any
        flags = {
            "PLAIN": (unsaid or contributes(label, self.policy))
            and not several
            and not of_maker
            and bool(self._plain(False)),
            "SEVERAL": several and not foreign_page,
            "UNMARKED": unsaid or (label.relido and marks.unmarked),
            "LISTED": unsaid or (label.relido and marks.listed and not label.rel and not label.display_only),
            "BARE": unmarked and not marks.caveated and caveats(label),
        }
        return tuple(flag for flag, needed in flags.items() if needed)

    @cached_property
    def _several(self) -> bool:
        owners = {p.owner for p in self.portions}
        return len(owners) > 1 or any("SEVERAL" in p.basis for p in self.portions)

    @cached_property
    def _contributing(self) -> list[Label]:
        return [p for p in self.portions if contributes(p, self.policy)]

    def _plain(self, several: bool) -> list[Label]:
        """Portions that are, or stand also for, unclassified unmarked text of their owner.

        Rule 3 leaves such text out only beside its own owner's other text: across owners it stays the
        owner's alone. On a page with foreign material the maker's own never counts.
        """
        plain = [p for p in self.portions if not contributes(p, self.policy) or "PLAIN" in p.basis]
        maker = (self.maker,) if several and self.profile.fgi else None
        return [p for p in plain if p.owner != maker]

    def _audiences(self, plain: Iterable[Label]) -> tuple[Audience, Audience]:
        groups, at = self.groups, self.at
        bounds = [expand_all(p.owner, p.epochs, groups, at) for p in plain]
        parts = self._contributing
        if not parts and not bounds:
            bounds = [owner_audience(self.portions[0], groups, at)]
        readers = self._common([audience(p, groups, at) for p in parts] + bounds)
        if not any(p.display_only for p in parts):
            return readers, readers
        return readers, self._common([audience(p, groups, at, display=True) for p in parts] + bounds)

    def _epochs(self, owner: tuple[str, ...]) -> tuple[str, ...]:
        """When the portions were made, by group; for an owner's group, when that owner's portions were."""
        coded = ((epoch, epoch.partition("@")[0], p) for p in self.portions for epoch in p.epochs)
        return tuple(sorted({e for e, code, p in coded if code in p.owner or code not in owner}))

    def _older(self) -> Audience:
        """Members of the owner who joined after some of its text was made, where unmarked text is in it.

        A list that names them does not let them in: beside what, cannot be told once portions are joined.
        """
        owner, (groups, at) = self.portions[0].owner, (self.groups, self.at)
        if self._several or not (self._contributing and self._plain(False)):
            return frozenset()
        members = expand_all(owner, None, groups, at)
        return members - expand_all(owner, _union(p.epochs for p in self.portions), groups, at)

    def _common(self, audiences: Sequence[Audience]) -> Audience:
        """Who is in all of them, as far as a label can say it.

        Holders of a group from one nation can be named only where that group is the owner, cut by ``only``.
        """
        common = reduce(lambda a, b: meet(a, b, self.groups), audiences)
        if any(self.groups.is_opaque(code) for p in self.portions for code in p.owner):
            return common
        return frozenset(element for element in common if "&" not in element)

    def _only(
        self, joint: bool, owner: tuple[str, ...], readers: Audience, epochs: tuple[str, ...]
    ) -> list[str]:
        """Rule 6 for several owners; for one owner the intersection of the portions' own limits."""
        if joint:
            own = expand_all(owner, epochs, self.groups, self.at)
            if within(own, readers):
                return []
            nations = {part for element in readers for part in element.split("&")}
            listed = set(self._listing(readers, epochs, False)) | {
                part for part in nations if not self.groups.is_group(part)
            }
            if not listed:
                raise RollUpRefused("nobody could read it: the portions have no reader in common")
            return sorted(listed)
        limits = [p for p in self._contributing if p.only]
        if not limits or (self.profile.fgi and len({p.owner for p in self.portions}) > 1):
            return []
        parts = [expand_all(p.only, p.epochs, self.groups, self.at) for p in limits]
        common = reduce(lambda a, b: meet(a, b, self.groups), parts)
        return self._codes(common, [frozenset(p.only) for p in limits], epochs)

    def _listing(
        self, allowed: Audience, epochs: tuple[str, ...], display: bool, without: Iterable[str] = ()
    ) -> list[str]:
        lists = [_list(p, display) - set(without) for p in self._contributing]
        return self._codes(allowed, lists, epochs) if lists else []

    def _codes(
        self, allowed: Audience, lists: Sequence[frozenset[str]], epochs: tuple[str, ...]
    ) -> list[str]:
        """An audience as codes. Rule 5: a group that stands in every list stays a group."""
        common = frozenset.intersection(*lists)
        kept = {
            code
            for code in common
            if (members := self.groups.expand(code, self.at, epochs)) and within(members, allowed)
        }
        covered = expand_all((c for c in kept if self.groups.is_group(c)), epochs, self.groups, self.at)
        rest = {element for element in allowed if "&" not in element and element not in covered}
        return sorted(kept | rest)

    def _level(self, portion: Label) -> int:
        level = self.policy.equivalent(portion.policy_name, portion.level)
        if level is None:
            raise RollUpRefused(f"level {portion.level} of {portion.policy} has no equivalent here")
        return level


def _list(portion: Label, display: bool) -> frozenset[str]:
    owner = portion.owner if not portion.only else [code for code in portion.owner if code in portion.only]
    return frozenset((*owner, *portion.rel, *(portion.display_only if display else ())))


def _union(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({item for items in lists for item in items}))
