"""``python -m deploy.dev.checks VERB``: the checks, tests and generators behind the Makefile, a
line for each.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from deploy.dev import web
from deploy.dev.bootstrap import clean_environment
from deploy.dev.browser import install_chromium
from deploy.dev.checking import BIN, Check, CouldNotRun, command
from deploy.dev.declared import DECLARED
from deploy.dev.generated import GENERATORS, GenerationFailed, generate_all, stale
from deploy.dev.locks import faults_of_locks, lock_all
from deploy.dev.processes import PROCESSES
from deploy.dev.shared_server import shared_server
from deploy.dev.state import CHECKOUT, open_state
from services.common.migrate import newest_revision, versions_folder


def client() -> str:
    """Format, types and boundaries of the web client."""
    state = open_state()
    if not web.WEB.joinpath("package.json").is_file():
        raise CouldNotRun("there is no web client")
    web.install_packages(state)
    done = subprocess.run(
        web.npm(state, "run", "check"),
        cwd=web.WEB,
        env=web.npm_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip()


def migrations() -> str:
    """Every service migrates from an empty database, and then its tables are those of its models."""
    from deploy.dev.testing import cloned_database  # needs pytest, which only the checks have

    wrong = []
    with shared_server() as server:
        for process in PROCESSES:
            name = process.name
            if not (process.migrates and newest_revision(versions_folder(name))):
                continue
            with cloned_database(server, name) as database:
                if not _has_models(name):
                    continue  # plain SQL: that it migrates from empty is all there is to check
                environment = {**clean_environment(), f"ENTENTE_{name.upper()}_OWNER_DSN": database.owner_dsn}
                done = subprocess.run(
                    [sys.executable, "-m", "services.common.migrate", name, "check"],
                    cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False,
                )  # fmt: skip
            if done.returncode != 0:
                wrong.append(f"{name}:\n{(done.stdout + done.stderr).strip()}")
    return "\n".join(wrong)


def _has_models(service: str) -> bool:
    home = versions_folder(service).parent.parent
    return (home / "models.py").is_file() or (home / "models").is_dir()


CHECKS: tuple[Check, ...] = (
    Check("format", command(str(BIN / "ruff"), "format", "--check", ".")),
    Check("lint", command(str(BIN / "ruff"), "check", ".")),
    Check("types", command(str(BIN / "mypy"))),
    Check("imports between the parts", command(str(BIN / "lint-imports"))),
    Check("locked dependencies", lambda: "\n".join(faults_of_locks())),
    Check("generated files", lambda: "\n".join(stale())),
    Check("migrations", migrations),
    Check("web client", client),
    *DECLARED,
)


def check() -> int:
    """Run every check, two at a time; print a line for each, and what is wrong at the end."""
    failed = []
    with ThreadPoolExecutor(2) as pool:
        for one, (verdict, wrong, seconds) in zip(CHECKS, pool.map(_timed, CHECKS), strict=True):
            print(f"  {verdict:<14} {one.name} ({seconds:.1f} s)", flush=True)
            if verdict != "ok":
                failed.append((verdict, one.name, wrong))
    for verdict, name, wrong in failed:
        print(f"\n--- {name}: {verdict}\n{wrong}")
    return 1 if any(verdict == "failed" for verdict, _, _ in failed) else 0


def _timed(one: Check) -> tuple[str, str, float]:
    begin = time.monotonic()
    try:
        wrong = one.run()
        verdict = "failed" if wrong else "ok"
    except CouldNotRun as error:
        verdict, wrong = "could not run", str(error)
    except Exception as error:  # one broken check must not hide the others
        verdict, wrong = "failed", f"{type(error).__name__}: {error}"
    return verdict, wrong, time.monotonic() - begin


def test(*arguments: str) -> int:
    """Everything that can run here; the closing summary says what could not and why."""
    if reason := install_chromium():
        print(f"  the browser tests cannot run: {reason}")
    try:
        web.build(open_state())
    except web.BuildFailed as error:
        print(f"  the browser tests cannot run: {error}", file=sys.stderr)
        return 1
    chosen = list(arguments) or ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
    # Sets are gone through in one order: generated cases are the same in every run (conftest.py).
    environment = clean_environment() | {"PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "pytest", *chosen]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode


def bench() -> int:
    """The measurements of tests/bench."""
    return subprocess.run(
        [sys.executable, "-m", "tests.bench"], cwd=CHECKOUT, env=clean_environment(), check=False
    ).returncode


def generate() -> int:
    """Make all generated files anew."""
    try:
        for name in generate_all():
            print(f"  generated: {name}", flush=True)
    except GenerationFailed as error:
        print(error, file=sys.stderr)
        return 1
    print(f"  {len(GENERATORS)} generators")
    return 0


def lock() -> int:
    """Lock the dependencies anew: those of Python, and what Kafka and Keycloak are made of."""
    lock_all()
    return 0


def format_all() -> int:
    """Format Python and the web client."""
    ruff = str(BIN / "ruff")
    commands: list[Sequence[str]] = [[ruff, "format", "."], [ruff, "check", "--fix", "."]]
    codes = [subprocess.run(one, cwd=CHECKOUT, check=False).returncode for one in commands]
    state = open_state()
    web.install_packages(state)
    formatted = subprocess.run(
        web.npm(state, "run", "format"), cwd=web.WEB, env=web.npm_environment(), check=False
    )
    return max(*codes, formatted.returncode)


VERBS: dict[str, Callable[..., int]] = {
    "check": check,
    "test": test,
    "bench": bench,
    "generate": generate,
    "lock": lock,
    "format": format_all,
}


def main(arguments: Sequence[str]) -> int:
    """Run one verb and return its exit code."""
    if not arguments or arguments[0] not in VERBS:
        print(f"verbs: {', '.join(VERBS)}", file=sys.stderr)
        return 2
    os.chdir(CHECKOUT)
    return VERBS[arguments[0]](*arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
