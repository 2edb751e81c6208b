"""The verbs in which the story is told: a forum is founded, a meeting is held, a tasking is issued and answered.

Every step's name is its place in the ledger; every refusal stops the story with the product's own words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from deploy.dev.identity.people import People
from deploy.dev.scenario.stage import Body, Stage

FICTIONAL = "Fictional label on public facts."


@dataclass
class Story:
    """The stage, the people and what the story has made so far, by the story's own keys."""

    stage: Stage
    people: People
    forums: dict[str, Body] = field(default_factory=dict)
    meetings: dict[str, Body] = field(default_factory=dict)
    items: dict[str, Body] = field(default_factory=dict)
    nations: dict[str, list[str]] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)

    async def found(self, fact: Body, extra: Body, administrators: dict[str, str]) -> None:
        """Register a forum of the facts with our rank, time zone and posts; each nation appoints its own."""
        key, who = fact["key"], extra["made_by"]
        parent = self.forums.get(fact.get("parent", ""))
        self.nations[key] = fact["nations"]
        self.forums[key] = await self.stage.create(
            f"forum {key}", who, "/v1/forums",
            {
                "key": key, "name": fact["name"], "kind": fact["kind"], "rank": extra["rank"],
                "level_text": fact.get("level", ""), "parent": parent["id"] if parent else None,
                "nations": sorted(fact["nations"]), "co_chairs": sorted(fact.get("chairs", [])),
                "time_zone": extra["time_zone"], "should_attend": fact.get("should_attend", []),
                "escalation_authority": extra.get("authority", {}),
                "note": " ".join(filter(None, [fact.get("note", "").capitalize(), FICTIONAL])),
                "label": {"level": extra.get("level", "RESTRICTED"), "owner": sorted(fact["nations"])},
            },
        )  # fmt: skip
        for nation, posts in extra["posts"].items():
            for post, username in posts.items():
                await self._appoint(key, administrators[nation], nation, post, username)

    async def _appoint(self, key: str, who: str, nation: str, post: str, username: str) -> None:
        person = self.people.by_username(username)
        await self.stage.create(
            f"post {key} {nation} {post}", who, f"/v1/forums/{self.forums[key]['id']}/appointments",
            {"nation": nation, "post": post, "person_id": str(person.id), "name": f"{person.rank} {person.name}",
             "billet": person.billet, "since": self.stage.clock.day(-440)},
        )  # fmt: skip

    async def plan(
        self, key: str, forum: str, who: str, title: str, *, day: int | None = None, length: int = 1,
        month: int | None = None, place: str = "", mode: str = "in_person",
    ) -> None:  # fmt: skip
        """Plan a meeting on the working days next to ``day``, or in a month that is known no better.

        Its title ends with its month, for two meetings of one forum must be told apart by their titles.
        """
        clock = self.stage.clock
        when: Body = {}
        if day is not None:
            self.days[key] = clock.meets(day, length)
            when = {"days": [clock.day(self.days[key] + n) for n in range(length)]}
        if month is not None:
            when = {"window": {"start": clock.month(month), "precision": "month"}}
        start = clock.opening + timedelta(days=self.days[key] if month is None else month)
        title = f"{title}, {start:%B %Y}"
        body = {"forum": self.forums[forum]["id"], "title": title, "mode": mode, "place": place, **when}
        self.meetings[key] = await self.stage.create(f"plan {key}", who, "/v1/meetings", body)
        self.meetings[key]["forum"] = forum

    async def move(self, key: str, who: str, to: str, reason: str = "", dates: Body | None = None) -> None:
        """Take a meeting to a state: agenda_open, held, postponed, cancelled."""
        path = f"/v1/meetings/{self.meetings[key]['id']}"
        body: Body = {"to": to, "reason": reason} | ({"dates": dates} if dates else {})
        await self.stage.act(f"{key} {to}", who, "POST", f"{path}/state", body, on=path)

    async def hold(self, key: str, who: str, notice: int = 10) -> None:
        """Open the agenda ``notice`` days before, then hold the meeting at ten in the morning of its first day."""
        day = self.days[key]
        self.stage.clock.set(day - notice)
        await self.move(key, who, "agenda_open")
        self.stage.clock.set(day, 10)
        await self.move(key, who, "held")

    async def task(  # one keyword a field of the tasking
        self, key: str, meeting: str, who: str, forum: str, title: str, text: str, *, lead: str,
        supporting: tuple[str, ...] = (), due: int | None = None, substitute: Body | None = None,
        label: Body | None = None,
    ) -> None:  # fmt: skip
        """Issue a tasking at a meeting to the forum that is to address it."""
        body: Body = {
            "title": title, "text": text, "lead": lead, "supporting": list(supporting),
            "forum": self.forums[forum]["id"], "label": label or self.label(meeting),
        }  # fmt: skip
        if due is not None:
            body["due"] = {"value": self.stage.clock.day(due), "precision": "day"}
        if substitute is not None:
            body["substitute"] = substitute
        path = f"/v1/meetings/{self.meetings[meeting]['id']}/taskings"
        self.items[key] = await self.stage.create(f"task {key}", who, path, body)

    async def decide(self, key: str, meeting: str, who: str, kind: str, text: str, **more: Any) -> Body:
        """Record a decision, guidance, or the adjudication of an escalation."""
        path = f"/v1/meetings/{self.meetings[meeting]['id']}/decisions"
        body = {"kind": kind, "text": text, "label": self.label(meeting), **more}
        return await self.stage.create(f"decide {key}", who, path, body)

    def label(self, meeting: str) -> Body:
        """The fictional label of what a meeting produces: RESTRICTED, JOINT of its forum's members."""
        return {"level": "RESTRICTED", "owner": sorted(self.nations[self.meetings[meeting]["forum"]])}

    async def leave(self, item: str, meeting: str, who: str, kind: str, text: str, **more: Any) -> None:
        """Record what a held meeting left of an item; children and escalations get keys of their own."""
        path = f"/v1/meetings/{self.meetings[meeting]['id']}/outcomes"
        step = f"{meeting} leaves {item} {kind}"
        await self.stage.create(
            step, who, path, {"item_id": self.items[item]["id"], "kind": kind, "text": text, **more}
        )

    async def delegate(self, item: str, meeting: str, who: str, children: dict[str, Body], text: str) -> None:
        """Delegate an item to working groups: one child each."""
        asked = [
            {**child, "forum": self.forums[child["forum"]]["id"],
             "due": {"value": self.stage.clock.day(child["due"]), "precision": "day"}}
            for child in children.values()
        ]  # fmt: skip
        await self.leave(item, meeting, who, "delegated", text, children=asked)
        found = await self.stage.read(who, f"/v1/taskings/{self.items[item]['id']}")
        by_title = {child["title"]: child for child in found["children"]}
        for key, child in children.items():
            self.items[key] = by_title[child["title"]]

    async def escalate(self, key: str, item: str, meeting: str, who: str, question: str) -> None:
        """Escalate an item to the parent forum; ``key`` names the escalation that asks."""
        await self.leave(item, meeting, who, "escalated", question)
        found = await self.stage.read(who, f"/v1/taskings/{self.items[item]['id']}")
        self.items[key] = found["escalations"][-1]

    async def brief_back(
        self, item: str, meeting: str, who: str, verb: str, text: str, due: int | None = None
    ) -> None:
        """The issuing forum closes an item at its back-brief, or reopens it with a new due date."""
        path = f"/v1/taskings/{self.items[item]['id']}"
        body: Body = {
            "meeting_id": self.meetings[meeting]["id"],
            "text" if verb == "close" else "reason": text,
        }
        if due is not None:
            body["due"] = {"value": self.stage.clock.day(due), "precision": "day"}
        await self.stage.act(f"{meeting} {verb} {item}", who, "POST", f"{path}/{verb}", body, on=path)

    async def report(self, item: str, who: str, text: str, step: str) -> None:
        """A nation reports progress between meetings."""
        path = f"/v1/taskings/{self.items[item]['id']}/progress"
        await self.stage.create(f"report {step}", who, path, {"text": text})

    async def concur(self, meeting: str, *who: str) -> None:
        """The heads of delegation concur in the minutes, an hour after one another."""
        path = f"/v1/meetings/{self.meetings[meeting]['id']}/minutes"
        for username in who:
            nation = self.people.by_username(username).claims()["acts_for"]
            body = {"nation": nation, "stand": "concur"}
            step = f"{meeting} concurred {nation}"
            await self.stage.act(step, username, "POST", f"{path}/concurrences", body, on=path)
