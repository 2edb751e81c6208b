"""A hidden record answers like one that does not exist: each operation and id, in path, query and body."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest

from tests.ladder import Ladder
from tests.people import People
from tests.security.conftest import INSIDER, OUTSIDER
from tests.security.reading import Seen
from tests.security.walker import (
    Ids,
    Operation,
    Place,
    comparable,
    id_places,
    is_id,
    lean,
    operations,
    request,
    turns,
)

MISSING = "01930000-0000-7fff-bfff-ffffffffffff"
OF_A_KIND = 1  # hidden ids of each kind that are tried on each operation
Hidden = dict[str, list[str]]
Document = dict[str, Any]
SeenBy = Callable[[str], Seen]


def hidden_from(insider: Seen, other: Seen) -> Hidden:
    """Ids by what they name that the insider reads and the other does not."""
    known = other.ids
    return {kind: found[-OF_A_KIND:] for kind, ids in insider.kinds.items() if (found := sorted(ids - known))}


@pytest.fixture(scope="session")
def hidden(insider: Seen, outsider: Seen) -> Hidden:
    """What the U.S.-UK ladder holds and an Australian officer does not read."""
    found = hidden_from(insider, outsider)
    assert {"forum_id", "meeting_id", "item_id", "decision_id", "outcome_id", "paper_id"} <= set(found)
    assert {"shared_id", "portion_id"} <= set(found)
    return found


@pytest.fixture(scope="session")
def ground(people: People) -> dict[str, list[str]]:
    """Records of the outsider's own, by what they name, on which every kind of write is tried."""
    ladder = Ladder(people)
    forum = ladder.forum("Ground", [(OUTSIDER, "secretary"), ("au.head", "head"), ("nz.head", "head")])
    held = ladder.held(OUTSIDER, forum)
    items = [ladder.task(OUTSIDER, held, forum, title) for title in ("First on the ground", "Second")]
    second = ladder.held(OUTSIDER, forum, "Second")
    planned = ladder.meeting(OUTSIDER, forum, 30, "Third")
    outcome = ladder.leave(OUTSIDER, second, items[1], "escalated", "Who?")
    decision = ladder.decide(OUTSIDER, held, "decision", "So be it.")
    paper = people.post(
        OUTSIDER, f"/meetings/{planned['id']}/papers", {"kind": "draft", "title": "A draft", "text": "Ours."}
    )
    topic = people.post(OUTSIDER, f"/meetings/{planned['id']}/agenda", {"title": "A topic"})
    portions = [{"text": "A paragraph of ours."}, {"text": "And another."}]
    shared = people.post(OUTSIDER, "/items", {"title": "An item of ours", "portions": portions})
    paragraphs = people.get(OUTSIDER, f"/items/{shared['id']}/portions")["items"]
    file = people.post(OUTSIDER, f"/items/{shared['id']}/attachments", {"name": "ours.txt", "size": 4})
    return {
        "shared_id": [shared["id"]], "portion_id": [one["id"] for one in paragraphs],
        "attachment_id": [file["id"]],
        "forum_id": [forum["id"]], "meeting_id": [second["id"], planned["id"]], "item_id": [items[0]["id"]],
        "decision_id": [decision["id"]], "outcome_id": [outcome["id"]], "paper_id": [paper["id"]],
        "entry_id": [topic["id"]],
    }  # fmt: skip


def differences(
    client: httpx.Client, document: Document, operation: Operation, ids: list[str], **how: Any
) -> Iterator[tuple[str, str, object, object]]:
    """Where the answer for one of the ids is not the answer for a missing one."""
    missing = comparable(_everywhere(client, document, operation, MISSING, how), MISSING)
    for one in ids:
        found = comparable(_everywhere(client, document, operation, one, how), one)
        if found != missing:
            yield f"{operation} {how}", one, found, missing


def _everywhere(
    client: httpx.Client, document: Document, operation: Operation, one: str, how: Mapping[str, Any]
) -> httpx.Response:
    path = dict.fromkeys(operation.path_ids, one)
    body = next(turns(document, operation, lambda _: one))
    query = {how["query"]: one} if "query" in how else {}
    headers = {name: how[name] for name in ("If-Match", "If-None-Match") if name in how}
    return request(client, document, operation, path, query=query, body=body, headers=headers)


@pytest.mark.parametrize("person", [OUTSIDER, "platform.admin", "uk.embed", "fr.liaison"])
def test_every_address_answers_alike_for_hidden_and_missing(
    people: People, document: Document, insider: Seen, seen_by: SeenBy, person: str
) -> None:
    client, own = people.client(person), hidden_from(insider, seen_by(person))
    ids = [one for found in own.values() for one in found]
    assert ids
    different = [
        each
        for operation in operations(document)
        if operation.path_ids
        for each in differences(client, document, operation, ids)
    ]
    assert different == []


def test_no_etag_of_a_hidden_record_is_confirmed(
    people: People, document: Document, insider: Seen, hidden: Hidden
) -> None:
    """Neither the very ETag that an insider got nor * tells that something is there."""
    client, tried = people.client(OUTSIDER), 0
    for operation in operations(document):
        for one in [one for name in operation.path_ids for one in hidden.get(name, [])]:
            known = insider.etags.get(
                f"{operation.path.format(**dict.fromkeys(operation.path_ids, one))}?{{}}#0"
            )
            header = "If-None-Match" if operation.method == "get" else "If-Match"
            for tag in ("*", known or '"none"'):
                tried += bool(known)
                assert list(differences(client, document, operation, [one], **{header: tag})) == []
    assert tried > 10


