"""The embedded provider: what it hands out, to whom, and everything that it refuses."""

import base64
import hashlib
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from deploy.dev.identity import store
from deploy.dev.identity.app import create_app, issue_token
from deploy.dev.identity.grants import ACCESS_TOKEN_TYPE, TOKEN_EXCHANGE
from deploy.dev.identity.people import UnknownPerson, load_people
from deploy.dev.identity.settings import PEOPLE, IdentitySettings
from deploy.dev.state import CHECKOUT
from deploy.dev.testing import Clones, DatabaseForTest
from deploy.dev.tests.in_process import served

ISSUER = "http://127.0.0.1:9999"
CALLBACK = "http://127.0.0.1:8080/auth/callback"
AFTER = "http://127.0.0.1:8080/"
VERIFIER = "a-code-verifier-of-at-least-forty-three-characters"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
GATEWAY = ("gateway", "gateway-secret-0123456789")
REQUEST = {
    "response_type": "code",
    "client_id": "gateway",
    "redirect_uri": CALLBACK,
    "scope": "openid",
    "state": "state-1",
    "nonce": "nonce-1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


def settings_for(database: DatabaseForTest, folder: Path, **other) -> IdentitySettings:
    gateway = {
        "secret": GATEWAY[1],
        "redirect_uris": [CALLBACK],
        "post_logout_redirect_uris": [AFTER],
        "audiences": ["meetings", "directory"],
        "signs_people_in": True,
    }
    clients = {
        "gateway": gateway,
        "meetings": {"secret": "meetings-secret-0123456789", "audiences": ["directory"]},
        "partner.jts": {
            "secret": "partner-secret-0123456789",
            "audiences": ["gateway"],
            "acts_as": "partner.jts",
        },
    }
    values = {
        "environment": "development",
        "port": 9999,
        "issuer": ISSUER,
        "app_dsn": database.app_dsn,
        "owner_dsn": database.owner_dsn,
        "key_file": folder / "signing-key",
        "clients": clients,
    }
    return IdentitySettings(**{**values, **other})


@pytest.fixture
def settings(fresh_database: Clones, tmp_path: Path) -> IdentitySettings:
    return settings_for(fresh_database("identity"), tmp_path)


@pytest.fixture
def provider(settings: IdentitySettings) -> Iterator[httpx.Client]:
    with serve(settings) as client:
        yield client


def serve(settings: IdentitySettings) -> AbstractContextManager[httpx.Client]:
    return served(create_app(settings), ISSUER)


class Form(HTMLParser):
    """The fields of the sign-in page: hidden ones with their value, and who can be chosen."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.people: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"]] = given["value"]
        elif tag == "input" and given.get("name") == "person":
            self.people.append(given["value"])


def sign_in(provider: httpx.Client, person: str = "us.head", **changes: str) -> dict[str, str]:
    page = provider.get("/authorize", params=REQUEST | changes)
    assert page.status_code == 200, page.text
    answer = provider.post("/authorize", data=Form(page.text).hidden | {"person": person})
    assert answer.status_code == 303, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def ask(provider: httpx.Client, client: tuple[str, str] = GATEWAY, **form: str):
    return provider.post("/token", data=form, auth=client)


def redeem(provider: httpx.Client, code: str, **changes: str):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }
    return ask(provider, **(form | changes))


def read(provider: httpx.Client, token: str) -> jwt.Token:
    return jwt.decode(token, KeySet.import_key_set(provider.get("/jwks").json()), algorithms=["RS256"])


def test_a_sign_in_ends_in_tokens_that_say_who_it_is(provider: httpx.Client) -> None:
    back = sign_in(provider, "uk.embed")
    assert (back["state"], back["iss"]) == ("state-1", ISSUER)
    answer = redeem(provider, back["code"])
    assert answer.headers["cache-control"] == "no-store"
    access, identity = (
        read(provider, answer.json()["access_token"]),
        read(provider, answer.json()["id_token"]),
    )
    assert access.header["typ"] == "at+jwt"
    assert {
        name: access.claims[name] for name in ("iss", "aud", "azp", "affiliation", "acts_for", "clearance")
    } == {
        "iss": ISSUER,
        "aud": "gateway",
        "azp": "gateway",
        "affiliation": "GBR",
        "acts_for": "USA",
        "clearance": {"coalition": "SECRET"},
    }
    assert access.claims["letter"]["max_level"] == "CONFIDENTIAL"
    assert access.claims["exp"] - access.claims["iat"] == 300
    assert identity.claims["nonce"] == "nonce-1"
    assert identity.header["typ"] == "JWT"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
    ],
)
def test_a_bad_request_of_a_known_client_goes_back_to_it(provider: httpx.Client, change, error) -> None:
    answer = provider.get("/authorize", params=REQUEST | change)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{CALLBACK}?error={error}&")


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "unknown"},
        {"client_id": "meetings"},
        {"redirect_uri": CALLBACK + "/"},
        {"redirect_uri": CALLBACK + "?x=1"},
        {"redirect_uri": "http://127.0.0.1.example/auth/callback"},
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_registered_letter_by_letter(
    provider: httpx.Client, change
) -> None:
    answer = provider.get("/authorize", params=REQUEST | change)
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_the_page_lists_all_people_without_script(provider: httpx.Client) -> None:
    page = provider.get("/authorize", params=REQUEST)
    everybody = [person.username for person in load_people(PEOPLE).everybody if person.kind == "person"]
    assert sorted(Form(page.text).people) == sorted(everybody)
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "form-action 'self' http://127.0.0.1:8080;" in policy
    assert "<script" not in page.text


def test_a_system_and_an_unknown_person_cannot_sign_in(provider: httpx.Client) -> None:
    hidden = Form(provider.get("/authorize", params=REQUEST).text).hidden
    for person in ("partner.jts", "nobody", ""):
        assert provider.post("/authorize", data=hidden | {"person": person}).status_code == 400


def test_a_page_signs_in_once(provider: httpx.Client) -> None:
    hidden = Form(provider.get("/authorize", params=REQUEST).text).hidden
    assert provider.post("/authorize", data=hidden | {"person": "us.head"}).status_code == 303
    assert provider.post("/authorize", data=hidden | {"person": "uk.head"}).status_code == 400


def test_a_code_works_once(provider: httpx.Client) -> None:
    code = sign_in(provider)["code"]
    assert redeem(provider, "guessed").json()["error"] == "invalid_grant"
    assert redeem(provider, code).status_code == 200
    assert redeem(provider, code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "change",
    [{"code_verifier": VERIFIER + "x"}, {"code_verifier": ""}, {"redirect_uri": AFTER}],
)
def test_a_code_without_its_proof_is_refused_and_spent(provider: httpx.Client, change) -> None:
    code = sign_in(provider)["code"]
    assert redeem(provider, code, **change).json()["error"] == "invalid_grant"
    assert redeem(provider, code).json()["error"] == "invalid_grant"


def test_a_client_with_a_wrong_secret_gets_nothing(provider: httpx.Client) -> None:
    answer = ask(provider, ("gateway", "wrong"), grant_type="client_credentials", audience="meetings")
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic")


def test_a_refresh_token_is_rotated_and_keeps_the_time_of_the_sign_in(provider: httpx.Client) -> None:
    first = redeem(provider, sign_in(provider)["code"]).json()
    second = ask(provider, grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
    assert second["refresh_token"] != first["refresh_token"]
    signed_in = [read(provider, answer["access_token"]).claims["auth_time"] for answer in (first, second)]
    assert signed_in[0] == signed_in[1]


def test_a_stolen_refresh_token_ends_the_session(
    provider: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "REUSE_SECONDS", -1)
    first = redeem(provider, sign_in(provider)["code"]).json()["refresh_token"]
    second = ask(provider, grant_type="refresh_token", refresh_token=first).json()["refresh_token"]
    assert ask(provider, grant_type="refresh_token", refresh_token=first).json()["error"] == "invalid_grant"
    assert ask(provider, grant_type="refresh_token", refresh_token=second).json()["error"] == "invalid_grant"


def test_a_client_killed_before_it_kept_the_new_token_may_ask_once_more(provider: httpx.Client) -> None:
    first = redeem(provider, sign_in(provider)["code"]).json()["refresh_token"]
    for _ in range(2):
        assert ask(provider, grant_type="refresh_token", refresh_token=first).status_code == 200


def test_sessions_and_the_key_outlive_a_restart(settings: IdentitySettings) -> None:
    with serve(settings) as provider:
        tokens = redeem(provider, sign_in(provider)["code"]).json()
        code = sign_in(provider)["code"]
    with serve(settings) as provider:
        assert read(provider, tokens["access_token"]).claims["name"]
        refreshed = ask(provider, grant_type="refresh_token", refresh_token=tokens["refresh_token"])
        assert refreshed.status_code == 200
        assert redeem(provider, code).status_code == 200
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600


def exchange(provider: httpx.Client, token: str, audience: str, client: tuple[str, str] = GATEWAY):
    form = {"grant_type": TOKEN_EXCHANGE, "subject_token_type": ACCESS_TOKEN_TYPE}
    return ask(provider, client, **form, subject_token=token, audience=audience)


def test_an_exchanged_token_says_the_same_for_one_service_and_is_no_younger(provider: httpx.Client) -> None:
    token = redeem(provider, sign_in(provider, "us.release")["code"]).json()["access_token"]
    answer = exchange(provider, token, "meetings")
    assert answer.json()["issued_token_type"] == ACCESS_TOKEN_TYPE
    before, after = read(provider, token).claims, read(provider, answer.json()["access_token"]).claims
    assert after["aud"] == "meetings"
    assert after["act"] == {"sub": "gateway"}
    same = ("sub", "iat", "exp", "auth_time", "affiliation", "roles", "clearance", "organisation")
    assert {name: before[name] for name in same} == {name: after[name] for name in same}


def test_only_the_client_that_a_token_was_meant_for_exchanges_it_and_only_for_its_services(
    provider: httpx.Client,
) -> None:
    answer = redeem(provider, sign_in(provider)["code"]).json()
    token = answer["access_token"]
    meetings = ("meetings", "meetings-secret-0123456789")
    assert exchange(provider, token, "audit").json()["error"] == "invalid_target"
    assert exchange(provider, token, "directory", meetings).json()["error"] == "invalid_grant"
    assert exchange(provider, answer["id_token"], "meetings").json()["error"] == "invalid_grant"
    assert exchange(provider, token[:-4] + "AAAA", "meetings").json()["error"] == "invalid_grant"


def test_a_service_gets_a_token_of_its_own_for_the_services_it_may_ask(provider: httpx.Client) -> None:
    meetings = ("meetings", "meetings-secret-0123456789")
    answer = ask(provider, meetings, grant_type="client_credentials", audience="directory").json()
    claims = read(provider, answer["access_token"]).claims
    assert (claims["sub"], claims["aud"], claims["roles"]) == ("client:meetings", "directory", ["service"])
    assert "affiliation" not in claims
    refused = ask(provider, meetings, grant_type="client_credentials", audience="audit")
    assert refused.json()["error"] == "invalid_target"


def test_a_partners_system_gets_the_claims_that_the_file_gives_it(provider: httpx.Client) -> None:
    partner = ("partner.jts", "partner-secret-0123456789")
    answer = ask(provider, partner, grant_type="client_credentials", audience="gateway").json()
    claims = read(provider, answer["access_token"]).claims
    assert (claims["affiliation"], claims["roles"], claims["azp"]) == (
        "GBR",
        ["partner_system"],
        "partner.jts",
    )


def test_signing_out_ends_the_session_and_returns_to_a_registered_address_only(
    provider: httpx.Client,
) -> None:
    tokens = redeem(provider, sign_in(provider)["code"]).json()
    query = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": "http://elsewhere.example/"}
    assert provider.get("/end_session", params=query).status_code == 200
    answer = provider.get("/end_session", params=query | {"post_logout_redirect_uri": AFTER})
    assert (answer.status_code, answer.headers["location"]) == (303, AFTER)
    refused = ask(provider, grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert refused.json()["error"] == "invalid_grant"


def test_another_host_name_is_not_answered(provider: httpx.Client) -> None:
    assert provider.get("/jwks", headers={"host": "rebound.example"}).status_code == 400


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"grant_type=a&grant_type=b", "application/x-www-form-urlencoded"),
        (b"x" * 40_000, "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)
def test_a_body_that_is_no_plain_form_is_refused(provider: httpx.Client, body: bytes, kind: str) -> None:
    answer = provider.post("/token", content=body, headers={"content-type": kind})
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"] == "invalid_request"


def test_a_token_for_trying_the_api_needs_no_running_provider(settings: IdentitySettings) -> None:
    token = issue_token(settings, "us.head", "gateway")
    with serve(settings) as provider:
        assert read(provider, token).claims["preferred_username"] == "us.head"
        assert exchange(provider, token, "meetings").status_code == 200
    with pytest.raises(UnknownPerson):
        issue_token(settings, "nobody", "gateway")


@pytest.mark.parametrize("wrong", [{"ENVIRONMENT": "production"}, {"ENVIRONMENT": ""}, {"HOST": "0.0.0.0"}])
def test_it_does_not_start_outside_development_or_on_a_network(wrong: dict[str, str]) -> None:
    right = {
        "ENVIRONMENT": "development",
        "PORT": "1",
        "ISSUER": ISSUER,
        "APP_DSN": "postgresql://",
        "OWNER_DSN": "postgresql://",
        "KEY_FILE": "/nonexistent/key",
        "CLIENTS": "{}",
    }
    environment = {f"ENTENTE_IDENTITY_{name}": value for name, value in (right | wrong).items()}
    command = [sys.executable, "-m", "deploy.dev.identity"]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "wrong settings" in done.stderr
