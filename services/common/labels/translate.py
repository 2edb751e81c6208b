"""A label of one policy as one of another: only by explicit equivalences, saying what is not carried over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.common.labels.groups import Groups
from services.common.labels.marking import MarkingError
from services.common.labels.model import NOFORN, ORCON, RELIDO, Label, LabelError
from services.common.labels.policy import Policy
from services.common.labels.render import banner


class TranslationRefused(ValueError):
    """The other policy has nothing for a part that decides who reads: a release authority has to look."""

    def __init__(self, field: str, message: str) -> None:
        """``field``: the part of the label."""
        super().__init__(f"{field}: {message}")
        self.field, self.message = field, message


_TAGS: Final = {
    "dissem": ("dissemination",), "informative": ("informative", "controlled"),
    "restrictive": ("sensitivity", "control", "atomic", "program", "limit"),
}  # fmt: skip
"""The sets of words that fill each field."""


@dataclass(frozen=True, slots=True)
class Translated:
    """The label under the other policy, and the words without an effect on access that it has not."""

    label: Label
    lost: tuple[str, ...]


def translate(label: Label, target: Policy, groups: Groups) -> Translated:
    """The label under another policy. Raises ``TranslationRefused`` where that would let more people read,
    or cannot be written there.
    """
    if label.policy == target.identifier:
        return Translated(label, ())
    level = target.equivalent(label.policy_name, label.level)
    if level is None:
        raise TranslationRefused("level", f"{target.identifier} has no equivalence for level {label.level}")
    if target.profile().style == "context" and not all(groups.is_group(code) for code in label.owner):
        raise TranslationRefused("owner", f"{target.identifier} knows contexts as owners, no nations")
    lost: list[str] = []
    words = {field: tuple(_carried(label, field, target, lost)) for field in _TAGS}
    try:
        made = label.with_(policy=target.identifier, level=level, **words)
        banner(made, target)
    except (MarkingError, LabelError) as error:
        raise TranslationRefused("marking", str(error)) from error
    return Translated(made, tuple(lost))


def _carried(label: Label, field: str, target: Policy, lost: list[str]) -> Iterator[str]:
    """The words of a field as the other policy has them, by an explicit equivalence: between versions of one
    policy, and for what decides by itself (NOFORN, ORCON, RELIDO), that is the name.
    """
    for name in getattr(label, field):
        own = target.word_of(label.policy_name, name, *_TAGS[field])
        if own is not None:
            yield own.name
        elif _same(name, label, target, _TAGS[field]):
            yield name
        elif field == "restrictive" or name == NOFORN or name.partition("-")[0] == ORCON:
            raise TranslationRefused(field, f"{target.identifier} has no {name}")
        else:
            lost.append(name)


def _same(name: str, label: Label, target: Policy, tags: tuple[str, ...]) -> bool:
    if label.policy_name != target.name and name not in (NOFORN, ORCON, RELIDO):
        return False
    return any(target.word(known, tag) for tag in tags for known in (name, name.partition("-")[0]))
