"""What stands behind `make check`: it finds what it is there for."""

from pathlib import Path

import pytest

from deploy.dev import checks, generated
from deploy.dev.checks import Check, CouldNotRun
from deploy.dev.generated import Generator
from deploy.dev.locks import faults_of_locks

HASH = "    --hash=sha256:" + "0" * 64


def lock_files(folder: Path, lock: str) -> Path:
    (folder / "requirements.in").write_text("# why\nAlpha_One\nbeta[extra]\n")
    (folder / "requirements-dev.in").write_text("-c requirements.lock\n")
    (folder / "requirements-stack.in").write_text("-c requirements.lock\n")
    (folder / "requirements-stack.lock").write_text("")
    (folder / "requirements.lock").write_text(lock)
    (folder / "requirements-dev.lock").write_text(f"alpha-one==1 \\\n{HASH}\nbeta==2 \\\n{HASH}\n")
    return folder


def test_a_whole_lock_is_accepted(tmp_path: Path) -> None:
    assert (
        faults_of_locks(lock_files(tmp_path, f"alpha-one==1 \\\n{HASH}\n    # via x\nbeta==2 \\\n{HASH}\n"))
        == []
    )


@pytest.mark.parametrize(
    ("lock", "fault"),
    [
        (f"alpha-one==1 \\\n{HASH}\n", "beta of requirements.in is not locked"),
        (f"alpha-one==1\nbeta==2 \\\n{HASH}\n", "no hash for alpha-one==1"),
        (
            f"--index-url https://mirror.example/simple\nalpha-one==1 \\\n{HASH}\nbeta==2 \\\n{HASH}\n",
            "names a host",
        ),
    ],
)
def test_a_lock_without_hash_with_a_host_or_incomplete_is_refused(
    tmp_path: Path, lock: str, fault: str
) -> None:
    assert any(fault in found for found in faults_of_locks(lock_files(tmp_path, lock)))


def test_the_projects_own_locks_are_whole() -> None:
    assert faults_of_locks() == []


def test_a_stale_file_is_found_and_the_checkout_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(target: Path) -> None:
        target.write_text("new")

    (tmp_path / "made.txt").write_text("old")
    one = Generator("made", "made.txt", make, lambda: True)
    monkeypatch.setattr(generated, "CHECKOUT", tmp_path)
    monkeypatch.setattr(generated, "GENERATORS", (one,))
    assert generated.stale() == ["made.txt is stale: `make generate`"]
    assert (tmp_path / "made.txt").read_text() == "old"
    assert list(generated.generate_all()) == ["made"]
    assert generated.stale() == []


def test_a_generator_that_fails_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(target: Path) -> None:
        raise generated.GenerationFailed("no such tool")

    def make(target: Path) -> None:
        target.write_text("new")

    both = (Generator("first", "a", broken, lambda: True), Generator("second", "b", make, lambda: True))
    monkeypatch.setattr(generated, "CHECKOUT", tmp_path)
    monkeypatch.setattr(generated, "GENERATORS", both)
    assert generated.stale() == ["first cannot be made: no such tool", "b is stale: `make generate`"]


def fails() -> str:
    raise ZeroDivisionError("broken check")


def cannot() -> str:
    raise CouldNotRun("no such tool here")


@pytest.mark.parametrize(
    ("run", "verdict", "code"),
    [
        (lambda: "", "ok", 0),
        (lambda: "line 3 is wrong", "failed", 1),
        (fails, "failed", 1),
        (cannot, "could not run", 0),
    ],
)
def test_every_check_gets_one_line_and_its_reason(run, verdict, code, monkeypatch, capsys) -> None:
    monkeypatch.setattr(checks, "CHECKS", (Check("the first", run), Check("another", lambda: "")))
    assert checks.check() == code
    first, second, *rest = capsys.readouterr().out.splitlines()
    assert first.split("the first")[0].strip() == verdict
    assert second.split()[0] == "ok"
    assert bool(rest) == (verdict != "ok")
