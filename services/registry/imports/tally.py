"""What is counted while an import works: rows by their fate, messages by kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from services.registry.domain.imports.batch import BARE, EMPTY, REFUSED, TOTAL
from services.registry.domain.imports.issues import KINDS, Severity

KEPT_OF_A_KIND: Final = 5000
"""Messages of one kind and column that are kept one by one; all are counted."""
LONGEST_RAW: Final = 300
MOST_WORDS: Final = 100
"""Words of one column that its field does not know, and that are counted one by one."""
_FATES: Final = {
    "N": "new",
    "C": "changed",
    "S": "same",
    "K": "edited_kept",
    REFUSED: "refused",
    TOTAL: "totals",
    BARE: "bare_totals",
    EMPTY: "empty",
}
_RANK: Final = {severity: place for place, severity in enumerate(Severity)}
Message = tuple[int, str, str, str, str]
"""Row, column, kind, severity, raw value."""


@dataclass
class Tally:
    """Counts, and kinds of messages with their first example."""

    counts: dict[str, int] = field(default_factory=dict)
    kinds: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, counts: dict[str, int] | None, kinds: Sequence[dict[str, Any]]) -> "Tally":
        """What an import had counted when it was interrupted."""
        return cls(dict(counts or {}), {(one["kind"], one["column"]): dict(one) for one in kinds})

    def rows(self, outcomes: str) -> None:
        """Count rows by what became of them."""
        self.add("rows", len(outcomes))
        for letter, name in _FATES.items():
            if number := outcomes.count(letter):
                self.add(name, number)

    def add(self, name: str, number: int) -> None:
        """Count something."""
        self.counts[name] = self.counts.get(name, 0) + number

    def messages(self, found: Sequence[Message]) -> list[Message]:
        """Count messages; those that are to be kept one by one."""
        return [one for one in found if self.message(one) <= KEPT_OF_A_KIND]

    def message(self, message: Message, times: int = 1) -> int:
        """Count what is said of so many rows; of how many it was said by now."""
        row, column, kind, severity, raw = message
        self.add(f"{severity}s", times)
        known = self.kinds.setdefault(
            (kind, column),
            {"kind": kind, "severity": severity, "column": column, "count": 0, "text": KINDS[kind].text,
             "example": {"row": row, "raw": raw}},
        )  # fmt: skip
        known["count"] += times
        if kind == "word_unknown":
            words = known.setdefault("words", {})
            if raw in words or len(words) < MOST_WORDS:
                words[raw] = words.get(raw, 0) + times
        return int(known["count"])

    def told(self) -> list[dict[str, Any]]:
        """The kinds, the gravest first, the most frequent first."""
        return sorted(
            self.kinds.values(),
            key=lambda one: (_RANK[Severity(one["severity"])], -one["count"], one["kind"]),
        )
