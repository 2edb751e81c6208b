"""How an activity goes from proposed to completed, and what it needs on the way. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.registry.domain.values import Answer, Status

AFTER: Final[Mapping[Status, frozenset[Status]]] = {
    Status.PROPOSED: frozenset({Status.PLANNED, Status.POSTPONED, Status.CANCELLED}),
    Status.PLANNED: frozenset({Status.CONFIRMED, Status.POSTPONED, Status.CANCELLED}),
    Status.CONFIRMED: frozenset({Status.UNDERWAY, Status.POSTPONED, Status.CANCELLED}),
    Status.UNDERWAY: frozenset({Status.COMPLETED, Status.POSTPONED, Status.CANCELLED}),
    Status.POSTPONED: frozenset({Status.PLANNED, Status.CANCELLED}),
    Status.COMPLETED: frozenset(),
    Status.CANCELLED: frozenset(),
}
"""What may follow a status. What is over stays over: a mistake is mended by undoing within the minute, or by
another record.
"""
NEED_REASON: Final = frozenset({Status.POSTPONED, Status.CANCELLED})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step is refused: the rule, the sentence for a person, and the field of the request."""

    rule: str
    sentence: str
    field: str = "to"


def refuse(now: Status, to: Status, *, reason: str, dated: bool, answers: Sequence[Answer]) -> Refusal | None:
    """Why an activity may not go from one status to another; None where it may.

    ``dated``: whether it is known when it begins. ``answers`` are those of the nations in it: whoever
    declined stands in the way of confirming, for nobody is bound by another's plan.
    """
    if to not in AFTER[now]:
        return Refusal("status_order", f"What is {now.value} does not become {to.value}.")
    if to in NEED_REASON and not reason:
        return Refusal("reason_needed", "Say why it is postponed or cancelled.", "reason")
    if to in {Status.CONFIRMED, Status.UNDERWAY, Status.COMPLETED} and not dated:
        return Refusal("date_needed", "Say first when it begins: a year is enough.")
    if to is Status.CONFIRMED and Answer.DECLINED in answers:
        return Refusal("declined", "A nation has declined its part: take it out first, or plan anew.")
    return None
