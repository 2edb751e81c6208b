"""How a lesson goes from an observation to learned, and what it needs on the way. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class LessonState(StrEnum):
    """How far a lesson is (DOMAIN, "LL")."""

    OBSERVATION = "observation"
    IDENTIFIED = "identified"
    ACTION = "action"
    VALIDATED = "validated"
    LEARNED = "learned"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"


class LessonAct(StrEnum):
    """What is done with a lesson. Each but the ways back leads one step on."""

    IDENTIFY = "identify"
    ASSIGN = "assign"
    VALIDATE = "validate"
    LEARN = "learn"
    BACK = "back"
    REJECT = "reject"
    DUPLICATE = "duplicate"
    REOPEN = "reopen"


class ActionState(StrEnum):
    """How far the remedial action is."""

    OPEN = "open"
    UNDERWAY = "underway"
    DONE = "done"


class Tool(StrEnum):
    """The kind of activity that a lesson comes from, as the registries name it."""

    CONTACT = "contact"
    EXERCISE = "exercise"
    EDUCATION = "education"
    TRAINING = "training"
    ADVISING = "advising"
    COUNTERNARCOTICS = "counternarcotics"
    HUMANITARIAN = "humanitarian"
    INFORMATION_SHARING = "information_sharing"
    OPERATION = "operation"
    PROGRAMME = "programme"


Said = frozenset[str]
"""The names of what a lesson says: fields that are not empty, ``action_done`` and ``evidence``."""

PATH: Final = (
    LessonState.OBSERVATION,
    LessonState.IDENTIFIED,
    LessonState.ACTION,
    LessonState.VALIDATED,
    LessonState.LEARNED,
)
"""The states in which a lesson goes on, in order."""
OPEN: Final = frozenset(PATH[:-1])
CLOSED: Final = frozenset({LessonState.LEARNED, LessonState.REJECTED, LessonState.DUPLICATE})

_ON: Final[Mapping[LessonAct, tuple[str, ...]]] = {
    LessonAct.IDENTIFY: ("observation", "conclusion"),
    LessonAct.ASSIGN: ("recommendation", "action", "action_nation"),
    LessonAct.VALIDATE: ("action_done", "validated_by", "validated_on", "validated_how"),
    LessonAct.LEARN: ("evidence",),
}
"""The acts that lead along the path, in order, and what each needs."""
_REASON: Final = ("reason",)


@dataclass(frozen=True, slots=True)
class Step:
    """Where an act leads, and what has to be said before."""

    to: LessonState
    needs: tuple[str, ...]


STEPS: Final[Mapping[tuple[LessonState, LessonAct], Step]] = {
    **{(PATH[n], act): Step(PATH[n + 1], needs) for n, (act, needs) in enumerate(_ON.items())},
    **{(PATH[n], LessonAct.BACK): Step(PATH[n - 1], _REASON) for n in range(1, len(PATH))},
    **{(state, LessonAct.REJECT): Step(LessonState.REJECTED, _REASON) for state in OPEN},
    **{(state, LessonAct.DUPLICATE): Step(LessonState.DUPLICATE, ("duplicate_of",)) for state in OPEN},
    (LessonState.REJECTED, LessonAct.REOPEN): Step(LessonState.OBSERVATION, _REASON),
    (LessonState.DUPLICATE, LessonAct.REOPEN): Step(LessonState.OBSERVATION, _REASON),
}
"""Every step that there is."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why a step is not taken: the rule, and what is missing for it."""

    rule: str
    missing: tuple[str, ...] = ()


def step(state: LessonState, act: LessonAct, said: Said) -> LessonState | Stopped:
    """The state that an act leads to, or why it leads nowhere: ``no_such_step``, ``step_needs``."""
    found = STEPS.get((state, act))
    if found is None:
        return Stopped("no_such_step")
    missing = tuple(name for name in found.needs if name not in said)
    return Stopped("step_needs", missing) if missing else found.to


def acts(state: LessonState) -> tuple[LessonAct, ...]:
    """The acts that there are in a state, the way on first."""
    return tuple(act for act in LessonAct if (state, act) in STEPS)


def needed(state: LessonState) -> frozenset[str]:
    """What a lesson in this state keeps saying: nothing of it can be taken away without a step back."""
    if state not in PATH:
        return frozenset()
    behind = list(_ON.values())[: PATH.index(state)]
    return frozenset(name for needs in behind for name in needs)
