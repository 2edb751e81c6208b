"""`token_for`: the only way in which a right leaves the gateway, as a token for one service (RFC 8693)."""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

from gateway.principal import Principal
from gateway.problems import Problem, identity_unavailable, session_expired
from gateway.provider import GrantRefused, Provider

_PLAIN = re.compile(r"[A-Za-z0-9\-._~+/]+=*\Z")  # RFC 6750, 2.1
_RENEW_BEFORE = timedelta(seconds=15)
_MAX_CACHED = 50_000


class ServiceTokens:
    """Tokens of principals for services, kept until shortly before they expire, asked for once at a time."""

    def __init__(self, provider: Provider, clock: Callable[[], datetime]) -> None:
        self._provider = provider
        self._clock = clock
        self._cache: dict[tuple[bytes, str], tuple[str, datetime]] = {}
        self._asking: dict[tuple[bytes, str], asyncio.Task[str]] = {}

    async def token_for(self, principal: Principal, service: str) -> str:
        """A token whose audience is ``service`` and whose subject is the principal.

        Raises 401 when the provider no longer accepts the principal's own token, 503 when it does not answer.
        """
        cached = self._cache.get((principal.key, service))
        left = cached[1] - self._clock() if cached else timedelta(0)
        if cached is None or left <= _RENEW_BEFORE:
            return await self._asked(principal, service)
        longer = principal.token_expires_at - cached[1] > _RENEW_BEFORE
        if longer and left < self._provider.early:
            try:
                return await self._asked(principal, service)
            except Problem as problem:
                if problem.status != HTTPStatus.SERVICE_UNAVAILABLE:
                    raise  # else the one in hand is good for this request all the same
        return cached[0]

    async def _asked(self, principal: Principal, service: str) -> str:
        key = (principal.key, service)
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.ensure_future(self._ask(principal, service))
            task.add_done_callback(lambda _: self._asking.pop(key, None))
        return await asyncio.shield(task)  # one caller that goes away does not take it from the others

    def forget(self, key: bytes) -> None:
        """Drop every token of an ended session or revoked token."""
        for cached in [cached for cached in self._cache if cached[0] == key]:
            del self._cache[cached]

    async def _ask(self, principal: Principal, service: str) -> str:
        try:
            tokens = await self._provider.exchange(principal.access_token, service)
        except GrantRefused as error:
            raise _refused(principal, error) from None
        if not _PLAIN.match(tokens.access):  # it goes into a header as it is
            raise identity_unavailable()
        expires = self._clock() + timedelta(seconds=tokens.expires_in)
        # a token for a service never outlives the one that it was made from
        expires = min(expires, principal.token_expires_at + _RENEW_BEFORE)
        if len(self._cache) >= _MAX_CACHED:
            self._forget_expired()
        self._cache[(principal.key, service)] = (tokens.access, expires)
        return tokens.access

    def _forget_expired(self) -> None:
        now = self._clock()
        self._cache = {key: value for key, value in self._cache.items() if value[1] > now}
        if len(self._cache) >= _MAX_CACHED:
            self._cache.clear()


def _refused(principal: Principal, error: GrantRefused) -> Problem:
    if error.error in ("access_denied", "invalid_target"):
        return Problem(403, "service-refused", "No access to this service")
    if principal.session:
        return session_expired()
    headers = {"WWW-Authenticate": 'Bearer realm="entente", error="invalid_token"'}
    return Problem(401, "token-refused", "The identity provider refused the token", headers=headers)
