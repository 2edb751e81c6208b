"""The steps of generated histories: each drawn from a random source and the world, many wrong on purpose."""

from services.meetings.domain.tests.history import Step
from services.meetings.domain.tests.moves_items import amend, issue, late_label, narrow, substitute
from services.meetings.domain.tests.moves_meetings import again, hold, move, pick, plan
from services.meetings.domain.tests.moves_outcomes import (
    adjudicate,
    alone,
    amend_outcome,
    delegate,
    family,
    last_word,
    outcome,
    report,
)
from services.meetings.domain.tests.moves_stands import agree, correct, elapse, silence, stand

STEPS: tuple[tuple[Step, int], ...] = (
    (plan, 4),
    (move, 5),
    (hold, 12),
    (issue, 14),
    (outcome, 26),
    (alone, 9),
    (delegate, 5),
    (report, 7),
    (adjudicate, 9),
    (last_word, 14),
    (stand, 7),
    (agree, 6),
    (silence, 4),
    (elapse, 4),
    (correct, 3),
    (amend, 4),
    (amend_outcome, 4),
    (substitute, 3),
    (late_label, 1),
    (pick, 2),
    (family, 6),
    (narrow, 2),
    (again, 6),
)
FUNCTIONS = [step for step, _ in STEPS]
WEIGHTS = [weight for _, weight in STEPS]
