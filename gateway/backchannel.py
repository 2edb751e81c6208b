"""The provider tells that a session there has ended (OpenID Connect Back-Channel Logout 1.0)."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from gateway.asgi import Request, reply_json
from gateway.identity import IdentityInvalid, seconds, signed
from gateway.problems import Problem, body_too_large
from gateway.sessions import Sessions
from services.common.refused import Refusals
from services.common.tokens import SKEW, Keys

_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_OLDEST = 120.0  # seconds; the provider tells at once
_LIMIT = 32_768
_READ_SECONDS = 5.0
_FORM = b"application/x-www-form-urlencoded"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ended:
    """What has ended: one session at the provider, or all of a subject that began before ``at``."""

    sid: str | None
    subject: str | None
    at: datetime


class LogoutTokens:
    """Checks logout tokens for one client of one issuer (section 2.6)."""

    def __init__(self, issuer: str, client_id: str, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._keys = keys
        self._clock = clock

    async def verify(self, token: str) -> Ended:
        """What it says has ended.

        Raises `IdentityInvalid`, or 503 where the issuer's keys cannot be had.
        """
        claims = await signed(token, self._keys)
        now, issued = self._clock().timestamp(), seconds(claims, "iat")
        audience, events = claims.get("aud"), claims.get("events")
        sid, subject = claims.get("sid"), claims.get("sub")
        checks = {
            "iss": claims.get("iss") == self._issuer,
            "aud": self._client_id in (audience if isinstance(audience, list) else [audience]),
            "iat": now - _OLDEST < issued <= now + SKEW,
            "exp": "exp" not in claims or seconds(claims, "exp") > now - SKEW,
            "events": isinstance(events, dict) and isinstance(events.get(_EVENT), dict),
            "nonce": "nonce" not in claims,
            "sid": isinstance(sid, str | None) and isinstance(subject, str | None) and bool(sid or subject),
        }
        if wrong := [name for name, right in checks.items() if not right]:
            raise IdentityInvalid(wrong[0])
        return Ended(sid or None, subject or None, datetime.fromtimestamp(issued, UTC))


class BackChannel:
    """The address that the provider calls; it needs no session, the token proves who speaks."""

    def __init__(
        self, tokens: LogoutTokens, sessions: Sessions, ended: Callable[[bytes], None], refusals: Refusals
    ) -> None:
        self._tokens = tokens
        self._sessions = sessions
        self._ended = ended
        self._refusals = refusals

    async def handle(self, request: Request) -> None:
        """End what the token names; 200 also where nothing of it is here (any more)."""
        token = ""
        try:
            token = await _token_of(request)
            found = await self._tokens.verify(token)
        except IdentityInvalid as error:
            _log.warning("logout_token.refused", extra={"reason": str(error)})
            title = "The logout token is not valid"
            problem = Problem(400, "logout-token-invalid", title, reason=str(error))
            self._refusals.note(problem, request.client_address, token)
            raise problem from None
        keys = await self._sessions.end_at_provider(found.sid, found.subject, found.at)
        # Keycloak tells of one session only where it ended several of a person's: the others ask it anew.
        doubted = await self._sessions.doubt(found.subject) if found.subject else []
        for key in (*keys, *doubted):
            self._ended(key)
        _log.info("sessions.ended_at_provider", extra={"sessions": len(keys)})
        # A provider that kept the connection would lose its next word to one that a restart has closed.
        await reply_json(request.send, 200, {}, [(b"connection", b"close")])


async def _token_of(request: Request) -> str:
    """The form's ``logout_token``; raises `IdentityInvalid` where there is none, 413 or 408."""
    if (request.header(b"content-type") or b"").partition(b";")[0].strip().lower() != _FORM:
        raise IdentityInvalid("form")
    body, more = bytearray(), True
    try:
        async with asyncio.timeout(_READ_SECONDS):
            while more and len(body) <= _LIMIT:
                message = await request.receive()
                if message["type"] == "http.disconnect":
                    raise IdentityInvalid("form")
                body += message.get("body", b"")
                more = message.get("more_body", False)
    except TimeoutError:
        raise Problem(408, "body-too-slow", "The body arrives too slowly") from None
    if len(body) > _LIMIT:
        raise body_too_large(_LIMIT)
    given = [value for name, value in parse_qsl(body.decode("latin-1")) if name == "logout_token"]
    if len(given) != 1:
        raise IdentityInvalid("form")
    return given[0]
