"""What is told of two records is read by nobody who may not read both."""

import itertools

from services.common.db import Actor, unit_of_work
from services.common.label_api import LabelBody
from services.common.testing import subject
from services.registry.both import label_of_both
from services.registry.owners import widens
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
