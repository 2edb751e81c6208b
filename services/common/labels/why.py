"""Why a nation reads what stands under a label, or does not: the part of the label that lets it.

The reason is for who writes a label or may read it. Who is refused a record is never told one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.common.labels.audience import audience, covers, expand_all, owner_audience
from services.common.labels.groups import Groups
from services.common.labels.model import Label
from services.common.labels.words import listed


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether people of a nation read it, whether they may be shown it, and why, as the end of a sentence.

    Their clearance and communities may still keep some of them out.
    """

    nation: str
    reads: bool
    shown: bool
    says: str


def why(label: Label, nation: str, groups: Groups, names: Mapping[str, str], at: datetime) -> Standing:
    """How a nation stands to a sealed label at a moment. ``names``: what to call each code."""
    reads = covers(audience(label, groups, at), nation)
    shown = covers(audience(label, groups, at, display=True), nation)
    asked = _Asked(label, nation, groups, names, at)
    if not shown:
        return Standing(nation, False, False, "; ".join(asked.denied()))
    if not reads:
        return Standing(nation, False, True, f"may be shown it, no more: {asked.by(label.display_only)}")
    owns = covers(owner_audience(label, groups, at), nation)
    says = asked.owning() if owns else f"{asked.by(label.rel)} it is released to"
    return Standing(nation, True, True, says)


@dataclass(frozen=True, slots=True)
class _Asked:
    label: Label
    nation: str
    groups: Groups
    names: Mapping[str, str]
    at: datetime

    def by(self, codes: Sequence[str]) -> str:
        """By which of these codes the nation is let in: by its own name, or as a member of a group."""
        if self.nation in codes:
            return "named among those"
        return f"a member of {self._called(self._groups_of(codes, self.label.epochs))}, which is among those"

    def owning(self) -> str:
        """How it owns what the label stands on."""
        owner = self.label.owner
        if self.nation in owner:
            return "one of its owners" if len(owner) > 1 else "its owner"
        return f"a member of {self._called(self._groups_of(owner, self.label.epochs))}, which owns it"

    def denied(self) -> Iterator[str]:
        """Everything that keeps the nation out, in the order in which it is asked."""
        label, named = self.label, (*self.label.owner, *self.label.rel, *self.label.display_only)
        if label.only and self.nation in expand_all(label.owner, label.epochs, self.groups, self.at):
            yield f"of its owners, and limited to {self._called(label.only)}"
            return
        newer = self._groups_of(named, None)
        if newer:
            yield f"joined {self._called(newer)} after it was labelled"
            return
        if label.noforn:
            yield "for its owners alone, and no owner"
        elif label.rel:
            yield "no owner, and not among those it is released to"
        else:
            yield "no owner, and it is released to nobody else"
        opaque = [code for code in named if self.groups.is_opaque(code)]
        if opaque:
            yield f"read by people who hold {self._called(opaque)}, of whichever nation"

    def _groups_of(self, codes: Sequence[str], epochs: tuple[str, ...] | None) -> list[str]:
        """The groups of these in which the nation is a member (and was when labelled)."""
        return [code for code in codes if self.groups.is_member(self.nation, code, self.at, epochs)]

    def _called(self, codes: Sequence[str]) -> str:
        return listed([self.names.get(code, code) for code in codes])
