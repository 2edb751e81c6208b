"""Whether the rows of an import are compared with what others plan."""

import asyncio

import psycopg

from services.registry.deconfliction.detect import LOCK
from services.registry.tests.conftest import AUS, UK, US, House, shared
from services.registry.tests.imports.importing import csv_of, imported

COMING = [[str(n), f"Course {n}", "Fiji", "2027-05-01", "2", "", ""] for n in range(3)]
PAST = ["9", "Old course", "Fiji", "2020-05-01", "2", "", ""]


async def test_the_rows_that_have_still_to_be_compared_are_counted_to_who_reads_them(house: House):
    with psycopg.connect(house.app.state.settings.worker_dsn) as busy:
        busy.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])  # another process compares
        done = await imported(house, csv_of([*COMING, PAST]))
        theirs = [["7", "Other", *COMING[0][2:]]]
        other = await imported(house, csv_of(theirs), person=UK, label=shared("GBR"))
        place = f"/v1/imports/{done['id']}/comparison"
        assert await house.get(US, place) == {"due": 3}, "what is over is compared with nothing"
        assert await house.get(UK, place) == {"due": 3}
        assert await house.get(UK, f"/v1/imports/{other['id']}/comparison") == {"due": 1}
        await house.get(AUS, place, 404)
        await house.get(US, f"/v1/imports/{other['id']}/comparison", 404)
    async with asyncio.timeout(60):
        while await house.get(US, place) != {"due": 0}:
            await asyncio.sleep(0.05)
