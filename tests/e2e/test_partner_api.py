"""A nation's system writes its registry and another nation is told, with their own tokens at the gateway."""

from typing import Any
from uuid import uuid4

from tests.people import People, person_id

SYSTEM, ADMIN, RELEASES, AMERICAN = "partner.jts", "uk.admin", "uk.release", "us.secretary"


def follow(people: People, person: str, cursor: str | None = None) -> tuple[dict[str, Any], str]:
    """What a system is told from a cursor on, by id, and where it stands then."""
    told: dict[str, Any] = {}
    while True:
        page = people.get(person, "/changes", limit=200, **({"cursor": cursor} if cursor else {}))
        told |= {item["id"]: item for item in page["items"]}
        cursor = str(page["next"])
        if not page["more"]:
            return told, cursor


def test_a_system_writes_what_it_was_granted_and_another_nation_is_told(people: People) -> None:
    source, place = f"JTS {uuid4().hex[:8]}", "/activities/bulk"
    label = {"level": "UNCLASSIFIED", "owner": ["GBR"], "rel": ["USA"]}
    row = {"source_id": "A-1", "title": f"Course of {source}", "tool": "training", "label": label}
    body = {"source": source, "rows": [row]}
    _, cursor = follow(people, AMERICAN)
    people.post(SYSTEM, place, body, 403)
    feed = people.post(ADMIN, "/feeds", {"source": source, "system": person_id(SYSTEM)})
    bounds, at = {"rel": ["USA"], "level": "UNCLASSIFIED"}, f"/feeds/{feed['id']}"
    people.change(RELEASES, f"{at}/bounds", bounds, of=at, method="POST")
    made = people.post(SYSTEM, place, body, 200)["rows"][0]
    assert made["outcome"] == "created"
    assert people.post(SYSTEM, place, body, 200)["counts"]["same"] == 1
    own, _ = follow(people, SYSTEM)
    assert own[made["id"]]["own"] == {"source": source, "source_id": "A-1"}
    told, cursor = follow(people, AMERICAN, cursor)
    assert (told[made["id"]]["what"], told[made["id"]]["own"]) == ("new", None)
    people.post(SYSTEM, place, {"source": source, "rows": [row | {"label": label | {"rel": []}}]}, 200)
    told, _ = follow(people, AMERICAN, cursor)
    assert told[made["id"]] == {"what": "withdrawn", "id": made["id"], "own": None, "activity": None}
