"""Access tokens that partners' systems send: verified once, remembered by the verifier for 60 s."""

import hashlib
from datetime import UTC, datetime

from gateway.principal import Principal
from services.common.tokens import TokenVerifier, malformed


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
