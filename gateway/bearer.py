"""Access tokens that partners' systems send: verified once, remembered by the verifier for 60 s."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from gateway.principal import Principal
from gateway.streams import TOKEN
from services.common.tokens import TokenVerifier, malformed

_MOST: Final = 8192  # more than the verifier remembers


class Bearers:
    """Turns ``Authorization: Bearer …`` into a principal; raises the verifier's 401 and 503."""

    def __init__(self, verifier: TokenVerifier) -> None:
        self._verifier = verifier
        self._made: dict[int, tuple[Mapping[str, Any], Principal]] = {}

    async def principal(self, authorization: str) -> Principal:
        """The subject of a token whose audience is the gateway."""
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token.isascii():
            raise malformed()
        claims = await self._verifier.verify(token)
        # the verifier gives the same mapping for the same token; keeping it here keeps its identity unique
        known = self._made.get(id(claims))
        if known is not None:
            return known[1]
        if len(self._made) >= _MOST:
            self._made.clear()
        made = _principal(token, claims)
        self._made[id(claims)] = (claims, made)
        return made


def _principal(token: str, claims: Mapping[str, Any]) -> Principal:
    # after a refresh `iat` is new and `auth_time` is not: a revocation counts from the sign-in
    since = claims.get("auth_time") if isinstance(claims.get("auth_time"), int | float) else claims["iat"]
    return Principal(
        TOKEN + hashlib.sha256(token.encode()).digest(),
        claims["sub"],
        datetime.fromtimestamp(float(since or claims["iat"]), UTC),
        token,
        datetime.fromtimestamp(float(claims["exp"]), UTC),
        session=False,
    )
