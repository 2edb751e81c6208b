"""``python -m tests.bench [name …]``: run every ``bench_*.py`` (or the named ones) and print their figures.

Each module offers ``run() -> Iterable[Figure]`` and is run in a process of its own. Exit 1 when a figure
misses its target by more than a tenth.
"""

import importlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def modules(chosen: list[str]) -> list[str]:
    """The names of the measuring modules, all or the chosen ones."""
    found = [path.stem for path in sorted(HERE.glob("bench_*.py"))]
    return [name for name in found if not chosen or name.removeprefix("bench_") in chosen or name in chosen]


def run_one(name: str) -> int:
    """Run one module here."""
    good = True
    for figure in importlib.import_module(f"tests.bench.{name}").run():
        print(figure.line(), flush=True)
        good = good and figure.tolerable
    return 0 if good else 1


def main(arguments: list[str]) -> int:
    """Run the chosen modules, each in a process of its own."""
    if arguments[:1] == ["--here"]:
        return run_one(arguments[1])
    command = [sys.executable, "-m", "tests.bench", "--here"]
    codes = [subprocess.run([*command, name], check=False).returncode for name in modules(arguments)]
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
