"""Asks the shared Keycloak for tokens as the gateway and the services do, and as nobody should."""

import base64
import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from keycloak import KeycloakAdmin

from deploy.dev.shared import SIGNING_IN, holding
from deploy.stack.browsing import Browser
from deploy.stack.shared_keycloak import SharedKeycloak

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS = "urn:ietf:params:oauth:token-type:access_token"


def claims_of(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


@contextmanager
def one_at_a_time(keycloak: SharedKeycloak) -> Iterator[None]:
    """Keycloak takes two passwords of one person at the same moment for guessing, and refuses the second."""
    with holding(keycloak.state, SIGNING_IN):
        yield


@contextmanager
def realm_to_itself(keycloak: SharedKeycloak) -> Iterator[None]:
    """Nobody changes the realm with the people, or looks whether it is as it should be, meanwhile."""
    with holding(keycloak.state, "realm.lock"):
        yield


@contextmanager
def guest(admin: KeycloakAdmin, username: str, password: str, **more: Any) -> Iterator[str]:
    """Somebody whom no other test knows, as long as the block lasts; the id."""
    if left := admin.get_user_id(username):  # by a run that was killed
        admin.delete_user(left)
    known = {"type": "password", "value": password, **more}
    person = admin.create_user({"username": username, "enabled": True, "credentials": [known]})
    try:
        yield person
    finally:
        admin.delete_user(person)


class Asking:
    """One browser and the endpoints of the realm."""

    def __init__(self, keycloak: SharedKeycloak, realm: str = "entente") -> None:
        self.keycloak = keycloak
        self.endpoint = f"{keycloak.url}/realms/{realm}/protocol/openid-connect"
        self.browser = Browser()
        self.browser.follow_redirects = False

    def request(self, client: str = "gateway", **more: str) -> tuple[dict[str, str], str]:
        """An authorization request with PKCE, and its verifier."""
        verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        query = {
            "response_type": "code", "client_id": client, "scope": "openid profile", "state": "s",
            "nonce": "n", "redirect_uri": f"{self.keycloak.gateway}/auth/callback",
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        return query | more, verifier

    def code(self, username: str, client: str = "gateway", **more: str) -> tuple[dict[str, str], str]:
        """The answer to a sign-in, as the client gets it in its address, and the verifier."""
        query, verifier = self.request(client, **more)
        page = self.browser.get(f"{self.endpoint}/auth", params=query)
        if not page.has_redirect_location:
            password = self.keycloak.passwords[username]
            with one_at_a_time(self.keycloak):
                page = self.browser.fill_in(page, username=username, password=password)
        assert page.has_redirect_location, page.text
        answer = parse_qs(urlsplit(page.headers["location"]).query)
        return {name: values[0] for name, values in answer.items()}, verifier

    def sign_in(self, username: str, client: str = "gateway", **more: str) -> dict[str, Any]:
        """The tokens of a sign-in."""
        answer, verifier = self.code(username, client, **more)
        back = more.get("redirect_uri", f"{self.keycloak.gateway}/auth/callback")
        form = {"grant_type": "authorization_code", "code": answer["code"], "redirect_uri": back}
        given = self.token(client, form | {"code_verifier": verifier})
        assert given.is_success, given.text
        return dict(given.json())

    def token(self, client: str, form: dict[str, str]) -> httpx.Response:
        """An answer of the token endpoint to a client, which proves itself if it has a secret."""
        secret = self.keycloak.secrets.get(client)
        auth = (client, secret) if secret else None
        return httpx.post(
            f"{self.endpoint}/token", data=form if auth else form | {"client_id": client}, auth=auth
        )

    def own_token(self, client: str) -> str:
        given = self.token(client, {"grant_type": "client_credentials", "audience": "directory"})
        assert given.is_success, given.text
        return str(given.json()["access_token"])

    def exchanged(self, token: str, audience: str, client: str = "gateway") -> httpx.Response:
        form = {"grant_type": EXCHANGE, "subject_token": token, "subject_token_type": ACCESS}
        more = {"requested_token_type": ACCESS, "audience": audience, "scope": f"audience-{audience}"}
        return self.token(client, form | more)

    def exchange(self, token: str, audience: str) -> str:
        given = self.exchanged(token, audience)
        assert given.is_success, given.text
        return str(given.json()["access_token"])
