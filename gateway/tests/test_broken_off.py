"""A client that goes in the middle of a body leaves nothing behind: no connection, no task, no stream."""

import asyncio

import aiohttp
import pytest

from gateway.tests.conftest import CSRF, Rig, until


def _tasks() -> int:
    return len(asyncio.all_tasks())


@pytest.mark.parametrize("path", ["/api/v1/coverage?endless", "/api/v1/live"])
async def test_of_a_download_that_is_broken_off_nothing_is_left(rig: Rig, path: str) -> None:
    browser, _ = await rig.signed_in()
    async with browser.get("/api/v1/forums") as answer:
        assert answer.ok
    before = _tasks()
    for _ in range(5):
        async with aiohttp.ClientSession(rig.url, cookie_jar=browser.cookie_jar) as client:
            answer = await client.get(path)
            assert await answer.content.readany()
            answer.close()
    await until(lambda: rig.service.streams == 0)
    await until(lambda: _tasks() <= before and len(rig.gateway.streams) == 0)


async def test_of_an_upload_that_is_broken_off_nothing_is_left(rig: Rig) -> None:
    browser, csrf = await rig.signed_in()
    (cookie,) = [one for one in browser.cookie_jar if one.key == rig.settings.cookie]
    before = _tasks()
    for _ in range(5):
        _, writer = await asyncio.open_connection("127.0.0.1", rig.port)
        head = (
            f"POST /api/v1/papers HTTP/1.1\r\nHost: x\r\nCookie: {cookie.key}={cookie.value}\r\n"
            f"{CSRF}: {csrf}\r\nContent-Length: 1000000\r\n\r\n"
        )
        writer.write(head.encode() + b"x" * 100_000)
        await writer.drain()
        await asyncio.wait_for(rig.service.piece.wait(), 60)
        rig.service.piece.clear()
        writer.transport.abort()
    await until(lambda: rig.service.uploads == 0)
    await until(lambda: _tasks() <= before)
