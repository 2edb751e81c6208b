"""The banner of a text against what its marks make: what differs, by which paragraphs and which rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.common.labels.audience import audience, covers
from services.common.labels.groups import Groups
from services.common.labels.marks import contributes
from services.common.labels.model import NOFORN, Label
from services.common.labels.policy import Policy
from services.common.labels.rollup import RollUp
from services.common.labels.words import listed

Numbered = tuple[int, Label]
_FIELDS: Final = {
    "coi": "the community", "restrictive": "what its reader must hold", "foreign": "foreign material of",
    "dissem": "the word", "informative": "the word",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: its rule, what to know, and the paragraphs that make it so."""

    rule: str
    message: str
    paragraphs: tuple[int, ...]


def differences(
    page: Label, whole: RollUp, read: Sequence[Numbered], policy: Policy, groups: Groups, at: datetime
) -> Iterator[Difference]:
    """All that the banner says otherwise than its paragraphs, laxer or stricter."""
    made = whole.label
    if page.owner != made.owner:
        owners = f"{listed(list(page.owner))}, and by the marks {listed(list(made.owner))}"
        yield Difference("banner_owner", f"the banner is of {owners} (roll-up rule 6)", ())
    yield from _level(page, made, read, policy)
    yield from _words(page, made, read)
    yield from _release(page, made, read, policy, groups, at)


def _level(page: Label, made: Label, read: Sequence[Numbered], policy: Policy) -> Iterator[Difference]:
    stated, due = policy.level_of_others(page.level).name, policy.level_of_others(made.level).name
    if page.level < made.level:
        numbers = tuple(
            number for number, one in read if policy.equivalent(one.policy_name, one.level) == made.level
        )
        yield Difference(
            "banner_level", f"the banner says {stated}, and {_are(numbers)} {due} (roll-up rule 1)", numbers
        )
    elif page.level > made.level:
        message = f"the banner says {stated}, and no paragraph is above {due}: raising it asks for a reason"
        yield Difference("banner_level", message, ())


def _words(page: Label, made: Label, read: Sequence[Numbered]) -> Iterator[Difference]:
    """Words that the paragraphs have and the banner has not, and the other way round."""
    for field, called in _FIELDS.items():
        stated, due = set(getattr(page, field)) - {NOFORN}, set(getattr(made, field)) - {NOFORN}
        for word in sorted(due - stated):
            numbers = tuple(number for number, one in read if word in (*getattr(one, field), *one.owner))
            message = f"the banner leaves out {called} {word}, which stands in {_paragraphs(numbers)}"
            yield Difference(f"banner_{field}", f"{message} (roll-up rule 1)", numbers)
        for word in sorted(stated - due):
            yield Difference(
                f"banner_{field}", f"the banner says {word}, and its paragraphs do not make it so", ()
            )


def _release(
    page: Label, made: Label, read: Sequence[Numbered], policy: Policy, groups: Groups, at: datetime
) -> Iterator[Difference]:
    """Who reads, or may be shown, by the banner and not by the paragraphs, and the other way round."""
    for field, verb, display in (("rel", "releases it to", False), ("display_only", "shows it to", True)):
        stated = audience(page, groups, at, display=display)
        due = audience(made, groups, at, display=display)
        if display and (stated, due) == (audience(page, groups, at), audience(made, groups, at)):
            continue
        more = sorted(code for code in stated if not covers(due, code))
        less = sorted(code for code in due if not covers(stated, code))
        if more:
            narrow = [
                (number, one) for number, one in read if contributes(one, policy)
                and not all(covers(audience(one, groups, at, display=display), code) for code in more)
            ]  # fmt: skip
            numbers = tuple(number for number, _ in narrow)
            message = f"the banner {verb} {listed(more)}, and {_does(numbers)} not"
            why = _rules([one for _, one in narrow])
            yield Difference(f"banner_{field}", f"{message} ({why})", numbers)
        if less:
            message = f"the banner leaves out {listed(less)}, to whom every paragraph that counts is released"
            yield Difference(f"banner_{field}", message, ())
    if page.noforn and not made.noforn and not made.rel:
        yield Difference("banner_noforn", "the banner says NOFORN, and no paragraph does", ())
    if made.noforn and not page.noforn and not page.rel and not page.display_only:
        numbers = tuple(number for number, one in read if one.noforn)
        where = f": {_paragraphs(numbers)} says so (roll-up rule 2)" if numbers else " (roll-up rule 5)"
        yield Difference(
            "banner_noforn", f"the banner leaves out that it is for its owner only{where}", numbers
        )


def _rules(narrow: Sequence[Label]) -> str:
    """The rules of the roll-up by which these narrow the whole: NOFORN, no release marking, another list."""
    held = {2 if one.noforn else 5 if one.rel or one.display_only else 4 for one in narrow}
    return f"roll-up rule{'s' if len(held) > 1 else ''} {listed([str(rule) for rule in sorted(held)])}"


def _paragraphs(numbers: Sequence[int]) -> str:
    return f"paragraph{'s' if len(numbers) > 1 else ''} {listed([str(number) for number in numbers])}"


def _are(numbers: Sequence[int]) -> str:
    return f"{_paragraphs(numbers)} {'are' if len(numbers) > 1 else 'is'}"


def _does(numbers: Sequence[int]) -> str:
    return (
        f"{_paragraphs(numbers)} {'do' if len(numbers) > 1 else 'does'}" if numbers else "the paragraphs do"
    )
