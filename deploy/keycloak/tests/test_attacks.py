"""Attacks on tokens and on what they are made from: each is refused, and Keycloak keeps that it was tried."""

import base64
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from keycloak import KeycloakAdmin

from deploy.keycloak.settings import realm_of
from deploy.keycloak.tests.asking import Asking, claims_of, guest, one_at_a_time, realm_to_itself
from deploy.stack.browsing import SignInRefused
from deploy.stack.shared_keycloak import SharedKeycloak
from services.common.errors import Problem
from services.common.tokens import IssuerKeys, TokenVerifier

pytestmark = pytest.mark.real
VICTIM = "ca.head"


@pytest.fixture(scope="module")
def admin(keycloak: SharedKeycloak) -> KeycloakAdmin:
    admin = realm_of(keycloak.settings()).admin
    admin.change_current_realm("entente")
    return admin


async def refused(keycloak: SharedKeycloak, token: str, audience: str = "meetings") -> str:
    verifier = TokenVerifier(keycloak.issuer, audience, IssuerKeys(keycloak.issuer))
    with pytest.raises(Problem) as problem:
        await verifier.verify(token)
    assert problem.value.status == 401
    return problem.value.type.rpartition(":")[2]


async def test_a_token_that_nobody_signed_or_signed_with_what_is_public_is_refused(
    keycloak: SharedKeycloak,
) -> None:
    asking = Asking(keycloak)
    good = asking.exchange(asking.sign_in("us.secretary")["access_token"], "meetings")
    claims = claims_of(good)
    head, body, signature = good.split(".")
    public = RSAKey.import_key(httpx.get(f"{asking.endpoint}/certs").json()["keys"][0])
    kid = public.kid
    confused = f"{_part({'alg': 'HS256', 'kid': kid, 'typ': 'at+jwt'})}.{body}"
    mac = hmac.digest(public.as_pem(), confused.encode(), "sha256")
    own = {"alg": "PS256", "kid": kid, "typ": "at+jwt"}
    forged = [
        f"eyJhbGciOiJub25lIn0.{body}.", f"{head}.{body}.", f"{head}.{body}.{signature[:-8]}AAAAAAAA",
        f"{confused}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}",
        jwt.encode(own, claims, RSAKey.generate_key(2048), algorithms=["PS256"]),
    ]  # fmt: skip
    assert {await refused(keycloak, token) for token in forged} == {"token-malformed"}


async def test_a_flood_of_unknown_key_ids_asks_keycloak_once_in_five_seconds(
    keycloak: SharedKeycloak,
) -> None:
    asked: list[str] = []

    async def count(request: httpx.Request) -> None:
        asked.append(request.url.path)

    client = httpx.AsyncClient(event_hooks={"request": [count]})
    verifier = TokenVerifier(keycloak.issuer, "meetings", IssuerKeys(keycloak.issuer, client=client))
    key, began = RSAKey.generate_key(2048), time.monotonic()
    for number in range(200):
        head = {"alg": "PS256", "kid": f"unknown-{number}", "typ": "at+jwt"}
        token = jwt.encode(head, {"sub": "x"}, key, algorithms=["PS256"])
        with pytest.raises(Problem):
            await verifier.verify(token)
    await client.aclose()
    turns = (time.monotonic() - began) // 5  # of five seconds each: none, but on a slow machine
    assert len([path for path in asked if path.endswith("/certs")]) <= 2 + turns


