"""A body of one GiB each way through the gateway, by a fast and by a slow client: what memory that takes."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator

import aiohttp

from deploy.dev.testing import DatabaseForTest
from tests.bench.edge.cores import cores, forget_peak, memory, process
from tests.bench.edge.rig import Edge, database, edge, free_port
from tests.bench.measure import Figure
from tests.bench.million import server

SIZE = 1 << 30
ALLOWED = 32 * 1024 * 1024
_PIECE = b"x" * (1 << 18)
_PAUSES = 8
_SECONDS = 0.5
MEBI = 1024 * 1024


async def _download(client: aiohttp.ClientSession, headers: dict[str, str], pauses: int) -> int:
    """Read it all; a slow reader stops now and then, and then everybody before it has to wait."""
    taken, stops = 0, [SIZE * number // (pauses + 1) for number in range(pauses, 0, -1)]
    async with client.get(f"/api/v1/search?size={SIZE}", headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        async for piece in answer.content.iter_any():
            taken += len(piece)
            if stops and taken > stops[-1]:
                stops.pop()
                await asyncio.sleep(_SECONDS)
    return taken


async def _upload(client: aiohttp.ClientSession, headers: dict[str, str], pauses: int) -> int:
    every = SIZE // len(_PIECE) // (pauses + 1)

    async def pieces() -> AsyncIterator[bytes]:
        for number in range(SIZE // len(_PIECE)):
            yield _PIECE
            if pauses and number % every == every - 1:
                await asyncio.sleep(_SECONDS)

    sent = {**headers, "Content-Length": str(SIZE), "Content-Type": "application/octet-stream"}
    async with client.post("/api/v1/papers", data=pieces(), headers=sent) as answer:
        assert answer.status == 200, await answer.text()
        return int(await answer.text())


async def _broken_off(ours: Edge, headers: dict[str, str], behind: str) -> int:
    """Clients that go in the middle of a body, both ways; how many requests of theirs stay open upstream."""
    async with aiohttp.ClientSession(ours.url) as client:
        for _ in range(20):
            answer = await client.get(f"/api/v1/search?size={SIZE}", headers=headers)
            await answer.content.readany()
            answer.close()
    host, _, port = ours.url.removeprefix("http://").partition(":")
    for _ in range(20):
        _, writer = await asyncio.open_connection(host, int(port))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(
            f"POST /api/v1/papers HTTP/1.1\r\nHost: x\r\n{lines}Content-Length: {SIZE}\r\n\r\n".encode()
        )
        writer.write(_PIECE)
        await writer.drain()
        writer.transport.abort()
    async with aiohttp.ClientSession(behind) as client:
        open_still = 40
        for _ in range(50):
            async with client.get("/open") as answer:
                open_still = int(await answer.text())
            if not open_still:
                break
            await asyncio.sleep(0.1)
    return open_still


async def _measure(made: DatabaseForTest) -> tuple[dict[str, float], int]:
    measured, other = cores()
    port = free_port()
    behind = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tests.bench.edge.upstream", str(port)]
    grown: dict[str, float] = {}
    async with process(command, other), edge(made, behind, measured, body_limit=2 * SIZE) as ours:
        headers = ours.bearer()
        async with aiohttp.ClientSession(ours.url, timeout=aiohttp.ClientTimeout(total=None)) as client:
            async with client.get("/api/v1/search?size=1", headers=headers) as answer:
                assert await answer.read() == b"x"
            for name, way, pauses in (
                ("download", _download, 0), ("download_slowly", _download, _PAUSES),
                ("upload", _upload, 0), ("upload_slowly", _upload, _PAUSES),
            ):  # fmt: skip
                forget_peak(ours.pid)
                before = memory(ours.pid)
                assert await way(client, headers, pauses) == SIZE
                grown[name] = (memory(ours.pid, "VmHWM") - before) / MEBI
        return grown, await _broken_off(ours, headers, behind)


def run() -> Iterator[Figure]:
    """The figures of this module."""
    with server() as running, database(running) as made:
        grown, left = asyncio.run(_measure(made))
    detail = {name: round(value, 1) for name, value in grown.items()}
    yield Figure(
        "1 GiB through the gateway: MiB more at most", max(grown.values()), ALLOWED / MEBI, True, detail
    )
    yield Figure("bodies broken off midway: requests left upstream", left, 0, True, {"broken_off": 40})
