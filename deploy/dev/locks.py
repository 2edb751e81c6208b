"""The locked dependencies, of Python and of the real parts: versions and hashes, and no registry's host, so
that they work behind any mirror.
"""

import re
import subprocess
import sys
from pathlib import Path

from deploy.dev.bootstrap import clean_environment
from deploy.dev.state import CHECKOUT

PAIRS = (
    (("requirements.in",), "requirements.lock"),
    (("requirements-stack.in",), "requirements-stack.lock"),
    (("requirements-dev.in", "requirements-stack.in", "requirements.in"), "requirements-dev.lock"),
)
_OPTIONS = (
    "--allow-unsafe --generate-hashes --strip-extras --quiet "
    "--no-emit-index-url --no-emit-find-links --no-emit-trusted-host"
)
_REQUIREMENT = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(\[[^]]*\])?==\S+", re.MULTILINE)
_HOST = re.compile(r"(https?://\S+|--(index-url|extra-index-url|find-links|trusted-host))")


def faults_of_locks(folder: Path = CHECKOUT) -> list[str]:
    """What is wrong with the lock files: something not locked, without a hash, or a host named."""
    faults = []
    for sources, lock in PAIRS:
        text = (folder / lock).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
        locked = {_normal(found[1]) for found in _REQUIREMENT.finditer(text)}
        faults += [
            f"{lock}: {name} of {source} is not locked"
            for source in sources
            for name in sorted(_wanted(folder / source) - locked)
        ]
        faults += [
            f"{lock}: no hash for {one.split()[0]}" for one in entries if "==" in one and "--hash=" not in one
        ]
        faults += [
            f"{lock}: names a host or an index: {found[0]}"
            for found in _HOST.finditer(text)
            if "pip-compile" not in _line(text, found.start())
        ]
    client = folder / "gateway" / "web" / "package-lock.json"
    if client.is_file() and '"resolved": "http' in client.read_text(encoding="utf-8"):
        faults.append(
            "gateway/web/package-lock.json names a registry's host (omit-lockfile-registry-resolved)"
        )
    return faults


def lock_all() -> None:
    """Resolve all files anew, and what Kafka and Keycloak are made of; raises `CalledProcessError`."""
    for sources, lock in PAIRS:
        command = [
            sys.executable,
            "-m",
            "piptools",
            "compile",
            *_OPTIONS.split(),
            f"--output-file={lock}",
            *sources,
        ]
        subprocess.run(command, cwd=CHECKOUT, env=clean_environment(), check=True)
    for artifacts in sorted(CHECKOUT.glob("deploy/stack/*.in")):
        command = [sys.executable, "-m", "deploy.stack.artifacts", "lock", artifacts.stem]
        subprocess.run(command, cwd=CHECKOUT, env=clean_environment(), check=True)


def _wanted(file: Path) -> set[str]:
    lines = (line.split("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return {_normal(re.split(r"[\[<>=~! ;]", line)[0]) for line in lines if line and not line.startswith("-")}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _line(text: str, position: int) -> str:
    return text[text.rfind("\n", 0, position) + 1 : text.find("\n", position)]
