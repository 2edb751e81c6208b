"""Why a roll-up came out as it did, in words: which portion made the whole what it is, by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.common.labels.model import NOFORN, RELIDO, Label
from services.common.labels.policy import Policy, PolicyError
from services.common.labels.words import listed


@dataclass(frozen=True, slots=True)
class Step:
    """One reason: the roll-up rule of LABELS (1 to 6), the portion (from 0; ``None``: all), a sentence."""

    rule: int
    portion: int | None
    text: str


def explain(
    portions: Sequence[Label], contributing: Sequence[bool], whole: Label, policy: Policy
) -> Iterator[Step]:
    """The reasons for a whole made of portions, in the order of the rules."""
    yield from _level(portions, whole, policy)
    yield from _unions(portions, whole)
    yield from _lapsed(portions, whole)
    yield from (
        Step(2, index, f"Portion {index + 1} is expressly for its owner only, so the whole is.")
        for index, portion in enumerate(portions)
        if portion.noforn
    )
    for index, counts in enumerate(contributing):
        if not counts:
            text = f"Portion {index + 1} is unclassified and carries no release marking: it does not count."
            yield Step(3, index, text)
    yield from _unmarked(portions, contributing, whole)
    yield from _lists(portions, contributing, whole)
    yield from _owners(portions, whole)


def _level(portions: Sequence[Label], whole: Label, policy: Policy) -> Iterator[Step]:
    try:
        name = policy.level(whole.level).name
    except PolicyError:
        name = f"level {whole.level}"
    for index, portion in enumerate(portions):
        if policy.equivalent(portion.policy_name, portion.level) == whole.level:
            yield Step(1, index, f"The highest level is {name}, of portion {index + 1}.")
            return


def _unions(portions: Sequence[Label], whole: Label) -> Iterator[Step]:
    for index, portion in enumerate(portions):
        needed = [*portion.coi, *portion.restrictive]
        if needed:
            yield Step(1, index, f"Portion {index + 1} adds {', '.join(needed)}: a reader must hold all.")
        if portion.concealed:
            text = f"Portion {index + 1} conceals its foreign source, so the whole names none."
            yield Step(1, index, text)


def _lapsed(portions: Sequence[Label], whole: Label) -> Iterator[Step]:
    """Words of unclassified portions that a classified whole does not carry."""
    kept = {*whole.dissem, *whole.informative, NOFORN, RELIDO}
    for index, portion in enumerate(portions):
        gone = [] if portion.level else [w for w in (*portion.dissem, *portion.informative) if w not in kept]
        if gone and whole.level:
            text = (
                f"{listed(gone)} of portion {index + 1} stands on unclassified text alone: the whole does not"
            )
            yield Step(1, index, f"{text} carry it.")


def _unmarked(portions: Sequence[Label], contributing: Sequence[bool], whole: Label) -> Iterator[Step]:
    for index, portion in enumerate(portions):
        marks = portion.rel or portion.display_only or portion.noforn or portion.relido
        if not contributing[index] or marks:
            continue
        number = f"Portion {index + 1} carries no release marking"
        if RELIDO in whole.dissem:
            yield Step(4, index, f"{number} and no caveat; the others are RELIDO, so the whole is RELIDO.")
        else:
            yield Step(4, index, f"{number}: it is for its owner only.")


def _lists(portions: Sequence[Label], contributing: Sequence[bool], whole: Label) -> Iterator[Step]:
    lists = [i for i, p in enumerate(portions) if contributing[i] and (p.rel or p.display_only)]
    if whole.rel:
        yield Step(5, None, f"Every portion that counts is released to {listed(whole.rel)}.")
    if whole.display_only:
        yield Step(5, None, f"Every portion that counts may be shown to {listed(whole.display_only)}.")
    if RELIDO in whole.dissem and lists:
        yield Step(5, None, "Every portion that counts is RELIDO; no release list stands on all of them.")
    owner_only = NOFORN in whole.dissem or ("LISTED" in whole.basis and not whole.relido)
    if owner_only and not any(portion.noforn for portion in portions):
        index = lists[0] if len(lists) == 1 else None
        yield Step(5, index, "No nation besides the owner is on every list: the whole is for its owner only.")


def _owners(portions: Sequence[Label], whole: Label) -> Iterator[Step]:
    owners = sorted({code for portion in portions for code in portion.owner})
    if {portion.owner for portion in portions} == {whole.owner}:
        return
    if set(owners) - set(whole.owner):
        others = [code for code in owners if code not in whole.owner]
        text = (
            f"{listed(whole.owner)} makes the page; the material of {listed(others)} stands in it as foreign."
        )
    elif whole.only:
        text = (
            f"It is joint of {listed(owners)}, limited to {listed(whole.only)}, who may read every portion."
        )
    else:
        text = f"It is joint of {listed(owners)}: each must consent to a wider release."
    yield Step(6, None, text)
