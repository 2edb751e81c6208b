"""Signing in as a person of the demonstration without a browser: code flow with PKCE, as a native client."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx

from deploy.keycloak.desired import COMMAND_LINE, GATEWAY, audience_scope
from deploy.stack.browsing import Browser, SignInRefused

_BACK = "http://127.0.0.1/callback"  # a native client's address: nobody listens, the code is in it
_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
_ACCESS = "urn:ietf:params:oauth:token-type:access_token"


@dataclass(frozen=True)
class SignedIn:
    """Somebody who signed in at an issuer; ``access`` is the token for the gateway."""

    endpoint: str
    access: str

    def token(self, audience: str, gateway_secret: str) -> str:
        """The token for ``audience``: for a service it is exchanged, as the gateway does it."""
        if audience == GATEWAY:
            return self.access
        form = {
            "grant_type": _EXCHANGE, "subject_token": self.access, "subject_token_type": _ACCESS,
            "requested_token_type": _ACCESS, "audience": audience, "scope": audience_scope(audience),
        }  # fmt: skip
        return _token(self.endpoint, form, (GATEWAY, gateway_secret))


def sign_in(issuer: str, person: str, password: str) -> SignedIn:
    """Sign a person in; raises `SignInRefused`, and `httpx.HTTPError` where the provider is away."""
    endpoint = f"{issuer}/protocol/openid-connect"
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code", "client_id": COMMAND_LINE, "scope": "openid", "redirect_uri": _BACK,
        "code_challenge": challenge, "code_challenge_method": "S256", "state": secrets.token_hex(8),
    }  # fmt: skip
    with Browser() as browser:
        browser.follow_redirects = False
        page = browser.get(f"{endpoint}/auth", params=asked)
        answer = browser.fill_in(page, username=person, password=password)
    code = parse_qs(urlsplit(answer.headers.get("location", "")).query).get("code")
    if not code:
        raise SignInRefused(f"{person} was not signed in ({answer.status_code})")
    form = {
        "grant_type": "authorization_code", "client_id": COMMAND_LINE, "code": code[0],
        "redirect_uri": _BACK, "code_verifier": verifier,
    }  # fmt: skip
    return SignedIn(endpoint, _token(endpoint, form, None))


def _token(endpoint: str, form: dict[str, str], client: tuple[str, str] | None) -> str:
    answer = (
        httpx.post(f"{endpoint}/token", data=form, auth=client, timeout=30)
        if client
        else httpx.post(f"{endpoint}/token", data=form, timeout=30)
    )
    if not answer.is_success:
        raise SignInRefused(f"no token: {answer.json().get('error_description', answer.status_code)}")
    return str(answer.json()["access_token"])
