"""Labels that grow by a release and shrink again when it ends, code by code.

A code is a nation or a group. What it may do under a label is its place: nothing, look (``display``) or
``read``, and for a group the membership state that counts (LABELS, "Audience": groups have dated members).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.common.labels import Groups, Label, audience
from services.common.labels.audience import within

RANK: Final = {"": 0, "display": 1, "read": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """What a code may do under a label, and since which state of a group."""

    sight: str = ""
    epochs: tuple[str, ...] = ()

    def rank(self) -> tuple[int, tuple[str, ...]]:
        """The more it may do, the higher; of the same, the later state of the group."""
        return RANK[self.sight], self.epochs

    def to_json(self) -> dict[str, object]:
        """As a row keeps it."""
        return {"sight": self.sight, "epochs": list(self.epochs)}

    @staticmethod
    def of(value: Mapping[str, object]) -> "Place":
        """Reads `to_json`."""
        epochs = value["epochs"]
        return Place(str(value["sight"]), tuple(epochs) if isinstance(epochs, list) else ())


NOWHERE: Final = Place()


def originators(label: Label) -> frozenset[str]:
    """The nations of which each consents to widening a label."""
    return frozenset(label.owner)


def place(label: Label, code: str) -> Place:
    """What a code may do under a label by its own name."""
    if code in label.rel:
        return Place("read", _epochs(label, code))
    if code in label.display_only:
        return Place("display", _epochs(label, code))
    return NOWHERE


def _epochs(label: Label, code: str) -> tuple[str, ...]:
    return tuple(epoch for epoch in label.epochs if epoch.partition("@")[0] == code)


def widened(label: Label, codes: Iterable[str], sight: str, groups: Groups, at: datetime) -> Label:
    """The label with codes added to those who read or look. A group counts as it is at ``at``; every other
    group keeps its date: who joined it since gains nothing.

    Raises LabelError where the label excludes it (NOFORN), or a code is unknown or deprecated.
    """
    grown = label
    for code in sorted({*codes} - {*label.owner}):
        if RANK[place(grown, code).sight] <= RANK[sight]:
            groups.seal(Label(label.policy, 0, label.owner, rel=(code,)), at)
            grown = _put(grown, code, Place(sight, groups.epochs_at([code], at)))
    return grown


def _put(label: Label, code: str, here: Place) -> Label:
    rel, shown = {*label.rel} - {code}, {*label.display_only} - {code}
    if here.sight == "read":
        rel.add(code)
    elif here.sight == "display":
        shown.add(code)
    rest = {epoch for epoch in label.epochs if epoch.partition("@")[0] != code}
    kept = code in {*label.owner, *label.only}
    epochs = rest | {*here.epochs} | ({*_epochs(label, code)} if kept else set())
    return label.with_(rel=tuple(rel), display_only=tuple(shown), epochs=tuple(epochs))


def base(label: Label, code: str, others: Iterable[Place]) -> Place:
    """What a code may do apart from releases; ``others``: what it might before each that stands already."""
    return min([place(label, code), *others], key=Place.rank)


def taken_back(
    label: Label, code: str, before: Place, others: Iterable[Place], groups: Groups, at: datetime
) -> Label:
    """The label once a release to a code has ended: what it might before, and what other releases give it,
    stays. Never wider than it is: what was narrowed meanwhile stays narrow.
    """  # fmt: skip
    here = place(label, code)
    left = max([before, *others], key=Place.rank)
    if RANK[left.sight] > RANK[here.sight]:
        return label
    restored = _put(label, code, left)
    if _inside(restored, label, groups, at):
        return restored
    return _put(label, code, Place(left.sight, tuple({*left.epochs, *here.epochs})))


def _inside(one: Label, other: Label, groups: Groups, at: datetime) -> bool:
    return all(
        within(audience(one, groups, at, shown), audience(other, groups, at, shown))
        for shown in (False, True)
    )
