"""The gateway as a process: it starts from its environment, says what is wrong there, and stops in order."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import aiohttp

from gateway.tests.conftest import Rig, until

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "gateway")


def _environment(rig: Rig, port: int) -> dict[str, str]:
    given = rig.settings
    values = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "ENVIRONMENT": "development",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "APP_DSN": given.app_dsn.get_secret_value(),
        "ISSUER": given.issuer,
        "CLIENT_ID": "gateway",
        "CLIENT_SECRET": given.client_secret.get_secret_value(),
        "SESSION_KEY": given.session_key.get_secret_value(),
        "DIRECTORY_URL": given.directory_url,
        "SERVICES": json.dumps(given.services),
    }
    return {**os.environ, **{f"ENTENTE_GATEWAY_{name}": value for name, value in values.items()}}


async def _start(environment: dict[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *COMMAND, cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )


async def test_it_serves_and_ends_open_streams_when_it_is_told_to_stop(
    rig: Rig, unused_tcp_port: int
) -> None:
    process = await _start(_environment(rig, unused_tcp_port))
    base = f"http://127.0.0.1:{unused_tcp_port}"
    try:
        async with aiohttp.ClientSession(base, cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
            await _ready(browser)
            async with browser.get("/auth/login?return=/healthz") as answer:
                assert answer.status == 200
            async with browser.get("/api/v1/live") as stream:
                assert await stream.content.readline() == b"data: first\n"
                process.send_signal(signal.SIGTERM)
                await asyncio.wait_for(stream.content.read(), 5)
        await asyncio.wait_for(process.wait(), 10)
        await until(lambda: rig.service.streams == 0)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode in (0, -signal.SIGTERM)


async def _ready(browser: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                async with browser.get("/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.05)


async def test_wrong_settings_stop_the_start_and_are_named_without_their_value(rig: Rig) -> None:
    environment = _environment(rig, 1)
    environment["ENTENTE_GATEWAY_SESSION_KEY"] = "far-too-short-a-secret"
    del environment["ENTENTE_GATEWAY_ISSUER"]
    process = await _start(environment)
    _, errors = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 2
    assert b"ENTENTE_GATEWAY_SESSION_KEY" in errors and b"ENTENTE_GATEWAY_ISSUER" in errors
    assert b"far-too-short" not in errors


async def test_it_prints_the_merged_document() -> None:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "openapi", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await asyncio.wait_for(process.communicate(), 30)
    document = json.loads(printed)
    assert process.returncode == 0 and "/api/v1/people" in document["paths"]
