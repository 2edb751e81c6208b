"""Words for tests of releases: ask, propose, approve, and let it take effect."""

from datetime import timedelta
from typing import Any

from services.common.testing import Person, subject
from services.sharing.releases.settling import look
from services.sharing.tests.conftest import CAN, US, US_RELEASE, House, shared

US_SECOND = subject("USA", name="Mr. Hale", roles=["release_authority"])
UK_RELEASE = subject("GBR", name="Ms. Ash", roles=["release_authority"])
UK_SECOND = subject("GBR", name="Mr. Lowe", roles=["release_authority", "liaison"])
PLACE = "/v1/releases"


async def note(house: House, **more: Any) -> tuple[Any, list[str]]:
    """An item of the United States that Canada reads, of which it reads only the first paragraph."""
    texts = [
        {"text": "For all of them."},
        {"text": "For the United Kingdom.", "label": shared("USA", "GBR", level="CONFIDENTIAL")},
        {"text": "For nobody.", "label": shared("USA", level="SECRET")},
    ]
    given = {"title": "Rehearsals", "label": shared("USA", "AUS", "CAN", "GBR"), "portions": texts, **more}
    made = await house.item(**given)
    page = await house.get(US, f"/v1/items/{made['id']}/portions")
    return made, [one["id"] for one in page["items"]]


async def ask(house: House, person: Person = CAN, status: int = 201, **fields: Any) -> Any:
    """A request for release."""
    return await house.post(person, PLACE, {"reason": "We rehearse with you.", **fields}, status)


async def act(
    house: House, person: Person, asked: Any, what: str, body: Any = None, status: int = 200
) -> Any:
    """What a person does with a request that they have just read."""
    place = f"{PLACE}/{asked['id']}"
    return await house.change(person, f"{place}/{what}", body, of=place, method="POST", status=status)


async def later(house: House, **time: float) -> int:
    """Time passes, and what is due is done; how much that was."""
    house.clock.now += timedelta(**(time or {"seconds": 11}))
    return await look(house.app.state.database)


async def released(house: House, person: Person, **fields: Any) -> Any:
    """A release that the person asked for and two of the United States signed; it is in effect."""
    asked = await ask(house, person, **fields)
    if asked["turn"] != "second":
        await act(house, US, asked, "proposal", {})
    await act(house, US_RELEASE, asked, "approval", {})
    await later(house)
    return await house.get(person, f"{PLACE}/{asked['id']}")
