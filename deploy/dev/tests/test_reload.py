"""`make dev` restarts what changed, and nothing else."""

import os
from pathlib import Path

from deploy.dev.processes import Process
from deploy.dev.reload import snapshot


def table(*sources: str) -> Process:
    return Process("one", "one", lambda instance: {}, sources)


def test_a_change_is_seen_in_the_sources_of_a_process_and_nowhere_else(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "tests").mkdir(parents=True)
        (tmp_path / name / "code.py").write_text("1")
        (tmp_path / name / "tests" / "test_code.py").write_text("1")
    one, two = table("one"), table("two")
    before = snapshot(one, tmp_path), snapshot(two, tmp_path)
    os.utime(tmp_path / "one" / "code.py", ns=(1, 1))
    os.utime(tmp_path / "two" / "tests" / "test_code.py", ns=(1, 1))
    after = snapshot(one, tmp_path), snapshot(two, tmp_path)
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_a_new_and_a_removed_file_are_changes(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.py").write_text("1")
    before = snapshot(table("one"), tmp_path)
    (tmp_path / "one" / "b.yaml").write_text("1")
    added = snapshot(table("one"), tmp_path)
    (tmp_path / "one" / "a.py").unlink()
    removed = snapshot(table("one"), tmp_path)
    assert len(before) == 1
    assert len(added) == 2
    assert list(removed) == [tmp_path / "one" / "b.yaml"]
