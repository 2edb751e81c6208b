"""What a policy can write, in the order in which it is offered to who types a marking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from services.common.labels.policy import Level, Policy, Profile
from services.common.labels.sections.controlled import mark_of

_TAGS: Final = (
    "dissemination", "limit", "sensitivity", "control", "atomic", "program", "controlled", "informative",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word, what it means, and what has to follow it to make a marking whole (empty: nothing).

    ``also``: other words by which somebody may look for it.
    """

    text: str
    says: str = ""
    tails: tuple[str, ...] = ("",)
    also: tuple[str, ...] = ()

    def begins(self, typed: str) -> bool:
        """Whether what is typed is its beginning, in any case, or that of another word for it."""
        looked = typed.casefold()
        words = (self.text, *self.also) if len(looked) > 1 else (self.text,)
        return any(word.casefold().removeprefix("the ").startswith(looked) for word in words)


def heads(policy: Policy, profile: Profile, portion: bool, two: str) -> Iterator[Candidate]:
    """Classifications, those of others, and what begins a joint marking. ``two``: two owners, to try it."""

    def written(level: Level) -> str:
        if portion:
            return level.portion
        own = f"{profile.holder} {level.name}" if profile.style == "context" else level.name
        return level.banner or own

    for level in policy.levels if profile.holder else ():
        text = written(level)
        yield Candidate(text, "" if text == level.name else level.name, also=(level.name,))
    for heading in policy.headings:
        name = f"{profile.lead}{heading.portion if portion else heading.banner}"
        yield Candidate(name, f"material of {heading.owner}", also=(name.removeprefix(profile.lead),))
    mark = mark_of(policy)
    if mark is not None:
        yield Candidate(mark.portion if portion else mark.banner, mark.says, also=(mark.name,))
    if profile.joint:
        for level in policy.levels:
            text = f"{profile.lead}{profile.joint} {written(level)}"
            yield Candidate(f"{text} ", "owned by several nations", (two,), (f"{profile.joint} ",))


def categories(
    policy: Policy, profile: Profile, portion: bool, owners: Sequence[str], last: str
) -> Iterator[Candidate]:
    """Words of the policy, and those that begin a list of codes. ``owners``: those of the marking."""
    first = [profile.holder] if profile.holder and profile.style != "context" else []
    whole = ", ".join([*(first or sorted(owners)), last])
    if profile.style == "context":
        tails = (last, *(f"{owner}, {last}" for owner in owners))
        yield Candidate(f"{profile.release} ", "the nations and groups that read it too", tails)
    elif profile.release:
        text = f"{profile.release} {profile.holder}, " if first else f"{profile.release} "
        tails = (last,) if first else (whole,)
        yield Candidate(text, "the nations and groups that read it beside its owners", tails)
    for word in sorted(policy.words, key=lambda word: _TAGS.index(word.tag) if word.tag in _TAGS else 0):
        if word.tag in _TAGS and not (word.tag == "atomic" and word.family):
            name = word.portion if portion else word.banner
            dashed = f"- {name}" if profile.style == "context" and word.tag == "informative" else name
            yield Candidate(dashed, word.says, also=(word.name, word.banner, *word.also))
    if profile.style == "context":
        yield Candidate(profile.only, "a limit to a part of its owners")
        return
    for lead, says in (
        (profile.display, "the nations that may be shown it, no more"),
        (profile.foreign, "the nations whose material it holds"),
        (profile.only, "a limit to a part of its owners"),
    ):
        if lead:
            yield Candidate(f"{lead} ", says, (last,))
    if profile.foreign:
        yield Candidate(profile.foreign, "holds material of nations that are not named")
    if profile.program:
        yield Candidate(f"{profile.program}-", "a special access programme", (last,))
