"""The tables of states in ``docs/meetings-states.md``, drawn from the code.

``python -m services.meetings.domain.tables`` writes the file; ``--check`` fails when it is stale.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from services.meetings.domain.life import EFFECTS, Life
from services.meetings.domain.outcomes import AMENDABLE, FOR_ESCALATIONS
from services.meetings.domain.rules import RULES
from services.meetings.domain.sittings import TRANSITIONS
from services.meetings.domain.tracker import ADDRESSES
from services.meetings.domain.values import BY_FORUM, MeetingState, Outcome, OutcomeKind, Sight, State

PAGE = Path(__file__).parents[3] / "docs" / "meetings-states.md"
_AT = datetime(2026, 1, 1, tzinfo=UTC)
_LIVES = {
    State.OPEN: Life("forum"),
    State.DELEGATED: Life("forum", delegated=True),
    State.ESCALATED: Life("forum", outstanding=frozenset({"escalation"})),
    State.ANSWERED: Life("forum", final=State.ANSWERED),
    State.RETURNED: Life("forum", final=State.RETURNED),
    State.CLOSED: Life("forum", final=State.CLOSED),
}
_WAITING = (State.OPEN, State.DELEGATED, State.ESCALATED)
_MAY: dict[OutcomeKind, tuple[State, ...]] = {
    OutcomeKind.NOTED: _WAITING,
    OutcomeKind.CLOSED: (State.ANSWERED, State.RETURNED),
    OutcomeKind.REOPENED: (State.ANSWERED, State.RETURNED),
    OutcomeKind.ADJUDICATED: (State.ESCALATED,),
    OutcomeKind.HANDED_BACK: (State.ESCALATED,),
    OutcomeKind.PROGRESSED: _WAITING,
    OutcomeKind.DEFERRED: _WAITING,
}


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, rows)
    yield ""


def _after(state: State, kind: OutcomeKind) -> str:
    if state not in _MAY.get(kind, (State.OPEN, State.DELEGATED)):
        return ""
    outcome = Outcome("outcome", "item", kind, _AT, Sight(), escalation_id="escalation")
    effect = EFFECTS.get(kind)
    return (effect(_LIVES[state], outcome) if effect else _LIVES[state]).state.value


def _words(name: str) -> str:
    return name.replace("_", " ")


def _meetings() -> Iterator[str]:
    heads = ["from \\ to", *(_words(state) for state in MeetingState)]
    rows = []
    for state in MeetingState:
        allowed = set(TRANSITIONS[state])
        rows.append([_words(state), *("yes" if to in allowed else "" for to in MeetingState)])
    yield from _table(heads, rows)
    yield "Minutes become agreed by the concurrence of every member nation, and provisional again, in a new"
    yield "version, by a correction: nobody asks for these. A postponed meeting with a successor stays so."
    yield ""


def _items() -> Iterator[str]:
    states = list(State)
    rows = []
    for kind in OutcomeKind:
        who = (
            "addressing forum" if kind in BY_FORUM else "issuer" if kind in {"closed", "reopened"} else "rule"
        )
        cells = [_after(state, kind) for state in states]
        addresses = "yes" if kind in ADDRESSES else ""
        rows.append([_words(kind), who, *cells, addresses])
    yield from _table(["outcome", "by", *(f"when {state.value}" for state in states), "addresses"], rows)
    yield "An empty cell is refused. A referral changes the addressing forum. An adjudication closes the"
    yield "escalation itself; the column *when escalated* is the item that asked, on which it lands."
    yield "An outcome from which a nation withheld takes no effect."
    yield ""
    kinds = ", ".join(sorted(_words(kind) for kind in FOR_ESCALATIONS))
    yield f"An escalation takes only: {kinds}, and its adjudication."
    changed = ", ".join(sorted(_words(kind) for kind in AMENDABLE))
    yield f"While minutes are provisional these may be amended into each other: {changed}."
    yield ""


def page() -> str:
    """The whole page as Markdown."""
    lines = ["# States of meetings and taskings", ""]
    lines += ["Drawn from `services/meetings/domain` by `python -m services.meetings.domain.tables`.", ""]
    lines += ["## Meetings", "", *_meetings(), "## Items: what each outcome makes of them", "", *_items()]
    lines += ["## Rules", "", "Each refuses by this name, with a pointer to the field.", ""]
    lines += _table(["rule", "in words"], [[f"`{rule.name}`", rule.sentence] for rule in RULES.values()])
    return "\n".join(lines).rstrip() + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with ``--check`` say whether it is stale (exit status 1)."""
    if "--check" in arguments:
        stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()
        if stale:
            print(f"{PAGE.name} is stale: run python -m services.meetings.domain.tables", file=sys.stderr)
        return int(stale)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
