"""What the database refuses, as the problem that is answered; everything else is a 500."""

from typing import Final

import psycopg
from psycopg.errors import DeadlockDetected, QueryCanceled, SerializationFailure, UntranslatableCharacter

from services.common.errors import Problem, busy, unprocessable

_ROLLED_BACK: Final = (DeadlockDetected, SerializationFailure, QueryCanceled)


def problem_of(error: BaseException) -> Problem | None:
    """The problem of an error of the database, the mapper's wrapping taken off; None for one that is ours.

    422 ``label_not_permitted``: WITH CHECK of a policy refused a row, the writer may not read the label that
    they set. 422 ``no_nul``: a text holds what PostgreSQL cannot keep. 503 ``busy``: two transactions waited
    for each other, or this one longer for another than a statement may take, and it was rolled back; it may
    be sent again.
    """
    cause = getattr(error, "orig", error)
    if isinstance(cause, psycopg.errors.InsufficientPrivilege) and "row-level security" in str(cause):
        return unprocessable("/label", "label_not_permitted")
    if isinstance(cause, UntranslatableCharacter) or (
        isinstance(cause, psycopg.DataError) and "NUL" in str(cause)
    ):  # the first within JSON
        return unprocessable("", "no_nul", "A text holds no character of the number zero.")
    if isinstance(cause, _ROLLED_BACK):
        return busy()
    return None
