"""A gateway as a process, with the shared Keycloak before it and services behind it that say who came."""

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from signal import SIGTERM
from typing import Any

import httpx
import psycopg

from deploy.dev.children import Command, spawn, stop
from deploy.dev.ports import HOST
from deploy.dev.processes import base_environment
from deploy.dev.state import CHECKOUT
from deploy.dev.testing import DatabaseForTest
from deploy.keycloak.desired import load
from deploy.keycloak.tests.asking import claims_of, one_at_a_time
from deploy.stack.browsing import Browser
from deploy.stack.shared_keycloak import SharedKeycloak
from tests.waiting import until

SESSION = "/auth/session"


@dataclass
class Behind:
    """Every service at one address: it says what the token that it got says, and who is revoked."""

    revoked: list[dict[str, str]] = field(default_factory=list)
    polls: int = 0
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        behind = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/v1/live"):
                    return behind.stream(self)
                body = json.dumps(behind.answer(self.path, self.headers["Authorization"])).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer((HOST, 0), Answer)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server.server_address[1]}"

    def answer(self, path: str, authorization: str) -> dict[str, Any]:
        if not path.startswith("/v1/revocations"):
            return claims_of(authorization.removeprefix("Bearer "))
        self.polls += 1
        after = int(path.partition("after=")[2] or "0")
        return {"items": self.revoked[after:], "next": str(len(self.revoked))}

    def stream(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/event-stream")
        request.end_headers()
        try:
            while True:
                request.wfile.write(b": still here\n\n")
                threading.Event().wait(0.2)
        except OSError:
            return


@dataclass
class Edge:
    """The gateway; its sessions outlive a restart."""

    keycloak: SharedKeycloak
    database: DatabaseForTest
    behind: Behind
    key: str = field(default_factory=lambda: base64.b64encode(os.urandom(32)).decode(), repr=False)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and return when it answers."""
        values = {
            "HOST": HOST, "PORT": str(self.keycloak.ports["gateway"]), "ENVIRONMENT": "development",
            "PUBLIC_URL": self.keycloak.gateway, "APP_DSN": self.database.app_dsn,
            "ISSUER": self.keycloak.issuer, "CLIENT_ID": "gateway", "SESSION_KEY": self.key,
            "CLIENT_SECRET": self.keycloak.secrets["gateway"], "DIRECTORY_URL": self.behind.url,
            "SERVICES": json.dumps(dict.fromkeys(load()["services"], self.behind.url)),
        }  # fmt: skip
        given = {f"ENTENTE_GATEWAY_{name}": value for name, value in values.items()}
        command = (sys.executable, "-m", "gateway")
        self.process = spawn(Command(command, base_environment() | given, CHECKOUT, subprocess.DEVNULL))
        until(self._answers)

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, SIGTERM, 10)
            self.process = None

    def _answers(self) -> bool:
        assert self.process is not None and self.process.poll() is None
        try:
            return httpx.get(f"{self.keycloak.gateway}/readyz").is_success
        except httpx.HTTPError:
            return False

    def browser(self) -> Browser:
        return Browser(self.keycloak.gateway)

    def signed_in(self, username: str) -> Browser:
        """A browser of that person, after the form."""
        browser = self.browser()
        with one_at_a_time(self.keycloak):
            browser.sign_in(username, self.keycloak.passwords[username], "/auth/login?return=/readyz")
        return browser

    def sign_out(self, browser: Browser) -> httpx.Response:
        """As the page does it: here first, then wherever the answer leads."""
        csrf = browser.get(SESSION).json()["csrf"]
        answer = browser.post("/auth/logout", headers={"X-Entente-CSRF": csrf})
        assert answer.is_success, answer.text
        return browser.get(answer.json()["location"])

    def rows(self, statement: str) -> None:
        with psycopg.connect(self.database.admin_dsn) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_edge(keycloak: SharedKeycloak, database: DatabaseForTest) -> Iterator[Edge]:
    """A running one."""
    edge = Edge(keycloak, database, Behind())
    edge.start()
    try:
        yield edge
    finally:
        edge.stop()
        edge.behind.server.shutdown()
