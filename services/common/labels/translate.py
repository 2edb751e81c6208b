"""A label of one policy as one of another: only by explicit equivalences, saying what is not carried over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.common.labels.groups import Groups
from services.common.labels.marking import MarkingError
from services.common.labels.model import NOFORN, ORCON, Label
from services.common.labels.policy import Policy
from services.common.labels.render import banner


class TranslationRefused(ValueError):
    """The other policy has nothing for a part that decides who reads: a release authority has to look."""

    def __init__(self, field: str, message: str) -> None:
        """``field``: the part of the label."""
        super().__init__(f"{field}: {message}")
        self.field, self.message = field, message


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
    lost = tuple(_lost(label, target))
    made = label.with_(
        policy=target.identifier, level=level,
        dissem=tuple(word for word in label.dissem if word not in lost),
        informative=tuple(word for word in label.informative if word not in lost),
    )  # fmt: skip
    try:
        banner(made, target)
    except MarkingError as error:
        raise TranslationRefused("marking", error.message) from error
    return Translated(made, lost)


def _lost(label: Label, target: Policy) -> Iterator[str]:
    for tag, names in (("dissemination", label.dissem), ("informative", label.informative)):
        for name in names:
            if target.word(name, tag) is None:
                if name in (NOFORN, ORCON):
                    raise TranslationRefused("dissem", f"{target.identifier} has no {name}")
                yield name
    for name in label.restrictive:
        if not any(target.word(name, tag) for tag in ("sensitivity", "control", "atomic")):
            raise TranslationRefused("restrictive", f"{target.identifier} has no {name}")
