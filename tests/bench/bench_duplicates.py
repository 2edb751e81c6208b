"""How well and how fast duplicates are found: precision and recall on the judged sample (the pairs to tune on
and those held out), and a whole run over the published file, each fund of each report a reporter.

The whole file lies beside the checkout (../shared/data); where it is not there, that is said and the sample
alone is measured. Targets: precision 0.95 and recall 0.85; a whole run in 120 s on two cores.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from services.registry.duplicates.model import LIKELY
from services.registry.duplicates.search import search
from tests.bench.duplicates.records import pairs, record, whole
from tests.bench.measure import Figure

FILE = Path(__file__).parents[3] / "shared" / "data" / "fmtr_1999_2021.csv.gz"
SECONDS = 120.0


def judged() -> dict[str, tuple[float, float, dict[str, int]]]:
    """Precision, recall and what they were counted from, of each set."""
    told = list(pairs())
    sides = (record(row["pair"] + row["side"], row["side"], row) for pair in told for row in pair)
    found = {one.left[:-1] for one in search(sides) if one.left[:-1] == one.right[:-1]}
    figures = {}
    for part in ("tune", "held"):
        rows = [one for one, _ in told if one["set"] == part]
        same = {row["pair"] for row in rows if row["verdict"] == "same"}
        offered = {row["pair"] for row in rows} & found
        right = len(same & offered)
        counts = {"pairs": len(rows), "same": len(same), "offered": len(offered), "right": right}
        figures[part] = (right / len(offered), right / len(same), counts)
    return figures


def run() -> Iterator[Figure]:
    """Precision and recall of both sets; seconds, memory and what is offered over the whole file."""
    for part, (precision, recall, counts) in judged().items():
        yield Figure(f"duplicates: precision, pairs {part}", precision, 0.95, at_most=False, detail=counts)
        yield Figure(f"duplicates: recall, pairs {part}", recall, 0.85, at_most=False, detail=counts)
    if not FILE.exists():
        print(f"not measured: the whole file is not at {FILE}", file=sys.stderr)
        return
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    weights = [one.weight for one in search(whole(FILE))]
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    detail = {
        "seconds": round(seconds, 1), "offered": len(weights),
        "likely": sum(weight >= LIKELY for weight in weights),
        "memory_mb": peak // 1024, "memory_before_mb": before // 1024,
    }  # fmt: skip
    yield Figure("duplicates: whole file, seconds of the 120 allowed", seconds / SECONDS, 1.0, at_most=True,
                 detail=detail)  # fmt: skip
