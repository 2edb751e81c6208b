"""Writers of ladders that become linked while they wait for them: none waits for another for ever."""

import asyncio
from uuid import UUID

import psycopg

from services.common.db import Actor, unit_of_work
from services.common.references import uuid7
from services.meetings.tests.conftest import UK_SECRETARY, US_SECRETARY, House
from services.meetings.tests.ladder import Ladder, ladder
from services.meetings.tests.test_records import worker
from services.meetings.world import load_world
from services.meetings.world.load import LADDER, LOCK

WAITING = "SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND NOT granted"
LINK = "UPDATE item SET addressing_forum_id = %s WHERE id = %s"


async def locking(house: House, forum_id: UUID) -> str:
    """A writer that locks the world of one forum; what became of it."""
    person = US_SECRETARY.subject()
    actor = Actor(person.id, "USA", "USA", None, "test", "")
    async with unit_of_work(house.app.state.database, person, actor, reading=False) as unit:
        world = await load_world(unit, forum_ids=[forum_id], lock=True)
        return f"{len(world.items)} items"


async def waiting(connection: psycopg.AsyncConnection[dict[str, int]], many: int) -> None:
    async with asyncio.timeout(30):
        while (row := await (await connection.execute(WAITING, [LADDER])).fetchone()) and row["n"] < many:
            await asyncio.sleep(0.02)


async def test_writers_of_ladders_that_are_linked_meanwhile_all_get_through(house: House):
    ladders: list[Ladder] = [await ladder(house, name) for name in ("one", "two", "three")]
    taskings = [await on.tasking("Share") for on in ladders]
    tops = [UUID(on.gort["id"]) for on in ladders]
    async with worker(house) as holder, worker(house) as linking:
        await holder.execute(LOCK, {"class": LADDER, "tops": tops})
        writers = [asyncio.create_task(locking(house, top)) for top in tops]
        await waiting(linking, len(writers))
        for place, tasking in enumerate(taskings):
            await linking.execute(LINK, [ladders[(place + 1) % 3].ast["id"], tasking["id"]])
        await linking.commit()
        await holder.rollback()
        assert await asyncio.gather(*writers) == ["1 items"] * 3


async def test_decisions_of_many_writers_in_linked_forums_are_all_taken(house: House):
    ladders = [await ladder(house, name) for name in ("one", "two")]
    for on, other in (ladders, ladders[::-1]):
        tasking = await on.tasking("Share")
        async with worker(house) as linking:
            await linking.execute(LINK, [other.ast["id"], tasking["id"]])
    clients = [await house.as_(person) for person in (US_SECRETARY, UK_SECRETARY)]

    async def issue(number: int) -> int:
        on = ladders[number % 2]
        body = {"title": f"T{number}", "lead": "GBR", "forum": on.ast["id"]}
        headers = {"Idempotency-Key": str(uuid7())}
        place = f"/v1/meetings/{on.roundtable['id']}/taskings"
        return (await clients[number // 2 % 2].post(place, json=body, headers=headers)).status_code

    assert await asyncio.gather(*(issue(number) for number in range(16))) == [201] * 16
