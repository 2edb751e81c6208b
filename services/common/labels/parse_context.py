"""Reading of markings in the form of a context: ``NATO RESTRICTED Releasable to JPN, UKR``."""

from __future__ import annotations

import re

from services.common.labels.marking import MarkingError
from services.common.labels.model import Label, LabelError
from services.common.labels.policy import Policy, Profile


def parse_context(text: str, policy: Policy, rules: Profile, portion: bool) -> Label:
    """The label of a context marking with codes in its lists. Raises ``MarkingError``."""
    owner, value, at = _head(text, policy, rules, portion)
    rest = text[at:]
    words = {
        tag: "|".join(
            re.escape(word.portion if portion else word.banner)
            for word in sorted(policy.words, key=lambda word: -len(word.name))
            if word.tag == tag
        )
        for tag in ("sensitivity", "informative")
    }
    codes = r"[A-Z][A-Z0-9_]+(?:, [A-Z][A-Z0-9_]+)*"
    form = re.compile(
        rf"(?P<restrictive>(?: (?:{words['sensitivity']}))*)"
        rf"(?: (?P<only>{codes}) {re.escape(rules.only)})?"
        rf"(?: {re.escape(rules.release)} (?P<rel>{codes}))?"
        rf"(?: - (?P<informative>(?:{words['informative']})(?:/(?:{words['informative']}))*))?\Z"
    )
    match = form.match(rest)
    if match is None:
        raise MarkingError("after the level stand sensitivity, limit, release and administration", at)
    parts = {
        "restrictive": tuple(match["restrictive"].split()),
        "only": tuple(match["only"].split(", ")) if match["only"] else (),
        "rel": tuple(match["rel"].split(", ")) if match["rel"] else (),
        "informative": tuple(match["informative"].split("/")) if match["informative"] else (),
    }
    for name, values in parts.items():
        if list(values) != sorted(set(values)):
            raise MarkingError(f"{name}: codes stand once each, A to Z", at)
    try:
        return Label(policy.identifier, value, (owner,), **parts)
    except LabelError as error:
        raise MarkingError(f"{error.field}: {error.rule}", at) from error


def _head(text: str, policy: Policy, rules: Profile, portion: bool) -> tuple[str, int, int]:
    """Context, level and the offset behind them."""
    heads: list[tuple[str, int]] = []
    for level in policy.levels:
        if portion:
            heads.append((re.escape(level.portion) + "(?:/(?P<context>[A-Z][A-Z0-9_]+))?", level.value))
        elif level.banner:
            heads.append((re.escape(level.banner), level.value))
        else:
            name = f"{re.escape(rules.holder)}(?:/(?P<context>[A-Z][A-Z0-9_]+))? {re.escape(level.name)}"
            heads.append((name, level.value))
    for pattern, value in heads:
        match = re.compile(rf"{pattern}(?= |\Z)").match(text)
        if match is not None:
            context = match.groupdict().get("context")
            if context == rules.holder:
                raise MarkingError(f"the context {context} is not written", 0)
            return context or rules.holder, value, match.end()
    raise MarkingError(f"no heading of {policy.identifier} stands here", 0)
