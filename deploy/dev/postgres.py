"""A PostgreSQL server of one's own: started as a direct child, gone when its parent is gone.

    with EmbeddedPostgres(state) as server:
        psycopg.connect(server.dsn("postgres", "postgres"))

The server listens on a Unix socket in a 0700 folder, knows only SCRAM passwords (generated, in 0600 files),
keeps ``fsync`` on, and recovers by itself after a crash of any kind. Decisions and measurements:
docs/adr/0001. A client that speaks TCP alone (Keycloak's driver) is let in by `Loopback`, and nobody else.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote, urlencode

import psycopg

from deploy.dev.binaries import postgres_programs, unprivileged_account
from deploy.dev.children import Account, Command, spawn, stop
from deploy.dev.logs import keep_short
from deploy.dev.ports import HOST
from deploy.dev.state import State, StateError, instance_id, kept_secret

SUPERUSER = "postgres"
PORT = 5432  # only a part of the socket's name: nothing listens on the network (but see `Loopback`)
_SOCKET_LIMIT = 107  # bytes of sockaddr_un.sun_path
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": os.defpath}


def shared_megabytes(memory: int) -> int:
    """Megabytes of buffers on a machine with so many: an eighth (all else runs there), 1024 at most.

    Only what is used is taken. A registry of a quarter of a million records and its indexes are some 500.
    """
    return min(max(memory // 8, 128), 1024)


SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",  # the folder is 0700; the services may run as another user (root)
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_connections": "200",
    "shared_buffers": f"{shared_megabytes(os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') >> 20)}MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "io_method": "sync",
    "max_parallel_workers_per_gather": "1",
    "max_worker_processes": "4",
    "checkpoint_timeout": "60s",  # bounds what a start after a crash has to replay
    "max_wal_size": "2GB",  # a large import is not held up by checkpoints in its middle
    "recovery_init_sync_method": "syncfs",  # after a crash: one call, not one for each of some thousand files
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m %q%u@%d ",
    "log_error_verbosity": "terse",  # DETAIL repeats the values of a row
    "log_min_error_statement": "panic",  # and so does the text of a statement
    "log_parameter_max_length": "0",
    "password_encryption": "scram-sha-256",
}


@dataclass(frozen=True)
class Loopback:
    """TCP on 127.0.0.1 for one ``role`` on one ``database``, by its password (docs/adr/0051)."""

    port: int
    database: str
    role: str


class PostgresFailed(RuntimeError):
    """The server did not start; the message ends with the last lines of its log."""


class EmbeddedPostgres:
    """One PostgreSQL server for one `State`. Not for two threads at once; for two processes a lock
    decides.
    """

    def __init__(
        self, state: State, settings: Mapping[str, str] | None = None, loopback: Loopback | None = None
    ) -> None:
        """Nothing is started yet. ``settings`` overrides single ones of `SETTINGS`."""
        self.state = state
        self.loopback = loopback
        self.port = loopback.port if loopback else PORT
        self.data = state.postgres / "data"
        self.account = unprivileged_account(self.data)
        self.log = state.logs / "postgres.log"
        self._settings = {**SETTINGS, **(settings or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket; below the state, or where that path is too long in a short one of our
        own.
        """
        folder = self.state.postgres / "run"
        if len(os.fsencode(folder / f".s.PGSQL.{self.port}.lock")) < _SOCKET_LIMIT:
            return folder
        return Path("/tmp") / f"entente-{os.geteuid()}-{instance_id(folder)}"

    @property
    def pid(self) -> int | None:
        """The process of the running server, None when it is not running."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def password(self, role: str) -> str:
        """The password of ``role``, made when it is asked for first."""
        return kept_secret(self.state.secrets, f"database-{role}")

    def dsn(self, database: str, role: str = SUPERUSER) -> str:
        """A libpq URL for ``role`` on ``database``; the role's password is made when it is asked
        for first.
        """
        password = self.password(role)
        where = urlencode({"host": str(self.socket_folder), "port": self.port})
        return f"postgresql://{role}:{quote(password, safe='')}@/{database}?{where}"

    def start(self, seconds: float = 30.0) -> Self:
        """Start and return when a connection succeeds; makes the data folder at first use.

        Raises `PostgresFailed` when the server ends or does not answer within ``seconds``, `StateError` when
        another process holds this state.
        """
        self._take_lock()
        try:
            programs = postgres_programs(self.state.shared, self.account)
            self._prepare_folders()
            if not self.data.exists():
                self._initialise(programs)
            _end_orphan(self.data)
            self._admit()
            self._launch(programs)
            self._wait_until_ready(seconds)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stop in order (open transactions end, a checkpoint is written); does nothing when it is not
        running.
        """
        if self._process:
            stop(self._process, signal.SIGINT, seconds=20)
            self._process = None
        if self._lock:
            self._lock.close()
            self._lock = None

    def poll(self) -> int | None:
        """The exit code of a server that ended by itself, None while it runs."""
        return self._process.poll() if self._process else None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _take_lock(self) -> None:
        lock = open(self.state.root / "postgres.lock", "a", encoding="ascii")  # noqa: SIM115 - held while it runs
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            raise StateError(
                f"the database in {self.state.root} is run by another process already"
            ) from error
        self._lock = lock

    def _prepare_folders(self) -> None:
        for folder in (self.state.postgres, self.socket_folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            if not folder.is_symlink() and folder.stat().st_uid in (os.geteuid(), self._uid):
                _give(folder, self.account)
                folder.chmod(0o700)
                continue
            raise StateError(f"{folder} belongs to somebody else")

    @property
    def _uid(self) -> int:
        return self.account.uid if self.account else os.geteuid()

    def _initialise(self, programs: Path) -> None:
        """Make the data folder under another name and rename it: half a folder is never taken for a whole
        one.
        """
        draft = self.state.postgres / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        handle, name = tempfile.mkstemp(dir=self.state.postgres)  # 0600
        try:
            os.write(handle, kept_secret(self.state.secrets, f"database-{SUPERUSER}").encode())
            os.close(handle)
            _give(Path(name), self.account)
            arguments = [f"--pgdata={draft}", f"--username={SUPERUSER}", f"--pwfile={name}", *_INITDB]
            self._run_to_end([str(programs / "initdb"), *arguments])
        finally:
            os.unlink(name)
        draft.rename(self.data)

    def _admit(self) -> None:
        """Who may come from where, written anew at each start."""
        rows = ["local all all scram-sha-256"]
        if self.loopback:
            rows.append(f"host {self.loopback.database} {self.loopback.role} {HOST}/32 scram-sha-256")
        (self.data / "pg_hba.conf").write_text("\n".join(rows) + "\n", encoding="ascii")

    def _run_to_end(self, arguments: list[str]) -> None:
        with self.log.open("ab") as log:
            if self._spawn(arguments, log, signal.SIGKILL).wait() != 0:
                raise PostgresFailed(f"{Path(arguments[0]).name} failed:\n{self._log_tail()}")

    def _launch(self, programs: Path) -> None:
        options = [f"--{name}={value}" for name, value in self._settings.items()]
        where = [f"--unix_socket_directories={self.socket_folder}", f"--port={self.port}"]
        if self.loopback:
            options.append(f"--listen_addresses={HOST}")
        keep_short(self.log)
        with self.log.open("ab") as log:
            arguments = [str(programs / "postgres"), "-D", str(self.data), *where, *options]
            # SIGQUIT: the parent crashed, so the server ends as in a crash, at once, and recovers at its
            # next start
            self._process = self._spawn(arguments, log, signal.SIGQUIT)

    def _spawn(self, arguments: list[str], log: IO[bytes], death: signal.Signals) -> subprocess.Popen[bytes]:
        command = Command(arguments, _ENVIRONMENT, self.state.postgres, log, self.account, death)
        return spawn(command)

    def _wait_until_ready(self, seconds: float) -> None:
        deadline, pause = time.monotonic() + seconds, 0.002
        while True:
            if (code := self.poll()) is not None:
                raise PostgresFailed(f"the database server ended with {code}:\n{self._log_tail()}")
            try:
                psycopg.connect(self.dsn("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise PostgresFailed(
                        f"no answer within {seconds} s: {error}\n{self._log_tail()}"
                    ) from error
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)

    def _log_tail(self) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
        return "(no log)"


_INITDB = (
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C.UTF-8",
    "--data-checksums",
)


def _give(path: Path, account: Account | None) -> None:
    if account:
        os.chown(path, account.uid, account.gid)


def _end_orphan(data: Path) -> None:
    """End a server that a killed parent left on ``data``, and clear the file of one that is long gone.

    PostgreSQL refuses to start when the process number in ``postmaster.pid`` is in use, by whatever program.
    """
    file = data / "postmaster.pid"
    try:
        pid = int(file.read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    deadline = time.monotonic() + 10
    while _serves(pid, data):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGQUIT if time.monotonic() < deadline else signal.SIGKILL)
        time.sleep(0.02)
    file.unlink(missing_ok=True)


def _serves(pid: int, data: Path) -> bool:
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(data) in arguments
