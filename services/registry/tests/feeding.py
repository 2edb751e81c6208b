"""A system that writes a source of its nation, for tests."""

import json
import re
from typing import Any
from uuid import UUID

from services.common.testing import Person, subject
from services.registry.tests.conftest import EXERCISE, House

PLACE, BULK = "/v1/feeds", "/v1/activities/bulk"
US_ADMIN = subject("USA", name="Mr. Poole", roles=["national_admin"])
UK_ADMIN = subject("GBR", name="Ms. Ward", roles=["national_admin"])


def system(nation: str, number: int) -> Person:
    """A system with its id in the directory; every token says that it came by the gateway."""
    name = f"System {number} of {nation}"
    made = subject(nation, id=str(UUID(int=number)), name=name, roles=["partner_system"])
    return Person({**made.claims, "azp": "gateway"})


GTMS, JTS, ANOTHER = 1, 2, 3
US_SYSTEM, UK_SYSTEM = system("USA", GTMS), system("GBR", JTS)
ROW = {name: EXERCISE[name] for name in ("title", "tool", "start", "end", "lead", "participants", "people")}


def row(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {"source_id": f"A-{number}", **ROW, **fields}


async def granted(house: House, admin: Person = US_ADMIN, number: int = GTMS) -> Any:
    return await house.post(admin, PLACE, {"source": "GTMS", "system": str(UUID(int=number))})


async def send(
    house: House,
    rows: list[Any],
    by: Person = US_SYSTEM,
    status: int = 200,
    source: str = "GTMS",
    **more: Any,
) -> Any:
    return await house.post(by, BULK, {"source": source, "rows": rows, **more}, status)


def fates(answer: Any) -> list[str]:
    return [one["outcome"] for one in answer["rows"]]


def without_ids(answer: Any) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\"trace_id\": \"[^\"]*\"", "", json.dumps(answer))
