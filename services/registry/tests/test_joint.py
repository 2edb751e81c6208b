"""Of a record that several nations own none keeps another from it."""

from typing import Any

import pytest

from services.common.db import Actor, unit_of_work
from services.common.label_api import LabelBody
from services.common.owning import keeps_owners
from services.common.testing import Person, subject
from services.registry.tests.conftest import UK, US, House
from services.registry.tests.test_activities import rules

JOINT = {"level": "UNCLASSIFIED", "owner": ["GBR", "USA"]}
HARDER = (
    {"only": ["USA"]},
    {"level": "SECRET"},
    {"coi": ["ALPHA"]},
    {"restrictive": ["ALPHA"]},
    {"orcon": True},
)


@pytest.mark.parametrize("more", HARDER, ids=str)
@pytest.mark.parametrize("role", ["liaison", "release_authority"])
async def test_no_owner_keeps_another_from_what_both_own(house: House, more: dict[str, Any], role: str):
    person = Person(subject("USA", roles=[role], coi=["ALPHA"]).claims | {"restrictive": ["ALPHA"]})
    made = await house.activity(label=JOINT)
    place = f"/v1/activities/{made['id']}"
    before = await house.get(UK, place)
    refused = await house.act(person, made, "label", {"label": JOINT | more}, 422)
    assert rules(refused) == [("/label", "joint_owner_reads")]
    assert "withdraw it" in refused["errors"][0]["detail"]
    assert await house.get(UK, place) == before


async def test_nobody_speaks_in_the_name_of_a_nation_that_is_not_to_read_it(house: House):
    alone = JOINT | {"only": ["USA"]}
    assert rules(await house.activity(status=422, label=alone)) == [("/label", "joint_owner_reads")]
    body = {"name": "list.csv", "label": alone, "size": 10}
    assert rules(await house.post(US, "/v1/imports", body, 422)) == [("/label", "joint_owner_reads")]


@pytest.mark.parametrize(
    ("owner", "only"), [(["NATO"], ["USA"]), (["NATO", "AUS"], ["NATO"]), (["KFOR"], ["USA"])]
)
async def test_owners_are_the_members_of_an_alliance_too(house: House, owner: list[str], only: list[str]):
    database, actor = house.app.state.database, Actor("test", None, None, None, "test", "")
    async with unit_of_work(database, US.subject(), actor, reading=True) as unit:
        unit.shows_nothing()
        labels = {"all": {}, "more": {"rel": ["FIN"]}, "cut": {"only": only}}
        bodies = {name: LabelBody(level="UNCLASSIFIED", owner=owner, **more) for name, more in labels.items()}
        made = {name: body.to_label(unit.now, database.permitted.context) for name, body in bodies.items()}
        assert keeps_owners(unit, made["more"], made["all"]) and keeps_owners(unit, made["cut"], made["all"])
        assert not keeps_owners(unit, made["all"], made["cut"])
