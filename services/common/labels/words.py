"""Who can read it, in plain words: shown beside every label field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.common.labels.audience import audience
from services.common.labels.groups import Groups
from services.common.labels.model import ISO3, Label


@dataclass(frozen=True, slots=True)
class Readership:
    """Codes of those who read, of those who may only view, and of the relevant ones who do neither.

    A compound reader (``GBR&KFOR``) is a holder of that group from that nation. Whether a person reads also
    depends on clearance and communities.
    """

    readers: tuple[str, ...]
    viewers: tuple[str, ...]
    not_readers: tuple[str, ...]
    needs: tuple[str, ...] = ()


def readership(label: Label, groups: Groups, relevant: Iterable[str], at: datetime) -> Readership:
    """Who reads a label, who may only view it, and who of ``relevant`` (nation codes) does not."""
    readers = audience(label, groups, at)
    viewers = audience(label, groups, at, display=True) - readers
    missing = sorted(set(relevant) - readers - viewers)
    needs = (*label.coi, *label.restrictive)
    return Readership(tuple(sorted(readers)), tuple(sorted(viewers)), tuple(missing), needs)


def readable_by(
    label: Label, groups: Groups, names: Mapping[str, str], relevant: Sequence[str], at: datetime
) -> str:
    """One sentence: ``Readable by Australia and the United Kingdom; not by Canada``.

    ``names``: what to call each code (the code itself where missing); ``relevant``: the nations present.
    """
    who = readership(label, groups, relevant, at)
    parts = [f"Readable by {listed(_called(who.readers, names))}" if who.readers else "Readable by nobody"]
    if who.viewers:
        parts.append(f"may be shown to {listed(_called(who.viewers, names))}")
    if who.not_readers:
        parts.append(f"not by {listed(_called(who.not_readers, names))}")
    if who.needs:
        parts.append(f"only with {listed(who.needs)}")
    return "; ".join(parts)


def listed(items: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``; empty for nothing."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def _called(codes: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Names A to Z, whatever their article; those who read as holders of the same groups together, behind."""
    nations: dict[tuple[str, ...], list[str]] = {}
    for code in codes:
        # The nation is the three-letter part: a group that cannot be expanded stands beside it.
        nation, *held = sorted(code.split("&"), key=lambda part: (len(part) != ISO3, part))
        nations.setdefault(tuple(names.get(one, one) for one in held), []).append(names.get(nation, nation))
    plain = sorted(nations.pop((), []), key=_without_article)
    return plain + [
        f"{listed(sorted(of, key=_without_article))} (holders of {listed(held)})"
        for held, of in sorted(nations.items())
    ]


def _without_article(name: str) -> str:
    return name.removeprefix("the ")
