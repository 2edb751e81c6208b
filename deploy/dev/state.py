"""Where one checkout keeps its running state: data, secrets, logs and ports, never inside the checkout.

Two checkouts on one machine have two states, told apart by the *instance id*, a digest of the checkout's
real path. As root the state lies below a folder that an unprivileged user can reach, because PostgreSQL
refuses to run as root and a checkout below a 0700 folder cannot be entered by anybody else.
"""

import contextlib
import hashlib
import json
import os
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
STACK = "stack"
"""The name of the state in which a checkout runs on the real parts."""


class StateError(RuntimeError):
    """No usable state folder; the message says which was tried and what to do."""


def instance_id(checkout: Path = CHECKOUT) -> str:
    """Ten hexadecimal digits that name this checkout on this machine."""
    return hashlib.sha256(os.fsencode(os.path.realpath(checkout))).hexdigest()[:10]


@dataclass(frozen=True)
class State:
    """The folders of one instance. Everything below ``root`` belongs to the instance alone.

    ``shared`` is for what all instances may use together: the programs of the database. ``user`` is where the
    user's instances agree on ports. ``name`` tells the states beside a checkout's own apart (``test``).
    """

    root: Path
    shared: Path
    name: str = ""
    others: Path | None = None

    @property
    def of_tests(self) -> bool:
        """Whether it belongs to tests, and not to people: that of `make run`, or of `make stack`."""
        return self.name not in ("", STACK)

    @property
    def user(self) -> Path:
        """The folder in which all instances of this user agree with each other."""
        return self.others or self.shared

    @property
    def secrets(self) -> Path:
        """Passwords and keys, 0600 files in a 0700 folder."""
        return private_folder(self.root / "secrets")

    @property
    def logs(self) -> Path:
        """One log file for each process."""
        return private_folder(self.root / "logs")

    @property
    def postgres(self) -> Path:
        """Data and socket of the database server; owned by the user that it runs as."""
        return self.root / "postgres"

    @property
    def instance_file(self) -> Path:
        """What was chosen once for this instance: its checkout and its ports."""
        return self.root / "instance.json"


def open_state(name: str = "", checkout: Path = CHECKOUT) -> State:
    """The state of ``checkout``, made at first use; ``name`` sets another beside it (``test``).

    ``ENTENTE_STATE`` names the folder instead. Raises `StateError` where no folder can be made.
    """
    override = os.environ.get("ENTENTE_STATE")
    base = _base_or(override)
    root = Path(override).resolve() if override else base / instance_id(checkout)
    shared = root if override else base
    if name:
        root = root.with_name(f"{root.name}-{name}")
    try:
        root.mkdir(parents=True, exist_ok=True)
        _require_own(root)
        root.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except OSError as error:
        raise StateError(
            f"cannot keep the state in {root}: {error}. Set ENTENTE_STATE to a folder."
        ) from error
    return State(root, shared, name, base)


def private_folder(path: Path) -> Path:
    """``path`` as a folder that only its owner enters, made if it is missing."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def write_private(path: Path, text: str) -> None:
    """Replace ``path`` in one step by a 0600 file with ``text``; a crash leaves the old one or the
    new one.
    """
    _draft(path, text).replace(path)


def _draft(path: Path, text: str) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft


def read_json(path: Path) -> dict[str, Any]:
    """The object in ``path``, or an empty one where there is no such file."""
    try:
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return loaded


def kept_secret(folder: Path, name: str, make: Callable[[], str] = lambda: secrets.token_urlsafe(32)) -> str:
    """The secret ``name`` of ``folder``, made at first use (256 random bits) and kept in a 0600 file."""
    path = folder / name
    if not path.exists():
        draft = _draft(path, make())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # of two processes at once the first one's secret stands
        draft.unlink()
    return path.read_text(encoding="utf-8")


def _base_or(override: str | None) -> Path:
    """The folder of all instances; where none can be made, the one that the user names must do."""
    try:
        return _base()
    except StateError:
        if not override:
            raise
        return Path(override).resolve()


def _base() -> Path:
    """The folder of all instances of this user: the first that can be made and is ours."""
    tried = []
    for folder in _candidates():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _require_own(folder)
            folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        except OSError as error:
            tried.append(f"{folder}: {error.strerror}")
            continue
        if os.access(folder, os.W_OK | os.X_OK) and (os.geteuid() != 0 or reachable_by_others(folder)):
            return folder
        tried.append(f"{folder}: not to be entered by the user that the database runs as")
    raise StateError("no folder for the state; set ENTENTE_STATE. Tried " + "; ".join(tried))


def _candidates() -> list[Path]:
    uid = os.geteuid()
    shared = Path(f"/var/tmp/entente-{uid}")
    if uid == 0:
        return [Path("/var/lib/entente"), shared]
    chosen = [Path(os.environ["XDG_STATE_HOME"])] if os.environ.get("XDG_STATE_HOME") else []
    home = os.environ.get("HOME")
    chosen += [Path(home) / ".local" / "state"] if home else []
    return [folder / "entente" for folder in chosen if folder.is_absolute()] + [shared]


def _require_own(folder: Path) -> None:
    """Refuse a folder that somebody else put there (the names below /var/tmp can be guessed)."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise PermissionError(13, "is not a folder of this user", str(folder))


def reachable_by_others(folder: Path) -> bool:
    """Whether every folder on the way to ``folder`` lets any user pass."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))
