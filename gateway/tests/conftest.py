"""The gateway with everything around it, on loopback sockets and a real database."""

import asyncio
import base64
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
import pytest
import uvicorn
from aiohttp import web

from gateway.app import Gateway
from gateway.server import server_config
from gateway.settings import GatewaySettings
from gateway.tests.fakes import FakeDirectory, FakeProvider, FakeService

CSRF = "X-Entente-CSRF"


@dataclass
class Clock:
    """The gateway's time, which a test can move."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Rig:
    """Everything that a test may look at or change."""

    url: str
    port: int
    gateway: Gateway
    settings: GatewaySettings
    provider: FakeProvider
    directory: FakeDirectory
    service: FakeService
    clock: Clock
    admin_dsn: str
    browsers: list[aiohttp.ClientSession] = field(default_factory=list)

    def browser(self) -> aiohttp.ClientSession:
        """A new browser without cookies."""
        made = aiohttp.ClientSession(self.url, cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.browsers.append(made)
        return made

    async def signed_in(self) -> tuple[aiohttp.ClientSession, str]:
        """A browser after its sign-in, and its CSRF token."""
        browser = self.browser()
        async with browser.get("/auth/login?return=/healthz") as answer:
            assert answer.status == 200, await answer.text()
        return browser, (await self.session(browser))["csrf"]

    async def session(self, browser: aiohttp.ClientSession) -> dict[str, Any]:
        async with browser.get("/auth/session") as answer:
            assert answer.status == 200
            return dict(await answer.json())

    def rows(self, query: str) -> list[Any]:
        with psycopg.connect(self.admin_dsn) as connection:
            return connection.execute(query.encode()).fetchall()

    async def departed(self) -> None:
        """The provider was told of every session that ended."""
        await asyncio.gather(*self.gateway.sessions._departures._tasks)

    async def raw(self, request: bytes) -> bytes:
        """What comes back for these bytes until the gateway closes the connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        await writer.drain()
        answer = b""
        async with asyncio.timeout(30):
            while piece := await reader.read(65536):
                answer += piece
        writer.close()
        return answer


Start = Callable[..., Awaitable[Rig]]


def _listen() -> socket.socket:
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", 0))
    return sock


async def _serve(app: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    sock = _listen()
    await web.SockSite(runner, sock).start()
    return runner, f"http://127.0.0.1:{sock.getsockname()[1]}"


@pytest.fixture
async def start(fresh_database: Any, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts a gateway with the settings that a test wants to be different."""
    stops: list[Callable[[], Awaitable[None]]] = []

    async def starting(**changes: Any) -> Rig:
        provider, directory, service = FakeProvider(), FakeDirectory(), FakeService()
        urls = []
        for fake in (provider, directory, service):
            runner, url = await _serve(fake.app())
            stops.append(runner.cleanup)
            urls.append(url)
        provider.issuer = urls[0]
        database = fresh_database("gateway")
        sock = _listen()
        port = sock.getsockname()[1]
        settings = _settings(port, urls, database.app_dsn, tmp_path, changes)
        clock = Clock()
        gateway = Gateway(settings, clock=clock)
        config = server_config(gateway, settings)
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[sock]))
        while not server.started:
            assert not task.done(), task.exception()
            await asyncio.sleep(0.005)
        url = f"http://127.0.0.1:{port}"
        rig = Rig(url, port, gateway, settings, provider, directory, service, clock, database.admin_dsn)

        async def stop() -> None:
            for browser in rig.browsers:
                await browser.close()
            gateway.streams.end_all()
            server.should_exit = True
            await asyncio.wait_for(task, 60)

        stops.append(stop)
        return rig

    yield starting
    for stop in reversed(stops):
        await stop()


def _settings(port: int, urls: list[str], dsn: str, folder: Path, changes: dict[str, Any]) -> GatewaySettings:
    issuer, directory, service = urls
    values: dict[str, Any] = {
        "environment": "development",
        "instance": "test",
        "public_url": f"http://127.0.0.1:{port}",
        "app_dsn": dsn,
        "issuer": issuer,
        "client_id": "gateway",
        "client_secret": "a-secret-of-the-gateway",
        "directory_url": directory,
        "session_key": base64.b64encode(os.urandom(32)).decode(),
        "web_dist": folder / "dist",
        "services": {name: service for name in ("directory", "meetings", "insight", "audit")},
        "anonymous_rate_burst": 500,
        "rate_burst": 1000,
    }
    return GatewaySettings(**{**values, **changes})


@pytest.fixture
async def rig(start: Start) -> Rig:
    """A gateway with the usual settings."""
    return await start()


async def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for a condition; fails when it does not come true."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)
