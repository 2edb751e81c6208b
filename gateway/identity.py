"""Who signed in: an ID token of the provider, checked as OpenID Connect Core 3.1.3.7 asks."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from joserfc import jwt
from joserfc.errors import JoseError

from services.common.tokens import ALGORITHMS, SKEW, Keys


class IdentityInvalid(Exception):
    """An ID token that does not prove what it should; the text names the claim, never its value."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A person who signed in just now."""

    subject: str
    name: str
    sid: str | None = None
    """The session at the provider, by which it says later that it has ended."""
    proved_at: datetime | None = None
    """When the person last proved to the provider who they are."""

    def check_proof(self, begun_at: datetime) -> None:
        """Raise `IdentityInvalid` for a proof from before the sign-in began: the provider was asked for a new
        one (``prompt=login``), but the question goes through the browser, which can leave that out.
        """
        if self.proved_at is not None and self.proved_at < begun_at - timedelta(seconds=SKEW + 1):
            raise IdentityInvalid("auth_time")  # it has whole seconds


class IdentityVerifier:
    """Checks ID tokens for one client of one issuer."""

    def __init__(self, issuer: str, client_id: str, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._keys = keys
        self._clock = clock

    async def verify(self, id_token: str, nonce: str) -> Identity:
        """The identity, if the token is this issuer's answer to the sign-in with ``nonce``.

        Raises `IdentityInvalid`, or 503 where the issuer's keys cannot be had.
        """
        claims = await signed(id_token, self._keys)
        now = self._clock().timestamp()
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        checks = {
            "iss": claims.get("iss") == self._issuer,
            "aud": self._client_id in audiences,
            "azp": len(audiences) == 1 or claims.get("azp") == self._client_id,
            "exp": seconds(claims, "exp") > now - SKEW,
            "iat": 0 < seconds(claims, "iat") <= now + SKEW,
            "nonce": bool(nonce) and claims.get("nonce") == nonce,
            "sub": isinstance(claims.get("sub"), str) and bool(claims.get("sub")),
        }
        if wrong := [name for name, right in checks.items() if not right]:
            raise IdentityInvalid(wrong[0])
        name = claims.get("name") or claims.get("preferred_username") or claims["sub"]
        proved, sid = seconds(claims, "auth_time"), claims.get("sid")
        return Identity(
            claims["sub"], str(name), sid if isinstance(sid, str) else None,
            datetime.fromtimestamp(min(proved, now), UTC) if proved else None,
        )  # fmt: skip


async def signed(token: str, keys: Keys) -> Mapping[str, Any]:
    """The claims of a token that one of these keys signed; raises `IdentityInvalid`."""
    try:
        found = await keys.find(_key_id(token))
        return jwt.decode(token, found, algorithms=list(ALGORITHMS)).claims
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IdentityInvalid("signature") from error


def seconds(claims: Mapping[str, Any], name: str) -> float:
    """A moment of the claims, 0 for none."""
    value = claims.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _key_id(token: str) -> str | None:
    head = token.split(".", 1)[0]
    kid = orjson.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4))).get("kid")
    return kid if isinstance(kid, str) else None
