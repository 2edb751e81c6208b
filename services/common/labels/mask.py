"""The permitted set: which interned labels a reader may act on, as a bit mask and as a look-up.

LABELS, "Enforcement": computed from ``decide`` per subject, grows by evaluating new labels only, and carries
``valid_until``. Bit n of the mask is byte n // 8, bit n % 8 with the least significant first, as PostgreSQL's
``get_bit(bytea, n)`` counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from services.common.labels.decide import Action, Context, decide, default_context
from services.common.labels.model import Label
from services.common.labels.subject import Reader


class PermittedSetExpired(ValueError):
    """The set is past its ``valid_until``: it must be computed anew, not extended."""


@dataclass(frozen=True, slots=True)
class PermittedSet:
    """What one reader may act on by one action. Ask ``allows(label_id)``; it is the frozenset's own test.

    ``covered`` is the highest id evaluated, -1 if none; ``valid_until`` the next instant at which a known
    membership, grant or letter changes: from then on the set must not be used.
    """

    mask: bytes
    covered: int
    count: int
    valid_until: datetime | None
    reader: Reader
    action: Action
    context: Context
    at: datetime
    ids: frozenset[int] = field(repr=False)
    evaluated: frozenset[int] = field(repr=False)
    allows: Callable[[int], bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Bind the membership test once: a look-up is then one call of a built-in."""
        object.__setattr__(self, "allows", self.ids.__contains__)

    def valid_at(self, at: datetime) -> bool:
        """Whether the set may still be used at that moment."""
        return self.valid_until is None or at < self.valid_until

    def extend(self, newer: Iterable[tuple[int, Label]], at: datetime | None = None) -> PermittedSet:
        """The set grown by labels; those already evaluated are skipped, nothing is evaluated twice.

        Raises ``PermittedSetExpired`` where ``at`` is past ``valid_until``.
        """
        at = self.at if at is None else at
        if not self.valid_at(at):
            raise PermittedSetExpired(f"valid until {self.valid_until}")
        new = [(number, label) for number, label in newer if number not in self.evaluated]
        if not new:
            return self
        granted = {
            number for number, label in new if decide(self.reader, label, self.action, at, self.context).allow
        }
        return _build(
            self.reader, self.action, self.context, at, self.valid_until,
            self.ids | granted, self.evaluated.union(number for number, _ in new),
        )  # fmt: skip


def permitted(
    reader: Reader,
    labels: Iterable[tuple[int, Label]],
    action: Action,
    context: Context | None,
    at: datetime,
) -> PermittedSet:
    """Evaluate ``decide`` for each interned label (id from 0, label) and keep the answers as one set."""
    context = context or default_context()
    empty = _build(reader, action, context, at, _valid_until(reader, context, at), frozenset(), frozenset())
    return empty.extend(labels, at)


def _build(  # one place that knows how the parts hang together
    reader: Reader, action: Action, context: Context, at: datetime, until: datetime | None,
    ids: frozenset[int], evaluated: frozenset[int],
) -> PermittedSet:  # fmt: skip
    mask = bytearray(max(ids, default=-1) // 8 + 1)
    for number in ids:
        mask[number >> 3] |= 1 << (number & 7)
    covered = max(evaluated, default=-1)
    return PermittedSet(bytes(mask), covered, len(ids), until, reader, action, context, at, ids, evaluated)


def _valid_until(reader: Reader, context: Context, at: datetime) -> datetime | None:
    letter = reader.letter.expires if reader.letter is not None else None
    changes = (context.groups.next_change(at), reader.expires, letter)
    return min((change for change in changes if change is not None and change > at), default=None)
