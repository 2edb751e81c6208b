"""What the real parts are made of: artifacts of Maven repositories, locked by version and SHA-256.

``python -m deploy.stack.artifacts lock kafka`` resolves ``kafka.in`` and writes ``kafka.lock``; no file
names a repository. What was fetched is kept below ``folder`` and looked at again before each use.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import jgo
from jgo.maven import MavenContext, PythonResolver

Heard = Callable[[int, int], None]
HERE = Path(__file__).parent
_AT_ONCE = 6
_TIMEOUT = 120
_WITH_PACKAGING = 3  # colons of a coordinate that names its packaging: the file alone, without what it needs
_HEADER = "# Made by `python -m deploy.stack.artifacts lock {name}` from {name}.in: sha256, coordinate.\n"


class Unfetched(RuntimeError):
    """An artifact could not be fetched; the message says which."""


class Tampered(RuntimeError):
    """A file is not the one that was locked; the message says which."""


@dataclass(frozen=True, order=True)
class Artifact:
    """One locked file. ``packaging`` is its extension; ``sha256`` in hexadecimal digits."""

    group: str
    name: str
    packaging: str
    version: str
    sha256: str = ""

    @property
    def file(self) -> str:
        """The name of the file; two groups may use one, so the group stands before it."""
        return f"{self.group}.{self.name}-{self.version}.{self.packaging}"

    def __str__(self) -> str:
        """The coordinate, as in the lock."""
        return f"{self.group}:{self.name}:{self.packaging}:{self.version}"


def locked(name: str, folder: Path = HERE) -> list[Artifact]:
    """The artifacts of ``<name>.lock``; raises ValueError for a line that is none."""
    found = []
    for line in (folder / f"{name}.lock").read_text(encoding="ascii").splitlines():
        if line and not line.startswith("#"):
            sha256, coordinate = line.split()
            group, artifact, packaging, version = coordinate.split(":")
            found.append(Artifact(group, artifact, packaging, version, sha256))
    return found


def fetch(
    wanted: Iterable[Artifact],
    folder: Path,
    told: Heard = lambda done, of: None,
    *,
    came: Heard | None = None,
) -> list[Path]:
    """The files of these artifacts in ``folder``, fetched where they are not there.

    Raises `Unfetched`, and `Tampered` for a file that is not what the lock says. ``told(done, of)`` hears how
    many are there, ``came(done, of)`` how many bytes of one that is under way. Safe to repeat, to race and to
    be killed in the middle.
    """
    artifacts = list(wanted)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for done, path in enumerate(pool.map(lambda one: _fetched(one, folder, came), artifacts), 1):
            paths.append(path)
            told(done, len(artifacts))
    return paths


def _fetched(artifact: Artifact, folder: Path, came: Heard | None) -> Path:
    path = folder / artifact.file
    if not path.exists():
        with tempfile.TemporaryDirectory(dir=folder) as repository:
            file = _download(artifact, Path(repository), came)
            _require(artifact, file)
            os.replace(file, path)
    _require(artifact, path)
    return path


def _download(artifact: Artifact, repository: Path, came: Heard | None = None) -> Path:
    resolver = PythonResolver(progress_callback=_counting(came) if came else None)
    context = MavenContext(resolver=resolver, repo_cache=repository, timeout=_TIMEOUT)
    component = context.project(artifact.group, artifact.name).at_version(artifact.version)
    try:
        return Path(component.artifact(packaging=artifact.packaging).resolve())
    except Exception as error:  # whatever the network or the repository says
        raise Unfetched(f"{artifact} could not be fetched: {error}") from error


def _counting(came: Heard) -> Callable[[str, int], AbstractContextManager[Callable[[int], None]]]:
    """``came`` as the resolver wants it: for a file and its size something that hears of each chunk."""

    @contextmanager
    def under_way(_name: str, size: int) -> Iterator[Callable[[int], None]]:
        done = 0

        def chunk(length: int) -> None:
            nonlocal done
            done += length
            came(done, size)

        yield chunk

    return under_way


def _require(artifact: Artifact, path: Path) -> None:
    if digest(path) != artifact.sha256:
        path.unlink(missing_ok=True)
        raise Tampered(f"{artifact} is not the file that was locked; it was thrown away")


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def lock(name: str) -> int:
    """Resolve ``<name>.in``, jars with all that they need; writes ``<name>.lock``, returns how many."""
    lines = (HERE / f"{name}.in").read_text(encoding="ascii").splitlines()
    asked = [line for line in lines if line and not line.startswith("#")]
    resolved = [Artifact(*line.split(":")) for line in asked if line.count(":") == _WITH_PACKAGING]
    if jars := "+".join(line for line in asked if line.count(":") != _WITH_PACKAGING):
        resolved += [Artifact(a.groupId, a.artifactId, a.packaging, a.version) for a in jgo.resolve(jars)]
    with tempfile.TemporaryDirectory() as repository, ThreadPoolExecutor(_AT_ONCE) as pool:
        digests = list(pool.map(lambda one: digest(_download(one, Path(repository))), resolved))
    rows = sorted(zip(map(str, resolved), digests, strict=True))
    text = _HEADER.format(name=name) + "".join(f"{sha256} {coordinate}\n" for coordinate, sha256 in rows)
    (HERE / f"{name}.lock").write_text(text, encoding="ascii")
    return len(rows)


def main(arguments: Sequence[str]) -> int:
    """``lock NAME``; returns the exit code."""
    names = sorted(file.stem for file in HERE.glob("*.in"))
    if len(arguments) != 2 or arguments[0] != "lock" or arguments[1] not in names:
        print(f"lock {' | '.join(names)}", file=sys.stderr)
        return 2
    print(f"{arguments[1]}: {lock(arguments[1])} artifacts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
