"""A fuzzer of our own: what ends in a way that was not seen before is kept and changed further.

Chosen over one that is guided by branches (Atheris), which has no wheel for every Python and machine that
this runs on; what is kept goes by the rule that refused it, or by what was read.
"""

from __future__ import annotations

import hashlib
import re
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from services.common.labels import Label
from tests.fuzz.guards import Hang, Outside, measured, watched
from tests.fuzz.mutate import mutated, words
from tests.fuzz.readers import TARGETS, Target

FOUND: Final = Path(__file__).parent / "found"
_MEASURED_EACH: Final = 97
"""Every so many inputs the memory that one takes is measured, which is slow."""
_KEPT_MOST: Final = 5_000


@dataclass
class Tally:
    """What came of it: inputs tried, ways in which they ended, and the files of those that broke it."""

    inputs: int = 0
    ways: int = 0
    broken: list[str] = field(default_factory=list)


def found(name: str) -> list[bytes]:
    """The inputs that broke this reader once."""
    return [path.read_bytes() for path in sorted(FOUND.glob(f"{name}-*"))]


def tried(target: Target, data: bytes, measure: bool = False) -> str:
    """How one input ends: by which rule it is refused, or what it is. Whatever else comes out is raised."""
    try:
        with watched():
            if measure:
                with measured(len(data)):
                    made = target.read(data)
            else:
                made = target.read(data)
    except target.errors as error:
        return f"{type(error).__name__} {_rules(error)}"
    return f"read {_shape(made)}"


def _rules(error: Exception) -> str:
    faults = getattr(error, "faults", None) or [error]
    named = sorted({str(getattr(fault, "rule", "")) for fault in faults})
    return " ".join(filter(None, named)) or re.sub(r"\d+|'[^']*'", "", str(error))[:80]


def _shape(made: object) -> str:
    if isinstance(made, Label):
        return f"{made.policy} {made.level} {[name for name, value in made.to_json().items() if value]}"
    if isinstance(made, list):
        return " ".join(sorted({_shape(one) for one in made}))
    return type(made).__name__


def fuzz(name: str, seconds: float, seed: int, current: Path, keep: Path = FOUND) -> Tally:
    """Try changed inputs for so long. What breaks the reader is kept in a file to be tried again; ``current``
    holds the input that is being read, for when the process does not come back.
    """
    target, rng, tally = TARGETS[name], Random(seed), Tally()
    seeds = [*target.seeds(), *found(name)]
    kept, known, seen = list(seeds), words(seeds), set()
    _warmed(target)
    with current.open("wb", buffering=0) as file:
        end = time.monotonic() + seconds
        queue = list(seeds)
        while time.monotonic() < end:
            data = queue.pop() if queue else mutated(rng, rng.choice(kept), kept, known)
            file.seek(0)
            file.truncate()
            file.write(data)
            tally.inputs += 1
            try:
                way = tried(target, data, tally.inputs % _MEASURED_EACH == 0)
            except (Exception, Hang, Outside, RecursionError, MemoryError) as error:
                way = _fault(error)
                if way not in seen:
                    tally.broken.append(_written(name, data, keep))
                    traceback.print_exception(error, limit=-6)
            if way not in seen:
                seen.add(way)
                kept.append(data)
                del kept[len(seeds) : -_KEPT_MOST]
    tally.ways = len(seen)
    return tally


def _warmed(target: Target) -> None:
    """Read what is right once, unwatched: modules, policies and schemas of libraries are opened here."""
    for data in target.seeds():
        with suppress(*target.errors):
            target.read(data)


def _fault(error: BaseException) -> str:
    """One place in the code at which it breaks is one finding."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return f"{type(error).__name__} {last and (last.filename, last.lineno)}"


def _written(name: str, data: bytes, keep: Path) -> str:
    keep.mkdir(parents=True, exist_ok=True)
    path = keep / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return path.name
