"""A marking in words, as a security officer would say them: what it means, or why it is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from services.common.labels.groups import Groups
from services.common.labels.marking import MarkingError
from services.common.labels.model import CONCEALED, Label
from services.common.labels.policy import Policy
from services.common.labels.words import listed, readable_by


def meaning(
    label: Label, policy: Policy, groups: Groups, names: Mapping[str, str], at: datetime
) -> Iterator[str]:
    """Sentences on a label: level and owner, who reads it, what it asks of them, each word of it.

    ``names``: what to call each code (the code itself where missing).
    """
    names = {CONCEALED[0]: "an owner who is not named"} | dict(names)
    level = policy.level_of_others(label.level)
    owners = listed([names.get(code, code) for code in label.owner])
    yield f"{level.name}, {'jointly owned by' if len(label.owner) > 1 else 'owned by'} {owners}."
    unknown = [code for code in sorted(label.codes) if not groups.is_known(code) and code not in names]
    if unknown:
        yield f"{listed(unknown)}: no nation and no group that is known here. Nobody reads by it."
    sealed = label if label.epochs else groups.received(label, at)
    plain = sealed.with_(coi=(), restrictive=())
    yield f"{readable_by(plain, groups, names, (), at)}, with a clearance for {level.name}."
    if label.rel:
        has = "have" if len(label.owner) > 1 else "has"
        yield f"For any other nation {owners} {has} to release it first."
    held = [*label.coi, *_told(label.restrictive, policy)]
    if held:
        yield f"Who reads it must also hold {listed(held)}."
    if label.foreign:
        sources = (
            "sources that are not named"
            if label.concealed
            else listed([names.get(c, c) for c in label.foreign])
        )
        yield f"It holds material of {sources}: each of them is asked before it is released further."
    marks = (*_words_of(label.restrictive, policy), *label.dissem, *label.informative)
    for word in policy.words:
        if word.name in marks and word.says:
            yield f"{word.banner}: {word.says}."


def _told(held: Sequence[str], policy: Policy) -> list[str]:
    """What a reader must hold without what the rest says already: SI-G says SI, FED ONLY says FEDCON."""
    implied = {name for one in held if (word := policy.word(one, "limit")) for name in word.implies}
    parts = {one for one in held for other in held if other.startswith((f"{one}-", f"{one} "))}
    return [one for one in held if one not in implied | parts]


def _words_of(held: Sequence[str], policy: Policy) -> set[str]:
    """The words by which these are said, each with what it is a part of."""
    return {part for one in _told(held, policy) for part in (one, one.partition("-")[0])}


def fault(text: str, errors: Sequence[MarkingError], mended: str = "") -> Iterator[str]:
    """Sentences on what is wrong with a marking: where and why; ``mended``: the marking made right, where
    that is known, else the nearest valid form of what stands there.
    """
    for error in errors:
        stands = text[error.at : error.at + 40].split("//")[0]
        where = f"Character {error.at + 1}, “{stands}”" if stands else "At its end" if text else "It is empty"
        nearest = f" The nearest valid form is {error.nearest}." if error.nearest and not mended else ""
        yield f"{where}: {error.message}.{nearest} (rule {error.rule})"
    if mended:
        yield f"Write {mended}"
