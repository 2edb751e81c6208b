"""Markings that are right, over all policies that ship and all their profiles: drawn from what each policy
lists, so that a new policy is drawn from without a word here.

A drawn label is kept where no condition of its policy forbids it, and a marking says it; that it is refused
by anything else is an error of the policy, the parser or the renderer, and is raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from services.common.labels import (
    CONCEALED,
    NOFORN,
    RELIDO,
    Label,
    MarkingError,
    Policy,
    banner,
    parse_banner,
    parse_portion,
    portion_mark,
    shipped_policies,
)
from services.common.labels.policy import MARK, Profile, Word
from services.common.labels.sections.atomic import FLAG, NUMBERS
from services.common.labels.sections.held import broken
from services.common.labels.tests.generate import NATIONS, some

GROUPS = ("FVEY", "NATO", "KFOR", "ACGU")
CODES = (*NATIONS, *NATIONS, *GROUPS)
COMMUNITIES = ("ALPHA", "BRAVO", "CHARLIE")
FREE = ("CRYPTO", "MEDICAL")
PARTS = ("ABC", "G", "J12", "X1")
TRIES = 200
_KNOWN: dict[tuple[str, tuple[str, ...]], list[str]] = {}


@dataclass(frozen=True, slots=True)
class Marked:
    """A label with one way in which its policy writes it."""

    label: Label
    policy: Policy
    profile: Profile
    portion: bool
    text: str

    def read(self, text: str | None = None) -> Label:
        """What this text, or another one in its place, says. Raises ``MarkingError``."""
        read = parse_portion if self.portion else parse_banner
        return read(self.text if text is None else text, self.policy, self.profile.name)

    def written(self, label: Label) -> str:
        """Another label, written in the same way. Raises ``MarkingError``."""
        write = portion_mark if self.portion else banner
        return write(label, self.policy, self.profile.name)


def ways() -> list[tuple[Policy, Profile]]:
    """Every shipped policy with each of its profiles."""
    return [(policy, profile) for policy in shipped_policies() for profile in policy.profiles]


def marked(rng: Random, policy: Policy, profile: Profile) -> Marked:
    """A label that the policy can write, as banner or portion mark."""
    for _ in range(TRIES):
        found = drawn(rng, policy, profile)
        if found is not None:
            return found
    raise AssertionError(f"{policy.identifier} {profile.name} writes nothing that is drawn")


def drawn(rng: Random, policy: Policy, profile: Profile) -> Marked | None:
    """One label, or ``None`` where a condition of the policy does not let it stand, or a word of it is read
    as another beside what stands there (UCNI beside CUI).
    """
    label, portion = _label(rng, policy, profile), rng.random() < 0.5
    if next(broken(label, policy, profile, portion), None) is not None:
        return None
    try:
        text = (portion_mark if portion else banner)(label, policy, profile.name)
    except MarkingError as error:
        if error.rule != "unsaid":
            raise
        return None
    return Marked(label, policy, profile, portion, text)


def _label(rng: Random, policy: Policy, profile: Profile) -> Label:
    owner, level = _head(rng, policy, profile)
    release = _release(rng, policy, profile, owner)
    chosen = {
        "restrictive": tuple(_restrictive(rng, policy, profile)),
        "only": some(rng, _known(policy, CODES), 0.15, 3) if profile.only else (),
        "coi": some(rng, COMMUNITIES, 0.15, 2) if profile.community else (),
        "foreign": _foreign(rng, policy, profile),
        "informative": (*_names(rng, policy, "informative", 0.2), *_controlled(rng, policy)),
    }
    marks = (*release.pop("dissem", ()), *_marks(rng, policy))
    if RELIDO in marks:
        marks = tuple(mark for mark in marks if mark != "ORCON")
    return Label(policy.identifier, level, owner, dissem=marks, **chosen, **release)


def _head(rng: Random, policy: Policy, profile: Profile) -> tuple[tuple[str, ...], int]:
    """Whose it is, and a level that its owner has."""
    own = [level.value for level in policy.levels]
    chance = rng.random()
    if profile.style == "context" and chance < 0.7:
        return (profile.holder,), rng.choice(own)
    if profile.style == "context":
        shared = [level.value for level in policy.levels if not level.banner]
        return (rng.choice(_known(policy, ("KFOR", "EAPC", "MISSION"))),), rng.choice(shared)
    if profile.holder and (chance < 0.65 or not profile.lead):
        return (profile.holder,), rng.choice(own)
    if policy.headings and chance < 0.75:
        heading = rng.choice(policy.headings)
        return heading.owner, heading.value
    owner = some(rng, _known(policy, NATIONS), 1, 1 if chance < 0.85 else 3)
    others = [] if profile.holder in owner else [level.value for level in policy.others]
    return owner, rng.choice([*own, *others])


def _release(
    rng: Random, policy: Policy, profile: Profile, owner: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    closed = policy.word(NOFORN, "dissemination") is not None
    relido = policy.word(RELIDO, "dissemination") is not None
    kinds = [
        "", "", *(["rel", "rel"] if profile.release else []), *(["show"] if profile.display else []),
        *(["closed", "closed"] if closed else []), *(["relido", "rel+relido"] if relido else []),
    ]  # fmt: skip
    kind = rng.choice(kinds)
    if kind == "closed" and len(owner) > 1 and profile.holder not in ("", *owner):
        kind = ""  # joint owners close their text by a list, which names the holder
    found: dict[str, tuple[str, ...]] = {}
    if kind.startswith("rel") and kind != "relido":
        holder = (profile.holder,) if profile.style == "sections" and profile.holder not in owner else ()
        found["rel"] = (*some(rng, _known(policy, CODES), 1, 4), *filter(None, holder))
    if kind == "show" or (kind == "rel" and profile.display and rng.random() < 0.2):
        found["display_only"] = some(rng, _known(policy, CODES), 1, 2)
    if kind == "closed":
        found["dissem"] = (NOFORN,)
    if kind.endswith("relido"):
        found["dissem"] = (RELIDO,)
    return found


def _marks(rng: Random, policy: Policy) -> tuple[str, ...]:
    names = [name for name in _all(policy, "dissemination") if name not in (NOFORN, RELIDO)]
    return some(rng, names, 0.25, 2) if names else ()


def _controlled(rng: Random, policy: Policy) -> tuple[str, ...]:
    words = policy.tagged("controlled")
    if not words or rng.random() < 0.7:
        return ()
    mark = next(word.name for word in words if word.family == MARK)
    return (mark, *some(rng, [word.name for word in words if word.family != MARK], 0.8, 20))


def _limits(rng: Random, policy: Policy) -> Iterator[str]:
    for name in _names(rng, policy, "limit", 0.1):
        word = policy.word(name, "limit")
        yield from (name, *(word.implies if word else ()))


def _foreign(rng: Random, policy: Policy, profile: Profile) -> tuple[str, ...]:
    if not profile.foreign or rng.random() < 0.85:
        return ()
    others = [code for code in _known(policy, CODES) if code != profile.holder]
    return CONCEALED if rng.random() < 0.3 else some(rng, others, 1)


def _restrictive(rng: Random, policy: Policy, profile: Profile) -> Iterator[str]:
    if profile.style == "context" or profile.controls:
        yield from _names(rng, policy, "sensitivity", 0.1)
    elif profile.sensitivity:
        yield from some(rng, FREE, 0.15)
    yield from _limits(rng, policy)
    if not profile.controls:
        return
    yield from _names(rng, policy, "program", 0.03)
    for name in _names(rng, policy, "control", 0.2):
        yield from _compartments(rng, name)
    if profile.program and rng.random() < 0.06:
        for name in some(rng, ("BP", "GB", "MOON RAKER"), 1):
            yield from (f"{profile.program}-{one}" for one in _compartments(rng, name))
    if profile.nickname and rng.random() < 0.06:
        yield from (f"{profile.nickname}-{name}" for name in some(rng, ("BAZ", "FOO BAR"), 1))
    for word in policy.tagged("atomic"):
        if not word.family and rng.random() < 0.03:
            yield from _atomic(rng, policy, word)


def _compartments(rng: Random, name: str) -> Iterator[str]:
    """A name with what stands behind it, and all that this asks for."""
    yield name
    for part in some(rng, PARTS, 0.4, 2):
        yield f"{name}-{part}"
        yield from (f"{name}-{part} {sub}" for sub in some(rng, PARTS, 0.3, 2))


def _atomic(rng: Random, policy: Policy, kind: Word) -> Iterator[str]:
    yield kind.name
    for word in policy.tagged("atomic"):
        if word.family in (FLAG, NUMBERS) and rng.random() < 0.3:
            numbers = rng.sample(range(1, 100), rng.randint(1, 3)) if word.family == NUMBERS else [""]
            yield from (f"{kind.name}-{word.name} {number}".rstrip() for number in numbers)


def _names(rng: Random, policy: Policy, tag: str, chance: float) -> tuple[str, ...]:
    names = _all(policy, tag)
    return some(rng, names, chance, 2) if names else ()


def _known(policy: Policy, codes: tuple[str, ...]) -> list[str]:
    """Those that the policy lets a marking name."""
    if (found := _KNOWN.get((policy.identifier, codes))) is None:
        found = _KNOWN[policy.identifier, codes] = [code for code in codes if policy.is_code(code)]
    return found


def _all(policy: Policy, tag: str) -> list[str]:
    return [word.name for word in policy.tagged(tag)]
