"""The marking of a label whose policy writes a context first."""

from __future__ import annotations

from collections.abc import Iterable

from services.common.labels.contexts.read import ADMINISTRATION
from services.common.labels.marking import MarkingError, spelled
from services.common.labels.model import ISO3, Label
from services.common.labels.policy import Policy, Profile


def write_context(label: Label, policy: Policy, rules: Profile, portion: bool) -> str:
    """``NATO/KFOR CONFIDENTIAL NATO, Ireland Only``, by code in a portion mark (``NC/KFOR NATO, IRL Only``).

    Raises ``MarkingError``: there is no NOFORN on a NATO document.
    """
    if label.dissem or label.coi or label.display_only or label.foreign or len(label.owner) > 1:
        raise MarkingError("a marking of this form has only context, sensitivity, limit and release")
    administration = "/".join(spelled(label.informative, policy, portion, "informative"))
    return "".join([
        _head(label, policy, rules, portion),
        *(f" {text}" for text in spelled(label.restrictive, policy, portion, "sensitivity")),
        f" {_listed(label.only, policy, portion)} {rules.only}" if label.only else "",
        f" {rules.release} {_listed(label.rel, policy, portion)}" if label.rel else "",
        f"{ADMINISTRATION}{administration}" if administration else "",
    ])  # fmt: skip


def _head(label: Label, policy: Policy, rules: Profile, portion: bool) -> str:
    level, owner = policy.level(label.level), label.owner[0]
    own = owner == rules.holder
    if level.banner and not own:
        raise MarkingError(f"{level.banner} stands for {rules.holder} alone")
    if portion:
        return level.portion if own else f"{level.portion}/{owner}"
    return level.banner or f"{rules.holder if own else f'{rules.holder}/{owner}'} {level.name}"


def _listed(codes: Iterable[str], policy: Policy, portion: bool) -> str:
    """Groups first, then nations, each A to Z as they are written."""
    written = [(len(code) == ISO3, code if portion else policy.called(code)) for code in codes]
    return ", ".join(name for _, name in sorted(written))
