"""How a half-typed marking may go on: words and codes that stand at the caret, only what may be valid.

Each candidate is tried by the parser itself, with the least that would make it whole: what this module offers
and what the parser reads cannot come apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from services.common.labels.marking import MAX_LENGTH, MarkingError
from services.common.labels.model import Label
from services.common.labels.parse import parse_banner, parse_portion
from services.common.labels.policy import Policy, Profile
from services.common.labels.sections.held import DISPLAY, REL, BrokenConditions
from services.common.labels.vocabulary import Candidate, categories, heads

MOST: Final = 20
"""Suggestions of one answer."""
_FIRST, _OTHER, _LAST = "AAA", "ZZZZZY", "ZZZZZZ"
"""Codes that stand before and behind all others in any order, to try whether a list may go on."""
_FEW: Final = 8
"""Codes that are offered before one is begun."""
_WORK: Final = 300_000
"""Signs that the parser reads for one answer, about 0.2 s: what is not tried by then is not offered."""
_WORD: Final = 64
"""Signs of the longest words."""
_BOUNDARY: Final = re.compile(r"//|/|, | ")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``text`` replaces what stands from ``at`` up to the caret; ``says`` is what it means, where told."""

    at: int
    text: str
    says: str = ""


def suggest(
    text: str,
    policy: Policy,
    profile: str | None = None,
    portion: bool = False,
    codes: Mapping[str, str] | None = None,
    communities: Sequence[str] = (),
) -> list[Suggestion]:
    """What may stand next where ``text`` is what stands before the caret, at most ``MOST``.

    ``codes``: nations and groups with their names, those to offer first first; ``communities``: those to
    offer. Nothing that is not in them, in the policy or in the text is ever offered.
    """
    shift = 1 if portion and text.startswith("(") else 0
    if len(text) > MAX_LENGTH:
        return []
    named = {code: name for code, name in (codes or {}).items() if policy.is_code(code)}
    typed = _Typed(text[shift:], policy, policy.profile(profile), portion, named, communities)
    found: dict[str, Suggestion] = {}
    for at, lead, candidate in typed.candidates():
        whole = typed.text[:at] + lead + candidate.text
        if whole != typed.text and whole not in found and typed.possible(whole, candidate.tails):
            found[whole] = Suggestion(at + shift, lead + candidate.text, candidate.says)
            if len(found) == MOST:
                break
    return list(found.values())


