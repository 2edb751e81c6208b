"""What is counted while an import works: rows by their fate, messages by kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from services.registry.domain.imports.batch import BARE, EMPTY, REFUSED, TOTAL
from services.registry.domain.imports.issues import KINDS, Issue, Severity

KEPT_OF_A_KIND: Final = 5000
"""Messages of one kind and column that are kept one by one; all are counted."""
LONGEST_RAW: Final = 300
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

    def messages(
        self,
        found: Sequence[tuple[int, Issue]],
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        first: int,
    ) -> list[Message]:
        """Count messages; those that are to be kept one by one, with the cell that each is about."""
        places = {name: number for number, name in enumerate(header)}
        kept = []
        for number, issue in found:
            row = rows[number - first]
            place = places.get(issue.column)
            raw = row[place] if place is not None and place < len(row) else ""
            if issue.kind == "row_unreadable":
                raw = row[-1]
            raw = raw[:LONGEST_RAW].replace("\0", "")
            if self._count(number, issue, raw) <= KEPT_OF_A_KIND:
                kept.append((number, issue.column, issue.kind, issue.severity.value, raw))
        return kept

    def _count(self, number: int, issue: Issue, raw: str) -> int:
        self.add(f"{issue.severity.value}s", 1)
        key = (issue.kind, issue.column)
        if key not in self.kinds:
            self.kinds[key] = {
                "kind": issue.kind,
                "severity": issue.severity.value,
                "column": issue.column,
                "count": 0,
                "text": KINDS[issue.kind].text,
                "example": {"row": number, "raw": raw},
            }
        self.kinds[key]["count"] += 1
        return int(self.kinds[key]["count"])

    def told(self) -> list[dict[str, Any]]:
        """The kinds, the gravest first, the most frequent first."""
        return sorted(
            self.kinds.values(),
            key=lambda one: (_RANK[Severity(one["severity"])], -one["count"], one["kind"]),
        )
