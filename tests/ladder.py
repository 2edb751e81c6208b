"""Forums of a test's own, founded and run through the gateway by demonstration people, as of today."""

import itertools
import secrets
from collections.abc import Sequence
from typing import Any

from tests.people import People, day, due, nation_of, person_id

Record = dict[str, Any]
ADMINISTRATORS = {"USA": "us.admin", "GBR": "uk.admin", "AUS": "au.admin", "NZL": "nz.admin"}


class Ladder:
    """What one test founds: its forums, meetings and taskings, under keys that no other test has."""

    def __init__(self, people: People) -> None:
        self.people, self.run = people, secrets.token_hex(4)
        self._numbers = itertools.count(1)

    def forum(self, name: str, people: Sequence[tuple[str, str]], parent: Record | None = None,
              kind: str = "staff_talks", rank: int = 1) -> Record:  # fmt: skip
        """A forum of the nations of ``people`` (person, post); each nation's administrator appoints."""
        nations = sorted({nation_of(person) for person, _ in people})
        body = {
            "key": f"t{self.run}-{next(self._numbers)}", "name": f"{name} {self.run}", "kind": kind,
            "rank": rank, "nations": nations, "label": {"level": "RESTRICTED", "owner": nations},
        }  # fmt: skip
        above = {"parent": parent["id"]} if parent else {}
        authority = {} if parent else {"escalation_authority": {n: f"Chief of {n}" for n in nations}}
        made: Record = self.people.post(ADMINISTRATORS[nations[-1]], "/forums", body | above | authority)
        for person, post in people:
            self.appoint(made, person, post)
        return made

    def appoint(self, forum: Record, person: str, post: str) -> None:
        """A post in a forum, from a day long past on."""
        nation = nation_of(person)
        body = {
            "nation": nation, "post": post, "person_id": person_id(person), "name": person, "billet": "G-5",
            "since": "2020-01-01",
        }  # fmt: skip
        self.people.post(ADMINISTRATORS[nation], f"/forums/{forum['id']}/appointments", body)

    def meeting(self, who: str, forum: Record, days: int = 0, title: str = "Meeting") -> Record:
        """A meeting of a forum on the day that lies ``days`` after today."""
        body = {"forum": forum["id"], "title": f"{title} {self.run}", "days": [day(days)]}
        made: Record = self.people.post(who, "/meetings", body)
        return made

    def move(self, who: str, meeting: Record, to: str, **more: Any) -> Record:
        """A meeting in its next state."""
        place = f"/meetings/{meeting['id']}"
        made: Record = self.people.change(who, f"{place}/state", {"to": to, **more}, of=place, method="POST")
        return made

    def held(self, who: str, forum: Record, title: str = "Meeting") -> Record:
        """A meeting of today that is held."""
        meeting = self.meeting(who, forum, title=title)
        return self.hold(who, meeting)

    def hold(self, who: str, meeting: Record) -> Record:
        """Hold a meeting of today."""
        self.move(who, meeting, "agenda_open")
        return self.move(who, meeting, "held")

    def task(
        self, who: str, meeting: Record, forum: Record, title: str, days: int = 30, **more: Any
    ) -> Record:
        """Issue a tasking at a held meeting to the forum that is to address it."""
        body = {"title": title, "text": f"{title}, in the words of the record.", "lead": nation_of(who),
                "forum": forum["id"], "due": due(days), **more}  # fmt: skip
        made: Record = self.people.post(who, f"/meetings/{meeting['id']}/taskings", body)
        return made

    def leave(self, who: str, meeting: Record, item: Record, kind: str, text: str, **more: Any) -> Record:
        """Record what a held meeting left of an item."""
        body = {"item_id": item["id"], "kind": kind, "text": text, **more}
        made: Record = self.people.post(who, f"/meetings/{meeting['id']}/outcomes", body)
        return made

    def decide(self, who: str, meeting: Record, kind: str, text: str, **more: Any) -> Record:
        """Record a decision, guidance or the adjudication of an escalation."""
        made: Record = self.people.post(
            who, f"/meetings/{meeting['id']}/decisions", {"kind": kind, "text": text, **more}
        )
        return made

    def concur(self, meeting: Record, *heads: str) -> Record:
        """The heads of delegation concur; returns the minutes as the last of them then reads them."""
        place = f"/meetings/{meeting['id']}/minutes"
        for head in heads:
            body = {"nation": nation_of(head), "stand": "concur"}
            self.people.post(head, f"{place}/concurrences", body, of=place)
        minutes: Record = self.people.get(heads[-1], place)
        return minutes

    def item(self, who: str, item: Record) -> Record:
        """An item as a person reads it now."""
        found: Record = self.people.get(who, f"/taskings/{item['id']}")
        return found