@dataclass
class _Typed:
    """What stands before the caret, and by which policy it is read."""

    text: str
    policy: Policy
    profile: Profile
    portion: bool
    codes: Mapping[str, str]
    communities: Sequence[str]
    work: int = _WORK

    def candidates(self) -> Iterator[tuple[int, str, Candidate]]:
        """Each candidate with the place where it begins and what parts it from what stands before.

        Words that are begun come before what follows them, the longest beginning first.
        """
        for at in self._boundaries():
            begun = self.text[at:]
            for candidate in (*self._words(self.text[:at]), *self._listed(self.text[:at])):
                if candidate.begins(begun):
                    yield at, "", candidate
        if not self.text or self.text.endswith(("/", " ")):
            return
        for lead in (", ", " ", "//", "/"):
            following = self.text + lead
            codes = self._listed(following)
            listed = (code for code in codes if self.possible(following + code.text, code.tails))
            for candidate in (*islice(listed, _FEW), *self._words(following)):
                yield len(self.text), lead, candidate

    def _boundaries(self) -> list[int]:
        """Where a word may begin that is not ended, from the first of the last category on."""
        ends = [match.end() for match in _BOUNDARY.finditer(self.text)]
        opened = self.text.rfind("//") + 2 if "//" in self.text else 0
        return [0] * (opened in (0, len(self.profile.lead))) + [
            at for at in ends if at >= max(opened, len(self.text) - _WORD)
        ]

    def _words(self, before: str) -> list[Candidate]:
        """Words that may begin behind a text, by what parts them from it."""
        if before in ("", self.profile.lead):
            return self._heads if before == "" else []
        if before.endswith("/") or self._context:
            return self._categories
        return self._levels if before.endswith(" ") and "//" not in before else []

    def _listed(self, before: str) -> list[Candidate]:
        """Codes, where a list may go on or an owner may stand here."""
        if not before.endswith(" ") and before not in ("", self.profile.lead):
            return []
        tails = self._tails(before)
        probes = (_FIRST, _LAST, self.profile.holder, *self._owners)
        if not any(self.possible(before + probe, tails) for probe in probes):
            return []
        return [Candidate(code, name, tails, (name,)) for code, name in self.codes.items()]

    def _tails(self, before: str) -> tuple[str, ...]:
        """What may make a list whole that ends with a code: owners who are still to come, one code more."""
        profile = self.profile
        if before in ("", profile.lead):
            level = self.policy.levels[0]
            return (f" {level.portion if self.portion else level.name}",)
        held = re.findall(r"[A-Z][A-Z0-9_]+", before.rpartition("//")[2])
        missing = [code for code in (profile.holder, *self._owners) if code and code not in held]
        lists = [[*missing[number:], *more] for number in range(len(missing) + 1) for more in ([], [_LAST])]
        ends = dict.fromkeys(f", {', '.join(codes)}" if codes else "" for codes in lists)
        return (*ends, f" {_LAST}", f" {profile.only}")

    @cached_property
    def _owners(self) -> list[str]:
        """The owners that the heading names, in their order."""
        lead = self.profile.lead if self.text.startswith(self.profile.lead) else ""
        head = lead + self.text.removeprefix(lead).split("//")[0]
        label = self._read(head)
        return [] if label is None else list(label.owner)

    @cached_property
    def _context(self) -> bool:
        return self.profile.style == "context"

    @cached_property
    def _heads(self) -> list[Candidate]:
        return list(heads(self.policy, self.profile, self.portion, f"{_OTHER} {_LAST}"))

    @cached_property
    def _levels(self) -> list[Candidate]:
        return [Candidate(one.portion if self.portion else one.name) for one in self.policy.levels]

    @cached_property
    def _categories(self) -> list[Candidate]:
        lead = self.profile.community
        own = [Candidate(f"{lead} {code}", also=(code,)) for code in self.communities if lead]
        return [*categories(self.policy, self.profile, self.portion, self._owners, _LAST), *own]

    def possible(self, text: str, tails: tuple[str, ...]) -> bool:
        """Whether it is valid with one of these tails, or would be with a word that a condition asks for."""
        return any(self._valid(text + tail) for tail in tails)

    def _valid(self, text: str) -> bool:
        try:
            return self._known(self._parsed(text))
        except BrokenConditions as broken:
            needed = {name for fault in broken.faults for name in self._needs.get(fault.rule, ())}
            wholes = [f"{text}{by}{word}" for word in self._spelled(needed) for by in ("//", "/")]
            return any(label is not None and self._known(label) for label in map(self._read, wholes))
        except MarkingError:
            return False

    def _known(self, label: Label) -> bool:
        """Whether all its codes are, and no word was taken for one."""
        named = {*label.codes, *(() if label.concealed else label.foreign)}
        words = {level.name for level in self.policy.levels}
        held = {part for value in (*label.coi, *label.restrictive) for part in value.split(" ")}
        return named <= self._codes and not held & {*words, *self._codes}

    def _read(self, text: str) -> Label | None:
        try:
            return self._parsed(text)
        except MarkingError:
            return None

    def _parsed(self, text: str) -> Label:
        self.work -= len(text) + _WORD
        if self.work < 0:
            raise MarkingError("too much to try", rule="work")
        parse = parse_portion if self.portion else parse_banner
        return parse(text, self.policy.opened, self.profile.name)

    @cached_property
    def _codes(self) -> frozenset[str]:
        owners = {code for heading in self.policy.headings for code in heading.owner}
        return frozenset({*self.codes, self.profile.holder, _FIRST, _LAST, _OTHER, *owners})

    @cached_property
    def _needs(self) -> dict[str, tuple[str, ...]]:
        """For each condition that asks for one of several marks, those."""
        return {one.name: one.needs for one in self.policy.conditions.get(self.profile.name, ()) if one.needs}

    def _spelled(self, marks: set[str]) -> Iterator[str]:
        """Marks of conditions as they would be written here."""
        profile = self.profile
        lists = {REL: profile.release, DISPLAY: profile.display}
        for mark in sorted(marks):
            if lists.get(mark):
                owners = ", ".join([*self._owners, _LAST])
                yield f"{lists[mark]} {owners if mark == REL else _LAST}"
            for word in self.policy.words:
                if word.name == mark:
                    yield word.portion if self.portion else word.banner
