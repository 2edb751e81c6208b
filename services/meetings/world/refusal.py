"""A rule's refusal as the problem that the API answers: it names the field and the rule."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.common.errors import Problem, conflict, forbidden, unprocessable
from services.meetings.domain.rules import Refused

NOT_YOURS = frozenset({"post_in_forum", "own_nation_only", "not_oneself", "heads_appoint_heads"})
"""Rules about who may act: 403."""
WRONG_STATE = frozenset(
    {
        "meeting_transition",
        "not_held_early",
        "held_meeting",
        "agreed_minutes_locked",
        "current_version",
        "item_is_working",
        "one_outcome",
        "awaits_adjudication",
        "structure_is_kept",
        "close_needs_answer",
        "issuer_closes",
        "parent_reopened_first",
        "no_withheld_adjudication",
    }
)
"""Rules about the present state of the record: 409. Every other rule is about what was sent: 422."""


def problem_of(refused: Refused) -> Problem:
    """403, 409 or 422 by the rule's kind, with the rule's name and sentence."""
    if refused.rule in NOT_YOURS:
        return forbidden(refused.detail, refused.rule, refused.pointer)
    if refused.rule in WRONG_STATE:
        return conflict(refused.rule, refused.detail, refused.pointer)
    return unprocessable(refused.pointer, refused.rule, refused.detail)


@contextmanager
def refusals() -> Iterator[None]:
    """Runs rules; a refusal leaves as its problem."""
    try:
        yield
    except Refused as refused:
        raise problem_of(refused) from refused
