"""A strict parser of markings, by the policy and its profile.

What the rules do not allow is a ``MarkingError`` with the rule and the place, never a guess. A label read
from a marking has no membership epoch: seal it (``Groups.seal``) with the time at which it was made.
"""

from __future__ import annotations

from typing import Final

from services.common.labels.contexts.read import read_context
from services.common.labels.marking import MAX_LENGTH, MarkingError, require_written
from services.common.labels.model import Label
from services.common.labels.policy import Policy
from services.common.labels.sections.found import Rules
from services.common.labels.sections.read import read_sections

_SHOWN: Final = 200
"""Signs of a marking that are shown as the nearest form of it."""


def parse_banner(text: str, policy: Policy, profile: str | None = None) -> Label:
    """The label that a banner says. Raises ``MarkingError`` with rule and place."""
    if text.startswith("("):
        shown = text[1:].removesuffix(")")[:_SHOWN]
        raise MarkingError("a banner has no parentheses", 0, "parentheses", shown)
    return parse(text, Rules(policy, policy.profile(profile), portion=False))


def parse_portion(text: str, policy: Policy, profile: str | None = None, page: Label | None = None) -> Label:
    """The label that a portion mark says, with or without its parentheses.

    ``page`` is the label of the banner: a short release mark (``REL``) stands for its list only, a joint mark
    without owners for its owners.
    """
    rules = Rules(policy, policy.profile(profile), portion=True, page=page)
    if text.startswith("(") != text.endswith(")"):
        at, shown = (len(text), f"{text[:_SHOWN]})") if text.startswith("(") else (0, f"({text[:_SHOWN]}")
        raise MarkingError("parentheses are opened and closed", at, "parentheses", shown)
    if not text.startswith("("):
        return parse(text, rules)
    try:
        return parse(text[1:-1], rules)
    except MarkingError as error:
        raise error.moved(1) from error


def parse(text: str, rules: Rules) -> Label:
    """The label that a marking without parentheses says, by these rules. Raises ``MarkingError``."""
    if len(text) > MAX_LENGTH:
        raise MarkingError(f"a marking has at most {MAX_LENGTH} characters", MAX_LENGTH, "too_long")
    require_written(rules.profile)
    if rules.profile.style == "context":
        return read_context(text, rules)
    return read_sections(text, rules)
