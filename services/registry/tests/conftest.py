"""A registry service on a database of its own, with people of four nations."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest

from services.common.testing import Person, running, settings_for, subject
from services.common.testing_house import Clock, ServiceHouse
from services.registry.app import build

US = subject("USA", name="Lt. Col. Brook", roles=["liaison"])
UK = subject("GBR", name="Lt. Col. Dale", roles=["liaison"])
AUS = subject("AUS", name="Maj. Gale", roles=["liaison"])
FRA = subject("FRA", name="Cdt. Moreau", roles=["liaison"])
US_RELEASE = subject("USA", name="Ms. Reed", roles=["release_authority"])
US_AUDITOR = subject("USA", name="Mr. Stone", roles=["auditor"])


def shared(owner: str, *rel: str, level: str = "UNCLASSIFIED") -> dict[str, Any]:
    """A label of a nation, released to others."""
    return {"level": level, "owner": [owner], "rel": list(rel)}


EXERCISE: dict[str, Any] = {
    "title": "Warfighter exercise", "tool": "exercise", "cell": "operational/future", "lead": "USA",
    "purposes": ["interoperability"], "capability_areas": ["fires"], "start": "2027-04", "end": "2027-04-30",
    "participants": [
        {"nation": "USA", "role": "host"},
        {"nation": "GBR", "role": "contributor", "unit": "3rd Division", "people": 1000},
    ],
    "places": [{"country": "USA", "name": "Fort Bragg"}],
    "cost": {"amount": "250000.50", "currency": "USD"}, "people": 1800,
    "label": shared("USA", "GBR"),
}  # fmt: skip


class House(ServiceHouse):
    """The running service, with words for what tests of the registry do again and again."""

    async def activity(self, person: Person = US, status: int = 201, **fields: Any) -> Any:
        """An activity as a person registers it."""
        return await self.post(person, "/v1/activities", EXERCISE | fields, status)

    async def act(self, person: Person, activity: Any, name: str, body: Any, status: int = 200) -> Any:
        """One of an activity's acts, based on what the person reads of it now."""
        place = f"/v1/activities/{activity['id']}"
        return await self.change(person, f"{place}/{name}", body, of=place, method="POST", status=status)


@pytest.fixture
async def house(fresh_database) -> AsyncIterator[House]:
    """The service on a fresh database."""
    clock = Clock(datetime(2027, 1, 11, 9, 0, tzinfo=UTC))
    database = fresh_database("registry")
    async with AsyncExitStack() as stack, running(build, settings_for(database), clock=clock) as app:
        yield House(app, clock, stack, database.owner_dsn)
