"""What a line of `make check` is made of."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deploy.dev.bootstrap import clean_environment
from deploy.dev.state import CHECKOUT

BIN = Path(sys.executable).parent


class CouldNotRun(RuntimeError):
    """The check needs something that this machine does not have; the message says what."""


@dataclass(frozen=True)
class Check:
    """One line of `make check`. ``run`` returns what is wrong, an empty text when nothing is."""

    name: str
    run: Callable[[], str]


def command(*arguments: str, folder: Path = CHECKOUT) -> Callable[[], str]:
    """A check that is a command: what it prints is wrong when it does not end with 0."""

    def run() -> str:
        done = subprocess.run(
            arguments, cwd=folder, env=clean_environment(), capture_output=True, text=True, check=False
        )
        return (
            ""
            if done.returncode == 0
            else (done.stdout + done.stderr).strip() or f"ended with {done.returncode}"
        )

    return run
