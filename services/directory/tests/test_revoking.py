"""Who may revoke whom, and what everybody learns of it."""

import asyncio
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy.exc import InterfaceError

from proto.gen.entente.directory.v1 import directory_pb2
from services.common.errors import busy
from services.common.testing import client_for, running, settings_for, subject
from services.directory.app import build
from services.directory.commands import revoke_named
from services.directory.revocations import source
from services.directory.tests.conftest import (
    AUS,
    EMBED_ID,
    HIDDEN_ID,
    MISSING_ID,
    PLATFORM,
    SERVICE,
    UK_ADMIN,
    UK_ID,
    US,
    US_ADMIN,
    US_ID,
    House,
)


async def _signed_in(house: House, person) -> httpx.AsyncClient:
    """Signed in before anybody revokes: whoever signs in afterwards has a token that stands."""
    client = await house.as_(person)
    assert (await client.get("/v1/me")).status_code == 200
    return client


async def _until_refused(client: httpx.AsyncClient) -> str:
    async with asyncio.timeout(30):
        while (answer := await client.get("/v1/me")).status_code == 200:
            await asyncio.sleep(0.05)
    return str(answer.json()["type"])


async def test_a_national_administrator_revokes_their_own_people(house: House) -> None:
    us = await _signed_in(house, US)
    before = datetime.now(UTC)
    answer = await house.post(US_ADMIN, f"/v1/people/{US_ID}/revoke", {"reason": "left the post"})
    assert answer["id"] == str(US_ID) and before <= datetime.fromisoformat(answer["not_before"])
    assert await _until_refused(us) == "urn:entente:problem:subject-revoked"


@pytest.mark.parametrize(
    ("person", "target", "status"),
    [
        (UK_ADMIN, US_ID, 403),  # of another nation
        (UK_ADMIN, HIDDEN_ID, 404),  # of another nation, and unknown to them
        (US_ADMIN, EMBED_ID, 403),  # acts for the United States, belongs to the United Kingdom
        (UK_ADMIN, EMBED_ID, 200),
        (US, US_ID, 403),  # no administrator
        (AUS, HIDDEN_ID, 404),
        (PLATFORM, HIDDEN_ID, 200),  # runs the platform: by id, without seeing anything
        (PLATFORM, MISSING_ID, 404),
    ],
)
async def test_who_may_revoke_whom(house: House, person, target, status: int) -> None:
    answer = await house.post(person, f"/v1/people/{target}/revoke", status=status)
    assert len(house.rows("SELECT 1 FROM revocation")) == (1 if status == 200 else 0)
    assert "Ada" not in str(answer)


async def test_nobody_revokes_themselves(house: House) -> None:
    for roles in (["national_admin"], ["platform_admin"]):
        oneself = subject("USA", id=str(US_ID), roles=roles)
        refused = await house.post(oneself, f"/v1/people/{US_ID}/revoke", status=403)
        assert [error["rule"] for error in refused["errors"]] == ["not_oneself"]
    assert house.rows("SELECT 1 FROM revocation") == []


async def test_that_somebody_was_revoked_is_told_to_their_own_nation_alone(house: House) -> None:
    answer = await house.post(US_ADMIN, f"/v1/people/{US_ID}/revoke")
    for person, told in ((US_ADMIN, True), (UK_ADMIN, False), (AUS, False)):
        people = (await house.get(person, "/v1/people", nation="USA"))["items"]
        (dana,) = [one for one in people if one["id"] == str(US_ID)]
        alone = await house.get(person, f"/v1/people/{US_ID}")
        said = [one["revoked"] and datetime.fromisoformat(one["revoked"]["at"]) for one in (dana, alone)]
        assert said == [datetime.fromisoformat(answer["not_before"]) if told else None] * 2
        if told:  # under the label of the attributes, not of the person
            labels = [one["revoked"]["label"] for one in (dana, alone)]
            assert labels == [alone["attributes"]["label"]] * 2 and labels[0] != alone["label"]


async def test_services_learn_of_revocations_in_their_order(house: House) -> None:
    first = await house.get(SERVICE, "/v1/revocations")
    assert first == {"items": [], "next": "0"}
    await house.post(PLATFORM, f"/v1/people/{US_ID}/revoke")
    await house.post(PLATFORM, f"/v1/people/{HIDDEN_ID}/revoke")
    page = await house.get(SERVICE, "/v1/revocations", after="0")
    assert [item["subject"] for item in page["items"]] == [str(US_ID), str(HIDDEN_ID)] and page["next"] == "2"
    assert await house.get(SERVICE, "/v1/revocations", after="2") == {"items": [], "next": "2"}
    await house.post(PLATFORM, f"/v1/people/{US_ID}/revoke")
    later = await house.get(SERVICE, "/v1/revocations", after="2")
    assert later["items"][0]["not_before"] > page["items"][0]["not_before"]


