"""Signing in and out: the code flow, what it refuses, and what is kept of it."""

import re
from datetime import timedelta

import pytest

from gateway.login import safe_return
from gateway.tests.conftest import CSRF, Rig, until


async def test_a_browser_without_a_session_is_told_so(rig: Rig) -> None:
    session = await rig.session(rig.browser())
    assert session == {"signed_in": False, "csrf": None, "name": None, "expires_at": None, "reason": None}


async def test_sign_in_opens_a_session_and_returns_to_the_page(rig: Rig) -> None:
    browser = rig.browser()
    async with browser.get("/auth/login?return=/forums?kind=x", allow_redirects=False) as answer:
        to_provider = answer.headers["Location"]
    assert answer.status == 303 and "code_challenge_method=S256" in to_provider
    async with browser.get(to_provider, allow_redirects=False) as answer:
        back = answer.headers["Location"]
    async with browser.get(back, allow_redirects=False) as answer:
        assert answer.status == 303 and answer.headers["Location"] == "/forums?kind=x"
        cookie = answer.headers["Set-Cookie"]
    assert re.match(r"entente-test=[\w-]{43}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax$", cookie)
    session = await rig.session(browser)
    assert session["signed_in"] and session["name"] == "Dana Whitcombe" and len(session["csrf"]) == 64


async def test_the_database_holds_neither_the_id_nor_a_token_in_clear(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    secret = next(cookie.value for cookie in browser.cookie_jar if cookie.key == "entente-test")
    (row,) = rig.rows("SELECT * FROM session")
    stored = b" ".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    refresh = next(iter(rig.provider.refresh_tokens))
    assert secret.encode() not in stored and refresh.encode() not in stored and b"eyJ" not in stored


async def test_the_cookie_is_secure_where_the_platform_is_reached_by_https(start) -> None:
    rig = await start(public_url="https://entente.example")
    async with rig.browser().get("/auth/login?canonical=1", allow_redirects=False) as answer:
        assert "; Secure" in answer.headers["Set-Cookie"]
        assert answer.headers["Set-Cookie"].startswith("__Secure-entente-test-sign-in=")
        assert "redirect_uri=https%3A%2F%2Fentente.example%2Fauth%2Fcallback" in answer.headers["Location"]
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    async with rig.browser().post("/auth/logout", headers={"Origin": "https://entente.example"}) as answer:
        assert answer.headers["Set-Cookie"].startswith("__Host-entente-test=; Path=/; Max-Age=0;"), (
            answer.status
        )


async def _callback(rig: Rig, browser) -> str:
    async with browser.get("/auth/login", allow_redirects=False) as answer:
        to_provider = answer.headers["Location"]
    async with browser.get(to_provider, allow_redirects=False) as answer:
        return str(answer.headers["Location"])


async def test_a_state_is_good_once(rig: Rig) -> None:
    browser = rig.browser()
    back = await _callback(rig, browser)
    async with browser.get(back, allow_redirects=False) as answer:
        assert answer.status == 303
    async with browser.get(back, allow_redirects=False) as answer:
        assert answer.status == 400 and "already used" in await answer.text()
    assert len(rig.rows("SELECT 1 FROM session")) == 1


async def test_a_sign_in_begun_elsewhere_is_not_finished_here(rig: Rig) -> None:
    back = await _callback(rig, rig.browser())
    async with rig.browser().get(back, allow_redirects=False) as answer:
        assert answer.status == 400 and "Set-Cookie" not in answer.headers
    assert rig.rows("SELECT 1 FROM session") == []


async def test_a_sign_in_ends_with_its_time(rig: Rig) -> None:
    browser = rig.browser()
    back = await _callback(rig, browser)
    rig.clock.ahead = timedelta(seconds=601)
    async with browser.get(back, allow_redirects=False) as answer:
        assert answer.status == 400


async def test_an_id_token_with_another_nonce_signs_nobody_in(rig: Rig) -> None:
    rig.provider.nonce_answer = "another"
    browser = rig.browser()
    async with browser.get(await _callback(rig, browser), allow_redirects=False) as answer:
        assert answer.status == 403
    assert rig.rows("SELECT 1 FROM session") == []


async def test_whom_the_provider_let_in_without_a_new_proof_is_not_signed_in(rig: Rig) -> None:
    """It is asked for one, through the browser: whoever sits there can leave the question out."""
    rig.provider.signed_in_before = timedelta(minutes=1)
    browser = rig.browser()
    async with browser.get(await _callback(rig, browser), allow_redirects=False) as answer:
        assert answer.status == 403 and "Set-Cookie" not in answer.headers
    assert rig.provider.prompts == ["login"] and rig.rows("SELECT 1 FROM session") == []


async def test_an_answer_of_another_issuer_is_refused(rig: Rig) -> None:
    browser = rig.browser()
    back = await _callback(rig, browser)
    async with browser.get(
        re.sub(r"iss=[^&]+", "iss=https%3A%2F%2Fevil", back), allow_redirects=False
    ) as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    "value",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie: a=b",
        "/a//evil",
        "/auth/logout",
        "/a\r\nX: y",
        "",
        "forums",
        "/x#//y",
        "/" + "a" * 3000,
    ],
)
def test_return_never_leaves_the_site(value: str) -> None:
    returned = safe_return(value)
    assert returned == "/" or (value == "/%0d%0aSet-Cookie: a=b" and returned == "/")


