"""The policy: levels, words, colours and equivalences, read from a SPIF-like file (schema 2.1 flavour).

LABELS: no nation and no word of a policy stands in code; a foreign policy's level counts only through an
explicit equivalence. What the schema has no place for (the words of a marking, who holds the page) stands in
the element ``profile`` of our own namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from services.common.labels.conditions import Condition
from services.common.labels.model import ISO3, is_form_of_code

PROGRAMS: Final = 4
"""So many special access programmes are named one by one (CAPCO 2016)."""
MARK: Final = "mark"
"""Family of the word that marks a set as a whole (``CUI``)."""
UNWRITTEN: Final = "unwritten"
"""The style of a profile that says not how markings are written."""


class PolicyError(ValueError):
    """A policy that cannot be read, or has not what is asked of it: says what is wrong."""


@dataclass(frozen=True, slots=True)
class Level:
    """One classification: its place 0 to 4, its name, its portion mark and its colours.

    ``banner`` is a whole heading of its own (COSMIC TOP SECRET); empty where the name is used.
    """

    value: int
    name: str
    portion: str
    colour: str
    text_colour: str
    banner: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a policy: canonical name (in the label), banner and portion form, its set and rank in it.

    ``family`` groups words of which only the highest ``rank`` survives a roll-up (TLP). ``also`` and
    ``portions``: how else it may be written in a banner and in a portion mark. ``lapses``: on unclassified
    text it is not carried to a classified whole; ``counts``: unclassified text that carries it counts in a
    roll-up. ``implies``: words that its reader must hold, too. ``equals``: words of other policies, each with
    its policy, that are this one here.
    """

    name: str
    banner: str
    portion: str
    tag: str
    family: str = ""
    rank: int = 0
    also: tuple[str, ...] = ()
    lapses: bool = False
    says: str = ""
    portions: tuple[str, ...] = ()
    counts: bool = False
    implies: tuple[str, ...] = ()
    equals: tuple[tuple[str, str], ...] = ()

    def forms(self, portion: bool) -> tuple[str, ...]:
        """How it may be written there, first the form in which it is."""
        return (self.portion, *self.portions) if portion else (self.banner, *self.also)


@dataclass(frozen=True, slots=True)
class Heading:
    """A classification of another owner, or of several, that is written as one: COSMIC TOP SECRET, CTS."""

    owner: tuple[str, ...]
    value: int
    banner: str
    portion: str


@dataclass(frozen=True, slots=True)
class Profile:
    """How the policy writes markings, and where authorities differ. An empty word cannot be expressed.

    ``style``: ``sections`` (``//`` between categories), ``context`` (NATO) or ``unwritten``. ``holder``
    makes the pages and is not named on its own. ``fgi``: others' material on its page becomes ``foreign``
    instead of making the page joint (LABELS, roll-up rule 6). ``controls``: whether the control systems
    of the policy are all (``closed``) or others are read too (``open``). ``loose``: within a category any
    order is read, and put right where it is written. ``order``: of dissemination words, with ``REL`` and
    ``DISPLAY`` among them.
    """

    name: str
    style: str = "sections"
    holder: str = ""
    fgi: bool = False
    lead: str = ""
    joint: str = "JOINT"
    release: str = "REL TO"
    release_short: str = ""
    display: str = "DISPLAY ONLY"
    only: str = "ONLY"
    foreign: str = "FGI"
    community: str = ""
    sensitivity: str = ""
    eyes: str = ""
    controls: str = ""
    program: str = ""
    program_long: str = ""
    programs: int = PROGRAMS
    nickname: str = ""
    order: str = "ORCON NOFORN REL RELIDO DISPLAY"
    loose: bool = False
    between: str = "//"
    within: str = "/"
    joined: str = ", "
    after: bool = False
    prefix: str = ""
    lapses: str = ""


