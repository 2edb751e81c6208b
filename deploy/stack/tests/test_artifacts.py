"""What is fetched is what was locked, however often, and nothing else."""

from pathlib import Path

import pytest

from deploy.stack import artifacts, keycloak
from deploy.stack.artifacts import Artifact, Heard, Tampered, digest, fetch, locked

LOCKED = Artifact("org.example", "one", "jar", "1.0", "")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A repository that serves the coordinate itself as the file; what was asked of it."""
    asked: list[str] = []

    def served(artifact: Artifact, folder: Path, came: Heard | None = None) -> Path:
        asked.append(str(artifact))
        path = folder / artifact.file
        path.write_text(str(artifact))
        for done in range(0, 160_000_000, 8_000_000):
            if came:
                came(done + 8_000_000, 160_000_000)
        return path

    monkeypatch.setattr(artifacts, "_download", served)
    return asked


def as_served(tmp_path: Path, name: str) -> Artifact:
    path = tmp_path / "served"
    path.write_text(f"org.example:{name}:jar:1.0")
    return Artifact("org.example", name, "jar", "1.0", digest(path))


def test_what_is_there_is_not_fetched_again(tmp_path: Path, repository: list[str]) -> None:
    wanted, heard = [as_served(tmp_path, name) for name in ("one", "two")], []
    first = fetch(wanted, tmp_path / "jars", lambda done, of: heard.append((done, of)))
    assert [path.read_text() for path in first] == ["org.example:one:jar:1.0", "org.example:two:jar:1.0"]
    assert heard == [(1, 2), (2, 2)] and sorted(repository) == sorted(map(str, wanted))
    assert fetch(wanted, tmp_path / "jars") == first and len(repository) == 2
    assert sorted((tmp_path / "jars").iterdir()) == sorted(first), "nothing is left beside them"


def test_a_large_one_is_told_of_before_it_comes_and_while_it_does(
    tmp_path: Path, repository: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keycloak, "locked", lambda name: [as_served(tmp_path, name)])
    told: list[str] = []
    archive = keycloak.fetch_archive(tmp_path / "kept", told.append)
    assert archive.read_text() == "org.example:keycloak:jar:1.0"
    assert told == ["fetching Keycloak (160 MB)", *(f"Keycloak: {mb} of 160 MB" for mb in (40, 80, 120))]
    told.clear()
    assert keycloak.fetch_archive(tmp_path / "kept", told.append) == archive and not told


def test_another_file_than_the_locked_one_is_refused_and_thrown_away(
    tmp_path: Path, repository: list[str]
) -> None:
    with pytest.raises(Tampered, match=r"org\.example:one:jar:1\.0 is not the file"):
        fetch([LOCKED], tmp_path / "jars")
    good = as_served(tmp_path, "one")
    (path,) = fetch([good], tmp_path / "jars")
    path.write_text("changed since")
    with pytest.raises(Tampered):
        fetch([good], tmp_path / "jars")
    assert fetch([good], tmp_path / "jars") == [path], "and comes anew at the next try"


def test_locking_anew_takes_every_file_that_is_asked_for_with_its_digest(
    tmp_path: Path, repository: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(artifacts, "HERE", tmp_path)
    (tmp_path / "part.in").write_text("# why\norg.example:two:zip:1.0\norg.example:one:zip:2.0\n")
    assert artifacts.main(["lock", "part"]) == 0 and "part: 2 artifacts" in capsys.readouterr().out
    found = locked("part", tmp_path)
    assert [str(one) for one in sorted(found)] == ["org.example:one:zip:2.0", "org.example:two:zip:1.0"]
    assert [path.read_text() for path in fetch(found, tmp_path / "parts")] == list(map(str, found))
    assert artifacts.main(["lock", "another"]) == 2 and artifacts.main([]) == 2


def test_the_lock_holds_all_that_was_asked_for_with_its_digest() -> None:
    found = locked("kafka")
    asked = {line for line in (artifacts.HERE / "kafka.in").read_text().splitlines() if line[:1] != "#"}
    assert asked <= {f"{one.group}:{one.name}:{one.version}" for one in found}
    assert all(len(one.sha256) == 64 for one in found) and len({one.file for one in found}) == len(found)
    kafka = {one.version for one in found if one.group == "org.apache.kafka"}
    assert len(kafka) == 1, "one version of the broker, its tools and its client"
