"""The screens of the client, each with something on it: made once, for the tests that look at all of them."""

from dataclasses import dataclass
from typing import Any

from tests.browser.rungs import LEADS, Rungs
from tests.ladder import Record
from tests.people import People

OCEANIA = (*LEADS, ("au.head", "head"), ("au.secretary", "secretary"))
JOINT = {"level": "RESTRICTED", "owner": ["GBR", "USA"]}


@dataclass(frozen=True)
class Screens:
    """A ladder of its own and the address of every screen by its name."""

    rungs: Rungs
    at: dict[str, str]

    @classmethod
    def made(cls, people: People) -> "Screens":
        """A roundtable with its minutes to concur in, talks before and in the room, a blocked tasking."""
        rungs = Rungs.raised(people)
        rungs.hold("round1")
        decision = rungs.ladder.decide(
            "us.secretary", rungs.meetings["round1"], "decision", "Both armies share one picture."
        )
        rungs.plan("talks1", "Staff talks")
        item = rungs.task("round1", "talks", "Share one picture", decision_id=decision["id"])
        rungs.task("round1", "talks", "Name the liaison officers")
        rungs.ladder.move("us.secretary", rungs.meetings["round1"], "minutes_provisional")
        blocked = blocked_tasking(rungs)
        rungs.hold("talks2")
        label = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["GBR"]}
        portions = [{"text": "What worked", "kind": "heading"}, {"text": "One register of finds."}]
        shared = people.post(
            "us.secretary", "/items", {"title": "Finds", "label": label, "portions": portions}
        )
        return cls(rungs, _addresses(rungs, decision["id"], item["id"], blocked["id"], shared["id"]))


def blocked_tasking(rungs: Rungs, title: str = "Survey the ports") -> Record:
    """A tasking under a U.S.-UK label that goes to a group in which Australia sits too."""
    if "oceania" not in rungs.forums:
        rungs.forums["oceania"] = rungs.ladder.forum(
            "Oceania group", OCEANIA, rungs.forums["talks"], kind="working_group", rank=2
        )
    if "round2" not in rungs.meetings:
        rungs.hold("round2")
    return rungs.task("round2", "oceania", title, label=JOINT)


def _addresses(rungs: Rungs, decision: str, item: str, blocked: str, shared: str) -> dict[str, str]:
    fixed: dict[str, Any] = {
        "brief": "/", "ladder": "/forums", "forums": "/forums?view=table", "meetings": "/meetings",
        "coverage": "/coverage", "information": "/information", "new item": "/information/new",
        "search": "/search?q=picture", "nothing found": "/search?q=zzqqzz", "directory": "/directory",
        "nowhere": "/nothing-here", "missing": "/taskings/00000000-0000-7000-8000-000000000000",
    }  # fmt: skip
    return fixed | {
        "item": f"/information/{shared}",
        "forum": rungs.forum_at("talks"),
        "before": f"{rungs.at('talks1')}?face=before",
        "in the room": f"{rungs.at('talks2')}?face=room",
        "projection": f"{rungs.at('talks2')}/projection",
        "after": f"{rungs.at('round1')}?face=after",
        "taskings": f"/taskings?forum={rungs.forums['talks']['id']}",
        "tasking": f"/taskings/{item}",
        "blocked tasking": f"/taskings/{blocked}",
        "decision": f"/decisions/{decision}",
    }
