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
    held = (*label.coi, *label.restrictive)
    if held:
        yield f"Who reads it must also hold {listed(held)}."
    if label.foreign:
        sources = (
            "sources that are not named"
            if label.concealed
            else listed([names.get(c, c) for c in label.foreign])
        )
        yield f"It holds material of {sources}: each of them is asked before it is released further."
    marks = (*label.restrictive, *label.dissem, *label.informative)
    for word in policy.words:
        if word.name in marks and word.says:
            yield f"{word.banner}: {word.says}."


def fault(text: str, errors: Sequence[MarkingError]) -> Iterator[str]:
    """Sentences on what is wrong with a marking: where, why, and the nearest valid form."""
    for error in errors:
        stands = text[error.at : error.at + 40].split("//")[0]
        where = f"At sign {error.at + 1}, before “{stands}”" if stands else "At the end"
        nearest = f" The nearest valid form is {error.nearest}." if error.nearest else ""
        yield f"{where}: {error.message}.{nearest} (rule {error.rule})"
