"""What the portions of a whole carry by way of release markings: the flags of roll-up rules 2 to 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.common.labels.model import NOFORN, ORCON, RELIDO, Label
from services.common.labels.policy import Policy


@dataclass(frozen=True, slots=True)
class ReleaseMarks:
    """Which release markings the contributing portions carry between them."""

    noforn: bool
    listed: bool
    relido: bool
    unmarked: bool
    caveated: bool
    all_relido: bool

    @property
    def any(self) -> bool:
        """Whether any contributing portion carries a release marking."""
        return self.noforn or self.listed or self.relido

    @property
    def owner_only(self) -> bool:
        """Rules 2 and 4: NOFORN, or a portion without marking beside others that are not simply RELIDO."""
        alone = self.listed or (self.caveated and self.relido)
        return self.noforn or (self.unmarked and alone)


def contributes(portion: Label, policy: Policy) -> bool:
    """Rule 3: classified, or unclassified with a release marking, or with a word that the policy counts as
    one (a page that holds FISA is not released by what stands beside it); one of another policy that is not
    known here may be such a word.
    """
    marked = portion.rel or portion.only or portion.display_only or portion.noforn or portion.relido
    words = (policy.word(name, "dissemination") for name in {*portion.dissem} - {ORCON})
    marked = marked or "LISTED" in portion.basis
    return portion.level > 0 or bool(marked) or any(word is None or word.counts for word in words)


def caveats(portion: Label) -> bool:
    """Whether it carries more than a level and release markings (roll-up rule 4: "uncaveated")."""
    others = set(portion.dissem) - {RELIDO, NOFORN}
    return bool(portion.coi or portion.restrictive or portion.foreign or others)


def marks_of(portions: Sequence[Label]) -> ReleaseMarks:
    """The markings of the portions that contribute.

    An unclassified one that only limits its context counts for the audience, not as unmarked (rule 4).
    """
    listed = [p for p in portions if p.rel or p.display_only or "LISTED" in p.basis]
    bare = [p for p in portions if p.level > 0 and not (p.rel or p.display_only or p.noforn or p.relido)]
    marked = [p for p in portions if p.rel or p.display_only or p.noforn or p.relido]
    return ReleaseMarks(
        noforn=any(p.noforn for p in portions),
        listed=bool(listed),
        relido=any(p.relido for p in portions),
        unmarked=bool(bare) or any("UNMARKED" in p.basis for p in portions),
        caveated=any(caveats(p) and "BARE" not in p.basis for p in bare),
        all_relido=all(p.relido for p in marked),
    )


def strictest(dissem: set[str], policy: Policy) -> set[str]:
    """Of each family of words (TLP) only the strictest."""
    words = {name: policy.word(name, "dissemination") for name in dissem}
    top: dict[str, int] = {}
    for word in words.values():
        if word is not None and word.family:
            top[word.family] = max(top.get(word.family, 0), word.rank)
    return {
        name
        for name, word in words.items()
        if word is None or not word.family or word.rank == top[word.family]
    }
