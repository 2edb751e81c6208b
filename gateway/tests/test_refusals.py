"""What the gateway refuses is told to the directory, which keeps it: once at once, then counted."""

import asyncio
import base64
import json
from typing import Any

from joserfc.jwk import RSAKey

from gateway.tests.conftest import CSRF, Rig, Start, until

EVIL = RSAKey.generate_key(2048, {"kid": "one"})


def _counts(rig: Rig) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for one in rig.directory.refused:
        key = (one["kind"], one["reason"])
        counts[key] = counts.get(key, 0) + one["count"]
    return counts


async def _asks(rig: Rig, token: str) -> int:
    async with rig.browser().get("/api/v1/forums", headers={"Authorization": f"Bearer {token}"}) as answer:
        return answer.status


async def test_every_kind_of_refused_token_is_on_record_and_none_in_it(rig: Rig) -> None:
    sign = rig.provider.sign
    tokens: dict[tuple[str, str], str] = {
        ("token-malformed", "bad_signature"): sign({"sub": "x", "aud": "gateway"}, key=EVIL),
        ("token-malformed", "issuer"): sign({"sub": "x", "aud": "gateway", "iss": "https://evil.test"}),
        ("token-malformed", "not_an_access_token"): sign({"sub": "x", "aud": "gateway"}, "JWT"),
        ("token-malformed", "unreadable"): "far-from-a-token",
        ("token-audience", ""): sign({"sub": "x", "aud": "meetings"}),
        ("token-expired", ""): sign({"sub": "x", "aud": "gateway", "iat": 1, "exp": 2}),
    }
    for token in tokens.values():
        assert await _asks(rig, token) == 401
    async with rig.browser().get("/api/v1/forums?access_token=in-the-address") as answer:
        assert answer.status == 401
    expected = {key: 1 for key in tokens} | {("token-in-address", ""): 1}
    await until(lambda: _counts(rig) == expected)
    told = json.dumps(rig.directory.refused)
    secrets = [part for token in tokens.values() for part in token.split(".")]
    assert not any(secret in told for secret in [*secrets, "in-the-address"])
    assert {one["address"] for one in rig.directory.refused} == {"127.0.0.1"}
    assert rig.service.seen == []


async def test_a_forged_word_of_the_provider_s_is_on_record_too(rig: Rig) -> None:
    forged = rig.provider.sign({"sub": "x", "aud": "gateway"}, "logout+jwt", key=EVIL)
    access = rig.provider.sign({"sub": "x", "aud": "gateway"})
    for token in (forged, access):
        form = {"logout_token": token}
        async with rig.browser().post("/auth/backchannel-logout", data=form) as answer:
            assert answer.status == 400 and "signature" not in await answer.text()
    kind = "logout-token-invalid"
    await until(lambda: _counts(rig) == {(kind, "signature"): 1, (kind, "events"): 1})
    told = json.dumps(rig.directory.refused)
    assert not any(part in told for token in (forged, access) for part in token.split("."))


async def test_a_cookie_after_sign_out_is_refused_and_on_record(rig: Rig) -> None:
    browser, csrf = await rig.signed_in()
    (cookie,) = [one.value for one in browser.cookie_jar if one.key == rig.settings.cookie]
    async with browser.post("/auth/logout", headers={CSRF: csrf}) as answer:
        assert answer.ok
    stolen = {"Cookie": f"{rig.settings.cookie}={cookie}"}
    async with rig.browser().get("/api/v1/forums", headers=stolen) as answer:
        assert answer.status == 401
    await until(lambda: _counts(rig) == {("session-expired", ""): 1})
    assert cookie not in json.dumps(rig.directory.refused)


async def test_a_flood_is_counted_and_asks_the_issuer_for_no_key_of_it(start: Start) -> None:
    rig = await start(anonymous_rate_burst=5000, anonymous_rate_per_second=5000)
    assert await _asks(rig, rig.provider.sign({"sub": "good", "aud": "gateway"})) == 200
    asked = rig.provider.key_sets
    body = rig.provider.sign({"sub": "x", "aud": "gateway"}, key=EVIL).split(".", 1)[1]
    began = asyncio.get_running_loop().time()

    async def flood(start: int) -> None:
        browser = rig.browser()
        for number in range(start, start + 250):
            token = f"{_head(number)}.{body}"
            headers = {"Authorization": f"Bearer {token}"}
            async with browser.get("/api/v1/forums", headers=headers) as answer:
                assert answer.status == 401

    await asyncio.gather(*(flood(number * 250) for number in range(4)))
    assert await _asks(rig, rig.provider.sign({"sub": "other", "aud": "gateway"})) == 200
    elapsed = asyncio.get_running_loop().time() - began
    assert rig.provider.key_sets - asked <= 1 + elapsed / 5
    await until(lambda: len(rig.directory.refused) == 1)
    assert rig.directory.refused[0]["count"] == 1
    await rig.gateway._watch._reporter.rest()
    assert sum(_counts(rig).values()) == 1000 and len(rig.directory.refused) == 2


async def test_what_cannot_be_told_is_told_when_the_directory_is_back(rig: Rig) -> None:
    rig.directory.away = True
    assert await _asks(rig, "far-from-a-token") == 401
    await rig.gateway._watch._reporter.rest()
    assert rig.directory.refused == []
    rig.directory.away = False
    await until(lambda: sum(_counts(rig).values()) == 1)


def _head(number: int) -> str:
    head: dict[str, Any] = {"alg": "RS256", "typ": "at+jwt", "kid": f"unknown-{number}"}
    return base64.urlsafe_b64encode(json.dumps(head).encode()).decode().rstrip("=")
