"""The parts of `docker-compose.yml` as processes of this machine: commands, environments and secrets as
declared, with the addresses of here.
"""

import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.compose.secrets import make
from deploy.dev.postgres import EmbeddedPostgres
from deploy.image.probe import ready
from deploy.stack.broker import Broker
from deploy.stack.keycloak import Keycloak
from tests.deployment.declared import COMPOSE, ROOT, read
from tests.waiting import until

RECORDER = Path(__file__).parent / "recorder"
_URL = re.compile(r"postgresql://(\w+):([^@\"]+)@(?:edge-)?postgres:5432/(\w+)")


class ComposedBroker(Broker):
    """A broker with the configuration that the containers' one is given, on ports of this machine."""

    composed: str = ""

    def _configured(self) -> str:
        here = {
            "BROKER://:9092": f"BROKER://127.0.0.1:{self.port}",
            "BROKER://kafka:9092": f"BROKER://{self.address}",
            "localhost:9093": f"127.0.0.1:{self.controller_port}",
            "/var/lib/kafka/data/log": str(self.folder / "data"),
        }
        text = self.composed
        for there, place in here.items():
            assert there in text, there
            text = text.replace(there, place)
        return text


class ComposedKeycloak(Keycloak):
    """A Keycloak with the settings and the secret of the container's one, on ports of this machine."""

    composed: Mapping[str, str] = {}
    secret_file: str = ""

    def _configured(self) -> str:
        given = {
            name.removeprefix("KC_").lower().replace("_", "-"): value for name, value in self.composed.items()
        }
        here = {
            "hostname": self.address, "http-host": "127.0.0.1", "http-port": str(self.port),
            "http-management-port": str(self.management_port),
            "db-url": given["db-url"].replace("edge-postgres:5432", f"127.0.0.1:{self.database_port}"),
        }  # fmt: skip
        return "".join(f"{name}={value}\n" for name, value in (given | here).items()) + self.secret_file


@dataclass
class Outside:
    """The machine on which the parts run: its database server, its broker's port, a collector, free ports."""

    folder: Path
    server: EmbeddedPostgres
    broker_port: int
    collector: str
    ports: Mapping[str, int]
    parts: dict[str, dict[str, Any]] = field(default_factory=lambda: read(COMPOSE)["services"])

    def __post_init__(self) -> None:
        self.secrets = {path.name: path.read_text() for path in make(self.folder / "made")}

    def _here(self, text: str) -> str:
        where = self.server.dsn("postgres").partition("?")[2]
        text = _URL.sub(lambda found: f"postgresql://{found[1]}:{found[2]}@/{found[3]}?{where}", text)
        return text.replace("@kafka:9092", f"@127.0.0.1:{self.broker_port}")

    def environment(self, name: str) -> dict[str, str]:
        """What the part gets: what is declared, and what the image sets; secrets are files of its own."""
        part, home = self.parts[name], self.folder / name
        secrets, writable = home / "secrets", home / "tmp"
        for one in (secrets, writable, home / "heads", home / "attachments"):
            one.mkdir(parents=True, exist_ok=True)
        for entry in part.get("secrets", []):
            source, target = (entry, entry) if isinstance(entry, str) else (entry["source"], entry["target"])
            admin = source.endswith("postgres-admin-dsn")
            text = self.server.dsn("postgres") if admin else self._here(self.secrets[source])
            (secrets / target).write_text(text)
        declared = {key: self._address(name, str(value), home) for key, value in part["environment"].items()}
        for key in declared:
            if key.endswith("_PORT"):
                declared[key] = str(self.ports[name])
        image = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC", "LANG": "C.UTF-8"}
        recorder = {
            "PYTHONPATH": str(RECORDER),
            "ENTENTE_TEST_WRITES": str(home / "writes"),
            "TMPDIR": str(writable),
        }
        prompt = {"OTEL_BSP_SCHEDULE_DELAY": "200", "ENTENTE_AUDIT_SIGN_EVERY": "1"}
        return {"PATH": os.defpath, **image, **declared, **recorder, **prompt}

    def _address(self, name: str, value: str, home: Path) -> str:
        value = value.replace("/run/secrets", str(home / "secrets")).replace(
            "http://collector:4318", self.collector
        )
        value = value.replace("http://identity.localhost:8180", self.identity)
        value = "127.0.0.1" if value == "0.0.0.0" else value
        value = str(home / "heads") if value == "/heads" else value
        value = value.replace("file:///attachments", f"file://{home / 'attachments'}")
        for one, port in self.ports.items():
            value = re.sub(rf"http://{one}:80[08]0", f"http://127.0.0.1:{port}", value)
        return value

    def command(self, name: str) -> list[str]:
        """Its command, by this environment's Python."""
        return [sys.executable, *self.parts[name]["command"][1:]]

    def job(self, name: str) -> str:
        """Run a job to its end and return what it said; fails where it fails."""
        return self.tool(name, *self.parts[name]["command"][1:])

    def tool(self, name: str, *arguments: str) -> str:
        """The same with another command, as ``docker compose run`` does."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment(name), capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    @property
    def identity(self) -> str:
        """Where Keycloak is."""
        return f"http://127.0.0.1:{self.ports['keycloak']}"

    @contextmanager
    def running(self, names: tuple[str, ...]) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
        """These parts, ready by the image's own health check, until the end of the block."""
        processes: dict[str, subprocess.Popen[bytes]] = {}
        try:
            for name in names:
                with (self.folder / f"{name}.log").open("wb") as log:
                    processes[name] = subprocess.Popen(
                        self.command(name), cwd=ROOT, env=self.environment(name), stdout=log, stderr=log
                    )
            for name, process in processes.items():
                self._wait(name, process)
            yield processes
        finally:
            for process in processes.values():
                process.terminate()
            killer = threading.Timer(20, lambda: [process.kill() for process in processes.values()])
            killer.start()
            for process in processes.values():
                process.wait()
            killer.cancel()

    def _wait(self, name: str, process: subprocess.Popen[bytes]) -> None:
        environment = self.environment(name)
        until(lambda: ready(environment) or process.poll() is not None, 90)
        assert process.poll() is None, f"{name} ended: {(self.folder / f'{name}.log').read_text()[-2000:]}"

    def get(self, name: str, path: str, **headers: str) -> int:
        """The status with which a part answers."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.ports[name]}{path}", headers=headers)
        try:
            with urllib.request.urlopen(asked) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def written(self, name: str) -> set[Path]:
        """What it wrote to, as far as its Python did."""
        record = self.folder / name / "writes"
        return {Path(line) for line in record.read_text().splitlines()} if record.exists() else set()
