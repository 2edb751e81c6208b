"""Labels, readers and cases for the oracles, the same for the same seed (``random.Random``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from services.common.labels import (
    Action,
    Context,
    DisclosureLetter,
    Group,
    Groups,
    Label,
    Membership,
    Reader,
    default_groups,
    shipped_policies,
)

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
NATIONS = ("AUS", "CAN", "DEU", "FIN", "FRA", "GBR", "JPN", "NZL", "POL", "SWE", "USA")
GROUPS = ("ABCANZ", "ACGU", "FVEY", "ISAF", "KFOR", "MISSION", "NATO")
COI = ("ALPHA", "BRAVO", "CHARLIE")
SENSITIVE = ("MEDICAL", "CRYPTO")
POLICIES = ("coalition@1", "coalition@1", "coalition@1", "us@1", "nato@1")
ACTIONS = (Action.DISCOVER, Action.DISPLAY, Action.READ, Action.EXPORT, Action.RELABEL)


def groups() -> Groups:
    """The shipped groups and a mission that nations join, leave and join again."""
    day = datetime(2024, 1, 1, tzinfo=UTC)
    terms = [
        Membership("MISSION", "USA", day, None),
        Membership("MISSION", "GBR", day, day + timedelta(days=700)),
        Membership("MISSION", "AUS", day + timedelta(days=300), None),
        Membership("MISSION", "POL", day, day + timedelta(days=200)),
        Membership("MISSION", "POL", day + timedelta(days=400), None),
    ]
    return default_groups().with_groups([Group("MISSION", "A mission")], terms)


def context() -> Context:
    """Generated groups with the shipped policies."""
    return Context(groups(), shipped_policies())


def some(rng: Random, values: Sequence[str], chance: float, most: int = 3) -> tuple[str, ...]:
    """No values, or with the given chance one to ``most`` of them."""
    if rng.random() >= chance:
        return ()
    return tuple(rng.sample(list(values), rng.randint(1, min(most, len(values)))))


def label(rng: Random, known: Groups, policy: str | None = None) -> Label:
    """One label: nations, joint owners or a context; lists of nations and groups; made at some time."""
    kind = rng.random()
    if kind < 0.6:
        owner: tuple[str, ...] = (rng.choice(NATIONS),)
    elif kind < 0.8:
        owner = tuple(rng.sample(NATIONS, rng.randint(2, 3)))
    else:
        owner = (rng.choice(("NATO", "KFOR", "MISSION", "ABCANZ")),)
    codes = (*NATIONS, *NATIONS, *GROUPS)
    closed = rng.random() < 0.1
    marks = [
        name
        for name, chance in (("ORCON", 0.15), ("RELIDO", 0.15), ("TLP:AMBER", 0.05), ("TLP:RED", 0.05))
        if rng.random() < chance
    ]
    if closed:
        marks = [*(m for m in marks if m != "RELIDO"), "NOFORN"]
    elif "ORCON" in marks and "RELIDO" in marks:
        marks.remove("RELIDO")
    made = Label(
        policy or rng.choice(POLICIES), rng.randint(0, 4), owner,
        rel=() if closed else some(rng, codes, 0.7, 4),
        only=some(rng, (*owner, *NATIONS), 0.5) if owner[0] in known.groups else (),
        display_only=() if closed else some(rng, codes, 0.2, 2),
        coi=some(rng, COI, 0.2, 2), restrictive=some(rng, SENSITIVE, 0.1, 1), dissem=tuple(marks),
    )  # fmt: skip
    if rng.random() < 0.03:
        return made  # no epoch: groups grant nothing
    at = NOW - timedelta(days=rng.randint(0, 4000))
    moments = [at, *([at - timedelta(days=500)] if rng.random() < 0.05 else [])]
    return made.with_(epochs=[e for moment in moments for e in known.epochs_at(made.codes, moment)])


def reader(rng: Random) -> Reader:
    """One reader: mostly well cleared; some without an affiliation, a clearance, or bound by a letter."""
    clearance = {name: rng.randint(0, 4) for name in ("coalition", "us", "nato") if rng.random() < 0.5}
    letter = None
    if rng.random() < 0.15:
        letter = DisclosureLetter(
            rng.randint(1, 4), frozenset(some(rng, GROUPS, 0.7)), frozenset(some(rng, COI, 0.6)),
            rng.choice((None, NOW - timedelta(days=1), NOW + timedelta(days=30))),
        )  # fmt: skip
    return Reader.make(
        None if rng.random() < 0.02 else rng.choice(NATIONS),
        clearance if rng.random() < 0.1 else {**clearance, "coalition": rng.randint(2, 4)},
        some(rng, ("ISAF", "KFOR"), 0.4, 2), some(rng, COI, 0.8), some(rng, SENSITIVE, 0.8), letter,
        NOW - timedelta(hours=1) if rng.random() < 0.02 else None,
    )  # fmt: skip


def labels(seed: int, count: int) -> list[Label]:
    """So many different access parts, in a fixed order for a seed."""
    rng, known = Random(seed), groups()
    found: dict[bytes, Label] = {}
    while len(found) < count:
        made = label(rng, known)
        found.setdefault(made.digest(), made)
    return list(found.values())


def readers(seed: int, count: int) -> list[Reader]:
    """So many readers, in a fixed order for a seed."""
    rng = Random(seed)
    return [reader(rng) for _ in range(count)]


def cases(seed: int, reader_count: int, label_count: int) -> Iterator[tuple[int, int, Action]]:
    """Every pair of a reader and a label by index, each with one action in turn."""
    for number in range(reader_count * label_count):
        who, what = divmod(number, label_count)
        yield who, what, ACTIONS[(who * 7 + what + seed) % len(ACTIONS)]
