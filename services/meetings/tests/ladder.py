"""A U.S.-UK roundtable above staff talks: one meeting held by the one, one planned by the other."""

from dataclasses import dataclass
from typing import Any

from services.meetings.tests.conftest import US_HEAD, US_SECRETARY, House

JOINT = {"level": "UNCLASSIFIED", "owner": ["GBR", "USA"]}
US_ONLY = {"level": "UNCLASSIFIED", "owner": ["USA"]}
UK_ONLY = {"level": "UNCLASSIFIED", "owner": ["GBR"]}
SECRET = {"level": "SECRET", "owner": ["GBR", "USA"]}


@dataclass
class Ladder:
    """The two forums and their meetings; ``house.clock`` stands on the day of the roundtable."""

    house: House
    gort: Any
    ast: Any
    roundtable: Any
    talks: Any

    async def tasking(self, title: str, label: Any = None, **fields: Any) -> Any:
        """A tasking of the roundtable for the staff talks."""
        body = {"title": title, "text": f"{title}.", "lead": "USA", "forum": self.ast["id"], **fields}
        body.setdefault("due", {"value": "2027-06-30", "precision": "day"})
        if label is not None:
            body["label"] = label
        return await self.house.post(US_SECRETARY, f"/v1/meetings/{self.roundtable['id']}/taskings", body)

    async def agenda(self, person: Any, **params: Any) -> Any:
        """The staff talks' agenda as a person sees it."""
        return await self.house.get(person, f"/v1/meetings/{self.talks['id']}/agenda", **params)


async def ladder(house: House, name: str = "us-uk") -> Ladder:
    """Founds the ladder, plans the talks of 10 March 2027 and holds the roundtable of 20 January."""
    gort = await house.staffed(f"{name}-gort", rank=0, kind="general_officer_roundtable")
    ast = await house.staffed(f"{name}-ast", rank=1, parent=gort["id"])
    roundtable = await house.meeting(US_SECRETARY, gort, "2027-01-20")
    await house.meeting(US_SECRETARY, gort, "2027-09-20")
    talks = await house.meeting(US_SECRETARY, ast, "2027-03-10")
    await house.hold(US_HEAD, roundtable)
    return Ladder(house, gort, ast, roundtable, talks)


def lines(agenda: Any, kind: str = "discussion") -> list[Any]:
    """The entries of one section."""
    return next(section["entries"] for section in agenda["sections"] if section["kind"] == kind)


def titles(agenda: Any, kind: str = "discussion") -> list[str]:
    """The titles of one section in order."""
    return [(entry["item"] or entry["topic"])["title"] for entry in lines(agenda, kind)]
