"""Tokens that an attacker makes: each is refused for its own reason; none makes us ask the issuer again."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from services.common.errors import Problem
from services.common.testing import ISSUER
from services.common.tokens import IssuerKeys, TokenVerifier

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
EVIL = RSAKey.generate_key(2048, {"kid": "one"})
CURVE = ECKey.generate_key("P-256", {"kid": "one"})
FLOOD = 10_000
ALGORITHM, KEY_ID = "unsupported_algorithm", "invalid_key_id"


class Issuer:
    """Publishes its keys, and counts how often it is asked; ``hangs`` makes it never answer."""

    def __init__(self) -> None:
        self.asked = 0
        self.hangs = False

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("openid-configuration"):
            return httpx.Response(200, json={"jwks_uri": f"{ISSUER}/jwks"})
        self.asked += 1
        if self.hangs:
            await asyncio.Event().wait()
        return httpx.Response(200, json=KeySet([KEY]).as_dict(private=False))


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def verifier(issuer: Issuer) -> TokenVerifier:
    keys = IssuerKeys(ISSUER, client=httpx.AsyncClient(transport=httpx.MockTransport(issuer)))
    return TokenVerifier(ISSUER, "gateway", keys)


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    return {"iss": ISSUER, "aud": "gateway", "sub": "us.head", "iat": now, "exp": now + 300, **changes}


def signed(header: dict[str, Any] | None = None, key: Any = KEY, **changes: Any) -> str:
    head = {"alg": "RS256", "kid": "one", "typ": "at+jwt", **(header or {})}
    registry = jws.JWSRegistry(algorithms=[head["alg"]], strict_check_header=False)
    return jwt.encode(head, claims(**changes), key, registry=registry)


def part(value: Any) -> str:
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def by_hand(header: Any, body: Any, sign: Callable[[bytes], bytes]) -> str:
    text = f"{part(header)}.{part(body)}"
    return f"{text}.{part(sign(text.encode()))}"


def hmac_with(secret: bytes, alg: str = "HS256") -> str:
    header = {"alg": alg, "kid": "one", "typ": "at+jwt"}
    return by_hand(header, claims(), lambda text: hmac.new(secret, text, hashlib.sha256).digest())


def claims_twice() -> str:
    """What the issuer itself signed, with a claim that stands twice."""
    body = json.dumps(claims())[:-1] + ', "sub": "platform.admin"}'
    return jws.serialize_compact({"alg": "RS256", "kid": "one", "typ": "at+jwt"}, body, KEY)


def unknown_crit() -> str:
    header = {"alg": "RS256", "kid": "one", "typ": "at+jwt", "crit": ["x"], "x": 1}
    return by_hand(header, claims(), lambda _: b"x")


def headers_twice() -> str:
    return by_hand(b'{"alg": "none", "alg": "RS256", "kid": "one"}', claims(), lambda _: b"x")


PUBLIC = KEY.as_dict(private=False)
JWKS = json.dumps(KeySet([KEY]).as_dict(private=False)).encode()

ATTACKS: dict[str, tuple[Callable[[], str], str]] = {
    "alg none": (lambda: f"{part({'alg': 'none', 'typ': 'at+jwt'})}.{part(claims())}.", ALGORITHM),
    "alg None": (lambda: by_hand({"alg": "None", "kid": "one"}, claims(), lambda _: b""), ALGORITHM),
    "no alg": (lambda: by_hand({"kid": "one"}, claims(), lambda _: b""), ALGORITHM),
    "alg is a list": (lambda: by_hand({"alg": ["RS256"], "kid": "one"}, claims(), lambda _: b""), ALGORITHM),
    "HS256 with the public key as PEM": (lambda: hmac_with(KEY.as_pem(private=False)), ALGORITHM),
    "HS256 with the public key as DER": (lambda: hmac_with(KEY.as_der(private=False)), ALGORITHM),
    "HS256 with the public key as JWK": (lambda: hmac_with(json.dumps(PUBLIC).encode()), ALGORITHM),
    "HS256 with the key set": (lambda: hmac_with(JWKS), ALGORITHM),
    "RS256 that is an HMAC": (lambda: hmac_with(KEY.as_pem(private=False), "RS256"), "bad_signature"),
    "another key under our id": (lambda: signed(key=EVIL), "bad_signature"),
    "another kind of key under our id": (lambda: signed({"alg": "ES256"}, CURVE), "*"),
    "jwk": (lambda: signed({"jwk": EVIL.as_dict(private=False)}, EVIL), "*"),
    "jwk without kid": (lambda: signed({"kid": "x", "jwk": EVIL.as_dict(private=False)}, EVIL), "*"),
    "jku": (lambda: signed({"jku": "https://evil.test/jwks"}, EVIL), "*"),
    "x5u": (lambda: signed({"x5u": "https://evil.test/x"}, EVIL), "*"),
    "kid is a path": (lambda: signed({"kid": "../../../../dev/null"}, EVIL), KEY_ID),
    "kid is an address": (lambda: signed({"kid": "https://evil.test/key"}, EVIL), KEY_ID),
    "kid is SQL": (lambda: signed({"kid": "one' OR '1'='1"}, EVIL), KEY_ID),
    "kid is a number": (lambda: by_hand({"alg": "RS256", "kid": 1}, claims(), lambda _: b"x"), "*"),
    "unknown crit": (unknown_crit, "*"),
    "cut": (lambda: signed().rpartition(".")[0] + ".", "*"),
    "changed": (lambda: swapped(sub="platform.admin"), "bad_signature"),
    "encrypted": (lambda: "a.b.c.d.e", "unreadable"),
    "huge": (lambda: signed(pad="x" * 20_000), "too_large"),
    "expired": (lambda: signed(exp=int(time.time()) - 60), ""),
    "not yet valid": (lambda: signed(nbf=int(time.time()) + 600), "not_yet_valid"),
    "issued in the future": (lambda: signed(iat=int(time.time()) + 600), "not_yet_valid"),
    "another audience": (lambda: signed(aud="meetings"), ""),
    "another issuer": (lambda: signed(iss="https://evil.test"), "issuer"),
    "another realm": (lambda: signed(iss=ISSUER + "/realms/other"), "issuer"),
    "an ID token": (lambda: signed({"typ": "JWT"}, nonce="n"), "not_an_access_token"),
    "a refresh token": (lambda: signed({"typ": "JWT"}, typ="Refresh"), "not_an_access_token"),
    "claims twice": (claims_twice, "unreadable"),
    "headers twice": (headers_twice, "unreadable"),
    "deep": (lambda: by_hand(b"[" * 5000, claims(), lambda _: b"x"), "unreadable"),
}  # fmt: skip


def swapped(**changes: Any) -> str:
    head, _, signature = signed().split(".")
    return f"{head}.{part(claims(**changes))}.{signature}"


@pytest.mark.parametrize("attack", ATTACKS)
async def test_what_an_attacker_makes_is_refused_for_its_own_reason(
    verifier: TokenVerifier, issuer: Issuer, attack: str
) -> None:
    assert (await verifier.verify(signed()))["sub"] == "us.head"
    make, reason = ATTACKS[attack]
    with pytest.raises(Problem) as refused:
        await verifier.verify(make())
    assert refused.value.status == 401
    assert reason in ("*", refused.value.reason), refused.value.reason
    assert refused.value.reason.encode() not in refused.value.body("t") or not refused.value.reason
    assert issuer.asked == 1, "within five seconds of the last time nobody is asked again"


async def test_a_flood_of_unknown_keys_asks_the_issuer_at_most_every_five_seconds(
    verifier: TokenVerifier, issuer: Issuer, record_property: Callable[[str, object], None]
) -> None:
    await verifier.verify(signed())
    bad = signed(key=EVIL).split(".", 1)[1]
    began = time.monotonic()
    for number in range(FLOOD):
        head = part({"alg": "RS256", "typ": "at+jwt", "kid": f"unknown-{number}"})
        with pytest.raises(Problem):
            await verifier.verify(f"{head}.{bad}")
    elapsed = time.monotonic() - began
    record_property("compared", f"{FLOOD} tokens with unknown keys asked the issuer {issuer.asked - 1} times")
    assert issuer.asked <= 2 + elapsed / 5


async def test_who_is_known_waits_for_no_key_of_a_stranger(verifier: TokenVerifier, issuer: Issuer) -> None:
    """While the issuer hangs over an unknown key, good tokens that were never seen are verified at once."""
    await verifier.verify(signed())
    issuer.hangs = True
    verifier._keys._fetched = -1e9  # type: ignore[attr-defined]  # as if five seconds had passed
    strangers = [asyncio.create_task(_refused(verifier, f"unknown-{number}")) for number in range(200)]
    while issuer.asked < 2:
        await asyncio.sleep(0)
    async with asyncio.timeout(30):
        for number in range(50):
            assert (await verifier.verify(signed(jti=str(number))))["sub"] == "us.head"
    assert issuer.asked == 2 and not any(task.done() for task in strangers)
    for task in strangers:
        task.cancel()
    await asyncio.gather(*strangers, return_exceptions=True)


async def _refused(verifier: TokenVerifier, kid: str) -> None:
    with pytest.raises(Problem):
        await verifier.verify(signed({"kid": kid}, EVIL))
