"""The gateway as one ASGI application: what a request passes, in order, and where it goes."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from gateway.api_document import ApiDocument
from gateway.asgi import Header, Message, Receive, Request, Send, reply_json
from gateway.backchannel import BackChannel, LogoutTokens
from gateway.bearer import Bearers
from gateway.database import Store
from gateway.guard import Guard
from gateway.headers import check_headers
from gateway.limits import RateLimit
from gateway.login import Login
from gateway.paths import check_target
from gateway.principal import Principal
from gateway.problems import NOT_FOUND, Problem, send_problem
from gateway.provider import Provider
from gateway.proxy import BrokenAnswer, ClientGone, Proxy, drain
from gateway.routes import PREFIX, service_of
from gateway.security import with_security_headers
from gateway.sessions import Sessions
from gateway.settings import GatewaySettings
from gateway.sign_in import SignIns
from gateway.streams import OpenStreams
from gateway.tokens import ServiceTokens
from gateway.tracing import IdsOnly, Spans, Trace, Tracing
from gateway.vault import Vault
from gateway.watch import Watch
from gateway.web import Web
from services.common.errors import internal
from services.common.refused import Refusals
from services.common.revocations import Revocations
from services.common.tokens import IssuerKeys, Keys, TokenVerifier

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_BODY_REFUSED = frozenset({408, 413})
_log = logging.getLogger("gateway")


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Gateway:
    """The application. ``clock`` gives the time of sessions and tokens, ``keys`` the provider's keys."""

    def __init__(
        self,
        settings: GatewaySettings,
        *,
        keys: Keys | None = None,
        clock: Callable[[], datetime] = utc_now,
        tracing: Tracing | None = None,
    ) -> None:
        self.settings = settings
        keys = keys or IssuerKeys(settings.issuer)
        self._tracing: Tracing = tracing or (Spans() if settings.otlp_endpoint else IdsOnly())
        vault = Vault(settings.key())
        self.streams = OpenStreams()
        self.revocations = Revocations(settings.revocation_grace)
        self.store = Store(settings)
        self.provider = Provider(settings, keys, clock)
        self.sessions = Sessions(settings, self.store, self.provider, vault, clock)
        self.tokens = ServiceTokens(self.provider, clock)
        self.proxy = Proxy(settings, self.streams)
        self._refusals = Refusals(lambda: clock().timestamp())
        self._watch = Watch(
            settings, self.revocations, self.sessions, self.streams, self.tokens, self._refusals
        )
        verifier = TokenVerifier(settings.issuer, settings.audience, keys, lambda: clock().timestamp())
        ended = self._watch.ended
        self._guard = Guard(settings, self.sessions, vault, self.revocations, Bearers(verifier), ended)
        sign_ins = SignIns(self.store, vault, clock, settings.login_lifetime)
        told = BackChannel(
            LogoutTokens(settings.issuer, settings.client_id, keys, clock),
            self.sessions,
            ended,
            self._refusals,
        )
        self._login = Login(settings, self.provider, self.sessions, sign_ins, vault, self._guard, told, ended)
        self._web = Web(settings.web_dist)
        self._document = ApiDocument(self.proxy.openapi)
        self._limit = RateLimit(settings.rate_per_second, settings.rate_burst, time.monotonic)
        self._strangers = RateLimit(
            settings.anonymous_rate_per_second, settings.anonymous_rate_burst, time.monotonic
        )

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """The ASGI entry point."""
        if scope["type"] == "http":
            await self._http(
                Request(scope, receive, with_security_headers(send, secure=self.settings.secure))
            )
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)

    async def start(self) -> None:
        """Open pools and begin the background tasks."""
        await self.store.open()
        await self.provider.start()
        await self.proxy.start()
        self._watch.start()

    async def stop(self) -> None:
        """End open streams, tasks and pools."""
        self.streams.end_all()
        await self._watch.stop()
        await self.sessions.stop()
        await self.proxy.stop()
        await self.provider.stop()
        await self.store.close()

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.stop()
                return await send({"type": "lifespan.shutdown.complete"})

    async def _http(self, request: Request) -> None:
        """Answer one request; whatever goes wrong before the first byte is a problem detail."""
        with self._tracing.request(request) as trace:
            await self._answer(request, trace)

    async def _answer(self, request: Request, trace: Trace) -> None:
        try:
            await self._route(request, trace)
        except Problem as problem:
            await self._refuse(request, problem, trace.id)
        except ClientGone:
            return
        except BrokenAnswer:
            raise  # the server cuts the connection, so that nobody takes half an answer for a whole one
        except Exception:
            _log.exception("request.failed", extra={"trace_id": trace.id})
            await self._refuse(request, internal(), trace.id)

    async def _refuse(self, request: Request, problem: Problem, trace: str) -> None:
        head = request.method == "HEAD"
        if problem.status not in _BODY_REFUSED:
            return await send_problem(request.send, problem, trace, head=head)
        body = problem.body(trace)
        headers: list[Header] = [
            (b"content-type", b"application/problem+json"),
            (b"cache-control", b"no-store"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        await request.send({"type": "http.response.start", "status": problem.status, "headers": headers})
        await request.send({"type": "http.response.body", "body": body, "more_body": True})
        await drain(request, self.settings.body_limit)
        await request.send({"type": "http.response.body", "body": b""})

    async def _route(self, request: Request, trace: Trace) -> None:
        check_target(request.raw_path, request.query)
        check_headers(request.headers)
        path = request.raw_path.decode()
        if path.startswith(f"{PREFIX}/v1/"):
            await self._api(request, path, trace)
        elif path.startswith("/auth/"):
            self._strangers.take(request.client_address)
            await self._login.handle(request, path)
        elif path in ("/healthz", "/readyz"):
            await self._health(request, path)
        elif path in (PREFIX, f"{PREFIX}/", f"{PREFIX}/openapi.json"):
            await self._document.serve(request, path)
        elif path.startswith(f"{PREFIX}/"):
            raise NOT_FOUND()
        else:
            await self._web.serve(request, path)

    async def _api(self, request: Request, path: str, trace: Trace) -> None:
        """One request for a service: who sends it, may they send so many, which service, with which token."""
        if request.method not in _METHODS:
            allow = ", ".join(sorted(_METHODS))
            raise Problem(405, "method-not-allowed", "Method not allowed", headers={"Allow": allow})
        principal = await self._principal(request)
        self._limit.take(principal.subject)
        inner = path.removeprefix(PREFIX)
        service = service_of(inner)
        if service is None:
            raise NOT_FOUND()
        token = await self.tokens.token_for(principal, service)
        with self._tracing.forward(trace, service) as span:
            await self.proxy.forward(request, service, inner.encode(), principal, token, span.traceparent)

    async def _principal(self, request: Request) -> Principal:
        """Who sends the request; guesses are on record, and count against the address they come from."""
        try:
            return await self._guard.principal(request)
        except Problem as problem:
            if problem.status == HTTPStatus.UNAUTHORIZED:
                credential = self._guard.credential(request)
                self._refusals.note(problem, request.client_address, credential)
                self._strangers.take(request.client_address)
            raise

    async def _health(self, request: Request, path: str) -> None:
        """/healthz: the process answers. /readyz: its database answers and has its tables."""
        ready = path == "/healthz" or await self.store.ready()
        await reply_json(request.send, 200 if ready else 503, {"status": "ok" if ready else "database"})


def build(settings: GatewaySettings) -> Gateway:
    """The application for these settings."""
    return Gateway(settings)
