"""A U.S.-UK ladder of four forums for tests of the whole way: roundtable, staff talks, two working groups."""

from dataclasses import dataclass
from typing import Any

from services.common.testing import Person
from services.meetings.tests.conftest import UK_HEAD, UK_SECRETARY, US_HEAD, US_SECRETARY, House

Json = dict[str, Any]
FORUMS = (("gort", 0, ""), ("ast", 1, "gort"), ("wg1", 2, "ast"), ("wg2", 2, "ast"))
MEETINGS = (
    ("gort1", "2027-01-12"), ("ast1", "2027-02-10"), ("wg11", "2027-03-10"), ("wg21", "2027-03-11"),
    ("ast2", "2027-04-10"), ("gort2", "2027-06-10"), ("gort3", "2027-12-10"),
)  # fmt: skip


@dataclass
class Rungs:
    """Forums by short name; a meeting is its forum's name and a number."""

    house: House
    forums: dict[str, Json]
    meetings: dict[str, Json]

    @classmethod
    async def raised(cls, house: House) -> "Rungs":
        """The ladder with its meetings planned."""
        rungs = cls(house, {}, {})
        for name, rank, parent in FORUMS:
            fields = {"parent": rungs.forums[parent]["id"]} if parent else {}
            rungs.forums[name] = await house.staffed(name, rank=rank, **fields)
        for name, day in MEETINGS:
            rungs.meetings[name] = await house.meeting(US_SECRETARY, rungs.forums[name[:-1]], day)
        return rungs

    def at(self, meeting: str) -> str:
        """The address of a meeting."""
        return f"/v1/meetings/{self.meetings[meeting]['id']}"

    async def hold(self, meeting: str) -> None:
        """Hold a meeting on its day."""
        self.meetings[meeting] = await self.house.hold(US_SECRETARY, self.meetings[meeting])

    async def draft(self, meeting: str) -> None:
        """Draft the minutes of a held meeting: the heads are asked to concur."""
        self.meetings[meeting] = await self.house.draft(US_SECRETARY, self.meetings[meeting])

    async def issue(self, meeting: str, to: str, title: str = "Share the picture", **fields: Any) -> Json:
        """A tasking recorded by the U.S. secretary."""
        status = fields.pop("status", 201)
        body = {"title": title, "text": "All of it.", "lead": "USA", "forum": self.forums[to]["id"]} | fields
        return await self.house.post(US_SECRETARY, f"{self.at(meeting)}/taskings", body, status=status)

    async def leave(self, meeting: str, item: Json, kind: str, **fields: Any) -> Json:
        """An outcome recorded by the British secretary."""
        status = fields.pop("status", 201)
        body = {"item_id": item["id"], "kind": kind, "text": "So it was."} | fields
        return await self.house.post(UK_SECRETARY, f"{self.at(meeting)}/outcomes", body, status=status)

    async def concur(self, meeting: str, *people: Person) -> Json:
        """The heads' concurrence in the minutes."""
        answer: Json = {}
        for person in people or (US_HEAD, UK_HEAD):
            body = {"nation": person.claims["acts_for"], "stand": "concur"}
            answer = await self.house.speak(person, f"{self.at(meeting)}/minutes/concurrences", body)
        return answer

    async def act(self, item: Json, act: str, status: int = 201, **body: Any) -> Json:
        """What the U.S. secretary does with an item."""
        return await self.house.post(US_SECRETARY, f"/v1/taskings/{item['id']}/{act}", body, status=status)

    async def item(self, item: Json, person: Person = US_SECRETARY) -> Json:
        """An item as a person reads it now."""
        return await self.house.get(person, f"/v1/taskings/{item['id']}")

    async def section(self, meeting: str, kind: str, person: Person = UK_HEAD) -> list[str]:
        """The ids of the items in one section of an agenda, as a person reads it."""
        agenda = await self.house.get(person, f"{self.at(meeting)}/agenda")
        entries = [e for section in agenda["sections"] if section["kind"] == kind for e in section["entries"]]
        return [entry["item"]["id"] for entry in entries]

    def child(self, forum: str, title: str, **fields: Any) -> Json:
        """A child tasking."""
        said = {"title": title, "text": "A part.", "lead": "GBR", "forum": self.forums[forum]["id"]}
        return said | fields
