"""A service as a process: its start, its document, its stop."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from services.common.migrate import ROOT
from services.common.testing import ISSUER

MODULE = "services.common.tests.example"


def environment(database, port: int) -> dict[str, str]:
    values = {
        "PORT": str(port), "ENVIRONMENT": "development", "APP_DSN": database.app_dsn,
        "WORKER_DSN": database.worker_dsn, "ISSUER": ISSUER,
    }  # fmt: skip
    return {**os.environ, **{f"ENTENTE_EXAMPLE_{name}": value for name, value in values.items()}}


@contextmanager
def process(database, port: int) -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen(
        [sys.executable, "-m", MODULE], cwd=ROOT, env=environment(database, port), stderr=subprocess.PIPE
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()
        if started.stderr:
            started.stderr.close()


def wait_until_ready(port: int, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return
        except httpx.HTTPError:
            assert time.monotonic() < deadline, "it did not start"


@pytest.mark.slow
def test_it_serves_and_stops_within_the_grace_time_with_a_request_under_way(database, port):
    with process(database, port) as running:
        wait_until_ready(port)
        answer = httpx.get(f"http://127.0.0.1:{port}/v1/notes")
        assert (answer.status_code, answer.json()["type"]) == (401, "urn:entente:problem:token-missing")
        assert "server" not in answer.headers
        with socket.create_connection(("127.0.0.1", port)) as open_request:
            open_request.sendall(b"POST /v1/notes HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            running.send_signal(signal.SIGTERM)
            running.wait(60)  # it would wait for the rest of the request for ever
    assert running.returncode in (0, -signal.SIGTERM)


def test_its_document_is_printed_sorted_and_without_settings():
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ENTENTE_")}
    command = [sys.executable, "-m", MODULE, "openapi"]
    done = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, check=True)
    document = json.loads(done.stdout)
    assert list(document["paths"]) == sorted(document["paths"])
    assert done.stdout.endswith(b"}\n")


def test_without_settings_it_says_which_are_missing():
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ENTENTE_")}
    done = subprocess.run(
        [sys.executable, "-m", MODULE], cwd=ROOT, env=bare, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"ENTENTE_EXAMPLE_APP_DSN" in done.stderr and b"Traceback" not in done.stderr
