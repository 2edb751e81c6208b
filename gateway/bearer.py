"""Access tokens that partners' systems send: verified once, remembered by the verifier for 60 s."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from gateway.principal import Principal
from services.common.tokens import TokenVerifier, malformed

_ACCESS_TYPES = ("at+jwt", "application/at+jwt")  # RFC 9068


class Bearers:
    """Turns ``Authorization: Bearer …`` into a principal; raises the verifier's 401 and 503."""

    def __init__(self, verifier: TokenVerifier) -> None:
        self._verifier = verifier

    async def principal(self, authorization: str) -> Principal:
        """The subject of a token whose audience is the gateway."""
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token.isascii():
            raise malformed()
        claims = await self._verifier.verify(token)
        if not _is_access_token(token, claims):
            raise malformed()
        # after a refresh `iat` is new and `auth_time` is not: a revocation counts from the sign-in
        since = claims.get("auth_time") if isinstance(claims.get("auth_time"), int | float) else claims["iat"]
        return Principal(
            b"token:" + hashlib.sha256(token.encode()).digest(),
            claims["sub"],
            datetime.fromtimestamp(float(since or claims["iat"]), UTC),
            token,
            datetime.fromtimestamp(float(claims["exp"]), UTC),
            session=False,
        )


def _is_access_token(token: str, claims: Mapping[str, Any]) -> bool:
    """An ID token has the gateway as audience too, and travels in addresses: it is no access token."""
    if claims.get("typ") == "Bearer":  # Keycloak says it in a claim
        return True
    head = token.split(".", 1)[0]
    header = orjson.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    return str(header.get("typ", "")).lower() in _ACCESS_TYPES
