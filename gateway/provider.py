"""The gateway as a client of an OpenID provider: code flow with PKCE, refresh, token exchange, sign-out."""

import asyncio
import base64
import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import aiohttp

from gateway.identity import Identity, IdentityVerifier
from gateway.problems import Problem, identity_unavailable
from gateway.settings import GatewaySettings
from services.common.tokens import Keys

_TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
_ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
_KEEP_DISCOVERY = 3600.0
_EARLY = timedelta(seconds=140)
_ASK_AGAIN = timedelta(seconds=5)
_OK = 200


class GrantRefused(Exception):
    """The provider refused a code, a refresh token or an exchange; ``error`` is its OAuth error code."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a token endpoint gave; ``expires_in`` in seconds from the answer."""

    access: str
    expires_in: float
    refresh: str | None = None
    id_token: str | None = None


class Provider:
    """Speaks to one issuer. Everything raises 503 `identity-unavailable` when it does not answer."""

    def __init__(self, settings: GatewaySettings, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._identity = IdentityVerifier(settings.issuer, settings.client_id, keys, clock)
        self._http: aiohttp.ClientSession | None = None
        self._document: Mapping[str, Any] = {}
        self._document_at = float("-inf")
        self._lock = asyncio.Lock()
        self._clock = clock
        self._unanswered_at: datetime | None = None
        self._half_life = timedelta(0)  # of tokens here, once there was one

    @property
    def early(self) -> timedelta:
        """With how much of its life left a token is better renewed: what is left bridges a provider that is
        away. Nothing while the provider does not answer, so that nobody waits for it before they must.
        """
        unanswered = self._unanswered_at
        if unanswered is not None and self._clock() - unanswered < _ASK_AGAIN:
            return timedelta(0)
        return min(_EARLY, self._half_life)

    async def start(self) -> None:
        """Open the connection pool; the provider itself is asked at first use."""
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=5.0, sock_connect=2.0), cookie_jar=aiohttp.DummyCookieJar()
        )

    async def stop(self) -> None:
        """Close the connection pool."""
        if self._http:
            await self._http.close()

    async def discovery(self) -> Mapping[str, Any]:
        """The issuer's metadata (OpenID Connect Discovery 1.0), kept for an hour; ``issuer`` must match."""
        async with self._lock:
            if time.monotonic() - self._document_at > _KEEP_DISCOVERY:
                await self._discover()
            return self._document

    async def _discover(self) -> None:
        document = await self._get(f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        if document.get("issuer") != self._settings.issuer:
            raise identity_unavailable()
        self._document, self._document_at = document, time.monotonic()

    async def authorization_url(self, state: str, nonce: str, verifier: str, redirect_uri: str) -> str:
        """Where the browser signs in: authorization code with PKCE S256 (RFC 7636).

        Nobody is let in for having signed in there before: a session that idled out, or was revoked, ends
        with a proof of who it is. Whether the provider answers is asked anew: a browser that is sent to one
        that does not waits there without a word.
        """
        await self._discover()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": redirect_uri,
            "scope": "openid profile",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "prompt": "login",
        }
        return f"{self._document['authorization_endpoint']}?{urlencode(query)}"

    async def redeem(self, code: str, verifier: str, redirect_uri: str) -> Tokens:
        """Exchange an authorization code for tokens."""
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        return await self._grant({**form, "redirect_uri": redirect_uri})

    async def refresh(self, refresh_token: str) -> Tokens:
        """New tokens for a refresh token, which the provider may replace.

        It is sent only where the provider answers just now: one that hears and says nothing would use it up
        later, and end the session when it is shown again.
        """
        await self._discover()
        return await self._grant({"grant_type": "refresh_token", "refresh_token": refresh_token})

    async def exchange(self, access_token: str, audience: str) -> Tokens:
        """A token for one service in exchange for the gateway's (RFC 8693).

        Keycloak gives an audience only where a scope of the realm holds it (docs/adr/0051).
        """
        form = {"grant_type": _TOKEN_EXCHANGE, "subject_token": access_token, "audience": audience}
        form["scope"] = f"audience-{audience}"
        types = {"subject_token_type": _ACCESS_TOKEN, "requested_token_type": _ACCESS_TOKEN}
        return await self._grant({**form, **types})

    async def revoke(self, refresh_token: str) -> None:
        """End the refresh token at the provider (RFC 7009), where it offers that."""
        endpoint = (await self.discovery()).get("revocation_endpoint")
        if endpoint:
            await self._post(str(endpoint), {"token": refresh_token, "token_type_hint": "refresh_token"})

    async def end_session_url(self, id_token: str | None, back_to: str) -> str | None:
        """Where the browser signs out at the provider (RP-initiated logout), where it offers that."""
        endpoint = (await self.discovery()).get("end_session_endpoint")
        if not endpoint:
            return None
        query = {"client_id": self._settings.client_id, "post_logout_redirect_uri": back_to}
        if id_token:
            query["id_token_hint"] = id_token
        return f"{endpoint}?{urlencode(query)}"

    async def verify_identity(self, id_token: str, nonce: str) -> Identity:
        """Who signed in; raises `IdentityInvalid`."""
        return await self._identity.verify(id_token, nonce)

    async def _grant(self, form: Mapping[str, str]) -> Tokens:
        status, answer = await self._post(str((await self.discovery())["token_endpoint"]), form)
        if status == _OK and isinstance(answer.get("access_token"), str):
            expires = float(answer.get("expires_in") or 60)
            self._unanswered_at, self._half_life = None, timedelta(seconds=expires / 2)
            return Tokens(
                answer["access_token"], expires, answer.get("refresh_token"), answer.get("id_token")
            )
        if status in (400, 401, 403):
            raise GrantRefused(str(answer.get("error", "refused")))
        raise self._unanswered()

    async def _post(self, url: str, form: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
        assert self._http is not None
        secret = self._settings.client_secret.get_secret_value()
        try:
            headers = {"Authorization": aiohttp.encode_basic_auth(self._settings.client_id, secret)}
            async with self._http.post(
                url, data=dict(form), headers=headers, allow_redirects=False
            ) as response:
                return response.status, await _json_object(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise self._unanswered() from error

    def _unanswered(self) -> Problem:
        self._unanswered_at = self._clock()
        return identity_unavailable()

    async def _get(self, url: str) -> Mapping[str, Any]:
        assert self._http is not None
        try:
            async with self._http.get(url, allow_redirects=False) as response:
                if response.status != _OK:
                    raise self._unanswered()
                return await _json_object(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise self._unanswered() from error


async def _json_object(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    try:
        value = await response.json(content_type=None)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