async def test_revocations_are_for_services_alone(house: House) -> None:
    for person in (US, US_ADMIN, PLATFORM):
        await house.get(person, "/v1/revocations", status=403)
    await house.get(SERVICE, "/v1/revocations", status=422, after="x")


async def test_revoking_at_once_loses_nothing(house: House) -> None:
    targets = [US_ID, UK_ID, EMBED_ID, HIDDEN_ID] * 3
    client = await house.as_(PLATFORM)
    answers = await asyncio.gather(*(client.post(f"/v1/people/{one}/revoke") for one in targets))
    assert {answer.status_code for answer in answers} == {200}
    numbers = [row[0] for row in house.rows("SELECT seq FROM revocation ORDER BY seq")]
    assert numbers == list(range(1, 13))


async def test_a_revocation_is_an_event_and_an_audit_record(house: House) -> None:
    await house.post(US_ADMIN, f"/v1/people/{US_ID}/revoke")
    topic, key, subject_ref, payload, label = house.rows(
        "SELECT topic, key, subject_ref, payload, label FROM outbox ORDER BY id DESC LIMIT 1"
    )[0]
    snapshot = directory_pb2.SubjectSnapshot.FromString(bytes(payload))
    assert (topic, key, subject_ref) == ("entente.directory.subject.v1", str(US_ID), str(US_ID))
    assert (
        snapshot.change == "revoked" and snapshot.not_before.seconds > 0 and snapshot.organisation == "HQDA"
    )
    assert "USA" in str(label)
    actions = house.rows("SELECT action, object_ids FROM audit_record WHERE action = 'revoke'")
    assert actions == [("revoke", [str(US_ID)])]


async def test_the_command_revokes_by_user_name_or_id(house: House, capsys) -> None:
    us = await _signed_in(house, US)
    assert await revoke_named(house.settings, "us.one", "") == 0
    assert "us.one is revoked" in capsys.readouterr().out
    assert await revoke_named(house.settings, str(UK_ID), "") == 0
    assert await revoke_named(house.settings, "nobody", "") == 1
    assert await _until_refused(us) == "urn:entente:problem:subject-revoked"  # the running service noticed


async def test_the_own_nation_sees_when_somebody_was_revoked(house: House) -> None:
    await house.post(PLATFORM, f"/v1/people/{EMBED_ID}/revoke")
    own = await house.get(UK_ADMIN, f"/v1/people/{EMBED_ID}")
    other = await house.get(US, f"/v1/people/{EMBED_ID}")
    assert own["attributes"]["not_before"] and other["attributes"] is None
    assert house.rows(f"SELECT version FROM person_version WHERE id = '{EMBED_ID}'") == [(1,)]


@pytest.mark.parametrize("failure", [busy(), InterfaceError("", None, Exception()), KeyError("seq")])
async def test_one_look_that_fails_ends_no_knowledge_of_revocations(
    house: House, monkeypatch, failure
) -> None:
    us = await _signed_in(house, US)
    original, failures = source.since, [failure]

    async def failing(*arguments):
        if failures:
            raise failures.pop()
        return await original(*arguments)

    monkeypatch.setattr(source, "since", failing)
    async with asyncio.timeout(30):
        while failures:
            await asyncio.sleep(0.05)
    await house.post(US_ADMIN, f"/v1/people/{US_ID}/revoke")
    assert await _until_refused(us) == "urn:entente:problem:subject-revoked"


async def test_who_cannot_read_revocations_lets_nobody_in_after_the_grace_time(
    fresh_database, monkeypatch
) -> None:
    async def away(*_):
        raise KeyError("seq")

    monkeypatch.setattr(source, "since", away)
    settings = settings_for(fresh_database("directory"), revocation_grace=0.1)
    async with running(build, settings) as app, client_for(app, US) as client, asyncio.timeout(30):
        while (answer := await client.get("/v1/me")).status_code != 503:
            await asyncio.sleep(0.05)
    assert answer.json()["type"] == "urn:entente:problem:revocations-unknown"


async def test_asking_for_revocations_in_vain_leaves_no_audit_record(house: House) -> None:
    kept = "SELECT count(*) FROM audit_record"
    before = house.rows(kept)
    for _ in range(3):
        await house.get(SERVICE, "/v1/revocations")
    assert house.rows(kept) == before
    await house.post(PLATFORM, f"/v1/people/{US_ID}/revoke")
    await house.get(SERVICE, "/v1/revocations")
    assert house.rows("SELECT action, object_type FROM audit_record ORDER BY at DESC LIMIT 1") == [
        ("read", "revocation")
    ]


async def test_a_partners_system_revokes_nobody_whatever_else_its_token_says(house: House) -> None:
    system = subject("USA", roles=["partner_system", "national_admin", "platform_admin"])
    for target in (US_ID, MISSING_ID):
        answer = await house.post(system, f"/v1/people/{target}/revoke", status=403)
        assert [error["rule"] for error in answer["errors"]] == ["role"]
    assert house.rows("SELECT 1 FROM revocation") == []