def test_every_filter_answers_alike_for_hidden_and_missing(
    people: People, document: Document, hidden: Hidden
) -> None:
    ids = [one for found in hidden.values() for one in found]
    filters = [
        (operation, name)
        for operation in operations(document)
        if operation.method == "get" and not operation.path_ids
        for name, parameter in operation.query.items()
        if is_id(document, parameter.get("schema", {}))
    ]
    assert len(filters) > 5, "lists can be filtered by ids"
    different = [
        each
        for operation, name in filters
        for each in differences(people.client(OUTSIDER), document, operation, ids, query=name)
    ]
    assert different == []


ELSEWHERE = {"person_id": "people are the directory's: a forum takes any id of one, and asks nobody of it"}
"""Ids of what the service does not know of, each with its reason."""


def test_every_id_in_a_write_answers_alike_for_hidden_and_missing(
    people: People, document: Document, hidden: Hidden, ground: dict[str, list[str]], outsider: Seen
) -> None:
    """On the outsider's own records, where they may write, with one hidden id at a time in the body."""
    client, different, tried = people.client(OUTSIDER), [], 0
    ids = [found[-1] for found in hidden.values()]
    for operation in operations(document):
        places = id_places(document, operation.body) if operation.body else []
        for place in (place for place in places if place[-1] not in ELSEWHERE):
            for path in own_paths(operation, ground, outsider):
                headers = {"If-Match": etag(client, document, operation, path)}

                def answers(one: str, at: Any = (operation, path, place, headers)) -> list[object]:
                    return written(client, document, one, ground, *at)

                missing = answers(MISSING)
                different += [(str(operation), place, one) for one in ids if answers(one) != missing]
                tried += 1
    assert tried > 25
    assert different == []


def written(
    client: httpx.Client, document: Document, one: str, ground: dict[str, list[str]],
    operation: Operation, path: dict[str, str], place: Place, headers: dict[str, str],
) -> list[object]:  # fmt: skip
    """The answers to a write with ``one`` in one place, in each of its kinds."""
    bodies = [
        lean(document, operation, body, place)
        for body in turns(document, operation, attacked(place, one, ground))
    ]
    found = [request(client, document, operation, path, body=body, headers=headers) for body in bodies]
    assert all(answer.status_code >= 400 for answer in found), f"{operation} takes an unknown id at {place}"
    return [comparable(answer, one) for answer in found]


def etag(client: httpx.Client, document: Document, operation: Operation, path: dict[str, str]) -> str:
    """The present ETag of what an operation changes: at its own address, or the next above that reads."""
    address = operation.path
    while address and "get" not in document["paths"].get(address, {}):
        address = address.rpartition("/")[0]
    return client.get(address.format(**path)).headers.get("etag", '"none"') if address else '"none"'


def own_paths(operation: Operation, ground: dict[str, list[str]], outsider: Seen) -> list[dict[str, str]]:
    """Paths to records of the outsider's own; of kinds that the ground lacks, to what they read."""
    if not operation.path_ids:
        return [{}]
    name = operation.path_ids[0]
    return [{name: one} for one in ground.get(name) or sorted(outsider.kinds.get(name, ()))[:2]]


def attacked(place: Place, one: str, ground: dict[str, list[str]]) -> Ids:
    """Ids of the ground by the names of their fields, but ``one`` in one place."""

    def ids(at: Place) -> str:
        if at == place:
            return one
        stem = next((name for name in reversed(at) if not name.isdigit()), "")
        kind = "forum_id" if stem == "parent" else stem.removeprefix("to_").removesuffix("_id") + "_id"
        return ground.get(kind, [MISSING])[-1]

    return ids


def test_a_key_of_a_hidden_forum_is_free(people: People, insider: Seen) -> None:
    hidden_keys = [f["key"] for f in people.every(INSIDER, "/forums") if f["key"].startswith("us-uk")]
    assert hidden_keys
    body = {
        "name": "A forum of our own", "kind": "board", "rank": 3, "nations": ["AUS"],
        "escalation_authority": {"AUS": "Chief of Army"},
        "label": {"level": "RESTRICTED", "owner": ["AUS"]},
    }  # fmt: skip
    made = people.post("au.admin", "/forums", body | {"key": hidden_keys[0]})
    assert made["key"] == hidden_keys[0]


def test_nothing_of_the_hidden_ladder_stands_in_what_others_read(
    people: People, insider: Seen, seen_by: SeenBy
) -> None:
    forums = people.every(INSIDER, "/forums")
    joint = {forum["name"] for forum in forums if forum["nations"] == ["GBR", "USA"]}
    names = {name for name in joint if name in insider.texts}  # not what was founded since
    assert "U.S.-UK Army Staff Talks" in names
    for person in (OUTSIDER, "nz.head", "ca.head", "fr.liaison", "pl.liaison", "platform.admin"):
        texts = seen_by(person).texts
        assert [name for name in names if name in texts] == [], person
        assert "U.S.-UK" not in texts, person


def test_a_national_draft_reaches_no_other_nation(insider: Seen, seen_by: SeenBy) -> None:
    draft = "Hold to the trial network"
    assert draft in insider.texts
    for person in ("uk.secretary", "uk.embed", OUTSIDER):
        assert draft not in seen_by(person).texts, person


def test_a_search_for_hidden_words_finds_and_counts_nothing(people: People) -> None:
    words = "Guarantee that both divisions see one picture"
    assert people.get(INSIDER, "/search", q=words)["items"]
    found = people.get(OUTSIDER, "/search", q=words)
    assert found["items"] == [] and not any(found["facets"].values())
