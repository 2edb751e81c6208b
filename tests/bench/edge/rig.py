"""A gateway as a process on a core of its own, with a provider and a directory, before any upstream."""

import asyncio
import base64
import contextlib
import json
import os
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import psycopg
from aiohttp import web

from deploy.dev.databases import create_database, create_roles
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.testing import DatabaseForTest
from gateway.tests.fakes import FakeDirectory, FakeProvider
from services.common.migrate import upgrade, versions_folder
from tests.bench.edge.cores import process

COOKIE = "entente-bench"
SUBJECT = "11111111-0000-7000-8000-000000000001"


@dataclass(frozen=True)
class Edge:
    """A running gateway and what stands around it."""

    url: str
    pid: int
    provider: FakeProvider
    directory: FakeDirectory

    def bearer(self, subject: str = "partner") -> dict[str, str]:
        """The header of a partner's system."""
        return {"Authorization": f"Bearer {self.provider.sign({'sub': subject, 'aud': 'gateway'})}"}

    async def cookie(self) -> dict[str, str]:
        """The header of a browser that has just signed in."""
        jar = aiohttp.CookieJar(unsafe=True)
        async with (
            aiohttp.ClientSession(self.url, cookie_jar=jar) as browser,
            browser.get("/auth/login?return=/healthz") as answer,
        ):
            answer.raise_for_status()
        (found,) = [one for one in jar if one.key == COOKIE]
        return {"Cookie": f"{COOKIE}={found.value}"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextlib.contextmanager
def database(running: EmbeddedPostgres, name: str = "bench_gateway") -> Iterator[DatabaseForTest]:
    """An empty database of the gateway's; dropped at the end."""
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode()
    with psycopg.connect(running.dsn("postgres"), autocommit=True) as conn:
        create_roles(conn, running, "gateway")
        conn.execute(drop)
        create_database(conn, name, "gateway")
    made = DatabaseForTest(running, "gateway", name)
    upgrade(made.owner_dsn, versions_folder("gateway"))
    try:
        yield made
    finally:
        with psycopg.connect(running.dsn("postgres"), autocommit=True) as conn:
            conn.execute(drop)


@contextlib.asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """A small server in this process; its address."""
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=4096)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def edge(
    made: DatabaseForTest,
    upstream: str,
    core: int,
    environment: dict[str, str] | None = None,
    **settings: Any,
) -> AsyncIterator[Edge]:  # fmt: skip
    """A gateway that is ready, before ``upstream``; ``settings`` are its own, by their names."""
    provider, directory = FakeProvider(), FakeDirectory()
    provider.access_seconds = 3600
    provider.person = SUBJECT
    async with served(provider.app()) as issuer, served(directory.app()) as polled:
        provider.issuer = issuer
        port = free_port()
        values = _settings(made, port, issuer, polled, upstream) | settings
        told = {f"ENTENTE_GATEWAY_{name.upper()}": _text(value) for name, value in values.items()}
        command = [sys.executable, "-m", "gateway"]
        async with process(command, core, {**os.environ, **(environment or {}), **told}) as running:
            url = f"http://127.0.0.1:{port}"
            await ready(f"{url}/readyz", running)
            yield Edge(url, running.pid, provider, directory)


async def ready(url: str, running: asyncio.subprocess.Process) -> None:
    """Wait until the address answers with 200."""
    async with asyncio.timeout(60), aiohttp.ClientSession() as client:
        while True:
            assert running.returncode is None, "it ended before it was ready"
            with contextlib.suppress(aiohttp.ClientConnectionError):
                async with client.get(url) as answer:
                    if answer.ok:
                        return
            await asyncio.sleep(0.05)


def _settings(made: DatabaseForTest, port: int, issuer: str, polled: str, upstream: str) -> dict[str, Any]:
    return {
        "host": "127.0.0.1", "port": port, "environment": "development", "instance": "bench",
        "public_url": f"http://127.0.0.1:{port}", "app_dsn": made.app_dsn, "issuer": issuer,
        "client_id": "gateway", "client_secret": "a-secret-of-the-gateway", "directory_url": polled,
        "session_key": base64.b64encode(os.urandom(32)).decode(),
        "services": dict.fromkeys(("directory", "meetings", "insight", "audit"), upstream),
        "rate_per_second": 1e9, "rate_burst": 1_000_000_000,
        "anonymous_rate_per_second": 1e9, "anonymous_rate_burst": 1_000_000_000,
    }  # fmt: skip


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
