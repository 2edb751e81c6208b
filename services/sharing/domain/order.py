"""Places of paragraphs among each other: numbers with room between any two, which no reader is shown.

A place is an exact decimal, so that between two there is always another; what is moved changes alone.
"""

from decimal import Context, Decimal
from typing import Final

STEP: Final = Decimal(1)
_EXACT = Context(prec=16_000)  # PostgreSQL keeps 16,383 digits behind the point


def between(before: Decimal | None, after: Decimal | None) -> Decimal:
    """A place after ``before`` and before ``after``; None where there is no neighbour on that side.

    Raises ValueError where they stand in the wrong order.
    """
    if before is None:
        return STEP if after is None else _EXACT.subtract(after, STEP)
    if after is None:
        return _EXACT.add(before, STEP)
    if before >= after:
        raise ValueError("no place between them")
    return _EXACT.divide(_EXACT.add(before, after), Decimal(2))
