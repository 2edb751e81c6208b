"""Forums of a test's own, with their meetings: a U.S.-UK ladder that no other test looks at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx

from deploy.dev.identity.people import load_people
from deploy.dev.state import CHECKOUT

Json = dict[str, Any]
PEOPLE = load_people(CHECKOUT / "deploy" / "dev" / "scenario" / "people.yaml")
ADMINISTRATORS = {"USA": "us.admin", "GBR": "uk.admin"}
GENERALS = {"USA": {"head": "us.general", "secretary": "us.secretary"},
            "GBR": {"head": "uk.general", "secretary": "uk.secretary"}}  # fmt: skip
HEADS = {"USA": {"head": "us.head", "secretary": "us.secretary"},
         "GBR": {"head": "uk.head", "secretary": "uk.secretary"}}  # fmt: skip
LEADS = {"USA": {"head": "us.deputy", "secretary": "us.wg"},
         "GBR": {"head": "uk.deputy", "secretary": "uk.wg"}}  # fmt: skip


@dataclass(frozen=True)
class Api:
    """Requests as demonstration people, past the browser: for setting the stage only."""

    client: httpx.Client
    mint: Callable[[str], str]

    def post(self, person: str, path: str, body: Json) -> Json:
        """Create something."""
        answer = self.client.post(
            path, json=body, headers={**self._as(person), "Idempotency-Key": str(uuid4())}
        )
        assert answer.status_code in {200, 201}, answer.text
        return dict(answer.json())

    def get(self, person: str, path: str) -> Json:
        """Look at something."""
        answer = self.client.get(path, headers=self._as(person))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def act(self, person: str, method: str, path: str, body: Json, on: str) -> Json:
        """Change something as it stands now."""
        tag = self.client.get(on, headers=self._as(person)).headers["ETag"]
        answer = self.client.request(method, path, json=body, headers={**self._as(person), "If-Match": tag})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def _as(self, person: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.mint(person)}"}


@dataclass
class Ladder:
    """Forums by short name, and their meetings by name and number."""

    api: Api
    tag: str
    forums: dict[str, Json]
    meetings: dict[str, Json]

    @classmethod
    def raised(cls, api: Api) -> "Ladder":
        """Roundtable, staff talks and two working groups, each with its posts."""
        ladder = cls(api, uuid4().hex[:5], {}, {})
        ladder.found("round", f"Roundtable {ladder.tag}", "general_officer_roundtable", 0, GENERALS)
        ladder.found("talks", f"Staff talks {ladder.tag}", "staff_talks", 1, HEADS, "round")
        ladder.found("net", f"Network group {ladder.tag}", "working_group", 2, LEADS, "talks")
        ladder.found("cost", f"Cost group {ladder.tag}", "working_group", 2, LEADS, "talks")
        return ladder

    def found(
        self, name: str, title: str, kind: str, rank: int, posts: dict[str, dict[str, str]], parent: str = ""
    ) -> None:
        """A forum, and who speaks for each nation in it."""
        top = {"escalation_authority": {"USA": "Vice Chief of Staff", "GBR": "Deputy Chief"}}
        body = {"key": self.key(name), "name": title, "kind": kind, "rank": rank, "nations": ["GBR", "USA"]}
        above: Json = {"parent": self.forums[parent]["id"]} if parent else top
        label = {"level": "RESTRICTED", "owner": ["GBR", "USA"]}
        self.forums[name] = self.api.post("us.admin", "/forums", {**body, **above, "label": label})
        for nation, people in posts.items():
            for post, username in people.items():
                self._appoint(name, nation, post, username)

    def _appoint(self, name: str, nation: str, post: str, username: str) -> None:
        person = PEOPLE.by_username(username)
        self.api.post(ADMINISTRATORS[nation], f"/forums/{self.forums[name]['id']}/appointments", {
            "nation": nation, "post": post, "person_id": str(person.id),
            "name": f"{person.rank} {person.name}", "since": "2025-01-01",
        })  # fmt: skip

    def key(self, name: str) -> str:
        """What a secretary types after ``@``."""
        return f"{name}-{self.tag}"

    def plan(self, name: str, title: str, **fields: Any) -> str:
        """A meeting of today; its address in the browser. ``name``: the forum's, and a number."""
        person = self.secretary(name)
        body: Json = {
            "forum": self.forums[name.rstrip("0123456789")]["id"],
            "title": title,
            "days": [datetime.now(UTC).date().isoformat()],
        }
        self.meetings[name] = self.api.post(person, "/meetings", body | fields)
        return self.at(name)

    def at(self, name: str) -> str:
        """The meeting's address in the browser."""
        return f"/meetings/{self.meetings[name]['id']}"

    def secretary(self, meeting: str) -> str:
        """The U.S. secretary of a meeting's forum."""
        return "us.secretary" if meeting.startswith(("round", "talks")) else "us.wg"

    def hold(self, name: str) -> None:
        """Begin a meeting by the API, where the test is not about that."""
        path = self.at(name)
        self.api.act(self.secretary(name), "POST", f"{path}/state", {"to": "held"}, on=path)
