"""The secrets of the containers: made once, readable by their owner alone, and none is a default."""

import json
import stat
import subprocess
import sys
from pathlib import Path

from deploy.compose.secrets import FOLDER, make
from deploy.dev.state import CHECKOUT


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in make(folder)}


def test_what_was_made_stays_and_two_folders_have_nothing_in_common(tmp_path: Path) -> None:
    first, again, other = texts(tmp_path / "a"), texts(tmp_path / "a"), texts(tmp_path / "b")
    assert first == again and first.keys() == other.keys()
    assert not set(first.values()) & set(other.values())


def test_nobody_else_on_the_machine_reaches_them(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    made = make(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE((folder / "kept").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {
        0o444
    }  # a container reads as its own user
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder / "kept").iterdir()} == {0o600}


def test_they_are_in_no_commit() -> None:
    ignored = ["git", "check-ignore", "--quiet", str(FOLDER / "postgres-password")]
    assert subprocess.run(ignored, cwd=CHECKOUT, check=False).returncode == 0


def test_each_url_holds_the_password_that_its_server_is_told(tmp_path: Path) -> None:
    made = texts(tmp_path / "s")
    roles = json.loads(made["postgres-passwords"])
    assert f"meetings_app:{roles['meetings_app']}@postgres" in made["ENTENTE_MEETINGS_APP_DSN"]
    users = json.loads(made["ENTENTE_KAFKA_USERS"])
    assert made["ENTENTE_INSIGHT_BUS_DSN"] == f"kafka://insight:{users['insight']}@kafka:9092"
    clients = json.loads(made["keycloak-clients"])
    assert clients["gateway"] == made["ENTENTE_GATEWAY_CLIENT_SECRET"]
    edge = json.loads(made["edge-postgres-passwords"])
    assert f"db-password={edge['keycloak_owner']}\n" in made["keycloak.conf"]
    assert not set(roles) & set(edge), "no password opens both servers"
    assert (
        "@BROKER@" not in made["kafka-server.properties"] and "@ADMIN@" not in made["kafka-server.properties"]
    )


def test_the_command_needs_no_environment_of_packages(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", "-c", "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
               "runpy.run_module('deploy.compose', run_name='__main__')"]  # fmt: skip
    done = subprocess.run(
        [*command, str(CHECKOUT), "secrets", str(tmp_path / "s")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert all(text not in done.stdout for text in texts(tmp_path / "s").values())
