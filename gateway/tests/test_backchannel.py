"""A sign-out anywhere ends the session here, and nobody but the provider can say that there was one."""

import time
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from joserfc.jwk import RSAKey

from gateway.tests.conftest import CSRF, Rig, Start, until

EVENT = "http://schemas.openid.net/event/backchannel-logout"
WHERE = "/auth/backchannel-logout"


def logout_token(rig: Rig, key: RSAKey | None = None, **changes: Any) -> str:
    """What the provider sends when the person's session there has ended; None leaves a claim out."""
    said: dict[str, Any] = {
        "aud": "gateway", "sub": rig.provider.person, "sid": rig.provider.sid, "jti": "1",
        "events": {EVENT: {}}, **changes,
    }  # fmt: skip
    claims = {name: value for name, value in said.items() if value is not None}
    return rig.provider.sign(claims, "logout+jwt", **({"key": key} if key else {}))


async def told(rig: Rig, token: str, **more: Any) -> int:
    async with rig.browser().post(WHERE, data={"logout_token": token}, **more) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.status != 200 or answer.headers["Connection"] == "close"
        return answer.status


async def answered(browser: aiohttp.ClientSession) -> int:
    async with browser.get("/api/v1/forums") as answer:
        return answer.status


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another"},
        {"aud": None},
        {"iss": "https://elsewhere.example"},
        {"events": None},
        {"events": {}},
        {"events": {EVENT: None}},
        {"events": [EVENT]},
        {"nonce": "n"},
        {"iat": int(time.time()) - 3600},
        {"iat": int(time.time()) + 3600},
        {"iat": "soon"},
        {"exp": int(time.time()) - 60},
        {"sid": None, "sub": None},
        {"sid": 7},
        {"sub": ["x"]},
    ],
    ids="-".join,
)
async def test_what_is_no_logout_token_of_the_provider_ends_nothing(
    rig: Rig, changes: dict[str, Any]
) -> None:
    browser, _ = await rig.signed_in()
    assert await told(rig, logout_token(rig, **changes)) == 400
    assert await answered(browser) == 200


async def test_neither_another_key_nor_another_kind_of_token_ends_a_session(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    other = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
    header = "eyJhbGciOiJub25lIiwidHlwIjoibG9nb3V0K2p3dCJ9."
    unsigned = header + logout_token(rig).split(".")[1] + "."
    access = rig.provider.sign({"aud": "gateway", "sub": rig.provider.person, "sid": rig.provider.sid})
    for token in (logout_token(rig, other), unsigned, "", "x", access):
        assert await told(rig, token) == 400
    async with rig.browser().post(WHERE, json={"logout_token": logout_token(rig)}) as answer:
        assert answer.status == 400
    async with rig.browser().post(WHERE, data={"logout_token": "x" * 100_000}) as answer:
        assert answer.status == 413
    async with rig.browser().get(WHERE, params={"logout_token": logout_token(rig)}) as answer:
        assert answer.status == 405
    assert await answered(browser) == 200


async def test_a_session_that_ended_at_the_provider_ends_here_and_others_do_not(rig: Rig) -> None:
    first, _ = await rig.signed_in()
    ended = rig.provider.sid
    second, _ = await rig.signed_in()
    assert ended != rig.provider.sid
    assert await told(rig, logout_token(rig, sid=ended)) == 200
    assert (await answered(first), await answered(second)) == (401, 200)
    assert (await rig.session(first))["signed_in"] is False
    assert await told(rig, logout_token(rig, sid=ended)) == 200, "it may be said twice"


async def test_the_person_s_other_sessions_ask_the_provider_anew(rig: Rig) -> None:
    """It tells of one session only, where an administrator ended all of them."""
    first, _ = await rig.signed_in()
    ended = rig.provider.sid
    second, _ = await rig.signed_in()
    async with second.get("/api/v1/live") as stream:
        assert await stream.content.readline() == b"data: first\n"
        assert await told(rig, logout_token(rig, sid=ended)) == 200
        await stream.content.read()  # it ends, and whoever may opens it again
    assert await answered(second) == 200 and rig.provider.refreshes == 1
    rig.provider.refuse_refresh = True
    assert await told(rig, logout_token(rig, sid="of another browser")) == 200
    assert (await answered(first), await answered(second)) == (401, 401)


async def test_a_session_of_somebody_else_is_not_ended_by_its_name(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    assert await told(rig, logout_token(rig, sub="somebody-else")) == 200
    assert await answered(browser) == 200


async def test_without_a_session_s_name_all_of_the_person_end_that_began_before(rig: Rig) -> None:
    first, _ = await rig.signed_in()
    second, _ = await rig.signed_in()
    before = int(time.time()) - 30
    assert await told(rig, logout_token(rig, sid=None, iat=before)) == 200
    assert (await answered(first), await answered(second)) == (200, 200)
    assert await told(rig, logout_token(rig, sid=None)) == 200
    assert (await answered(first), await answered(second)) == (401, 401)


async def test_open_streams_end_with_the_session(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    async with browser.get("/api/v1/live") as stream:
        assert await stream.content.readline() == b"data: first\n"
        assert await told(rig, logout_token(rig)) == 200
        rest = await stream.content.read()
        assert b"second" not in rest
    await until(lambda: len(rig.gateway.streams) == 0)


async def test_a_sign_out_at_one_gateway_ends_the_streams_of_another(start: Start) -> None:
    rig = await start()
    browser, csrf = await rig.signed_in()
    from gateway.app import Gateway

    other = Gateway(rig.settings, clock=rig.clock)
    await other.start()
    try:
        (key,) = [bytes(row[0]) for row in rig.rows("SELECT id FROM session")]
        closed: list[bytes] = []
        of_a_token = b"token:" + b"0" * 32  # which has no session
        with (
            other.streams.register(rig.provider.person, key, lambda: closed.append(key)),
            other.streams.register(rig.provider.person, of_a_token, lambda: closed.append(of_a_token)),
        ):
            await other._watch.end_streams_of_ended_sessions()
            assert closed == []
            async with browser.post("/auth/logout", headers={CSRF: csrf}) as answer:
                assert answer.status == 200
            await other._watch.end_streams_of_ended_sessions()
            assert closed == [key]
    finally:
        await other.stop()


async def test_what_counts_against_a_revocation_is_when_the_person_proved_who_they_are(rig: Rig) -> None:
    """Not when the session was opened, which is a moment later."""
    rig.provider.signed_in_before = timedelta(seconds=5)
    browser, _ = await rig.signed_in()
    assert await answered(browser) == 200
    moment = time.time() - 1
    rig.directory.items.append(
        {"subject": rig.provider.person, "not_before": time.strftime("%FT%TZ", time.gmtime(moment))}
    )
    await until(lambda: rig.gateway.revocations.refuses(rig.provider.person, moment - 1))
    assert await answered(browser) == 401
