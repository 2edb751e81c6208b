"""A Keycloak of one's own: where its secrets are, who it listens to, and what an end of any kind leaves."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL

import psycopg
import pytest

from deploy.dev.databases import create_databases
from deploy.dev.ports import HOST, listens
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.state import CHECKOUT, open_state
from deploy.stack import keycloak as module
from deploy.stack.artifacts import HERE, locked
from deploy.stack.keycloak import DATABASE, ROLE, Keycloak, loopback
from deploy.stack.shared_keycloak import keycloak_of, known
from deploy.stack.testing import within_reach
from tests.waiting import until

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def keycloak() -> Iterator[Keycloak]:
    """One with a database of its own, which is kept from run to run; without a repository there is none."""
    shared = known(open_state("keycloak-alone"))
    made = keycloak_of(shared)
    with within_reach():
        made.prepare()
    with EmbeddedPostgres(shared.state, {"fsync": "off"}, loopback(made.database_port)) as server:
        create_databases(server, ["keycloak"])
        made.start(240)
        yield made
        made.stop()


def test_it_listens_on_loopback_alone_and_so_does_its_database(keycloak: Keycloak) -> None:
    assert keycloak.process is not None
    pid = keycloak.process.pid
    assert listens(pid, keycloak.port) and listens(pid, keycloak.management_port)
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ours = {f"{port:04X}" for port in (keycloak.port, keycloak.management_port, keycloak.database_port)}
    heard = {row[1] for row in rows if row[3] == "0A" and row[1].partition(":")[2] in ours}
    assert heard == {f"0100007F:{port}" for port in ours}
    rows = [line.split() for line in Path("/proc/net/tcp6").read_text().splitlines()[1:]]
    assert not [row for row in rows if row[3] == "0A" and row[1].partition(":")[2] in ours]


def test_no_secret_stands_in_arguments_environment_or_log(keycloak: Keycloak) -> None:
    assert keycloak.process is not None
    told = b"".join(
        Path(f"/proc/{keycloak.process.pid}/{name}").read_bytes() for name in ("cmdline", "environ")
    )
    for secret in (keycloak.password, keycloak.secret):
        assert secret.encode() not in told and secret not in keycloak.log.read_text()
        assert secret not in repr(keycloak)
    assert stat.S_IMODE(keycloak.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((keycloak.folder / "keycloak.conf").stat().st_mode) == 0o600


def test_its_role_alone_may_come_over_loopback_and_to_its_database_alone(keycloak: Keycloak) -> None:
    def connected(database: str, role: str, password: str) -> bool:
        where = {"host": HOST, "port": keycloak.database_port, "dbname": database, "user": role}
        try:
            psycopg.connect(**where, password=password, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    state = open_state("keycloak-alone")
    superuser = (state.secrets / "database-postgres").read_text()
    assert connected(DATABASE, ROLE, keycloak.password)
    assert not connected(DATABASE, ROLE, "another")
    assert not connected("postgres", ROLE, keycloak.password)
    assert not connected(DATABASE, "postgres", superuser)


def test_what_it_knows_is_there_after_a_crash(keycloak: Keycloak) -> None:
    keycloak.kill()
    keycloak.start()
    assert keycloak.process is not None and keycloak.ready(keycloak.process.pid)
    assert not keycloak.ready(os.getpid()), "ready is the server itself, whoever else runs"


def test_it_does_not_outlive_the_one_that_started_it(keycloak: Keycloak, tmp_path: Path) -> None:
    starting = f"""
import sys
from pathlib import Path
from deploy.dev.children import spawn
from deploy.stack.keycloak import Keycloak
made = Keycloak(Path({str(tmp_path)!r}), Path({str(keycloak.shared)!r}), 1, 1, 1, "", "")
print(spawn(made.command(sys.stderr.buffer)).pid, flush=True)
input()
"""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", starting], stdin=pipe, stdout=pipe, cwd=CHECKOUT) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert lives(pid)
        parent.send_signal(SIGKILL)
    until(lambda: not lives(pid))


def lives(pid: int) -> bool:
    """Whether the process is there and more than the entry of one that ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_build_serves_whatever_is_built_the_same(
    keycloak: Keycloak, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = keycloak.prepare(lambda step: pytest.fail(f"{step} again"))
    assert home.is_dir() and home.parent == keycloak.shared
    monkeypatch.setattr(module, "_BUILD", (*module._BUILD, "--features-disabled=web-authn"))
    assert module._key() not in home.name


def test_the_lock_holds_the_one_archive_that_was_asked_for() -> None:
    asked = [line for line in (HERE / "keycloak.in").read_text().splitlines() if line[:1] != "#"]
    assert [str(one) for one in locked("keycloak")] == asked and len(asked) == 1
