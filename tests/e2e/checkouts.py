"""Copies of this checkout, run by `make` as a new user would, with what is installed here already."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from deploy.dev import web
from deploy.dev.bootstrap import clean_environment
from deploy.dev.children import Account, Command, spawn
from deploy.dev.state import CHECKOUT, instance_id, open_state
from tests.waiting import until

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".entente", ".hypothesis", ".*_cache", "node_modules", "__pycache__", "test-results"
)
READY, STOPPED = "Stop with Ctrl-C or `make stop`", "everything is stopped; the data is kept"


class Checkout:
    """A copy in a folder of mode 0700, with its environment and its built client, and no network."""

    def __init__(self, home: Path, account: Account | None = None) -> None:
        """``account`` is the ordinary user that it belongs to; None: whoever runs the tests."""
        self.home, self.folder, self.account = home, home / "entente", account
        web.build(open_state())
        shutil.copytree(CHECKOUT, self.folder, ignore=LEFT_OUT, symlinks=True)
        if account is None:
            (self.folder / ".venv").symlink_to((CHECKOUT / ".venv").resolve())
        else:
            _give(self.home, account)
            self._copy_environment()
        home.chmod(0o700)
        self.said = ""
        self._process: subprocess.Popen[bytes] | None = None

    def _copy_environment(self) -> None:
        """The environment below the user's folder, on an interpreter that any user may start."""
        venv = self.folder / ".venv"
        shutil.copytree((CHECKOUT / ".venv").resolve(), venv, copy_function=os.link, symlinks=True)
        python = Path(f"/usr/bin/python3.{sys.version_info.minor}")
        if python.exists():
            (venv / "bin" / "python").unlink()
            (venv / "bin" / "python").symlink_to(python)

    @property
    def environment(self) -> Mapping[str, str]:
        """A user's own shell: nothing of the tests' states in it."""
        kept = {name: value for name, value in clean_environment().items() if name != "ENTENTE_STATE"}
        return kept if self.account is None else {**kept, "HOME": str(self.home), "USER": self.account.name}

    @property
    def state(self) -> Path:
        """Where it keeps its data."""
        if self.account is not None:
            return self.home / ".local" / "state" / "entente" / instance_id(self.folder)
        return open_state(checkout=self.folder).root

    def without_demonstration(self) -> None:
        """Let it take the demonstration for loaded: that is the longest part, and proved elsewhere."""
        self.state.mkdir(parents=True, exist_ok=True)
        (self.state / "instance.json").write_text('{"scenario": true}')
        if self.account is not None:
            _give(self.home / ".local", self.account)

    def start(self) -> str:
        """`make run`; the address, once it is printed with the names to sign in with."""
        log = self.home / "run.log"
        with log.open("wb") as output:
            command = Command(["make", "run"], self.environment, self.folder, output, self.account)
            self._process = spawn(command)
        until(lambda: READY in log.read_text() or self._process.poll() is not None, seconds=180.0)
        self.said = log.read_text()
        assert READY in self.said, self.said
        assert "installing" not in self.said, "what is installed and built here was copied"
        return next(line.split()[-1] for line in self.said.splitlines() if "Entente is ready" in line)

    def make(self, *words: str) -> str:
        """What another verb prints."""
        command = Command(
            ["make", "-s", *words], self.environment, self.folder, subprocess.PIPE, self.account
        )
        done = spawn(command)
        printed, _ = done.communicate(timeout=60)
        assert done.returncode == 0, printed.decode()
        return printed.decode()

    def stop(self) -> None:
        """`make stop`, and the first terminal says so too."""
        assert self._process is not None
        self.make("stop")
        assert self._process.wait(30) == 0
        self._process = None
        assert STOPPED in (self.home / "run.log").read_text()

    def delete(self) -> None:
        """End what runs, and delete copy and data."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(60)
        shutil.rmtree(self.state, ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def client(self, address: str, person: str) -> httpx.Client:
        """A person who tries the API with a printed token."""
        token = self.make("token", f"PERSON={person}").strip()
        return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=30)


def _give(folder: Path, account: Account) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
