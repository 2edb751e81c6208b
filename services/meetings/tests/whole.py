"""All rows of a test's database as the world that the rules see."""

from services.common.auth import Subject
from services.common.db import Actor, unit_of_work
from services.meetings.domain.world import World
from services.meetings.tests.conftest import House
from services.meetings.world import load_world

CHECKER = Subject("checker", "Checker", None, None)


async def whole_world(house: House) -> World:
    """Everything, for the invariants."""
    actor = Actor(CHECKER.id, None, None, None, "check", "")
    async with unit_of_work(house.app.state.database, CHECKER, actor, reading=True) as unit:
        async with unit.as_worker():
            rows = await (await unit.conn.execute("SELECT id FROM forum")).fetchall()
        return await load_world(unit, forum_ids=[row["id"] for row in rows])
