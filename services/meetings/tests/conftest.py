"""A meetings service on a database of its own, a clock that a test sets, and the people of two ladders."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest

from services.common.testing import Person, running, settings_for, subject
from services.common.testing_house import Clock, ServiceHouse, person_id
from services.meetings.app import build

ROLES = ("liaison", "national_admin")
US_HEAD = subject("USA", name="Maj. Gen. Avery", roles=["liaison"])
US_SECRETARY = subject("USA", name="Lt. Col. Brook", roles=ROLES)
UK_HEAD = subject("GBR", name="Maj. Gen. Carr", roles=["liaison"])
UK_SECRETARY = subject("GBR", name="Lt. Col. Dale", roles=ROLES)
US_LOW = subject("USA", name="Mr. Ellis", clearance={"coalition": "UNCLASSIFIED"}, roles=["liaison"])
US_FOR_UK = subject("USA", name="Maj. Frost", acts_for="GBR", roles=["liaison"])
ADMINISTRATORS = {
    nation: subject(nation, name=f"Administrator of {nation}", roles=["national_admin"])
    for nation in ("USA", "GBR", "AUS", "NZL")
}
AUS_OFFICER = subject("AUS", name="Maj. Gale", roles=ROLES)
NZL_OFFICER = subject("NZL", name="Maj. Hale", roles=ROLES)


class House(ServiceHouse):
    """The running service, with words for what tests of meetings do again and again."""

    async def speak(self, person: Person, path: str, body: Any, status: int = 201) -> Any:
        """A stand or a silence of a person there, on the words that they read now."""
        read = path.rsplit("/", 1)[0] if "/minutes/" in path else path
        return await self.post(person, path, body, status, of=read)

    async def forum(self, person: Person, key: str, nations: list[str], **fields: Any) -> Any:
        """A forum of these nations; without a parent with an escalation authority for each."""
        body = {
            "key": key,
            "name": key.upper(),
            "kind": "staff_talks",
            "rank": 1,
            "nations": nations,
        } | fields
        if "parent" not in body:
            body["escalation_authority"] = {nation: f"Chief of {nation}" for nation in nations}
        return await self.post(person, "/v1/forums", body)

    async def appoint(self, forum: Any, person: Person, post: str) -> Any:
        """A post in a forum for a person, from the first of the year on, by their nation's administrator."""
        body = {
            "nation": person.claims["acts_for"], "post": post, "person_id": person_id(person),
            "name": person.claims["name"], "billet": "G-5", "since": "2027-01-01",
        }  # fmt: skip
        by = ADMINISTRATORS[person.claims["acts_for"]]
        return await self.post(by, f"/v1/forums/{forum['id']}/appointments", body)

    async def staffed(self, key: str, **fields: Any) -> Any:
        """A U.S.-UK forum with heads and secretaries of both nations."""
        forum = await self.forum(US_SECRETARY, key, ["USA", "GBR"], **fields)
        for person, post in (
            (US_SECRETARY, "secretary"), (US_HEAD, "head"), (UK_SECRETARY, "secretary"), (UK_HEAD, "head"),
        ):  # fmt: skip
            forum = await self.appoint(forum, person, post)
        return forum

    async def meeting(self, person: Person, forum: Any, *days: str, **fields: Any) -> Any:
        """A meeting of a forum on exact days."""
        body = {"forum": forum["id"], "title": f"Meeting of {forum['name']}", "days": list(days)} | fields
        return await self.post(person, "/v1/meetings", body)

    async def move(self, person: Person, meeting: Any, to: str, status: int = 200, **fields: Any) -> Any:
        """A meeting in another state."""
        place = f"/v1/meetings/{meeting['id']}"
        return await self.change(
            person, f"{place}/state", {"to": to, **fields}, of=place, method="POST", status=status
        )

    async def hold(self, person: Person, meeting: Any) -> Any:
        """Hold a meeting on its day."""
        self.clock.now = datetime.fromisoformat(f"{meeting['window']['start']}T10:00:00+00:00")
        return await self.move(person, meeting, "held")

    async def draft(self, person: Person, meeting: Any) -> Any:
        """Draft the minutes of a held meeting: the heads are asked to concur."""
        return await self.move(person, meeting, "minutes_provisional")


@pytest.fixture
async def house(fresh_database) -> AsyncIterator[House]:
    """The service on a fresh database."""
    clock = Clock(datetime(2027, 1, 11, 9, 0, tzinfo=UTC))
    database = fresh_database("meetings")
    settings = settings_for(database)
    async with AsyncExitStack() as stack, running(build, settings, clock=clock) as app:
        yield House(app, clock, stack, database.owner_dsn)
