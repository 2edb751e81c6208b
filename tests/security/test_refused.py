"""Whoever shows what is not theirs is refused by gateway and service, and stands in the ledger."""

import base64
import json
import secrets
from typing import Any

import httpx
import psycopg
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.waiting import until

SERVICES = ("directory", "meetings", "insight", "audit")
PATHS = {"directory": "/v1/me", "meetings": "/v1/forums", "insight": "/v1/brief", "audit": "/v1/audit"}


def _records(platform, address: str) -> list[tuple[str, str, dict[str, Any]]]:
    """What the ledger says of credentials refused from an address."""
    query = """SELECT source, outcome, detail FROM ledger
        WHERE object_type = 'credential' AND detail ->> 'address' = %s ORDER BY source, at"""
    with psycopg.connect(platform.database("audit")) as connection:
        return connection.execute(query, [address]).fetchall()


def _forged(platform, audience: str) -> str:
    """A token that says everything right, signed by somebody else under the issuer's key id."""
    head, claims, _ = (_json(part) for part in platform.token("us.head", audience).split("."))
    return jwt.encode(head, claims, RSAKey.generate_key(2048, {"kid": head["kid"]}))


def _json(part: str) -> Any:
    try:
        return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError:
        return None  # the signature


def test_a_forged_token_is_refused_everywhere_and_in_the_ledger(platform) -> None:
    places = {name: platform.service_url(name) + PATHS[name] for name in SERVICES}
    places["gateway"] = f"{platform.url}/api/v1/forums"
    address = ".".join(["127", *(str(1 + secrets.randbelow(250)) for _ in range(3))])  # this test's alone
    tokens = {name: _forged(platform, name) for name in places}
    with httpx.Client(transport=httpx.HTTPTransport(local_address=address)) as client:
        for name, place in places.items():
            answer = client.get(place, headers={"Authorization": f"Bearer {tokens[name]}"})
            assert answer.status_code == 401 and answer.json()["type"].endswith("token-malformed")
    until(lambda: len(_records(platform, address)) == len(places))
    found = _records(platform, address)
    # the gateway has no chain of its own: what it refused stands in the directory's
    assert [row[0] for row in found] == ["audit", "directory", "directory", "insight", "meetings"]
    assert {(row[1], row[2]["reason"], row[2]["count"]) for row in found} == {
        ("token-malformed", "bad_signature", 1)
    }
    told = json.dumps(found)
    assert not any(part in told for token in tokens.values() for part in token.split("."))


@pytest.mark.parametrize("audience", [*SERVICES, "gateway"])
def test_a_token_for_one_is_refused_by_every_other(platform, audience: str) -> None:
    headers = {"Authorization": f"Bearer {platform.token('us.auditor', audience)}"}
    places = {name: platform.service_url(name) + PATHS[name] for name in SERVICES}
    places["gateway"] = f"{platform.url}/api/v1/forums"
    own = httpx.get(places.pop(audience), headers=headers)
    assert own.status_code in (200, 403)
    for place in places.values():
        answer = httpx.get(place, headers=headers)
        assert answer.status_code == 401 and answer.json()["type"].endswith("token-audience")
