"""What a session opens, when it ends, and that tokens are refreshed once."""

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from gateway.tests.conftest import CSRF, Rig, Start, until


async def _problem(answer: aiohttp.ClientResponse) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json", await answer.text()
    body = await answer.json()
    assert body["status"] == answer.status and len(body["trace_id"]) == 32
    return str(body["type"]).removeprefix("urn:entente:problem:")


async def _get(browser: aiohttp.ClientSession, path: str = "/api/v1/forums", **more: Any) -> tuple[int, str]:
    async with browser.get(path, **more) as answer:
        return answer.status, "" if answer.ok else await _problem(answer)


async def test_without_a_session_or_token_the_api_answers_401(rig: Rig) -> None:
    assert await _get(rig.browser()) == (401, "token-missing")
    assert rig.service.seen == []


async def test_a_session_reaches_a_service_with_a_token_made_for_it(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    assert (await _get(browser))[0] == 200
    assert (await _get(browser, "/api/v1/me"))[0] == 200
    meetings, directory = rig.service.seen
    assert meetings.claims["aud"] == "meetings" and directory.claims["aud"] == "directory"
    assert meetings.claims["sub"] == rig.provider.person
    assert "Cookie" not in meetings.headers
    assert (await _get(browser, "/api/v1/taskings"))[0] == 200
    assert rig.provider.exchanges == ["meetings", "directory"]  # the second request found the token


async def test_an_unknown_cookie_is_an_expired_session(rig: Rig) -> None:
    cookies = {"Cookie": "entente-test=" + "A" * 43}
    assert await _get(rig.browser(), headers=cookies) == (401, "session-expired")
    assert await _get(rig.browser(), headers={"Cookie": "entente-test=x' OR 1"}) == (401, "session-expired")


@pytest.mark.parametrize(("seconds", "why"), [(3601, "idle"), (12 * 3600 + 1, "lifetime")])
async def test_a_session_expires(rig: Rig, seconds: int, why: str) -> None:
    rig.provider.access_seconds = 24 * 3600
    browser, _ = await rig.signed_in()
    rig.clock.ahead = timedelta(seconds=seconds)
    assert await _get(browser) == (401, "session-expired")
    assert rig.rows("SELECT 1 FROM session") == []
    assert (await rig.session(browser))["signed_in"] is False
    await rig.departed()
    assert len(rig.provider.revoked) == 1, "who comes to this browser next finds nobody signed in there"


async def test_a_session_expires_while_the_provider_is_away_too(rig: Rig) -> None:
    rig.provider.access_seconds = 24 * 3600
    browser, _ = await rig.signed_in()
    rig.provider.away, rig.clock.ahead = True, timedelta(hours=2)
    assert await _get(browser) == (401, "session-expired")
    await rig.departed()
    assert rig.provider.revoked == [] and rig.rows("SELECT 1 FROM session") == []


async def test_a_session_in_use_does_not_idle_out(rig: Rig) -> None:
    rig.provider.access_seconds = 24 * 3600
    browser, _ = await rig.signed_in()
    for minutes in (50, 100, 150):
        rig.clock.ahead = timedelta(minutes=minutes)
        assert (await _get(browser))[0] == 200


async def test_a_session_that_ends_while_it_is_read_is_not_brought_back(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.provider.access_seconds = 24 * 3600
    browser, _ = await rig.signed_in()
    sessions = rig.gateway.sessions
    rows = sessions._store.rows

    async def ending(statement: str, values: list[Any]) -> list[dict[str, Any]]:
        found = await rows(statement, values)
        monkeypatch.undo()
        assert statement.startswith("SELECT") and await sessions.end(found[0]["id"])
        await sessions.forget_expired()
        return found

    rig.clock.ahead = timedelta(seconds=6)  # what was read before is read anew
    monkeypatch.setattr(sessions._store, "rows", ending)
    assert (await _get(browser))[0] == 200
    assert await _get(browser) == (401, "session-expired")


async def test_many_requests_at_once_refresh_once(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    rig.clock.ahead = timedelta(seconds=290)
    before = dict(rig.provider.refresh_tokens)
    found = await asyncio.gather(*(_get(browser) for _ in range(20)))
    assert {status for status, _ in found} == {200} and rig.provider.refreshes == 1
    assert not set(before) & set(rig.provider.refresh_tokens)  # rotated, and the new one is kept
    rig.clock.ahead = timedelta(seconds=580)
    assert (await _get(browser))[0] == 200 and rig.provider.refreshes == 2


async def test_two_gateways_refresh_once_between_them(start: Start) -> None:
    first = await start()
    browser, _ = await first.signed_in()
    from gateway.app import Gateway

    second = Gateway(first.settings, clock=first.clock)
    await second.start()
    secret = next(cookie.value for cookie in browser.cookie_jar if cookie.key == "entente-test")
    first.clock.ahead = timedelta(seconds=290)
    try:
        one, two = await asyncio.gather(first.gateway.sessions.find(secret), second.sessions.find(secret))
    finally:
        await second.stop()
    assert first.provider.refreshes == 1 and one.access_token == two.access_token


async def test_a_refused_refresh_ends_the_session(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    rig.provider.refuse_refresh = True
    rig.clock.ahead = timedelta(seconds=290)
    assert await _get(browser) == (401, "session-expired")
    assert rig.rows("SELECT 1 FROM session") == []


async def test_a_provider_that_is_away_keeps_the_session(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    rig.provider.away = True
    rig.clock.ahead = timedelta(seconds=290)
    assert await _get(browser) == (503, "identity-unavailable")
    rig.provider.away = False
    assert (await _get(browser))[0] == 200


async def test_no_refresh_token_is_sent_to_a_provider_that_does_not_answer(rig: Rig) -> None:
    """It would be used there though nobody has what came of it, and Keycloak ends a session for that."""
    browser, _ = await rig.signed_in()
    rig.provider.away = True
    rig.clock.ahead, asked = timedelta(seconds=290), rig.provider.asked
    for _ in range(4):
        assert await _get(browser) == (503, "identity-unavailable")
    assert rig.provider.asked == asked


async def test_a_session_sealed_with_another_key_is_no_session(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    import psycopg

    with psycopg.connect(rig.admin_dsn) as connection:
        connection.execute("UPDATE session SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)")
    rig.clock.ahead = timedelta(seconds=6)  # past the time that it is trusted unread
    assert await _get(browser) == (401, "session-expired")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_a_change_needs_the_sessions_csrf_token(rig: Rig, method: str) -> None:
    browser, csrf = await rig.signed_in()
    _, other = await rig.signed_in()
    for headers in (
        {},
        {CSRF: other},
        {CSRF: csrf, "Origin": "https://evil.example"},
        {CSRF: csrf, "Origin": "null"},
    ):
        async with browser.request(method, "/api/v1/forums/1", headers=headers) as answer:
            assert (answer.status, await _problem(answer)) == (403, "csrf"), headers
    cross = {CSRF: csrf, "Sec-Fetch-Site": "cross-site"}
    async with browser.request(method, "/api/v1/forums/1", headers=cross) as answer:
        assert answer.status == 403
    assert rig.service.seen == []
    async with browser.request(method, "/api/v1/forums/1", headers={CSRF: csrf, "Origin": rig.url}) as answer:
        assert answer.ok
    assert CSRF not in rig.service.seen[0].headers


async def _bearer(rig: Rig, **claims: Any) -> dict[str, str]:
    typ = claims.pop("typ", "at+jwt")
    said = {"sub": "partner", "aud": "gateway", **claims}
    return {"Authorization": f"Bearer {rig.provider.sign(said, typ)}"}


async def test_a_partner_comes_with_a_token_and_needs_no_csrf(rig: Rig) -> None:
    headers = await _bearer(rig)
    async with rig.browser().post("/api/v1/forums", json={"a": 1}, headers=headers) as answer:
        assert answer.status == 201
    assert rig.service.seen[0].claims["aud"] == "meetings" and rig.service.seen[0].claims["sub"] == "partner"
    assert rig.service.seen[0].headers["Authorization"] != headers["Authorization"]


async def test_bad_tokens_are_refused_and_named(rig: Rig) -> None:
    browser = rig.browser()
    good = (await _bearer(rig))["Authorization"]
    head, payload, signature = good.removeprefix("Bearer ").split(".")
    unsigned = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).rstrip(b"=").decode()
    now = int(datetime.now(UTC).timestamp())
    for authorization, expected in (
        ("Bearer", "token-malformed"),
        ("Basic YTpi", "token-malformed"),
        ("Bearer a.b.c", "token-malformed"),
        ("Bearer \xff\xfe", "token-malformed"),
        (f"Bearer {head}.{payload}.{signature[:-4]}AAAA", "token-malformed"),
        (f"Bearer {unsigned}.{payload}.", "token-malformed"),
        ((await _bearer(rig, typ="JWT"))["Authorization"], "token-malformed"),
        ((await _bearer(rig, iss="https://evil"))["Authorization"], "token-malformed"),
        ((await _bearer(rig, exp=now - 60))["Authorization"], "token-expired"),
        ((await _bearer(rig, aud="meetings"))["Authorization"], "token-audience"),
    ):
        answer = await rig.raw(
            f"GET /api/v1/forums HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\n"
            "Connection: close\r\n\r\n".encode("latin-1")
        )
        assert answer.startswith(b"HTTP/1.1 401") and expected.encode() in answer, authorization
    assert await _get(browser, headers={"Authorization": good}) == (200, "")


async def test_a_bad_token_is_not_saved_by_a_good_cookie(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    assert await _get(browser, headers={"Authorization": "Bearer x"}) == (401, "token-malformed")


def _revoke(rig: Rig, subject: str) -> None:
    at = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    rig.directory.items.append({"subject": subject, "not_before": at})


async def test_a_revoked_person_loses_session_stream_and_token(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    token = await _bearer(rig, sub=rig.provider.person)
    async with browser.get("/api/v1/live") as stream:
        assert await stream.content.readline() == b"data: first\n"
        _revoke(rig, rig.provider.person)
        await asyncio.wait_for(stream.content.read(), 60)  # it ends
    for headers in ({}, {}, token):
        assert await _get(browser, headers=headers) == (401, "subject-revoked")
    assert (await rig.session(browser))["reason"] == "subject-revoked"
    assert rig.rows("SELECT sealed FROM session") == [(b"",)]
    await until(lambda: rig.service.streams == 0)


async def test_a_revoked_person_is_signed_out_at_the_provider(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    rig.gateway.revocations.note(rig.provider.person, rig.clock() + timedelta(seconds=1))
    assert await _get(browser) == (401, "subject-revoked")
    await rig.departed()
    assert len(rig.provider.revoked) == 1


async def test_a_revoked_persons_browser_reads_revocation_until_it_signs_out(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    _revoke(rig, rig.provider.person)
    await until(lambda: rig.gateway.revocations.refuses(rig.provider.person, 0.0))
    for _ in range(2):
        assert (await rig.session(browser))["reason"] == "subject-revoked"
        assert await _get(browser) == (401, "subject-revoked")
        assert await _get(browser, "/api/v1/live") == (401, "subject-revoked")
    async with browser.post("/auth/logout") as answer:
        assert (answer.status, (await answer.json())["signed_in"]) == (200, False)
    assert await _get(browser) == (401, "token-missing")


async def test_refreshing_does_not_outlive_a_revocation(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    signed_in_at = rig.rows("SELECT signed_in_at FROM session")[0][0]
    rig.gateway.revocations._not_before[rig.provider.person] = (
        signed_in_at + timedelta(seconds=1)
    ).timestamp()
    rig.clock.ahead = timedelta(seconds=290)
    assert await _get(browser) == (401, "subject-revoked")


async def test_someone_elses_revocation_changes_nothing(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    _revoke(rig, "somebody-else")
    await until(lambda: rig.gateway.revocations.refuses("somebody-else", 0.0))
    assert (await _get(browser))[0] == 200


async def test_without_news_of_revocations_nobody_gets_in_and_streams_end(start: Start) -> None:
    rig = await start(revocation_grace=1.0)
    browser, _ = await rig.signed_in()
    rig.directory.away = True
    async with browser.get("/api/v1/live") as stream:
        await asyncio.wait_for(stream.content.read(), 60)
    assert await _get(browser) == (503, "revocations-unknown")


async def test_a_stream_ends_at_sign_out(rig: Rig) -> None:
    browser, csrf = await rig.signed_in()
    async with browser.get("/api/v1/live") as stream:
        assert await stream.content.readline() == b"data: first\n"
        async with browser.post("/auth/logout", headers={CSRF: csrf}) as answer:
            assert answer.ok
        await asyncio.wait_for(stream.content.read(), 60)


async def test_the_rate_is_limited_by_subject(start: Start) -> None:
    rig = await start(rate_burst=3, rate_per_second=0.01)
    browser, _ = await rig.signed_in()
    assert [(await _get(browser))[0] for _ in range(3)] == [200] * 3
    async with browser.get("/api/v1/forums") as answer:
        assert (answer.status, await _problem(answer)) == (429, "rate-limited")
        assert 10 <= int(answer.headers["Retry-After"]) <= 100
    assert (await _get(rig.browser(), headers=await _bearer(rig)))[0] == 200  # another subject


async def test_guesses_are_limited_by_address_and_leave_others_alone(start: Start) -> None:
    rig = await start(anonymous_rate_burst=20, anonymous_rate_per_second=0.1)
    browser, _ = await rig.signed_in()
    found = [await _get(rig.browser(), headers={"Authorization": "Bearer x"}) for _ in range(25)]
    assert found[0] == (401, "token-malformed") and found[-1] == (429, "rate-limited")
    assert (await _get(browser))[0] == 200


async def test_a_database_that_is_away_is_a_503(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    await rig.gateway.store.close()
    rig.clock.ahead = timedelta(seconds=6)
    assert await _get(browser) == (503, "sessions-unavailable")
    async with rig.browser().get("/readyz") as answer:
        assert answer.status == 503
    async with rig.browser().get("/healthz") as answer:
        assert answer.status == 200


async def test_a_provider_that_is_away_for_two_minutes_is_not_noticed(rig: Rig) -> None:
    """Tokens are renewed at half their life: what is left bridges it, and nobody waits meanwhile."""
    browser, _ = await rig.signed_in()
    assert (await _get(browser))[0] == 200
    rig.clock.ahead = timedelta(seconds=165)
    assert (await _get(browser))[0] == 200
    assert rig.provider.refreshes == 1 and rig.provider.exchanges == ["meetings", "meetings"]
    rig.provider.away = True
    for seconds in (285, 300, 310):
        rig.clock.ahead = timedelta(seconds=seconds)
        assert (await _get(browser))[0] == 200
        asked = rig.provider.asked
        assert (await _get(browser))[0] == 200
        assert rig.provider.asked == asked, "whoever comes next does not ask again at once"
    rig.provider.away = False
    rig.clock.ahead = timedelta(seconds=330)
    assert (await _get(browser))[0] == 200 and rig.provider.refreshes == 2


async def test_a_refusal_before_a_token_ends_counts_at_once(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    rig.provider.refuse_refresh = True
    rig.clock.ahead = timedelta(seconds=165)
    assert await _get(browser) == (401, "session-expired")
