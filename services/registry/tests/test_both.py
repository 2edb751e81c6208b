"""What is told of two records is read by nobody who may not read both."""

import itertools

from services.common.both import label_of_both, of_both
from services.common.db import Actor, unit_of_work
from services.common.label_api import LabelBody
from services.common.labels import audience
from services.common.owning import widens
from services.common.testing import subject
from services.registry.imports.narrowing import for_who_narrows
from services.registry.tests.conftest import House, shared

WHO = subject("USA")
LABELS = [
    shared("USA"), shared("USA", "GBR"), shared("USA", "GBR", "AUS"), shared("USA", level="SECRET"),
    shared("USA", "GBR", level="SECRET"), shared("USA", "AUS", level="SECRET"), shared("GBR", "USA"),
    shared("GBR", "USA", "AUS"), shared("AUS", "GBR"), shared("USA") | {"noforn": True},
    shared("USA") | {"relido": True}, shared("USA", "GBR") | {"relido": True},
]  # fmt: skip


async def test_the_label_of_both_widens_neither(house: House):
    database, actor = house.app.state.database, Actor("test", None, None, None, "test", "")
    async with unit_of_work(database, WHO.subject(), actor, reading=True) as unit:
        unit.shows_nothing()
        bodies = [LabelBody(**one).to_label(unit.now, database.permitted.context) for one in LABELS]
        ids = [await unit.labels.intern(one) for one in bodies]
        for one, other in itertools.product(ids, repeat=2):
            both = await label_of_both(unit, one, other)
            assert both is None or not any(widens(unit, unit.labels.get(each), both) for each in (one, other))
            assert one != other or both == unit.labels.get(one)


async def test_where_nobody_may_read_both_who_narrows_alone_does(house: House):
    joint = {"level": "SECRET", "owner": ["GBR", "USA"]}
    bodies = (
        joint | {"only": ["GBR"], "level": "CONFIDENTIAL", "coi": ["ALPHA"]},
        joint | {"only": ["USA"], "restrictive": ["MEDICAL"]},
    )
    database, actor = house.app.state.database, Actor("test", None, None, None, "test", "")
    context = database.permitted.context
    async with unit_of_work(database, WHO.subject(), actor, reading=True) as unit:
        unit.shows_nothing()
        before, record = (LabelBody(**one).to_label(unit.now, context) for one in bodies)
        assert of_both(unit, before, record) is None
        for labels in ((before, record), (record, before)):
            made = for_who_narrows(unit, *labels)
            assert audience(made, context.groups, unit.now, display=True) == {"USA"}
            assert (made.level, made.coi, made.restrictive) == (record.level, ("ALPHA",), ("MEDICAL",))
