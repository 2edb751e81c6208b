"""One reading of a file from its beginning."""

import time
from dataclasses import dataclass, field
from typing import Any

from services.registry.imports.portions import Countries
from services.registry.imports.source import Source
from services.registry.imports.tally import Tally
from services.registry.imports.units import Units
from services.registry.imports.writing import Target
from services.registry.models import ImportRow


@dataclass
class Pass:
    """One reading of a file from its beginning, with what it has found so far."""

    row: ImportRow
    source: Source
    target: Target
    units: Units
    tally: Tally
    countries: Countries = field(default_factory=dict)
    sample: list[dict[str, Any]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    rows: int = 0
    batches: int = 0
    first: bool = False
    """Nothing of the source was there before: the file can have lost none of it."""

    def progress(self, phase: str) -> dict[str, Any]:
        """How far it is; the rate is of this pass."""
        seconds = max(time.monotonic() - self.began, 1e-3)
        return {
            "phase": phase, "rows": self.tally.counts.get("rows", 0), "bytes": self.source.read,
            "of_bytes": self.row.received_bytes, "seconds": round(seconds, 3),
            "rows_per_second": round(self.rows / seconds, 1),
        }  # fmt: skip
