"""The app of a service: routers, problems, health, and what starts and stops with the process.

def build(settings, clock=utc_now):
    return create_app(settings, [router], title="Meetings", clock=clock, workers=workers(settings))
"""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.common import telemetry
from services.common.auth import Authenticator
from services.common.db import Database, utc_now
from services.common.db.denials import record_refused
from services.common.errors import NOT_FOUND, Problem, from_http, from_validation, trace_id
from services.common.health import health_router
from services.common.middleware import Edge
from services.common.openapi import document, methods_of
from services.common.refused import Refusals, Refused
from services.common.revocations import DirectoryClient, RevocationPoller, Revocations
from services.common.settings import ServiceSettings
from services.common.tokens import IssuerKeys, Keys, TokenVerifier
from services.common.watches import Watch

_log = logging.getLogger("services.app")


class Workers(Protocol):
    """The supervised threads of a service (relay, consumers, jobs): see `services.common.events.workers`."""

    def start(self) -> None:
        """Start them; they restart by themselves."""
        ...

    def stop(self) -> object:
        """Stop them within a few seconds."""
        ...

    def wake(self) -> None:
        """There is something in the outbox."""
        ...

    def health(self) -> dict[str, str]:
        """The state of each thread."""
        ...


Startup = Callable[[FastAPI], Awaitable[None]]


def create_app(
    settings: ServiceSettings,
    routers: Sequence[APIRouter],
    *,
    title: str,
    description: str = "",
    clock: Callable[[], datetime] = utc_now,
    startup: Sequence[Startup] = (),
    watches: Sequence[Callable[[FastAPI], Watch]] = (),
    workers: Workers | None = None,
    keys: Keys | None = None,
    revocations: Revocations | None = None,
    bodies: Mapping[str, int] | None = None,
) -> FastAPI:
    """The app, connected to nothing before its lifespan begins.

    ``clock`` gives the time that records follow; tokens and revocations follow real time. ``keys`` replaces
    the issuer's published keys, ``revocations`` the polling of the directory (which knows them itself).
    ``bodies``: the paths of routes that take larger bodies than others, with bytes at most.
    ``startup`` runs once the database is open, then ``watches`` begin and last as long as it. ``app.state``
    holds database, settings, authenticator, revocations, workers and watches.
    """
    telemetry.configure(settings.service or "entente", settings.otlp_endpoint)
    # FastAPI's own would log messages of exceptions and values of requests: ours knows what it may say.
    silent = TelemetryConfig(tracing=False, metrics=False, logs=False, auto_configure=False)
    app = FastAPI(
        title=title, description=description, version="1", docs_url=None, redoc_url=None,
        openapi_url="/v1/openapi.json", lifespan=_lifespan(startup), redirect_slashes=False,
        separate_input_output_schemas=True, telemetry=silent,
    )  # fmt: skip
    news = revocations or Revocations(settings.revocation_grace if settings.directory_url else None)
    verifier = TokenVerifier(
        settings.issuer, settings.audience, keys or IssuerKeys(settings.issuer, settings.jwks_url)
    )
    app.state.settings = settings
    app.state.database = Database(settings, clock)
    app.state.revocations = news
    app.state.authenticator = Authenticator(verifier, news)
    app.state.workers = workers
    app.state.refusals = Refusals()
    app.state.watches = [watch(app) for watch in watches]
    app.include_router(health_router)
    for router in routers:
        app.include_router(router)
    _answer_with_problems(app)
    app.add_middleware(Edge, body_limit=settings.body_limit, bodies=bodies or {})
    app.openapi = lambda: document(app)  # type: ignore[method-assign]  # FastAPI documents it so
    return app


def _answer_with_problems(app: FastAPI) -> None:
    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return error.response(trace_id(request))

    async def on_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if any(item["loc"] and item["loc"][0] == "path" for item in error.errors()):
            return NOT_FOUND().response(
                trace_id(request)
            )  # an id of a wrong form is a record that is missing
        return from_validation(error).response(trace_id(request))

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = methods_of(app, request.scope["path"])
            error = HTTPException(error.status_code, headers={"Allow": ", ".join(allowed)})
        return from_http(error).response(trace_id(request))

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(HTTPException, on_http)


def _lifespan(startup: Sequence[Startup]) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Mapping[str, Any]]:
        async with AsyncExitStack() as stack:
            database: Database = app.state.database
            await database.open()
            stack.push_async_callback(database.close)
            for step in startup:
                await step(app)
            for watch in app.state.watches:
                watch.start()
                stack.push_async_callback(watch.end)
            _tell_refusals(app, stack)
            await _poll_revocations(app, stack)
            _start_workers(app, stack)
            calm_the_collector()
            yield {}

    return lifespan


def _tell_refusals(app: FastAPI, stack: AsyncExitStack) -> None:
    """Refused credentials become audit records within a second, and those left over at the end."""
    refusals: Refusals = app.state.refusals
    database: Database = app.state.database

    async def tell(refused: list[Refused]) -> None:
        try:
            if refused:
                await record_refused(database, refused)
        except BaseException:
            refusals.again(refused)
            raise

    watch = Watch("refusals", 1.0, lambda: tell(refusals.due()))

    async def end() -> None:
        await watch.end()
        with suppress(Exception):  # the database may be away, and the process ends all the same
            await tell(refusals.rest())

    watch.start()
    stack.push_async_callback(end)


async def _poll_revocations(app: FastAPI, stack: AsyncExitStack) -> None:
    settings: ServiceSettings = app.state.settings
    if not (settings.directory_url and settings.client_id and settings.client_secret):
        return
    poller = RevocationPoller(
        app.state.revocations,
        DirectoryClient(
            directory_url=settings.directory_url, issuer=settings.issuer,
            client_id=settings.client_id, client_secret=settings.client_secret,
        ),
    )  # fmt: skip
    task = asyncio.create_task(poller.run(), name="revocations")

    async def end() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(end)


def _start_workers(app: FastAPI, stack: AsyncExitStack) -> None:
    workers: Workers | None = app.state.workers
    if workers is None or app.state.settings.role == "api":
        return
    app.state.database.wake = workers.wake
    workers.start()

    async def end() -> None:
        await asyncio.to_thread(workers.stop)

    stack.push_async_callback(end)


def calm_the_collector() -> None:
    """What exists at the start is never garbage: p99 3.4 ms instead of 24 (ARCHITECTURE, "Measured")."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
