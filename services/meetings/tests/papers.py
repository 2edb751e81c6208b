"""Words for tests of papers: a meeting, a draft on it, offering it, and being told nothing of it."""

from typing import Any

from services.common.testing import Person, subject
from services.meetings.tests.conftest import US_HEAD, US_SECRETARY, House
from services.meetings.tests.test_forums import MISSING

UK_FOR_US = subject("GBR", name="Maj. Ives", acts_for="USA", roles=["liaison"])
TO_UK = {"label": {"level": "RESTRICTED", "owner": ["USA"], "rel": ["GBR"]}}
DRAFT = {"kind": "draft", "title": "Our line", "text": "Hold.", "level": "RESTRICTED"}
VARYING = {"date", "x-trace-id", "traceresponse", "x-request-id"}


async def talks(house: House, nations: tuple[str, ...] = ("USA", "GBR")) -> Any:
    """A meeting of a forum of these nations."""
    if set(nations) == {"USA", "GBR"}:
        forum = await house.staffed("us-uk-ast")
    else:
        forum = await house.forum(US_SECRETARY, "oceania", list(nations))
        await house.appoint(forum, US_SECRETARY, "secretary")
        await house.appoint(forum, US_HEAD, "head")
    return await house.meeting(US_SECRETARY, forum, "2027-03-01")


async def draft(house: House, meeting: Any, person: Person = US_HEAD, **fields: Any) -> Any:
    """A paper of the person's nation."""
    return await house.post(person, f"/v1/meetings/{meeting['id']}/papers", DRAFT | fields)


async def listed(house: House, meeting: Any, person: Person) -> list[Any]:
    """The titles that a person finds among a meeting's papers."""
    page = await house.get(person, f"/v1/meetings/{meeting['id']}/papers")
    return [paper["title"] for paper in page["items"]]


async def act(
    house: House, person: Person, paper: Any, what: str, body: Any = None, status: int = 200
) -> Any:
    """Offer or withdraw, based on what the person reads now."""
    place = f"/v1/papers/{paper['id']}"
    return await house.change(person, f"{place}/{what}", body, of=place, method="POST", status=status)


async def assert_like_missing(house: House, person: Person, paper: Any) -> None:
    """Every address of the paper answers this person byte for byte as one that does not exist."""
    client = await house.as_(person)
    for method, path, body in (
        ("GET", "", None), ("PATCH", "", {"title": "x"}), ("POST", "/offer", TO_UK),
        ("POST", "/withdraw", None), ("GET", "/offer-effect?to=GBR", None),
    ):  # fmt: skip
        for headers in ({}, {"If-Match": '"x"'}):
            hidden, missing = [
                await client.request(method, f"/v1/papers/{one}{path}", json=body, headers=headers)
                for one in (paper["id"], MISSING)
            ]
            assert hidden.status_code == missing.status_code == 404, (method, path)
            assert hidden.content.replace(hidden.json()["trace_id"].encode(), b"") == missing.content.replace(
                missing.json()["trace_id"].encode(), b""
            )
            kept = [{k: v for k, v in a.headers.items() if k not in VARYING} for a in (hidden, missing)]
            assert kept[0] == kept[1]