@dataclass(frozen=True)
class Policy:
    """One version of one policy. Labels name it as ``name@version`` (``identifier``).

    ``codes``: the nations and groups that its markings may name, each with the names that are read for it,
    the one that is written first; empty where any code may stand. ``open_groups``: other groups may, too.
    ``tags``: the object identifier of each category of STANAG 4774, by its name in lower case.
    ``notes``: what its file says that does not count here.
    """

    name: str
    version: str
    oid: str
    levels: tuple[Level, ...]
    words: tuple[Word, ...]
    profiles: tuple[Profile, ...]
    equivalences: Mapping[tuple[str, int], int] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    others: tuple[Level, ...] = ()
    conditions: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict)
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open_groups: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def identifier(self) -> str:
        """What a label's ``policy`` holds: ``name@version``."""
        return f"{self.name}@{self.version}"

    def level(self, value: int) -> Level:
        """The classification of a level; ``PolicyError`` where the policy has none there (US: RESTRICTED)."""
        for level in self.levels:
            if level.value == value:
                return level
        raise PolicyError(f"{self.identifier} has no classification at level {value}")

    def level_of_others(self, value: int) -> Level:
        """The same for what other owners make, who may have levels that the policy itself has not."""
        return next((level for level in self.others if level.value == value), None) or self.level(value)

    def level_named(self, text: str, portion: bool = False) -> Level | None:
        """The classification with that name (banner) or that mark (portion); exact, or ``None``."""
        return next((lv for lv in self.levels if text == (lv.portion if portion else lv.name)), None)

    def is_code(self, code: str) -> bool:
        """Whether markings may name this nation or group."""
        if not is_form_of_code(code):
            return False
        return not self.codes or code in self.codes or (self.open_groups and len(code) != ISO3)

    def code_of(self, text: str) -> str | None:
        """The code of a nation or group by its code or name, or ``None``."""
        return self._coded.get(text) or (text if self.is_code(text) else None)

    def called(self, code: str) -> str:
        """How markings name a nation or group."""
        return next(iter(self.codes.get(code, ())), code)

    def word(self, name: str, tag: str) -> Word | None:
        """The word with that canonical name in that set, or ``None``."""
        return self._named.get((tag, name))

    def tagged(self, tag: str) -> tuple[Word, ...]:
        """The words of a set, in the order of the file."""
        return self._tagged.get(tag, ())

    def written(self, text: str, portion: bool) -> tuple[Word, ...]:
        """The words that may be written so in a banner or a portion mark."""
        return self._written[portion].get(text, ())

    @cached_property
    def opened(self) -> Policy:
        """The same where any code may stand: to try how a marking may go on."""
        return replace(self, codes={})

    @cached_property
    def _coded(self) -> dict[str, str]:
        return {name: code for code, names in self.codes.items() for name in names}

    @cached_property
    def _named(self) -> dict[tuple[str, str], Word]:
        return {(word.tag, word.name): word for word in reversed(self.words)}

    @cached_property
    def _tagged(self) -> dict[str, tuple[Word, ...]]:
        tags = dict.fromkeys(word.tag for word in self.words)
        return {tag: tuple(word for word in self.words if word.tag == tag) for tag in tags}

    @cached_property
    def _written(self) -> dict[bool, dict[str, tuple[Word, ...]]]:
        found: dict[bool, dict[str, tuple[Word, ...]]] = {True: {}, False: {}}
        for portion, texts in found.items():
            for word in self.words:
                for text in dict.fromkeys(word.forms(portion)):
                    texts[text] = (*texts.get(text, ()), word)
        return found

    def word_of(self, policy_name: str, name: str, *tags: str) -> Word | None:
        """The word of these sets that another policy's is equal to, by an explicit equivalence."""
        return next((w for w in self.words if w.tag in tags and (policy_name, name) in w.equals), None)

    def heading_of(self, owner: tuple[str, ...], value: int) -> Heading | None:
        """The heading in which the classification of these owners is written, if it has one of its own."""
        return next((one for one in self.headings if (one.owner, one.value) == (owner, value)), None)

    def profile(self, name: str | None = None) -> Profile:
        """The named profile, by default the first of the file; ``PolicyError`` for an unknown one."""
        for profile in self.profiles:
            if name is None or profile.name == name:
                return profile
        raise PolicyError(f"{self.identifier} has no profile {name}")

    def equivalent(self, policy_name: str, level: int) -> int | None:
        """This policy's level for one of any version of it, or by an explicit equivalence for another's;
        ``None`` where it has none (quarantine it).
        """
        if policy_name != self.name:
            return self.equivalences.get((policy_name, level))
        return level if any(one.value == level for one in (*self.levels, *self.others)) else None


def version_of(policies: Iterable[Policy], identifier: str) -> Policy | None:
    """The very version that a label was made under (``name@version``), or ``None``."""
    return next((policy for policy in policies if policy.identifier == identifier), None)


def newest_of(policies: Iterable[Policy], name: str) -> Policy | None:
    """The newest version of a policy, under which labels are made; ``None`` where none has that name."""
    return max((policy for policy in policies if policy.name == name), key=_order, default=None)


def _order(policy: Policy) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d{1,9}", policy.version))
