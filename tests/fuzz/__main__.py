"""``python -m tests.fuzz [--seconds 600] [reader …]``: every reader (or the named ones) for so long.

Each runs in a process of its own, as many at once as there are processors. What breaks a reader is kept in
``tests/fuzz/found`` and tried again by every run and test. Exit 1 where something did.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.fuzzer import FOUND, fuzz
from tests.fuzz.guards import SECONDS, install
from tests.fuzz.readers import TARGETS

PATIENCE = 60.0
"""Seconds beyond its own after which a process that says nothing hangs where no signal reaches it."""


def here(name: str, seconds: float, seed: int, current: Path, keep: Path) -> int:
    """Run one reader in this process."""
    install()
    tally = fuzz(name, seconds, seed, current, keep)
    print(
        f"{name}: {tally.inputs} inputs, {tally.ways} ways to end, broken by {tally.broken or 'none'}",
        flush=True,
    )
    return 1 if tally.broken else 0


def apart(name: str, seconds: float, seed: int = 1, keep: Path = FOUND) -> subprocess.CompletedProcess[str]:
    """Run one reader in a process of its own; one that hangs or falls leaves behind what it was reading."""
    with tempfile.TemporaryDirectory() as folder:
        current = Path(folder) / "current"
        options = {"--seconds": seconds, "--seed": seed, "--current": current, "--keep": keep}
        given = [str(part) for option in options.items() for part in option]
        command = [sys.executable, "-m", "tests.fuzz", "--here", *given, name]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=seconds + 4 * SECONDS + PATIENCE
            )
        except subprocess.TimeoutExpired as hung:
            done = subprocess.CompletedProcess(command, -1, "", f"{name} hangs\n{hung}")
        if done.returncode not in (0, 1) and current.exists():
            keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(current, keep / f"{name}-fallen")
        return done


def main() -> int:
    """Run the chosen readers."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", choices=[[], *TARGETS], default=[])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--current", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--keep", type=Path, default=FOUND, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        return here(asked.readers[0], asked.seconds, asked.seed, asked.current, asked.keep)
    worst = 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        names = asked.readers or list(TARGETS)
        print(f"{', '.join(names)}: {asked.seconds:.0f} s each, seed {asked.seed}", flush=True)
        for done in pool.map(lambda name: apart(name, asked.seconds, asked.seed, asked.keep), names):
            print(done.stdout + done.stderr, end="", flush=True)
            worst = max(worst, int(done.returncode != 0))
    return worst


if __name__ == "__main__":
    sys.exit(main())
