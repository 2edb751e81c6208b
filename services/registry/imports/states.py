"""The states of an import, and what may be done in each."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """How far an import is."""

    RECEIVING = "receiving"  # pieces of the file arrive
    OPEN = "open"  # the file is whole; its mapping can be changed
    CHECKING = "checking"  # a dry run is under way
    CHECKED = "checked"  # a dry run of this mapping is done
    RUNNING = "running"
    STOPPED = "stopped"  # by a person; what is written stands
    FAILED = "failed"  # with a problem; what is written stands
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


WORKING: Final = (State.CHECKING, State.RUNNING, State.UNDOING)
"""States in which the worker has something to do."""
MAY: Final[dict[State, tuple[str, ...]]] = {
    State.RECEIVING: ("receive",),
    State.OPEN: ("map", "check", "start"),
    State.CHECKING: ("stop",),
    State.CHECKED: ("map", "check", "start"),
    State.RUNNING: ("stop",),
    State.STOPPED: ("start", "undo"),
    State.FAILED: ("start", "undo"),
    State.DONE: ("undo",),
    State.UNDOING: (),
    State.UNDONE: (),
}
"""What may be done with an import in a state, by its owners."""
