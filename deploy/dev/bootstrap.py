"""Makes the virtual environment of this checkout from its lock file.

Standard library only, for nothing is there yet:

python3 deploy/dev/bootstrap.py            what Entente runs on
python3 deploy/dev/bootstrap.py --stack    and what its real parts are fetched and run by
python3 deploy/dev/bootstrap.py --dev      and what its tests and checks need
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
# Settings of other people's shells that would install elsewhere or refuse to; mirrors and certificates stay.
_MISLEADING = {
    "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_NO_DEPS", "PIP_PYTHON", "PIP_REQUIREMENT",
    "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONDONTWRITEBYTECODE",
}  # fmt: skip


def missing() -> list[str]:
    """What this machine lacks, each with what to do about it; empty when all is there."""
    lacking = []
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        lacking.append(
            f"Python 3.11 or newer (this is {found}): install it, or name it: make PYTHON=python3.12 ..."
        )
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without it
        import venv  # noqa: F401
    except ImportError:
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        lacking.append(f"the module venv: on Debian and Ubuntu `apt-get install {name}`")
    if sys.platform != "linux":
        lacking.append("Linux: the embedded database is supervised by means that only Linux has")
    if not os.access(CHECKOUT, os.W_OK):
        lacking.append(f"the right to write in {CHECKOUT}, where the environment is made")
    return lacking


def clean_environment() -> dict[str, str]:
    """The shell's environment without what belongs to other environments."""
    kept = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    return {
        **kept,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
    }


def make_environment() -> None:
    """The virtual environment, made anew when it is missing or its Python is gone."""
    if PYTHON.exists() and _quiet([str(PYTHON), "-c", "import sys, pip; assert sys.version_info >= (3, 11)"]):
        return
    print(f"  making the environment with Python {sys.version.split()[0]}", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    command = [sys.executable, "-m", "venv", str(VENV)]
    if not _quiet(command):
        sys.exit("the environment could not be made:\n" + _output(command))


def install(lock: Path) -> bool:
    """Install ``lock`` (versions and hashes) unless it was; returns whether it had to."""
    stamp, wanted = VENV / f".{lock.name}.stamp", hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return False
    total = sum(
        1 for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line and line[:1].isalnum()
    )
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-color", "-r", str(lock)]
    print(f"  installing {total} packages of {lock.name}", flush=True)
    _with_progress(command, total)
    stamp.write_text(wanted, encoding="ascii")
    return True


def _with_progress(command: list[str], total: int) -> None:
    lines: list[str] = []
    seen, told = 0, time.monotonic()
    with subprocess.Popen(
        command, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        assert pip.stdout
        for line in pip.stdout:
            lines.append(line.rstrip())
            seen += line.startswith(("Collecting", "Requirement already"))
            unpacking = line.startswith("Installing collected")
            if unpacking or (line.startswith("Collecting") and time.monotonic() - told > 2):
                print(
                    f"  {'unpacking' if unpacking else f'{seen} of {total}: {line.split()[1]}'}", flush=True
                )
                told = time.monotonic()
    if pip.returncode != 0:
        sys.exit("pip could not install the packages:\n" + "\n".join(lines[-20:]))


def _quiet(command: list[str]) -> bool:
    done = subprocess.run(command, env=clean_environment(), capture_output=True, check=False)
    return done.returncode == 0


def _output(command: list[str]) -> str:
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def main(arguments: list[str]) -> int:
    """Make or complete the environment; says first what is missing on the machine."""
    if lacking := missing():
        print("This machine lacks:", *lacking, sep="\n  - ", file=sys.stderr)
        return 1
    make_environment()
    install(CHECKOUT / "requirements.lock")
    if "--stack" in arguments:
        install(CHECKOUT / "requirements-stack.lock")
    if "--dev" in arguments:
        install(CHECKOUT / "requirements-dev.lock")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
