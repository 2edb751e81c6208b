"""A U.S.-UK ladder of a test's own: roundtable, staff talks and two working groups, by short names."""

from dataclasses import dataclass, field
from typing import Any

from tests.ladder import Ladder, Record
from tests.people import People

GENERALS = (("us.general", "head"), ("us.secretary", "secretary"),
            ("uk.general", "head"), ("uk.secretary", "secretary"))  # fmt: skip
HEADS = (("us.head", "head"), ("us.secretary", "secretary"),
         ("uk.head", "head"), ("uk.secretary", "secretary"))  # fmt: skip
LEADS = (("us.deputy", "head"), ("us.wg", "secretary"), ("uk.deputy", "head"), ("uk.wg", "secretary"))


@dataclass
class Rungs:
    """Forums and meetings by short name, set up by the API; what a test is about is done in the browser."""

    ladder: Ladder
    forums: dict[str, Record] = field(default_factory=dict)
    meetings: dict[str, Record] = field(default_factory=dict)

    @classmethod
    def raised(cls, people: People) -> "Rungs":
        """The ladder with its posts and without meetings."""
        ladder = Ladder(people)
        top = ladder.forum("Roundtable", GENERALS, kind="general_officer_roundtable", rank=0)
        talks = ladder.forum("Staff talks", HEADS, top)
        groups = {
            name: ladder.forum(title, LEADS, talks, kind="working_group", rank=2)
            for name, title in (("net", "Network group"), ("cost", "Cost group"))
        }
        return cls(ladder, {"round": top, "talks": talks, **groups})

    def plan(self, name: str, title: str) -> str:
        """A meeting of today, by its forum's name and a number; its address in the browser."""
        forum = self.forums[name.rstrip("0123456789")]
        self.meetings[name] = self.ladder.meeting(self.secretary(name), forum, title=title)
        return self.at(name)

    def hold(self, name: str) -> str:
        """A meeting of today that has begun, where the test is not about how; its address."""
        self.plan(name, "Meeting")
        self.meetings[name] = self.ladder.hold(self.secretary(name), self.meetings[name])
        return self.at(name)

    def task(self, meeting: str, forum: str, title: str, **more: Any) -> Record:
        """A tasking that a held meeting issues to a forum."""
        issuer = self.secretary(meeting)
        return self.ladder.task(issuer, self.meetings[meeting], self.forums[forum], title, **more)

    def secretary(self, meeting: str) -> str:
        """The U.S. secretary of a meeting's forum."""
        return "us.secretary" if meeting.startswith(("round", "talks")) else "us.wg"

    def at(self, name: str) -> str:
        """A meeting's address in the browser."""
        return f"/meetings/{self.meetings[name]['id']}"

    def forum_at(self, name: str) -> str:
        """A forum's address in the browser."""
        return f"/forums/{self.forums[name]['id']}"

    def key(self, name: str) -> str:
        """What a secretary types after ``@`` to name a forum."""
        return str(self.forums[name]["key"])

    def name(self, name: str) -> str:
        """A forum's full name."""
        return str(self.forums[name]["name"])
