"""The migrations that have landed, each with the digest of its file: a landed one is never edited.

A database that has run it would not run it again, and would differ from one made from empty. The statements
that first migrations share stand for the file that makes them (docs/adr/0046).
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from deploy.dev.state import CHECKOUT
from services.common.db.migration_ops import common_tables, labelled, listed

LIST = "deploy/dev/landed_migrations.txt"
_PLACES = ("services/*/migrations/versions/*.py", "gateway/migrations/versions/*.py")
_SHARED = "services/common/db/migration_ops.py"
_HEADING = (
    "# Migrations that have landed, by SHA-256. `make generate` adds new ones; no line is ever changed.\n"
)


class LandedChanged(RuntimeError):
    """A landed migration was edited or removed; the message says which, and what to do."""


def landed_list(checkout: Path = CHECKOUT) -> str:
    """The list with every new migration added. Raises `LandedChanged` where a listed one is not as it was."""
    listed, present = _listed(checkout / LIST), _present(checkout)
    faults = [_fault(path, present) for path, digest in listed.items() if present.get(path) != digest]
    if faults:
        raise LandedChanged("\n".join(faults))
    return _HEADING + "".join(f"{digest}  {path}\n" for path, digest in sorted(present.items()))


def _fault(path: str, present: Mapping[str, str]) -> str:
    done = "edited" if path in present else "removed"
    return (
        f"{path} was {done} after it had landed: databases that ran it stay as they are. Put it back "
        f"(`git checkout origin/main -- {path}`) and write what you need as a new migration. One that has "
        f"never left your own clone may be edited: delete its line in {LIST} and run `make generate`."
    )


def _listed(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    lines = [line.split() for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {path: digest for digest, path in lines}


def _present(checkout: Path) -> dict[str, str]:
    files = [file for place in _PLACES for file in checkout.glob(place) if file.name != "__init__.py"]
    digests = {str(file.relative_to(checkout)): _sha256(file.read_bytes()) for file in files}
    return digests | {_SHARED: _sha256("\n".join(shared_statements()).encode())}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class _Recorder:
    """Keeps the statements that it is to run."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def execute(self, sqltext: str, /) -> None:
        self.said.append(sqltext)


def shared_statements() -> list[str]:
    """The SQL that first migrations of all services draw from one place: it has landed with each of them."""
    op = _Recorder()
    common_tables(op, "example")
    for table in ("note", "note_version"):
        labelled(op, table, "example")
    labelled(op, "note", "example", search=False, counted=False)
    listed(op, "note", "name")
    return op.said
