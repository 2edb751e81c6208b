"""The first command on a bare machine: it says first what is missing, and other people's shells do
not mislead it.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.dev import bootstrap
from deploy.dev.state import CHECKOUT


def test_nothing_is_missing_where_the_tests_run() -> None:
    assert bootstrap.missing() == []


def test_an_old_python_and_a_missing_venv_are_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    lacking = "\n".join(bootstrap.missing())
    assert "make PYTHON=" in lacking
    assert "apt-get install python3" in lacking


def test_what_belongs_to_another_environment_is_left_out_and_mirrors_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("PIP_USER", "PIP_TARGET", "PYTHONPATH", "VIRTUAL_ENV", "PIP_INDEX_URL", "PIP_CERT"):
        monkeypatch.setenv(name, "set")
    kept = bootstrap.clean_environment()
    assert not {"PIP_USER", "PIP_TARGET", "PYTHONPATH", "VIRTUAL_ENV"} & kept.keys()
    assert kept["PIP_INDEX_URL"] == kept["PIP_CERT"] == "set"


def test_an_installed_lock_is_not_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "_with_progress", lambda command, total: calls.append(total))
    lock = tmp_path / "some.lock"
    lock.write_text("a==1\nb==2\n")
    assert bootstrap.install(lock)
    assert not bootstrap.install(lock)
    lock.write_text("a==1\n")
    assert bootstrap.install(lock)
    assert calls == [2, 1]


def test_without_any_python_the_script_says_what_to_install() -> None:
    script = (CHECKOUT / "deploy" / "dev" / "bootstrap.sh").read_text()
    script = script.replace('cd "$(dirname "$0")/../.." || exit 1', "cd /")
    done = subprocess.run(
        ["/bin/sh", "-c", script], env={"PATH": "/nonexistent"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "This machine lacks Python 3.11 or newer with venv" in done.stderr


def test_make_alone_lists_every_verb_with_a_line_of_help() -> None:
    done = subprocess.run(["make", "-s"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    listed = {line.split()[1] for line in done.stdout.splitlines()}
    makefile = (CHECKOUT / "Makefile").read_text()
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    assert listed == set(phony)
    assert all(len(line.split()) > 3 for line in done.stdout.splitlines())


def test_the_readme_says_what_every_verb_does() -> None:
    makefile = (CHECKOUT / "Makefile").read_text()
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    rows = [line for line in (CHECKOUT / "README.md").read_text().splitlines() if line.startswith("| `make ")]
    assert {row.split("`")[1].split()[1] for row in rows} == set(phony) - {"help"}
