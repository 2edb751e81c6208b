"""What an auditor is shown: the subjects of their own nation, under the mask."""

import base64
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from fastapi import FastAPI

from services.audit.app import build
from services.audit.ledger.heads import statement
from services.audit.settings import AuditSettings
from services.audit.tests.conftest import World, label
from services.common.testing import client_for, running, settings_for, subject

AUDITOR = ["auditor"]


@pytest.fixture
def settings(world: World, tmp_path: Path) -> Iterator[AuditSettings]:
    raw = world.key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    given = settings_for(world.ledger).model_dump()
    yield AuditSettings(**given, signing_key=base64.b64encode(raw).decode(), heads_dir=tmp_path / "heads")


@pytest.fixture
async def app(settings: AuditSettings) -> AsyncIterator[FastAPI]:
    async with running(build, settings) as made:
        yield made


async def get(app: FastAPI, nation: str, path: str, **claims) -> httpx.Response:
    async with client_for(app, subject(nation, **{"roles": AUDITOR, **claims})) as client:
        return await client.get(path)


async def items(app: FastAPI, nation: str, query: str = "", **claims) -> list[dict]:
    answer = await get(app, nation, f"/v1/audit{query}", **claims)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_without_a_token_or_the_role_nobody_reads_the_audit(app: FastAPI) -> None:
    async with client_for(app) as client:
        assert (await client.get("/v1/audit")).status_code == 401
        assert (await client.get("/v1/audit/heads")).status_code == 401
    for path in ("/v1/audit", "/v1/audit/heads"):
        assert (await get(app, "USA", path, roles=["liaison"])).status_code == 403


async def test_an_auditor_sees_own_nations_subjects_only(app: FastAPI, world: World) -> None:
    world.all(2, nation="USA", marked=label("GBR", "USA"))
    world.all(3, nation="GBR", marked=label("GBR", "USA"))
    world.all(1, nation=None)
    assert [entry["nation"] for entry in await items(app, "USA")] == ["USA"] * 2
    assert [entry["nation"] for entry in await items(app, "GBR")] == ["GBR"] * 3
    assert await items(app, "AUS") == []


async def test_records_under_a_label_that_the_auditor_may_not_read_are_not_there(
    app: FastAPI, world: World
) -> None:
    world.all(1, marked=label("USA", level=3), action="paper.offer")
    world.all(1, marked=label("USA", level=1), action="paper.write")
    actions = [entry["action"] for entry in await items(app, "USA", clearance={"coalition": "CONFIDENTIAL"})]
    assert actions == ["paper.write"]
    assert [entry["action"] for entry in await items(app, "USA")] == ["paper.write", "paper.offer"]


async def test_reads_and_denials_without_a_label_belong_to_the_subjects_own_nation(
    app: FastAPI, world: World
) -> None:
    world.all(1, action="denied", outcome="not-found")
    entry = (await items(app, "USA"))[0]
    assert (entry["action"], entry["outcome"], entry["label"]["owner"]) == ("denied", "not-found", ["USA"])
    assert await items(app, "GBR") == []


async def test_filters_narrow_and_pages_follow_each_other(app: FastAPI, world: World) -> None:
    world.all(5, subject="person-a")
    world.all(2, subject="person-b", action="item.close", outcome="not-found")
    assert len(await items(app, "USA", "?subject=person-b")) == 2
    assert len(await items(app, "USA", "?action=item.close&object=object-1")) == 1
    assert len(await items(app, "USA", "?outcome=refused")) == 2
    assert len(await items(app, "USA", "?outcome=done")) == 5
    assert len(await items(app, "USA", "?object=object-4")) == 1
    assert await items(app, "USA", "?since=2100-01-01T00:00:00Z") == []
    assert len(await items(app, "USA", "?until=2100-01-01T00:00:00Z")) == 7
    first = (await get(app, "USA", "/v1/audit?limit=4")).json()
    second = (await get(app, "USA", f"/v1/audit?limit=4&cursor={first['next']}")).json()
    ids = [entry["id"] for entry in first["items"] + second["items"]]
    assert len(set(ids)) == 7 and second["next"] is None


@pytest.mark.parametrize("query", ["subject=%00", "since=2026-01-01", "outcome=maybe", "limit=0", "cursor=x"])
async def test_a_bad_filter_is_refused_by_name(app: FastAPI, query: str) -> None:
    answer = await get(app, "USA", f"/v1/audit?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/query/{query.split('=')[0]}"


async def test_reading_the_audit_and_being_refused_are_recorded(app: FastAPI, world: World) -> None:
    world.all(1)
    shown = (await items(app, "USA", id="auditor-1"))[0]["id"]
    await get(app, "USA", "/v1/audit", id="curious", roles=[])
    query = "SELECT subject, action, outcome, object_ids FROM audit_record ORDER BY id"
    rows = [tuple(row.values()) for row in world.conn.execute(query)]
    assert ("auditor-1", "read", "done", [shown]) in rows
    assert ("curious", "denied", "forbidden", []) in rows


async def test_a_signed_head_can_be_checked_with_the_public_key_alone(app: FastAPI, world: World) -> None:
    world.all(3)
    world.sign()
    head = (await get(app, "GBR", "/v1/audit/heads")).json()["items"][0]
    signed = statement(head["source"], bytes.fromhex(head["hash"]), datetime.fromisoformat(head["at"]))
    world.key.public_key().verify(base64.b64decode(head["signature"]), signed)
    assert "seq" not in head
