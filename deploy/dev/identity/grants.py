"""The token endpoint: codes, refresh tokens, client credentials, and tokens for another audience
(RFC 8693).
"""

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_plus

from deploy.dev.identity.errors import OAuthError
from deploy.dev.identity.people import People, UnknownPerson
from deploy.dev.identity.settings import Client, IdentitySettings
from deploy.dev.identity.store import Refresh, SignIn, Store
from deploy.dev.identity.tokens import ACCESS_TOKEN, BadToken, Claims, Signer

TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"

Form = Mapping[str, str]


@dataclass(frozen=True)
class Grants:
    """Answers token requests; each method is one grant and returns the body of the answer."""

    settings: IdentitySettings
    signer: Signer
    people: People
    store: Store

    async def answer(self, form: Form, authorization: str) -> dict[str, Any]:
        """The answer to one request; raises `OAuthError`."""
        name, client = authenticate(self.settings.clients, form, authorization)
        match form.get("grant_type", ""):
            case "authorization_code":
                return await self._code(name, form)
            case "refresh_token":
                return await self._refresh(name, form)
            case "client_credentials":
                return self._credentials(name, client, form)
            case grant if grant == TOKEN_EXCHANGE:
                return self._exchange(name, client, form)
        raise OAuthError("unsupported_grant_type", "this provider does not know the grant type")

    async def _code(self, client: str, form: Form) -> dict[str, Any]:
        sign_in = await self.store.redeem(form.get("code", ""), datetime.now(UTC))
        if sign_in is None or sign_in.client != client or sign_in.redirect_uri != form.get("redirect_uri"):
            raise OAuthError(
                "invalid_grant", "the code is unknown, used, too old or for another client or address"
            )
        if not _proves(form.get("code_verifier", ""), sign_in.challenge):
            raise OAuthError("invalid_grant", "the code verifier does not match the challenge (RFC 7636)")
        refresh, token = await self.store.grant(sign_in, self.settings.refresh_seconds)
        return self._answer(refresh, token, sign_in)

    async def _refresh(self, client: str, form: Form) -> dict[str, Any]:
        rotated = await self.store.rotate(form.get("refresh_token", ""), client, datetime.now(UTC))
        if rotated is None:
            raise OAuthError("invalid_grant", "the refresh token is unknown, used before or too old")
        return self._answer(*rotated)

    def _answer(self, refresh: Refresh, token: str, sign_in: SignIn | None = None) -> dict[str, Any]:
        now = int(time.time())
        session = {"auth_time": int(refresh.signed_in_at.timestamp()), "sid": refresh.family}
        try:
            person = self.people.by_id(refresh.person).claims()
        except UnknownPerson as error:
            raise OAuthError("invalid_grant", "the person is not in the file any more") from error
        client = {"aud": refresh.client, "azp": refresh.client}
        nonce = {"nonce": sign_in.nonce} if sign_in and sign_in.nonce else {}
        times = {"iat": now, "exp": now + self.settings.access_seconds}
        return {
            **self._bearer(person | session | client | times),
            "id_token": self.signer.sign(person | session | client | times | nonce),
            "refresh_token": token,
            "refresh_expires_in": int(refresh.expires_at.timestamp()) - now,
            "scope": refresh.scope,
        }

    def _credentials(self, name: str, client: Client, form: Form) -> dict[str, Any]:
        audience, now = self._audience(client, form), int(time.time())
        said: Claims = {"sub": f"client:{name}", "name": name, "roles": ["service"]}
        if client.acts_as:
            said = self.people.by_username(client.acts_as).claims()
        times = {"iat": now, "exp": now + self.settings.access_seconds}
        return self._bearer(said | times | {"aud": audience, "azp": name})

    def _exchange(self, name: str, client: Client, form: Form) -> dict[str, Any]:
        """The same statement for another audience.

        Its times are kept: it is never younger than its source, and a revocation refuses both.
        """
        audience = self._audience(client, form)
        if form.get("subject_token_type") != ACCESS_TOKEN_TYPE:
            raise OAuthError("invalid_request", "subject_token_type must be an access token")
        try:
            claims = self.signer.read(form.get("subject_token", ""), ACCESS_TOKEN, int(time.time()))
        except BadToken as error:
            raise OAuthError("invalid_grant", str(error)) from error
        if claims["aud"] != name:
            raise OAuthError("invalid_grant", "the token was not meant for the client that presents it")
        kept = {key: value for key, value in claims.items() if key not in ("iss", "jti")}
        answer = self._bearer({**kept, "aud": audience, "azp": name, "act": {"sub": name}})
        return answer | {"issued_token_type": ACCESS_TOKEN_TYPE}

    def _audience(self, client: Client, form: Form) -> str:
        audience = form.get("audience", "")
        if audience not in client.audiences:
            raise OAuthError("invalid_target", "the client may not ask for this audience")
        return audience

    def _bearer(self, claims: Claims) -> dict[str, Any]:
        seconds = claims["exp"] - int(time.time())
        token = self.signer.sign(claims, ACCESS_TOKEN)
        return {"access_token": token, "token_type": "Bearer", "expires_in": seconds}


def authenticate(clients: Mapping[str, Client], form: Form, authorization: str) -> tuple[str, Client]:
    """The client that asks, by its secret (HTTP Basic or form); raises `OAuthError`."""
    name, secret = (
        _basic(authorization) if authorization else (form.get("client_id"), form.get("client_secret"))
    )
    client = clients.get(name or "")
    if client is None or not hmac.compare_digest(client.secret.encode(), (secret or "").encode()):
        raise OAuthError("invalid_client", "the client is unknown or its secret is wrong", 401)
    return name or "", client


def _basic(authorization: str) -> tuple[str | None, str | None]:
    scheme, _, encoded = authorization.partition(" ")
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None, None
    return (unquote_plus(name), unquote_plus(secret)) if scheme.lower() == "basic" else (None, None)


def _proves(verifier: str, challenge: str) -> bool:
    """S256 of RFC 7636; no other method is known here."""
    made = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    return 43 <= len(verifier) <= 128 and hmac.compare_digest(made, challenge.encode())
