"""An import as a person does it through the interface, for tests."""

import csv
import io
from typing import Any

from services.common.references import uuid7
from services.common.testing import Person
from services.registry.imports.worker import look
from services.registry.tests.conftest import US, House, shared

LABEL = shared("USA", "GBR")
COLUMNS = ("id", "title", "country", "start", "people", "cost", "unit")
ROWS = [
    ["1", "Staff talks", "Fiji", "2026-05-01", "12", "$1,000", "1st Battalion"],
    ["2", "Staff talks", "Fiji", "2026-05-01", "12", "$1,000", "1st  Battalion"],
    ["3", "Harbour course", "Iraq ", "5/2026", "4", "", "-"],
    ["4", "", "Iraq", "2026", "", "", ""],
    ["5", "Range control", "Atlantis", "2/30/2026", "x", "free", "2nd Company"],
]


def csv_of(rows: list[list[str]], columns: tuple[str, ...] = COLUMNS, delimiter: str = ",") -> bytes:
    """A file of rows."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([columns, *rows])
    return out.getvalue().encode()


async def work(house: House) -> int:
    """Let the worker do all that there is to do; how many imports it took up."""
    done = 0
    while await look(house.app.state.database, house.app.state.revocations, "worker"):
        done += 1
    return done


async def begun(
    house: House, content: bytes, name: str = "list.csv", person: Person = US, **fields: Any
) -> Any:
    """An import whose file is received and seen."""
    body = {"name": name, "label": LABEL, "size": len(content)} | fields
    made = await house.post(person, "/v1/imports", body)
    place, size = f"/v1/imports/{made['id']}", made["piece_size"]
    client = await house.as_(person)
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    for number, piece in enumerate(pieces):
        answer = await client.post(f"{place}/pieces/{number}", content=piece)
        assert answer.status_code == 200, answer.text
    return await act(house, made, "received", {"pieces": len(pieces)}, person=person, status=200)


async def act(
    house: House, one: Any, name: str, body: Any = None, *, person: Person = US, status: int = 202,
    method: str = "POST",
) -> Any:  # fmt: skip
    """One of an import's acts."""
    place = f"/v1/imports/{one['id']}"
    return await house.change(person, f"{place}/{name}", body or {}, of=place, method=method, status=status)


async def ended(house: House, one: Any, person: Person = US) -> Any:
    """The import after the worker has done its work."""
    await work(house)
    return await house.get(person, f"/v1/imports/{one['id']}")


async def imported(
    house: House, content: bytes, name: str = "list.csv", person: Person = US, label: Any = LABEL,
    **choices: str,
) -> Any:  # fmt: skip
    """A whole import, run to its end."""
    one = await begun(house, content, name, person, profile=None, label=label)
    if one["mapping"]["identity"]["source"] != "desk":
        mapping = one["mapping"]
        mapping["identity"]["source"] = "desk"
        one = await act(house, one, "mapping", mapping, person=person, status=200, method="PUT")
    await act(house, one, "start", choices, person=person)
    return await ended(house, one, person)


def fresh_key() -> dict[str, str]:
    """The header of a creating request."""
    return {"Idempotency-Key": str(uuid7())}
