"""A sharing service on a database of its own, with people of several nations."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.common.testing import Person, running, settings_for, subject
from services.common.testing_house import Clock, ServiceHouse
from services.sharing.app import build
from services.sharing.settings import SharingSettings

MOST = 3_000_000
"""Bytes of an attachment at most, in tests."""
US = subject("USA", name="Lt. Col. Brook", roles=["liaison"])
UK = subject("GBR", name="Lt. Col. Dale", roles=["liaison"])
AUS = subject("AUS", name="Maj. Gale", roles=["liaison"])
CAN = subject("CAN", name="Maj. Roy", roles=["liaison"])
NZL = subject("NZL", name="Maj. Tui", roles=["liaison"])
FRA = subject("FRA", name="Cdt. Moreau", roles=["liaison"])
DEU = subject("DEU", name="Maj. Kern", roles=["liaison"])
US_RELEASE = subject("USA", name="Ms. Reed", roles=["release_authority"])
US_AUDITOR = subject("USA", name="Mr. Stone", roles=["auditor"])


def shared(owner: str, *rel: str, level: str = "UNCLASSIFIED", **more: Any) -> dict[str, Any]:
    """A label of a nation, released to others."""
    return {"level": level, "owner": [owner], "rel": list(rel), **more}


class House(ServiceHouse):
    """The running service, with words for what tests of sharing do again and again."""

    worker_dsn = ""

    async def item(self, person: Person = US, status: int = 201, **fields: Any) -> Any:
        """An item as a person keeps it."""
        body = {"title": "Rehearsals", "label": shared("USA", "GBR", "AUS"), **fields}
        return await self.post(person, "/v1/items", body, status)

    async def words(self, person: Person, item: Any) -> list[str]:
        """The texts of the portions that a person reads, in order."""
        page = await self.get(person, f"/v1/items/{item['id']}/portions")
        return [one["text"] for one in page["items"]]


@pytest.fixture
async def house(fresh_database, tmp_path: Path) -> AsyncIterator[House]:
    """The service on a fresh database."""
    clock = Clock(datetime(2027, 1, 11, 9, 0, tzinfo=UTC))
    database = fresh_database("sharing")
    given = settings_for(database).model_dump()
    settings = SharingSettings(**given, store=f"file://{tmp_path / 'store'}", attachment_limit=MOST)
    async with AsyncExitStack() as stack, running(build, settings, clock=clock) as app:
        made = House(app, clock, stack, database.owner_dsn)
        made.worker_dsn = database.worker_dsn
        yield made