@pytest.mark.parametrize("value", ["/", "/forums", "/meetings/1?tab=agenda&x=%20y", "/a/b/c"])
def test_return_keeps_a_page_of_the_site(value: str) -> None:
    assert safe_return(value) == value


async def test_a_new_sign_in_gets_a_new_session_and_ends_the_old_one(rig: Rig) -> None:
    browser, first = await rig.signed_in()
    async with browser.get("/auth/login?return=/healthz"):
        pass
    assert (await rig.session(browser))["csrf"] != first
    assert len(rig.rows("SELECT 1 FROM session")) == 1


async def test_a_second_sign_in_leaves_the_session_at_the_provider_that_it_stands_on(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    rig.provider.keeps_session = True
    async with browser.get("/auth/login?return=/healthz") as answer:
        assert answer.status == 200
    await rig.departed()
    assert rig.provider.revoked == [] and len(rig.rows("SELECT 1 FROM session")) == 1
    rig.provider.keeps_session = False
    async with browser.get("/auth/login?return=/healthz") as answer:
        assert answer.status == 200
    await rig.departed()
    assert len(rig.provider.revoked) == 1, "that of another one ends"


async def test_sign_out_ends_the_session_here_and_at_the_provider(rig: Rig) -> None:
    browser, csrf = await rig.signed_in()
    refresh = next(iter(rig.provider.refresh_tokens))
    async with browser.post("/auth/logout", headers={CSRF: csrf}) as answer:
        body = await answer.json()
    assert body["signed_in"] is False
    assert (
        body["location"].startswith(f"{rig.provider.issuer}/end-session?")
        and "id_token_hint=" in body["location"]
    )
    assert rig.provider.revoked == [refresh] and rig.rows("SELECT 1 FROM session") == []
    async with browser.get("/api/v1/forums") as answer:
        assert answer.status == 401


async def test_sign_out_needs_the_csrf_token(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    async with browser.post("/auth/logout") as answer:
        assert answer.status == 403
    assert (await rig.session(browser))["signed_in"]


async def test_sign_in_by_another_name_of_the_host_moves_to_the_public_one(rig: Rig) -> None:
    async with rig.browser().get(
        f"http://localhost:{rig.port}/auth/login?return=/a", allow_redirects=False
    ) as answer:
        assert answer.headers["Location"] == f"{rig.url}/auth/login?canonical=1&return=%2Fa"


async def test_the_provider_away_is_a_503_and_not_an_error(rig: Rig) -> None:
    rig.provider.away = True
    async with rig.browser().get("/auth/login", allow_redirects=False) as answer:
        assert (
            answer.status == 503
            and (await answer.json())["type"] == "urn:entente:problem:identity-unavailable"
        )


async def test_people_are_told_so_on_a_page_instead_of_being_sent_to_a_provider_that_is_silent(
    rig: Rig,
) -> None:
    await rig.signed_in()  # where the provider's pages are is known by now
    rig.provider.away, browser = True, rig.browser()
    asked = {"allow_redirects": False, "headers": {"Accept": "text/html,*/*;q=0.8"}}
    async with browser.get("/auth/login?return=/taskings", **asked) as answer:
        page = await answer.text()
        assert answer.status == 503 and answer.content_type == "text/html"
        assert "The identity provider does not answer" in page
        assert 'href="/auth/login?return=%2Ftaskings"' in page
    rig.provider.away = False
    async with browser.get("/auth/login", **asked) as answer:
        there = answer.headers["Location"]
    async with browser.get(there, allow_redirects=False) as answer:
        back = answer.headers["Location"]
    rig.provider.away = True
    async with browser.get(back, **asked) as answer:
        assert answer.status == 503 and "The identity provider does not answer" in await answer.text()


async def test_old_sign_ins_and_sessions_are_forgotten(rig: Rig) -> None:
    await rig.signed_in()
    await _callback(rig, rig.browser())
    rig.clock.ahead = timedelta(hours=13)
    await rig.gateway.sessions.forget_expired()
    await until(lambda: rig.rows("SELECT 1 FROM session UNION ALL SELECT 1 FROM sign_in") == [])
    await rig.departed()
    assert len(rig.provider.revoked) == 1, "nor is anybody signed in at the provider"