def _part(value: dict[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_a_code_is_good_once_and_for_who_can_prove_that_they_asked(keycloak: SharedKeycloak) -> None:
    asking = Asking(keycloak)
    back = f"{keycloak.gateway}/auth/callback"
    for change in ({"code_verifier": "x" * 43}, {"redirect_uri": f"{keycloak.gateway}/auth/other"}, {}):
        answer, verifier = asking.code("us.wg")
        form = {"grant_type": "authorization_code", "code": answer["code"], "redirect_uri": back}
        given = asking.token("gateway", form | {"code_verifier": verifier} | change)
        assert given.is_success is (not change)
    assert asking.token("gateway", form | {"code_verifier": verifier}).status_code == 400


def test_a_sign_in_without_proof_or_to_another_address_is_not_begun(keycloak: SharedKeycloak) -> None:
    asking = Asking(keycloak)
    query, _ = asking.request()
    for wrong in (
        {"redirect_uri": f"{keycloak.gateway}/auth/callback/more"},
        {"redirect_uri": "https://elsewhere.example/auth/callback"},
        {"client_id": "meetings"}, {"client_id": "account-console"}, {"client_id": "admin-cli"},
    ):  # fmt: skip
        answer = asking.browser.get(f"{asking.endpoint}/auth", params=query | wrong)
        assert answer.status_code == 400 and not answer.has_redirect_location
    for wrong in ({"code_challenge": ""}, {"code_challenge_method": "plain"}, {"response_type": "token"}):
        answer = asking.browser.get(f"{asking.endpoint}/auth", params=query | wrong)
        assert "error=" in answer.headers.get("location", ""), wrong


def test_the_command_line_comes_back_to_this_machine_alone_and_gets_no_refresh(
    keycloak: SharedKeycloak,
) -> None:
    asking = Asking(keycloak)
    given = asking.sign_in("us.wg", "entente-cli", redirect_uri="http://127.0.0.1:49152/callback")
    assert claims_of(given["access_token"])["aud"] == "gateway" and "refresh_token" not in given
    query, _ = asking.request("entente-cli", redirect_uri="http://elsewhere.example/callback")
    assert asking.browser.get(f"{asking.endpoint}/auth", params=query).status_code == 400


@pytest.mark.parametrize("client", ["gateway", "entente-cli"])
def test_nobody_is_let_in_for_having_signed_in_before(keycloak: SharedKeycloak, client: str) -> None:
    """At a browser that somebody left, whoever comes next asks without ``prompt=login``, for any client."""
    asking = Asking(keycloak)
    asking.sign_in("us.wg")
    back = {"redirect_uri": "http://127.0.0.1:49152/callback"} if client == "entente-cli" else {}
    page = asking.browser.get(f"{asking.endpoint}/auth", params=asking.request(client, **back)[0])
    assert not page.has_redirect_location and "password" in page.text
    query, _ = asking.request(client, prompt="none", **back)
    answer = asking.browser.get(f"{asking.endpoint}/auth", params=query)
    assert "error=login_required" in answer.headers["location"]


def test_who_comes_next_to_a_browser_is_not_told_whose_session_is_open_there(
    keycloak: SharedKeycloak,
) -> None:
    asking = Asking(keycloak)
    asking.sign_in("us.wg")
    page = asking.browser.get(f"{asking.endpoint}/auth", params=asking.request(prompt="login")[0])
    with one_at_a_time(keycloak):
        answer = asking.browser.fill_in(page, username="nz.head", password=keycloak.passwords["nz.head"])
    assert answer.status_code == 400 and "Somebody else is still signed in" in answer.text
    assert "us.wg" not in answer.text


@pytest.mark.parametrize("client", ["gateway", "meetings", "entente-cli", "admin-cli"])
def test_nobody_gets_a_token_for_a_password(keycloak: SharedKeycloak, client: str) -> None:
    form = {"grant_type": "password", "username": VICTIM, "password": keycloak.passwords[VICTIM]}
    assert Asking(keycloak).token(client, form).status_code in (400, 401)


def test_a_refresh_token_that_was_taken_ends_the_session(keycloak: SharedKeycloak) -> None:
    asking = Asking(keycloak)
    token = asking.sign_in("us.wg")["refresh_token"]
    form = {"grant_type": "refresh_token", "refresh_token": token}
    given = [asking.token("gateway", form) for _ in range(3)]
    assert [answer.is_success for answer in given] == [True, True, False], "once more, after a crash"
    newest = form | {"refresh_token": given[1].json()["refresh_token"]}
    assert asking.token("meetings", newest).status_code == 400, "nor for another client"


def account(keycloak: SharedKeycloak, token: str, **body: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    return httpx.request(
        "POST" if body else "GET", f"{keycloak.issuer}/account", headers=headers, json=body or None
    )


def test_nobody_edits_their_own_affiliation(keycloak: SharedKeycloak, admin: KeycloakAdmin) -> None:
    token = Asking(keycloak).sign_in(VICTIM)["access_token"]
    person = admin.get_user(admin.get_user_id(VICTIM))
    grab = {"affiliation": ["USA"], "clearance": ['{"coalition": "TOP SECRET"}']}
    assert account(keycloak, token, attributes=grab, username=VICTIM).status_code in (401, 403, 404)
    assert account(keycloak, token).status_code in (401, 403, 404)
    headers = {"Authorization": f"Bearer {token}"}
    for realm in ("entente", "master"):
        where = f"{keycloak.url}/admin/realms/{realm}/users/{person['id']}"
        assert httpx.put(where, headers=headers, json=person | {"attributes": grab}).status_code in (401, 403)
        assert httpx.get(where, headers=headers).status_code in (401, 403)
    for page in ("", "/#/personal-info"):
        assert httpx.get(f"{keycloak.issuer}/account{page}").status_code in (302, 400, 403, 404)
    assert admin.get_user(person["id"])["attributes"] == person["attributes"]


def test_nor_where_somebody_switches_the_account_pages_on(
    keycloak: SharedKeycloak, admin: KeycloakAdmin
) -> None:
    person = admin.get_user(admin.get_user_id(VICTIM))
    with realm_to_itself(keycloak), account_pages(admin, person["id"]):
        token = Asking(keycloak).sign_in(
            VICTIM, "account-console", redirect_uri=f"{keycloak.issuer}/account/", scope="openid"
        )["access_token"]
        seen = account(keycloak, token)
        assert seen.is_success and seen.json()["username"] == VICTIM
        assert not {"affiliation", "clearance", "letter"} & set(seen.json().get("attributes", {}))
        grab = {"affiliation": ["USA"], "clearance": ['{"coalition": "TOP SECRET"}'], "anything": ["x"]}
        same = {name: person[name] for name in ("username", "firstName", "lastName")}
        given = account(keycloak, token, attributes=grab, **same)
        account(keycloak, token, attributes={}, **same)
        account(keycloak, token, **same | {"firstName": "Another"})
    after = admin.get_user(person["id"])
    assert after["attributes"] == person["attributes"], given.text
    assert (after["firstName"], after["lastName"]) == (person["firstName"], person["lastName"])


@contextmanager
def account_pages(admin: KeycloakAdmin, person: str) -> Iterator[None]:
    """Everything that a careless administrator can do to open them to one person."""
    kept = [admin.get_client(admin.get_client_id(name)) for name in ("account", "account-console")]
    roles = admin.get_client_roles(kept[0]["id"])
    named = {scope["name"]: scope["id"] for scope in admin.get_client_scopes()}
    for client in kept:
        admin.update_client(client["id"], client | {"enabled": True, "fullScopeAllowed": True})
    for name in ("roles", "basic"):
        ids = {"realm": "entente", "client": kept[1]["id"], "clientScopeId": named[name]}
        admin.add_client_default_client_scope(kept[1]["id"], named[name], ids)
    admin.assign_client_role(person, kept[0]["id"], roles)
    try:
        yield
    finally:
        admin.delete_client_roles_of_user(person, kept[0]["id"], roles)
        for client in kept:
            admin.update_client(client["id"], client)


def test_guessing_a_password_locks_the_person_out_for_a_while_and_is_kept(
    keycloak: SharedKeycloak, admin: KeycloakAdmin
) -> None:
    with guest(admin, "guessed", "the right one of many") as person:
        for number in range(6):
            with pytest.raises(SignInRefused):
                attempt(keycloak, "guessed", f"guess number {number}")
        with pytest.raises(SignInRefused, match="is not right"):
            attempt(keycloak, "guessed", "the right one of many")
        status = admin.get_bruteforce_detection_status(person)
        assert status["disabled"] and status["numFailures"] >= 2
        events = admin.get_events({"type": "LOGIN_ERROR", "user": person})
        assert len(events) >= 6 and {event["ipAddress"] for event in events} == {"127.0.0.1"}
        admin.clear_bruteforce_attempts_for_user(person)
        attempt(keycloak, "guessed", "the right one of many")


def attempt(keycloak: SharedKeycloak, username: str, password: str) -> None:
    asking = Asking(keycloak)
    query, _ = asking.request()
    page = asking.browser.get(f"{asking.endpoint}/auth", params=query)
    answer = asking.browser.fill_in(page, username=username, password=password)
    if not answer.has_redirect_location:
        raise SignInRefused(answer.text)
