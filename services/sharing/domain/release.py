"""How a nation decides on a release: what may be done in which state, by whom, and what comes of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

UNDO: Final = timedelta(seconds=10)
"""How long who decided may take it back, before it takes effect."""


class ConsentState(StrEnum):
    """Where the decision of one originator stands."""

    OPEN = "open"
    PROPOSED = "proposed"
    APPROVING = "approving"
    REFUSING = "refusing"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ReleaseState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What came of a request."""

    RELEASED = "released"
    IN_PART = "in_part"
    REFUSED = "refused"
    ANSWERED = "answered"


class Sight(StrEnum):
    """Whether what is released may be taken along, or only looked at."""

    READ = "read"
    DISPLAY = "display"


class Refusal(StrEnum):
    """Why a release is refused."""

    CLASSIFICATION = "classification"
    SOURCE = "source"
    THIRD_PARTY = "third_party"
    NEED_TO_KNOW = "need_to_know"
    OTHER = "other"


class Act(StrEnum):
    """What happens to a consent. The last three are not a person's of the nation."""

    PROPOSE = "propose"
    APPROVE = "approve"
    REFUSE = "refuse"
    UNDO = "undo"
    SETTLE = "settle"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


_S = ConsentState
_NEXT: Final[Mapping[tuple[ConsentState, Act], ConsentState]] = MappingProxyType(
    {
        (_S.OPEN, Act.PROPOSE): _S.PROPOSED,
        (_S.OPEN, Act.REFUSE): _S.REFUSING,
        (_S.OPEN, Act.WITHDRAW): _S.WITHDRAWN,
        (_S.PROPOSED, Act.PROPOSE): _S.PROPOSED,
        (_S.PROPOSED, Act.APPROVE): _S.APPROVING,
        (_S.PROPOSED, Act.REFUSE): _S.REFUSING,
        (_S.PROPOSED, Act.WITHDRAW): _S.WITHDRAWN,
        (_S.APPROVING, Act.UNDO): _S.PROPOSED,
        (_S.APPROVING, Act.SETTLE): _S.APPROVED,
        (_S.APPROVING, Act.WITHDRAW): _S.WITHDRAWN,
        (_S.REFUSING, Act.UNDO): _S.PROPOSED,
        (_S.REFUSING, Act.SETTLE): _S.REFUSED,
        (_S.REFUSING, Act.WITHDRAW): _S.WITHDRAWN,
        (_S.APPROVED, Act.REOPEN): _S.PROPOSED,
        (_S.APPROVED, Act.WITHDRAW): _S.WITHDRAWN,
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: for which nation, and whether they write and release for it."""

    id: str
    nation: str
    writes: bool
    releases: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A consent as the rules see it. Ids of people are empty where nobody did it yet."""

    nation: str
    state: ConsentState
    asked_by: str = ""
    proposed_by: str = ""
    decided_by: str = ""
    effective_at: datetime | None = None


def following(standing: Standing, act: Act) -> ConsentState | None:
    """The state after an act; None where the state does not allow it."""
    after = _NEXT.get((standing.state, act))
    if act is Act.UNDO and after is not None and not standing.proposed_by:
        return ConsentState.OPEN
    return after


def objection(standing: Standing, act: Act, person: Person, at: datetime) -> str | None:
    """The rule that an act of a person would break, or None.

    ``other_nation``, ``role``, ``two_people`` (LABELS: requester and approver are two people), ``not_yours``,
    ``too_late``, ``state``.
    """
    late = standing.effective_at is None or at >= standing.effective_at
    rules = (
        ("other_nation", person.nation != standing.nation),
        ("role", not person.writes or (act in {Act.APPROVE, Act.REFUSE} and not person.releases)),
        ("state", following(standing, act) is None),
        ("two_people", act is Act.APPROVE and person.id in {standing.asked_by, standing.proposed_by}),
        ("not_yours", act is Act.UNDO and person.id != standing.decided_by),
        ("too_late", act is Act.UNDO and late),
    )
    return next((rule for rule, broken in rules if broken), None)


def acts(standing: Standing, person: Person, at: datetime) -> list[str]:
    """What a person may do of it now."""
    own = (Act.PROPOSE, Act.APPROVE, Act.REFUSE, Act.UNDO)
    return [act.value for act in own if objection(standing, act, person, at) is None]


@dataclass(frozen=True, slots=True)
class Given:
    """What one nation consents to: portions, and to whom."""

    portions: frozenset[str]
    codes: frozenset[str]


def granted(
    originators: Mapping[str, Collection[str]],
    shell: Collection[str],
    given: Mapping[str, Given],
    titled: Collection[str],
) -> dict[str, frozenset[str]]:
    """To whom each portion is released: what every one of its originators consents to.

    ``originators`` by portion; ``shell``: those of the title, who consent too for whoever does not see it
    yet; ``titled``: the codes that see the title already.
    """
    nobody = Given(frozenset(), frozenset())
    found: dict[str, frozenset[str]] = {}
    for portion, nations in originators.items():
        each = [given.get(nation, nobody) for nation in nations]
        codes = frozenset.intersection(
            *(one.codes if portion in one.portions else frozenset() for one in each)
        )
        kept = frozenset(
            code
            for code in codes
            if code in titled or all(code in given.get(nation, nobody).codes for nation in shell)
        )
        if kept:
            found[portion] = kept
    return found


def outcome(
    asked: Collection[str], codes: Collection[str], whatever: bool, found: Mapping[str, Collection[str]]
) -> Outcome:
    """What came of it: all that was asked for, a part, or nothing. ``whatever``: some of it was asked for."""
    if not found:
        return Outcome.REFUSED
    whole = all(set(codes) <= set(found.get(portion, ())) for portion in asked)
    return Outcome.RELEASED if whole and (asked or whatever) else Outcome.IN_PART
