"""Which nation might lead something for a host: from strengths, ties, geography and caveats (DOMAIN, A4).

A suggestion gives its reasons and what it does not know; it decides nothing and binds nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

RESTRICTS, PERMITS = "restriction", "permission"
YES, PERHAPS = "yes", "perhaps"


@dataclass(frozen=True, slots=True)
class Caveat:
    """A nation's published restriction or permission, the hosts and the capabilities that it is about.

    No hosts: every third country. ``until``: the year in which it ended, if it did.
    """

    nation: str
    rule: str
    kind: str = RESTRICTS
    scope: str = ""
    hosts: frozenset[str] = frozenset()
    capabilities: frozenset[str] = frozenset()
    until: int | None = None
    effect: str = ""
    origin: str = ""

    def binds(self, host: str, capability: str, year: int) -> str:
        """``yes``: there and on that capability; ``perhaps``: there, its words are on another; else empty."""
        if (self.until is not None and self.until < year) or (self.hosts and host not in self.hosts):
            return ""
        if host == self.nation:
            return ""
        about = any(word in capability.casefold() for word in self.capabilities)
        return YES if about else PERHAPS


@dataclass(frozen=True, slots=True)
class Tie:
    """A standing tie of a nation to a host, as a source says it."""

    nation: str
    host: str
    says: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What of a nation with a host the reader may read: how often it led there, and what it leads now."""

    nation: str
    activities: int = 0
    of_capability: int = 0
    now: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for or against a nation, in words, with its origin."""

    kind: str
    says: str
    speaks_for: bool
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A nation with the reasons for and against it; held back where a caveat forbids what is asked."""

    nation: str
    held_back: bool
    score: float
    reasons: tuple[Reason, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the reader's records: caveats, ties, and kilometres between centres."""

    caveats: Sequence[Caveat] = ()
    ties: Sequence[Tie] = ()
    kilometres: Mapping[str, float] = field(default_factory=dict)


NEAR_KM = 2500.0
MANY = 3
"""So many activities that go on in a host are a load, fewer a reason."""


def suggest(
    host: str, capability: str, past: Iterable[Past], facts: Facts, year: int, names: Mapping[str, str]
) -> list[Candidate]:
    """Candidates, best first; those whom a caveat holds back last. Whom nothing speaks for is not named."""
    known = {one.nation: one for one in past}
    nations = {*known, *(tie.nation for tie in facts.ties if tie.host == host)}
    nations |= {
        c.nation for c in facts.caveats if c.kind == PERMITS and c.binds(host, capability, year) == YES
    }
    found = [_candidate(nation, host, capability, known.get(nation), facts, year, names)
             for nation in nations - {host}]  # fmt: skip
    return sorted(found, key=lambda one: (one.held_back, -one.score, one.nation))


def _candidate(
    nation: str, host: str, capability: str, past: Past | None, facts: Facts, year: int,
    names: Mapping[str, str],
) -> Candidate:  # fmt: skip
    there = names.get(host, host)
    weighed = [
        *_strengths(past, capability, there),
        *_ties(nation, host, capability, facts),
        *_near(nation, facts, there),
    ]
    weighed.sort(key=lambda one: -one[0])
    caveats, held, points = _caveats(nation, host, capability, facts, year)
    unknown = ["whether it would lead"]
    if past is None or not past.of_capability:
        unknown.append(f"what it has done with {there} that you may not read")
    score = sum(weight for weight, _ in weighed) + points
    return Candidate(nation, held, score, (*(reason for _, reason in weighed), *caveats), tuple(unknown))


def _strengths(past: Past | None, capability: str, there: str) -> list[tuple[float, Reason]]:
    """What it led there before, most for the same capability; what it leads there now speaks for it too."""
    if past is None:
        return []
    found: list[tuple[float, Reason]] = []
    if past.of_capability:
        said = f"It leads or led {_many(past.of_capability)} of {capability} with {there}."
        found.append((4.0 + min(past.of_capability, 10) / 5, Reason("strength", said, True, "activities")))
    rest = past.activities - past.of_capability
    if rest > 0:
        said = f"It leads or led {_many(rest)} of other kinds with {there}."
        found.append((1.0 + min(rest, 10) / 10, Reason("strength", said, True, "activities")))
    if 0 < past.now < MANY:
        found.append((0.5, Reason("strength", "It is there now, or coming.", True, "activities")))
    if past.now >= MANY:
        said = f"It leads {past.now} there already now: more would load it."
        found.append((-1.0, Reason("load", said, False, "activities")))
    return found


def _ties(nation: str, host: str, capability: str, facts: Facts) -> list[tuple[float, Reason]]:
    """One on the very capability weighs most; of the others the first more than each that follows."""
    found: list[tuple[float, Reason]] = []
    for tie in facts.ties:
        if (tie.nation, tie.host) == (nation, host):
            about = capability.casefold() in tie.says.casefold()
            weight = 3.0 if about else (0.5 if found else 2.0)
            found.append((weight, Reason("ties", tie.says, True, tie.origin)))
    return found


def _near(nation: str, facts: Facts, there: str) -> list[tuple[float, Reason]]:
    """Distance between the countries' centres: a small reason, and none where it is not known."""
    far = facts.kilometres.get(nation)
    if far is None:
        return []
    said = f"{there[:1].upper()}{there[1:]} is about {round(far, -2):,.0f} km away, centre to centre."
    return [(max(0.0, 0.3 - far / 30_000), Reason("geography", said, far <= NEAR_KM, "Natural Earth"))]


def _caveats(
    nation: str, host: str, capability: str, facts: Facts, year: int
) -> tuple[list[Reason], bool, float]:
    reasons, held, points = [], False, 0.0
    for caveat in facts.caveats:
        bound = caveat.binds(host, capability, year) if caveat.nation == nation else ""
        if not bound:
            continue
        if caveat.kind == PERMITS:
            if bound == YES:
                points += 3.0
                reasons.append(Reason("permission", caveat.rule, True, caveat.origin))
            continue
        held = held or bound == YES
        said = caveat.rule if bound == YES else f"{caveat.rule} (look whether it touches {capability})"
        reasons.append(Reason("caveat", said, False, caveat.origin))
    return reasons, held, points


def _many(number: int) -> str:
    return "one activity" if number == 1 else f"{number:,} activities"
