"""Rendering: banner, portion mark and colour, from the label and its policy alone.

Form (LABELS, Markings): ``[OWNER ]LEVEL[//CATEGORY]…``, ``//`` between categories, ``/`` within one. What a
policy has no word for cannot be expressed and raises ``MarkingError``: nothing is left out in silence. So
each rendering is read back before it is given out: it says its label (``basis`` and ``epochs`` have no place
in a marking), or there is none.
"""

from __future__ import annotations

from dataclasses import fields

from services.common.labels.contexts.write import write_context
from services.common.labels.marking import MarkingError, require_written
from services.common.labels.model import Label
from services.common.labels.parse import parse
from services.common.labels.policy import Policy, PolicyError, Profile
from services.common.labels.sections.found import Rules
from services.common.labels.sections.write import write_sections


def banner(label: Label, policy: Policy, profile: str | None = None) -> str:
    """The heading of a page: ``SECRET//REL TO USA, GBR``; raises ``MarkingError`` for the inexpressible."""
    return _render(label, policy, policy.profile(profile), portion=False)


def portion_mark(label: Label, policy: Policy, profile: str | None = None) -> str:
    """The mark before a paragraph, in parentheses: ``(S//REL TO USA, GBR)``."""
    return f"({_render(label, policy, policy.profile(profile), portion=True)})"


def colour(label: Label, policy: Policy) -> str:
    """Background colour of the banner as ``#rrggbb``, from the policy's classification."""
    return policy.level(label.level).colour


def _render(label: Label, policy: Policy, rules: Profile, portion: bool) -> str:
    if label.policy != policy.identifier:
        raise MarkingError(f"a label of {label.policy} is not rendered under {policy.identifier}")
    require_written(rules)
    write = write_context if rules.style == "context" else write_sections
    try:
        text = write(label, policy, rules, portion)
    except PolicyError as error:
        raise MarkingError(str(error), 0, "level_unknown") from error
    _says(text, label, Rules(policy, rules, portion))
    return text


def _says(text: str, label: Label, rules: Rules) -> None:
    """That a marking says its label and nothing else: a part of it that no word is for is not left out."""
    read = parse(text, rules)
    if read != (label.with_(epochs=(), basis=()) if label.epochs or label.basis else label):
        names = [one.name for one in fields(Label) if getattr(read, one.name) != getattr(label, one.name)]
        told = ", ".join(name for name in names if name not in ("epochs", "basis"))
        raise MarkingError(f"no marking of {rules.policy.identifier} says its {told}", 0, "unsaid")
