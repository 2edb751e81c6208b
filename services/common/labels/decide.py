"""The decision: may this reader do this with what stands under this label, now, and why.

LABELS, "Read": clearance >= level, affiliation in the audience, all ``coi``, all ``restrictive``. A missing
attribute denies. The reason is for the audit only; it never reaches the person refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import lru_cache

from services.common.labels.groups import Groups, default_groups
from services.common.labels.model import ISO3, Label
from services.common.labels.policy import Policy, newest_of, version_of
from services.common.labels.spif import shipped_policies
from services.common.labels.subject import Reader


class Action(IntEnum):
    """What is asked, weakest first (LABELS: discover < display < read < export < relabel).

    FEDERATE is EXPORT and RELEASE is RELABEL under another name: same rule, same mask.
    """

    DISCOVER = 1
    DISPLAY = 2
    READ = 3
    EXPORT = 4
    FEDERATE = 4  # an alias
    RELABEL = 5
    RELEASE = 5  # an alias


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed or not, with the code of the rule that decided and a detail for the audit."""

    allow: bool
    reason: str
    detail: str = ""


@dataclass(frozen=True)
class Context:
    """What a decision looks up: groups with their members, and the policies with their equivalences."""

    groups: Groups
    policies: tuple[Policy, ...]

    def policy_of(self, label: Label) -> Policy | None:
        """The version of the policy that a label was made under; one that is not known is read by nobody."""
        return version_of(self.policies, label.policy)

    def newest(self, name: str) -> Policy | None:
        """The version of a policy under which labels are made now."""
        return newest_of(self.policies, name)


def _clearance(reader: Reader, policy: Policy) -> int | None:
    """The reader's highest level under a policy: held, or by an explicit equivalence; else ``None``."""
    levels = (policy.equivalent(held, level) for held, level in reader.clearance)
    return max((level for level in levels if level is not None), default=None)


@lru_cache(maxsize=1)
def default_context() -> Context:
    """The groups and policies that ship with the library."""
    return Context(default_groups(), shipped_policies())


def decide(
    reader: Reader, label: Label, action: Action, at: datetime, context: Context | None = None
) -> Decision:
    """Decide one action of one reader on one label at one moment. Pure and total.

    Reason codes: ``allowed``; denials ``no_affiliation``, ``expired``, ``letter_expired``,
    ``unknown_policy``, ``no_clearance``, ``clearance``, ``letter_level``, ``coi``, ``restrictive``,
    ``audience``, ``orcon``, ``not_owner``. ORCON stops every export; the owner may still relabel, since the
    originator is who has to be asked.
    """
    context = context or default_context()
    return (
        _standing(reader, at)
        or _cleared(reader, label, context)
        or _need_to_know(reader, label)
        or _released(reader, label, action, at, context.groups)
        or Decision(True, "allowed")
    )


def _standing(reader: Reader, at: datetime) -> Decision | None:
    if not reader.affiliation or len(reader.affiliation) != ISO3:
        return Decision(False, "no_affiliation", "a country of affiliation, by its three letters")
    if reader.expires is not None and at >= reader.expires:
        return Decision(False, "expired", f"attributes lapsed at {reader.expires.isoformat()}")
    letter = reader.letter
    if letter is not None and letter.expires is not None and at >= letter.expires:
        return Decision(False, "letter_expired", f"disclosure letter lapsed at {letter.expires.isoformat()}")
    return None


def _cleared(reader: Reader, label: Label, context: Context) -> Decision | None:
    policy = context.policy_of(label)
    if policy is None:
        return Decision(False, "unknown_policy", label.policy)
    held = _clearance(reader, policy)
    if held is None:
        return Decision(False, "no_clearance", f"none under {label.policy_name}")
    if held < label.level:
        return Decision(False, "clearance", f"{held} is below {label.level}")
    if reader.letter is not None and reader.letter.max_level < label.level:
        return Decision(False, "letter_level", f"{reader.letter.max_level} is below {label.level}")
    return None


def _need_to_know(reader: Reader, label: Label) -> Decision | None:
    coi = reader.coi if reader.letter is None else reader.coi & reader.letter.coi
    missing = [code for code in label.coi if code not in coi]
    if missing:
        return Decision(False, "coi", ", ".join(missing))
    missing = [code for code in label.restrictive if code not in reader.restrictive]
    if missing:
        return Decision(False, "restrictive", ", ".join(missing))
    return None


def _released(reader: Reader, label: Label, action: Action, at: datetime, groups: Groups) -> Decision | None:
    owner = _by_owner(reader, label, at, groups)
    lists = label.rel if action >= Action.READ else (*label.rel, *label.display_only)
    if not owner and not _granted(reader, lists, label.epochs, at, groups):
        return Decision(False, "audience", f"{reader.affiliation} is not in the audience")
    if action is Action.EXPORT and label.originator_controlled:
        return Decision(False, "orcon", "onward release needs the originator")
    if action is Action.RELABEL and not owner:
        return Decision(False, "not_owner", "only an owner's release authority changes a label")
    return None


def _by_owner(reader: Reader, label: Label, at: datetime, groups: Groups) -> bool:
    """Member of the owner, within ``only`` (LABELS: members of owner, cut by ``only``)."""
    if not _granted(reader, label.owner, label.epochs, at, groups):
        return False
    return not label.only or _stands_in(reader, label.only, label.epochs, at, groups)


def _granted(
    reader: Reader, codes: Iterable[str], epochs: tuple[str, ...], at: datetime, groups: Groups
) -> bool:
    letter = reader.letter
    return any(
        (letter is None or not groups.is_group(code) or code in letter.groups)
        and _stands_in(reader, (code,), epochs, at, groups)
        for code in codes
    )


def _stands_in(
    reader: Reader, codes: Iterable[str], epochs: tuple[str, ...], at: datetime, groups: Groups
) -> bool:
    nation = reader.affiliation or ""
    for code in codes:
        if not groups.is_group(code):
            if code == nation:
                return True
        elif groups.is_opaque(code):
            if code in reader.groups:
                return True
        elif groups.is_member(nation, code, at, epochs):
            return True
    return False
