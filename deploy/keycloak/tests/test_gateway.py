"""The gateway with a real Keycloak: signing in, refreshing, and signing out everywhere at once."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import httpx
import pytest

from deploy.dev.testing import DatabaseForTest
from deploy.keycloak.settings import realm_of
from deploy.keycloak.tests.asking import Asking, one_at_a_time
from deploy.keycloak.tests.edge import SESSION, Edge, running_edge
from deploy.stack.browsing import Browser, SignInRefused
from deploy.stack.shared_keycloak import SharedKeycloak
from tests.waiting import until

pytestmark = pytest.mark.real
API = "/api/v1/forums"


@pytest.fixture(scope="module")
def edge(keycloak: SharedKeycloak, service_database: Callable[[str], DatabaseForTest]) -> Iterator[Edge]:
    with running_edge(keycloak, service_database("gateway")) as running:
        yield running


def signed_in(browser: Browser) -> bool:
    return bool(browser.get(SESSION).json()["signed_in"])


def test_a_person_signs_in_by_the_form_and_a_service_hears_who_it_is(edge: Edge) -> None:
    browser = edge.signed_in("us.secretary")
    assert browser.get(SESSION).json()["name"] == "Dana Whitcombe"
    said = browser.get(API).json()
    assert (said["aud"], said["affiliation"], said["azp"]) == ("meetings", "USA", "gateway")
    assert browser.get("/api/v1/audit").json()["aud"] == "audit"


def test_a_sign_in_is_on_record_and_its_tokens_are_not(edge: Edge, keycloak: SharedKeycloak) -> None:
    began = datetime.now(UTC).timestamp() * 1000 - 1
    assert edge.signed_in("us.deputy").get(API).json()["aud"] == "meetings"
    admin = realm_of(keycloak.settings()).admin
    admin.change_current_realm("entente")
    events = [one for one in admin.get_events({"client": "gateway"}) if one["time"] >= began]
    # Other people sign in beside this one.
    kinds = [one["type"] for one in events if one.get("details", {}).get("username") == "us.deputy"]
    assert kinds == ["LOGIN"]


def test_a_wrong_password_opens_nothing(edge: Edge) -> None:
    browser = edge.browser()
    with pytest.raises(SignInRefused):
        browser.sign_in("nobody", "not the password of anybody")
    assert not signed_in(browser) and browser.get(API).status_code == 401


def test_tokens_are_refreshed_and_the_sign_in_stays_the_same(edge: Edge) -> None:
    browser = edge.signed_in("uk.secretary")
    before = browser.get(API).json()
    edge.stop()
    edge.rows("UPDATE session SET token_expires_at = now()")
    edge.start()
    after = browser.get(API).json()
    assert after["jti"] != before["jti"]
    for same in ("sub", "sid", "auth_time", "affiliation", "aud"):
        assert after[same] == before[same]


def test_signing_out_ends_it_here_and_at_keycloak(edge: Edge) -> None:
    browser = edge.signed_in("us.head")
    cookies = dict(browser.kept)
    other = edge.signed_in("us.head")
    back = edge.sign_out(browser)
    assert back.url == f"{edge.keycloak.gateway}/" and not signed_in(browser)
    browser.kept = cookies  # a copy of the cookies opens nothing, here or there
    assert browser.get(API).status_code == 401
    silent = Asking(edge.keycloak)
    silent.browser.kept = cookies
    query, _ = silent.request(prompt="none")
    answer = silent.browser.get(f"{silent.endpoint}/auth", params=query)
    assert "error=login_required" in answer.headers["location"]
    assert signed_in(other), "another browser's session is another one"


def test_signing_in_again_in_a_browser_that_is_signed_in_opens_a_session_that_works(edge: Edge) -> None:
    browser = edge.signed_in("uk.head")
    sid = browser.get(API).json()["sid"]
    with one_at_a_time(edge.keycloak):
        browser.sign_in("uk.head", edge.keycloak.passwords["uk.head"], "/auth/login?return=/readyz")
    assert browser.get(API).json()["sid"] == sid, "both stand on the same session at Keycloak"
    assert signed_in(browser)


def test_where_somebody_idled_out_the_next_person_signs_in(edge: Edge) -> None:
    browser = edge.signed_in("us.wg")
    edge.rows("UPDATE session SET seen_at = seen_at - interval '2 hours'")
    until(lambda: not signed_in(browser))
    with one_at_a_time(edge.keycloak):
        browser.sign_in("uk.wg", edge.keycloak.passwords["uk.wg"])
    assert signed_in(browser) and browser.get(API).json()["affiliation"] == "GBR"


def test_a_session_that_is_ended_in_keycloak_ends_the_gateway_s_and_its_streams(edge: Edge) -> None:
    admin = realm_of(edge.keycloak.settings()).admin
    admin.change_current_realm("entente")
    person = admin.get_user_id("au.head")
    first = edge.signed_in("au.head")
    other = edge.signed_in("au.head")  # Keycloak tells of one of them alone
    admin.user_logout(person)
    until(lambda: not signed_in(first) and not signed_in(other))
    edge.stop()
    edge.start()  # and what Keycloak says next is heard by a gateway that was started anew
    browser = edge.signed_in("au.head")
    streamed = threading.Event()
    ended = threading.Event()

    def stream() -> None:
        with browser.stream("GET", "/api/v1/live") as answer:
            for _ in answer.iter_bytes():
                streamed.set()
        ended.set()

    threading.Thread(target=stream, daemon=True).start()
    assert streamed.wait(60)
    admin.user_logout(person)
    until(lambda: not signed_in(browser))  # its token would live on for five minutes
    assert ended.wait(60)
    assert browser.get(API).status_code == 401


def test_who_is_revoked_is_refused_until_they_prove_again_who_they_are(edge: Edge) -> None:
    browser = edge.signed_in("nz.head")
    assert browser.get(API).is_success
    subject = browser.get(API).json()["sub"]
    edge.behind.revoked.append({"subject": subject, "not_before": datetime.now(UTC).isoformat()})
    until(lambda: browser.get(API).status_code == 401)
    until(
        lambda: (
            datetime.now(UTC)
            > datetime.fromisoformat(edge.behind.revoked[-1]["not_before"]).replace(microsecond=0)
            + (datetime.resolution * 1_000_000)
        )
    )  # auth_time has whole seconds
    query = edge.browser()
    query.kept = dict(browser.kept)  # Keycloak still knows this browser
    page = query.get("/auth/login?return=/readyz")
    assert page.url.host and "<form" in page.text, "and asks for the password all the same"
    again = edge.signed_in("nz.head")
    assert again.get(API).is_success


def test_the_gateway_lives_on_while_keycloak_s_answers_are_refusals(edge: Edge) -> None:
    answer = httpx.post(f"{edge.keycloak.gateway}/auth/backchannel-logout", data={"logout_token": "x.y.z"})
    assert answer.status_code == 400
    asking = Asking(edge.keycloak)
    token = asking.own_token("partner.jts")
    said = httpx.get(f"{edge.keycloak.gateway}{API}", headers={"Authorization": f"Bearer {token}"}).json()
    assert (said["roles"], said["affiliation"], said["aud"]) == (["partner_system"], "GBR", "meetings")
