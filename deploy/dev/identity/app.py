"""The provider as an application: discovery, keys, sign-in, tokens, sign-out."""

import contextlib
import time
from collections.abc import AsyncIterator

import psycopg
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from deploy.dev.identity import pages
from deploy.dev.identity.authorize import Authorize
from deploy.dev.identity.errors import BadRequest, OAuthError
from deploy.dev.identity.forms import read_form
from deploy.dev.identity.grants import TOKEN_EXCHANGE, Grants, authenticate
from deploy.dev.identity.people import load_people
from deploy.dev.identity.settings import IdentitySettings
from deploy.dev.identity.store import Store, prepare_schema
from deploy.dev.identity.tokens import ALGORITHM, BadToken, load_signer


class Provider:
    """Everything the endpoints need, made once at the start."""

    def __init__(self, settings: IdentitySettings) -> None:
        """Reads the people and the key; the database is opened by `running`."""
        self.settings = settings
        self.signer = load_signer(settings.key_file, settings.issuer)
        self.people = load_people(settings.people)
        self.pool = AsyncConnectionPool(settings.app_dsn, min_size=1, max_size=4, open=False)
        self.store = Store(self.pool)
        self.grants = Grants(settings, self.signer, self.people, self.store)
        self.authorize = Authorize(settings, self.people, self.store)

    @contextlib.asynccontextmanager
    async def running(self, _: Starlette) -> AsyncIterator[None]:
        """The provider's life: tables prepared, pool open."""
        prepare_schema(self.settings.owner_dsn)
        await self.pool.open()
        try:
            yield
        finally:
            await self.pool.close()

    async def discovery(self, _: Request) -> Response:
        """OpenID Connect Discovery 1.0."""
        issuer = self.settings.issuer
        return JSONResponse(
            {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "revocation_endpoint": f"{issuer}/revoke",
                "end_session_endpoint": f"{issuer}/end_session",
                "jwks_uri": f"{issuer}/jwks",
                "scopes_supported": ["openid"],
                "response_types_supported": ["code"],
                "grant_types_supported": [
                    "authorization_code", "refresh_token", "client_credentials", TOKEN_EXCHANGE,
                ],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": [ALGORITHM],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "code_challenge_methods_supported": ["S256"],
                "authorization_response_iss_parameter_supported": True,
            }
        )  # fmt: skip

    async def keys(self, _: Request) -> Response:
        """The public key (JWKS)."""
        return JSONResponse(self.signer.key_set, headers={"Cache-Control": "max-age=300"})

    async def token(self, request: Request) -> Response:
        """RFC 6749 section 3.2."""
        form = await read_form(request)
        answer = await self.grants.answer(form, request.headers.get("authorization", ""))
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    async def revoke(self, request: Request) -> Response:
        """RFC 7009: ends the session of a refresh token."""
        form = await read_form(request)
        authenticate(self.settings.clients, form, request.headers.get("authorization", ""))
        await self.store.end(form.get("token", ""))
        return Response(status_code=200)

    async def end_session(self, request: Request) -> Response:
        """RP-initiated logout: ends the session that the ID token names, then goes back to a
        registered address.
        """
        query = dict(request.query_params) if request.method == "GET" else await read_form(request)
        client = None
        if hint := query.get("id_token_hint"):
            with contextlib.suppress(BadToken, KeyError):
                claims = self.signer.read(hint, "JWT", now=0)  # an old ID token still names its session
                client = self.settings.clients.get(claims["aud"])
                await self.store.end_family(claims["sid"])
        target = query.get("post_logout_redirect_uri")
        if client and target in client.post_logout_redirect_uris:
            state = f"?state={query['state']}" if query.get("state", "").isalnum() else ""
            return RedirectResponse(f"{target}{state}", 303)
        return pages.message_page("Signed out", "You can close this window.")

    async def health(self, _: Request) -> Response:
        """Alive."""
        return JSONResponse({"status": "ok"})

    async def ready(self, _: Request) -> Response:
        """Ready when the database answers."""
        try:
            await self.store.check()
        except psycopg.Error:
            return JSONResponse({"status": "no database"}, 503)
        return JSONResponse({"status": "ok"})


def create_app(settings: IdentitySettings) -> Starlette:
    """The application; raises when people, key or settings are wrong."""
    provider = Provider(settings)
    routes = [
        Route("/.well-known/openid-configuration", provider.discovery),
        Route("/jwks", provider.keys),
        Route("/authorize", provider.authorize.show, methods=["GET"]),
        Route("/authorize", provider.authorize.choose, methods=["POST"]),
        Route("/token", provider.token, methods=["POST"]),
        Route("/revoke", provider.revoke, methods=["POST"]),
        Route("/end_session", provider.end_session, methods=["GET", "POST"]),
        Route("/healthz", provider.health),
        Route("/readyz", provider.ready),
    ]
    hosts = ["127.0.0.1", "localhost", "[::1]"]  # a name that was made to point here is not answered
    return Starlette(
        routes=routes,
        lifespan=provider.running,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)],
        exception_handlers={OAuthError: _oauth_error, BadRequest: _bad_request},
    )


async def _oauth_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, OAuthError)
    headers = {"Cache-Control": "no-store"}
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="entente"'
    body = {"error": error.error, "error_description": error.description}
    return JSONResponse(body, error.status, headers)


async def _bad_request(_: Request, error: Exception) -> Response:
    return pages.message_page("This sign-in cannot go on", str(error), 400)


def issue_token(settings: IdentitySettings, username: str, audience: str) -> str:
    """An access token of a demonstration person for people who try the API; needs the key, not the server."""
    signer, person = load_signer(settings.key_file, settings.issuer), load_people(settings.people)
    now = int(time.time())
    times = {"iat": now, "auth_time": now, "exp": now + settings.access_seconds}
    claims = person.by_username(username).claims() | times | {"aud": audience, "azp": "make-token"}
    return signer.sign(claims, "at+jwt")
