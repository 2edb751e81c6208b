"""Decides who sends a request, and whether a change comes from the platform's own page."""

import hmac
import re
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from gateway.asgi import Request
from gateway.bearer import Bearers
from gateway.principal import Principal
from gateway.problems import Problem, csrf_refused, session_expired, token_in_address, token_missing
from gateway.sessions import Sessions
from gateway.settings import GatewaySettings
from gateway.vault import Vault
from services.common.revocations import Revocations

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}\Z")
CSRF_HEADER = b"x-entente-csrf"
_IN_ADDRESS = b"access_token="
SAFE = frozenset({"GET", "HEAD"})


class Guard:
    """Turns a cookie or a bearer token into a `Principal`, or refuses with 401, 403 or 503."""

    def __init__(
        self, settings: GatewaySettings, sessions: Sessions, vault: Vault, revoked: Revocations,
        bearer: Bearers, ended: Callable[[bytes], None],
    ) -> None:  # fmt: skip
        self._settings = settings
        self._sessions = sessions
        self._vault = vault
        self._revoked = revoked
        self._bearer = bearer
        self._ended = ended

    async def principal(self, request: Request) -> Principal:
        """Who sends this request. A token goes before a cookie; a change by cookie needs its CSRF token."""
        if (authorization := request.header(b"authorization")) is not None:
            principal = await self._bearer.principal(authorization.decode("latin-1"))
            self._revoked.check(principal.subject, principal.since.timestamp())
            return principal
        secret = request.cookie(self._settings.cookie)
        if not secret:
            raise token_in_address() if _IN_ADDRESS in request.query else token_missing()
        principal = await self.session(secret)
        if request.method not in SAFE:
            self.check_change(request, principal.key)
        return principal

    def credential(self, request: Request) -> str:
        """What the request shows of who sends it, for the digest of what was refused."""
        shown = request.header(b"authorization")
        if shown is None:
            return request.cookie(self._settings.cookie) or request.query.decode("latin-1")
        return shown.decode("latin-1")

    async def session(self, secret: str) -> Principal:
        """The principal of a session cookie; a revoked person's session ends here and now."""
        if not _SECRET.match(secret):
            raise session_expired()
        session = await self._sessions.find(secret)
        try:
            # the sign-in counts, not the last refresh: nobody outlives a revocation by refreshing
            self._revoked.check(session.subject, session.signed_in_at.timestamp())
        except Problem as refusal:
            if refusal.status == HTTPStatus.UNAUTHORIZED:
                for key in await self._sessions.revoke(session.subject, self._refused(session.subject)):
                    self._ended(key)
            raise
        return Principal(
            session.key,
            session.subject,
            session.signed_in_at,
            session.access_token,
            session.token_expires_at,
            True,
        )

    def _refused(self, subject: str) -> Callable[[datetime], bool]:
        return lambda signed_in_at: self._revoked.refuses(subject, signed_in_at.timestamp())

    def check_change(self, request: Request, session_key: bytes) -> None:
        """Refuse (403) a change that another site's page could have made in this browser."""
        origin = request.header(b"origin")
        if origin is not None and origin.decode("latin-1") != self._settings.origin:
            raise csrf_refused("same_origin", "The header Origin names another site.")
        if origin is None and request.header(b"sec-fetch-site") not in (None, b"same-origin", b"none"):
            raise csrf_refused("same_origin", "The header Sec-Fetch-Site names another site.")
        given = request.header(CSRF_HEADER) or b""
        if not hmac.compare_digest(given, self._vault.csrf_token(session_key).encode()):
            raise csrf_refused("csrf_token", "The header X-Entente-CSRF is missing or not this session's.")
