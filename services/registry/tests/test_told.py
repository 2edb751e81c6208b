"""News of the registry's smaller records: of each act one event, under a label of who may read all of it."""

import json
from typing import Any

import psycopg

from proto.gen.entente.registry.v1 import record_pb2
from services.common.labels import Label
from services.registry.tests.conftest import UK, US, US_RELEASE, House, shared
from services.registry.tests.feeding import US_ADMIN, granted, row, send
from services.registry.tests.test_hosts import POLICE
from services.registry.tests.test_presence import UK_RELEASE, give

BOTH = shared("USA", "GBR")
DEMAND = {"measure": "Human resource advising", "host": "IRQ", "host_position": "requested"}


def told(house: House) -> list[tuple[str, str, str, set[str]]]:
    """Of each event: kind, host, act, and the nations under whose label it stands, in order."""
    query = "SELECT payload, label FROM outbox WHERE topic = 'entente.registry.record.v1' ORDER BY id"
    with psycopg.connect(house.app.state.settings.worker_dsn) as worker:
        rows: list[Any] = worker.execute(query).fetchall()
    found = []
    for payload, stored in rows:
        one, label = record_pb2.RecordSnapshot.FromString(payload), Label.from_json(json.loads(stored))
        kind = record_pb2.RecordKind.Name(one.kind).removeprefix("RECORD_KIND_").lower()
        found.append((kind, one.host, one.change, {*label.owner, *(label.rel or ())}))
    return found


async def test_each_act_is_told_to_who_reads_the_record_and_says_no_word_of_it(house: House):
    both, ours = {"USA", "GBR"}, {"USA"}
    goal = await house.post(US, "/v1/objectives", POLICE | {"label": BOTH})
    room = await house.post(US, "/v1/hosts/IRQ/capacities", {"activities": 1, "note": "x"})
    await house.post(US, "/v1/demands", DEMAND | {"label": BOTH})
    await house.change(US, f"/v1/objectives/{goal['id']}", {"withdrawn": True})
    await house.change(US, f"/v1/hosts/IRQ/capacities/{room['id']}", {"activities": 2})
    await house.change(UK, f"/v1/objectives/{goal['id']}", {"title": "Theirs"}, status=403)
    assert told(house) == [
        ("objective", "IRQ", "created", both), ("capacity", "IRQ", "created", ours),
        ("demand", "IRQ", "created", both), ("objective", "IRQ", "withdrawn", both),
        ("capacity", "IRQ", "changed", ours),
    ]  # fmt: skip


async def test_a_feed_is_told_within_its_nation_and_each_request_too(house: House):
    feed = await granted(house)
    place = f"/v1/feeds/{feed['id']}"
    bounds = {"level": "UNCLASSIFIED", "rel": ["GBR"]}
    await house.change(US_RELEASE, f"{place}/bounds", bounds, of=place, method="POST")
    await send(house, [row(1)])
    await house.change(US_ADMIN, f"{place}/end", {"reason": "x"}, of=place, method="POST")
    acts = ("granted", "bounded", "written", "ended")
    assert told(house) == [("feed", "", act, {"USA"}) for act in acts]


async def test_of_a_capacity_of_a_hidden_unit_nobody_hears_to_whom_the_unit_is_hidden(house: House):
    kept = await house.post(US, "/v1/units", {"nation": "IRQ", "name": "Quiet Company"})
    await house.post(US, "/v1/hosts/IRQ/capacities", {"unit_id": kept["id"], "activities": 1, "label": BOTH})
    assert told(house) == [("capacity", "IRQ", "created", {"USA"})]


async def test_an_agreement_is_told_within_its_nation_and_to_the_other_once_it_is_given(house: House):
    made = await give(house, US, US_RELEASE, "GBR")
    await house.post(UK, "/v1/presence", {"with": "AUS"})
    await house.post(UK_RELEASE, f"/v1/presence/{made['id']}/revoke", {"reason": "x"})
    both = {"USA", "GBR"}
    acts = (("proposed", {"USA"}), ("given", both), ("proposed", {"GBR"}), ("revoked", both))
    assert told(house) == [("agreement", "", act, nations) for act, nations in acts]
