"""The gateway's refusals become audit records of the directory's chain, and nobody else writes any."""

from typing import Any

import pytest

from services.common.testing import Person
from services.directory.tests.conftest import GATEWAY, PLATFORM, SERVICE, US, US_ADMIN, House

ONE: dict[str, Any] = {
    "id": "0198c1a2-0000-7000-8000-000000000001", "kind": "token-malformed", "reason": "bad_signature",
    "address": "10.0.0.1", "since": "2026-11-21T10:00:00Z", "until": "2026-11-21T10:00:30Z", "count": 4000,
    "sha256": "ab" * 32, "unverified": {"iss": "https://evil.test", "kid": "../x", "sub": "us.head"},
}  # fmt: skip
RECORDS = "SELECT subject, action, outcome, detail FROM audit_record WHERE object_type = 'credential'"


async def test_what_the_gateway_refused_is_on_record(house: House) -> None:
    client = await house.as_(GATEWAY)
    answer = await client.post("/v1/refusals", json={"items": [ONE]})
    assert (answer.status_code, answer.json()) == (200, {"recorded": 1})
    ((subject, action, outcome, detail),) = house.rows(RECORDS)
    assert (subject, action, outcome) == ("client:gateway", "denied", "token-malformed")
    assert detail["count"] == 4000 and detail["unverified"]["sub"] == "us.head" and detail["id"] == ONE["id"]


async def test_nobody_but_the_gateway_tells_of_refusals(house: House) -> None:
    for person in (US, US_ADMIN, PLATFORM, SERVICE, Person({**US.claims, "azp": "gateway"})):
        client = await house.as_(person)
        assert (await client.post("/v1/refusals", json={"items": [ONE]})).status_code == 403
    assert house.rows(RECORDS) == []


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "x" * 100}, {"reason": "Bearer ey"}, {"count": 0}, {"sha256": "secret"}, {"token": "x"},
        {"address": "x" * 300}, {"unverified": {f"k{n}": "v" for n in range(20)}}, {"unverified": {"iss": 5}},
    ],
)  # fmt: skip
async def test_nothing_but_what_is_asked_for_is_kept(house: House, change: dict[str, Any]) -> None:
    client = await house.as_(GATEWAY)
    assert (await client.post("/v1/refusals", json={"items": [ONE | change]})).status_code == 422
    assert (await client.post("/v1/refusals", json={"items": [ONE] * 600})).status_code == 422
    assert house.rows(RECORDS) == []
