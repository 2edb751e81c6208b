"""A flood of refused credentials is counted, and fills nothing: neither the memory nor the ledger."""

import asyncio
import base64
import json
from typing import Any

import psycopg
import pytest

from deploy.dev.testing import DatabaseForTest
from services.common.errors import unauthorised
from services.common.refused import ELSEWHERE, KINDS, MINUTE, Refusals, claims_of
from services.common.testing import client_for, running
from services.common.tests.example import notes
from services.common.tokens import malformed


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def token(**claims: object) -> str:
    return f"{part({'alg': 'none', 'kid': '../../etc/passwd'})}.{part(claims)}.c2lnbmF0dXJl"


def test_the_first_is_told_at_once_and_the_rest_of_its_minute_as_one(clock: Clock) -> None:
    refusals = Refusals(clock)
    for _ in range(10_000):
        refusals.note(malformed("bad_signature"), "10.0.0.1", f"Bearer {token(sub='x')}")
    (first,) = refusals.due()
    assert (first.count, first.kind, first.reason) == (1, "token-malformed", "bad_signature")
    assert refusals.due() == []
    clock.now += MINUTE
    (rest,) = refusals.due()
    assert rest.count == 9_999 and rest.since == rest.until and rest.id != first.id
    clock.now += MINUTE
    assert refusals.due() == []


def test_kinds_and_addresses_are_told_apart(clock: Clock) -> None:
    refusals = Refusals(clock)
    for reason in ("bad_signature", "issuer"):
        for address in ("10.0.0.1", "10.0.0.2"):
            refusals.note(malformed(reason), address, "x")
    told = {(one.reason, one.address) for one in refusals.due()}
    assert len(told) == 4


def test_a_flood_from_everywhere_is_bounded_and_every_one_is_counted(clock: Clock) -> None:
    refusals = Refusals(clock)
    for minute in range(5):
        for number in range(3_000):
            refusals.note(malformed("bad_signature"), f"10.{minute}.{number // 256}.{number % 256}", "x")
        clock.now += MINUTE
    told = refusals.rest()
    assert sum(one.count for one in told) == 15_000
    assert len(told) <= 4 * KINDS and any(one.address == ELSEWHERE for one in told)


def test_what_could_not_be_told_is_told_later_and_bounded(clock: Clock) -> None:
    refusals = Refusals(clock)
    for _ in range(40):
        for number in range(KINDS):
            refusals.note(malformed("bad_signature"), f"10.0.0.{number}", "x")
            refusals.note(malformed("bad_signature"), f"10.0.0.{number}", "x")
        clock.now += MINUTE
        refusals.again(refusals.due())
    told = refusals.rest()
    assert sum(one.count for one in told) == 40 * KINDS * 2 and len(told) <= 4 * KINDS


def test_what_is_told_holds_no_credential_and_no_more_than_it_may(clock: Clock) -> None:
    secret = token(iss="https://evil.test/" + "x" * 5000, sub="a\u0000b\u202e", name="Dana")
    refusals = Refusals(clock)
    refusals.note(malformed("issuer"), "10.0.0.1", f"Bearer {secret}")
    (one,) = refusals.due()
    text = json.dumps(one.detail())
    assert len(text) < 1500 and not any(piece in text for piece in secret.split("."))
    assert one.unverified["kid"] == "../../etc/passwd" and len(one.unverified["iss"]) == 120
    assert one.unverified["sub"].isprintable() and "Dana" not in text and len(one.digest) == 64


@pytest.mark.parametrize(
    "text", ["", "x", "....", "e30.e30.", "W10.W10.x", "\ud800.x", "a" * 200_000, "[" * 9000]
)
def test_what_is_no_token_claims_nothing(text: str) -> None:
    assert claims_of(text) == {}


def test_an_address_is_cut_and_plain(clock: Clock) -> None:
    refusals = Refusals(clock)
    refusals.note(malformed("issuer"), "fe80::1\r\n" + "x" * 5000, "x")
    (one,) = refusals.due()
    assert len(one.address) == 64 and one.address.isprintable()


def test_who_shows_nothing_was_refused_nothing(clock: Clock) -> None:
    refusals = Refusals(clock)
    refusals.note(unauthorised("token-missing", "Sign in"), "10.0.0.1", "")
    assert refusals.rest() == []


async def test_a_service_keeps_a_record_of_what_it_refused_and_none_of_the_token(settings, database) -> None:
    async with running(notes.build, settings) as app:
        async with client_for(app) as client:
            for _ in range(300):
                headers = {"Authorization": f"Bearer {token(iss='https://evil.test', sub='us.head')}"}
                assert (await client.get("/v1/notes", headers=headers)).status_code == 401
            assert (await client.get("/v1/notes")).status_code == 401
            assert (await client.get("/v1/notes?access_token=abc")).status_code == 401
        async with asyncio.timeout(30):
            while len(_records(database)) < 2:
                await asyncio.sleep(0.05)
    told = _records(database)
    assert {row[0] for row in told} == {"nobody"}
    counts: dict[str, int] = {}
    for _, outcome, detail in told:
        counts[outcome] = counts.get(outcome, 0) + detail["count"]
    assert counts == {"token-malformed": 300, "token-in-address": 1}
    assert len(told) == 3 and "c2lnbmF0dXJl" not in str(told) and "abc" not in str(told)


def _records(database: DatabaseForTest) -> list[Any]:
    with psycopg.connect(database.admin_dsn) as conn:
        query = "SELECT subject, outcome, detail FROM audit_record WHERE action = 'denied'"
        return conn.execute(query).fetchall()
