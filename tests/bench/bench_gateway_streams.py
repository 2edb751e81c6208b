"""Ten thousand open streams of events on one gateway process: memory each, and what ends which of them."""

import asyncio
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import aiohttp
import uvloop

from deploy.dev.testing import DatabaseForTest
from tests.bench.edge.cores import cores, memory, process
from tests.bench.edge.readers import Reader, head_of
from tests.bench.edge.rig import Edge, database, edge, free_port
from tests.bench.measure import Figure
from tests.bench.million import server

WANTED, SUBJECTS, SIGNED_IN = 10_000, 100, 50
SPARE = 100
AT_ONCE = 200
KILO = 1000


def fitting() -> int:
    """How many streams fit into this machine's limit of files: the gateway needs two each.

    Where that may be raised (root) it is, for this process and those that it starts.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = 2 * WANTED + 2 * SPARE
    for limit in (max(hard, needed), hard):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        except (ValueError, OSError):
            continue
        return min(WANTED, (limit - 2 * SPARE) // 2)
    raise AssertionError("the limit of files cannot even be kept")


async def _open(port: int, heads: Sequence[bytes]) -> list[Reader]:
    loop, readers = asyncio.get_running_loop(), list[Reader]()
    for start in range(0, len(heads), AT_ONCE):
        part = heads[start : start + AT_ONCE]
        made = await asyncio.gather(
            *(loop.create_connection(lambda head=head: Reader(head), "127.0.0.1", port) for head in part)
        )
        begun = [reader for _, reader in made]
        await _until(lambda begun=begun: all(reader.events or reader.ended for reader in begun))
        readers += begun
    assert not any(reader.refused or reader.ended for reader in readers)
    return readers


async def _until(condition: Callable[[], bool], seconds: float = 60.0) -> float:
    """Wait for it; how many seconds it took."""
    began = time.perf_counter()
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)
    return time.perf_counter() - began


async def _fired(behind: str, readers: Sequence[Reader]) -> float:
    before = [reader.events for reader in readers]
    began = time.perf_counter()
    async with aiohttp.ClientSession() as client, client.get(f"{behind}/fire") as answer:
        assert int(await answer.text()) == len(readers)
        await _until(
            lambda: all(reader.events > count for reader, count in zip(readers, before, strict=True))
        )
        return time.perf_counter() - began


async def _ends(ours: Edge, readers: Sequence[Reader], cookie: dict[str, str]) -> dict[str, float]:
    """Revoke one subject, then sign a session out: exactly theirs end."""
    per = (len(readers) - SIGNED_IN) // SUBJECTS
    moment = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    ours.directory.items.append({"subject": "subject-0", "not_before": moment})
    theirs = [reader for number, reader in enumerate(readers[SIGNED_IN:]) if number % SUBJECTS == 0]
    assert len(theirs) >= per
    revoked = await _until(lambda: all(reader.ended for reader in theirs))
    assert sum(reader.ended for reader in readers) == len(theirs)
    async with aiohttp.ClientSession(ours.url) as browser:
        async with browser.get("/auth/session", headers=cookie) as answer:
            csrf = (await answer.json())["csrf"]
        async with browser.post("/auth/logout", headers={**cookie, "X-Entente-CSRF": csrf}) as answer:
            assert answer.ok, await answer.text()
    signed_out = await _until(lambda: all(reader.ended for reader in readers[:SIGNED_IN]))
    assert sum(reader.ended for reader in readers) == len(theirs) + SIGNED_IN
    return {"revocation_s": round(revoked, 3), "sign_out_s": round(signed_out, 3), "revoked": len(theirs)}


async def _measure(made: DatabaseForTest, number: int) -> tuple[float, float, dict[str, float]]:
    measured, other = cores()
    port = free_port()
    behind = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tests.bench.edge.upstream", str(port)]
    async with process(command, other), edge(made, behind, measured) as ours:
        cookie = await ours.cookie()
        heads = [head_of("/api/v1/live", ours.bearer(f"subject-{one}")) for one in range(SUBJECTS)]
        asked = [head_of("/api/v1/live", cookie)] * SIGNED_IN
        asked += [heads[one % SUBJECTS] for one in range(number - SIGNED_IN)]
        gateway = int(ours.url.rpartition(":")[2])
        warm = await _open(gateway, asked[:AT_ONCE])
        before = memory(ours.pid)
        readers = [*warm, *await _open(gateway, asked[AT_ONCE:])]
        each = (memory(ours.pid) - before) / (number - AT_ONCE)
        seconds = await _fired(behind, readers)
        ends = await _ends(ours, readers, cookie)
        for reader in readers:
            if reader.transport is not None:
                reader.transport.close()
        async with aiohttp.ClientSession(behind) as client:
            for _ in range(100):
                async with client.get("/open") as answer:
                    left = int(await answer.text())
                if not left:
                    break
                await asyncio.sleep(0.1)
        return each, seconds, {**ends, "left_upstream": left}


def run() -> Iterator[Figure]:
    """The figures of this module; ``streams`` says how many fitted into the machine's limit of files."""
    number = fitting()
    with server() as running, database(running) as made:
        each, seconds, ends = uvloop.run(_measure(made, number))
    detail = {"streams": number, "of": WANTED, **ends}
    yield Figure("kB of the gateway for each open stream", each / KILO, 60, True, detail)
    yield Figure("seconds until all have an event", seconds, 5, True, {"streams": number})
