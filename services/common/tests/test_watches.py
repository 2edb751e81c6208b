"""A look that fails never ends its watch; one that stays away, or has ended, shows in /readyz."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.exc import InterfaceError

from services.common.errors import busy
from services.common.testing import client_for, running
from services.common.tests.example import notes
from services.common.watches import PATIENCE, Watch

FAILURES = [busy(), InterfaceError("", None, Exception()), KeyError("x"), TimeoutError()]


class Look:
    """Looks that end as told, then succeed; ``done`` says that one did."""

    def __init__(self, *failures: BaseException) -> None:
        self.failures = list(failures)
        self.done = asyncio.Event()

    async def __call__(self) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.done.set()


async def watching(look: Callable[[], Awaitable[object]], monotonic: Callable[[], float]) -> Watch:
    watch = Watch("look", 0.0, look, monotonic)
    watch.start()
    return watch


async def test_a_watch_outlives_whatever_a_look_raises(caplog):
    look = Look(*FAILURES)
    watch = await watching(look, lambda: 0.0)
    async with asyncio.timeout(30):
        await look.done.wait()
    assert watch.state == "running"
    assert len([record for record in caplog.records if record.exc_info]) == len(FAILURES), "each is logged"
    await watch.end()
    assert watch.state == "ended"


@pytest.mark.parametrize("hangs", [False, True])
async def test_without_a_look_that_succeeds_readyz_says_failing_and_ready_again_after_one(settings, hangs):
    now, away = 0.0, True

    async def look() -> None:
        while away and hangs:
            await asyncio.sleep(0)
        if away:
            raise KeyError

    def watch(_: object) -> Watch:
        return Watch("look", 0.0, look, lambda: now)

    async with running(notes.build, settings, watches=[watch]) as app, client_for(app) as client:
        parts = [(await client.get("/readyz")).json()["parts"]["look"]]
        now += PATIENCE + 1
        answer = await client.get("/readyz")
        parts.append(answer.json()["parts"]["look"])
        away = False
        async with asyncio.timeout(30):
            while app.state.watches[0].state != "running":
                await asyncio.sleep(0)
        parts.append((await client.get("/readyz")).json()["parts"]["look"])
        await app.state.watches[0].end()
        ended = await client.get("/readyz")
    assert parts == ["running", "failing", "running"]
    assert (answer.status_code, ended.status_code, ended.json()["parts"]["look"]) == (503, 503, "ended")


async def test_a_look_that_fails_while_it_is_cut_off_is_not_repeated():
    begun = asyncio.Event()

    async def look() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as error:
            raise InterfaceError("", None, Exception()) from error

    watch = await watching(look, lambda: 0.0)
    async with asyncio.timeout(30):
        await begun.wait()
        await watch.end()
    assert watch.state == "ended"
