"""An application in this process for tests that do not await: its lifespan and a client with cookies."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from starlette.applications import Starlette


class InProcess(httpx.BaseTransport):
    """Requests to an application on an event loop of its own, which runs while somebody waits for it."""

    def __init__(self, app: Starlette, runner: asyncio.Runner) -> None:
        """``runner`` is the caller's to close."""
        self._transport = httpx.ASGITransport(app)
        self._runner = runner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The whole answer."""
        return self._runner.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())


@contextmanager
def served(app: Starlette, base_url: str) -> Iterator[httpx.Client]:
    """A client of the application between its start and its stop; redirects are not followed."""
    with asyncio.Runner() as runner:
        lifespan = app.router.lifespan_context(app)
        runner.run(lifespan.__aenter__())
        try:
            with httpx.Client(transport=InProcess(app, runner), base_url=base_url) as client:
                yield client
        finally:
            runner.run(lifespan.__aexit__(None, None, None))
