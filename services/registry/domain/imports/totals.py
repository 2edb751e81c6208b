"""Which rows of a file are totals that it prints: by their words, or where these were lost, by cells."""

import re
from collections.abc import Sequence

from services.registry.domain.imports.batch import BARE, TAKEN, TOTAL, Batch
from services.registry.domain.imports.issues import Issue
from services.registry.domain.imports.mapping import Totals
from services.registry.domain.imports.patterns import compiled
from services.registry.domain.imports.reconcile import Reconciliation


class TotalRows:
    """Marks totals in a batch and hands them to the reconciliation."""

    def __init__(self, totals: Totals, header: Sequence[str], reconciliation: Reconciliation) -> None:
        """The columns of ``totals`` stand in ``header``."""
        places = {name: number for number, name in enumerate(header)}
        self._column, self._name = places[totals.column], totals.column
        self._kinds = _Kinds([compiled(one) for one in totals.patterns])
        self._bare = [places[name] for name in totals.bare]
        self._sums = [places[name] for name in totals.sums.values()]
        self._reconciliation = reconciliation

    def mark(self, words: Sequence[str], batch: Batch, rows: Sequence[Sequence[str]]) -> None:
        """Mark the totals among ``rows``; ``words`` are their cells in the column of totals."""
        for number, kind in enumerate(map(self._kinds.__getitem__, words)):
            if kind == TAKEN or batch.outcomes[number] != TAKEN:
                continue
            if kind == TOTAL:
                batch.outcomes[number] = TOTAL
                self._reconciliation.printed(rows[number])
            elif self._is_bare(rows[number]):
                batch.outcomes[number] = BARE
                batch.tell(number, Issue("total_bare", self._name))
                self._reconciliation.printed(rows[number], bare=True)

    def words(self, columns: Sequence[Sequence[str]]) -> Sequence[str]:
        """The column of totals."""
        return columns[self._column]

    def _is_bare(self, row: Sequence[str]) -> bool:
        if not self._bare or any(row[place].strip() for place in self._bare):
            return False
        return any(row[place].strip() for place in self._sums)


class _Kinds(dict[str, str]):
    """What a cell makes of its row: a total, one whose words may be lost (`BARE`), none (`TAKEN`)."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        super().__init__()
        self._patterns = patterns

    def __missing__(self, raw: str) -> str:
        if len(self) > 200_000:
            self.clear()
        total = any(one.match(raw) for one in self._patterns)
        found = self[raw] = TOTAL if total else TAKEN if raw.strip() else BARE
        return found
