"""What a request says of an activity, as columns of its record."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from services.common.dated import dated, imprecise
from services.common.db import Unit
from services.common.errors import unprocessable
from services.common.owning import widens
from services.common.row_store import known
from services.registry.activities.schemas import ActivityFields, PartIn
from services.registry.domain.record import audience_of, hosts_of, likeness, nations_of, place_of
from services.registry.domain.values import Answer
from services.registry.models import ActivityRow, SeriesRow, UnitRow
from services.registry.units.service import named

Namer = Callable[[Unit, str, str, int, str], Awaitable[UUID | None]]
_PLAIN = (
    "title", "description", "tool", "cell", "purposes", "capability_areas", "sponsor", "lead", "fiscal_year",
    "people", "legal_authority", "programme", "operation", "mode",
)  # fmt: skip
_EMPTY = {"tool", "cell", "lead", "mode"}


async def columns(
    unit: Unit, body: ActivityFields, label_id: int, owner: str, name_unit: Namer = named
) -> dict[str, Any]:
    """The columns of what a request says, and nothing of what it leaves out. ``name_unit``: see `named`.

    422: ``null_not_taken`` for a title that is null; ``no_such_date``; ``unknown_series``,
    ``unknown_unit``; ``unit_is_narrower`` for a unit by its id alone that not all who see the activity see.
    """
    said = body.model_dump(mode="json", exclude_unset=True)
    if "title" in said and said["title"] is None:
        raise unprocessable("/title", "null_not_taken", "An activity has a title.")
    values = {name: said[name] for name in _PLAIN if name in said}
    values |= {name: values[name] or "" for name in _EMPTY & values.keys()}
    for name in ("start", "end"):
        if name in said:
            dated(values, name, imprecise(said[name], f"/{name}"))
    if "cost" in said:
        values["cost"] = body.cost.amount if body.cost else None
        values["currency"] = body.cost.currency if body.cost else ""
    if "series" in said:
        values["series_id"] = body.series
        if body.series is not None:
            await known(unit, SeriesRow, body.series, "/series")
    if "participants" in said:
        values["participants"] = [
            await _part(unit, part, f"/participants/{number}", label_id, owner, name_unit)
            for number, part in enumerate(body.participants)
        ]
    if "places" in said:
        values["places"] = [place.model_dump() for place in body.places]
    return values


async def _part(
    unit: Unit, part: PartIn, pointer: str, label_id: int, owner: str, name_unit: Namer
) -> dict[str, Any]:
    unit_id, name = part.unit_id, part.unit
    if unit_id is not None:
        found = await known(unit, UnitRow, unit_id, f"{pointer}/unit_id")
        if found.nation != part.nation:
            raise unprocessable(f"{pointer}/unit_id", "unit_of_nation", "The unit is another nation's.")
        if not widens(unit, await unit.label(found.label_id), await unit.label(label_id)):
            name = found.name
        elif not name:  # LABELS: what a field is picked from is no consent to show it to more
            raise unprocessable(
                f"{pointer}/unit_id",
                "unit_is_narrower",
                "Fewer see the unit than this: say its name.",
            )
    elif name:
        unit_id = await name_unit(unit, part.nation, name, label_id, owner)
    own = part.nation == unit.subject.nation
    return {
        "nation": part.nation, "role": part.role.value, "unit_id": str(unit_id) if unit_id else None,
        "unit": name, "people": part.people, "answer": (Answer.ACCEPTED if own else Answer.PENDING).value,
    }  # fmt: skip


def keep_answers(values: dict[str, Any], before: list[dict[str, Any]]) -> None:
    """Whoever has answered for a part that stays as it was has answered: its answer is kept."""
    terms = ("nation", "role", "unit", "people")
    known_answers = {tuple(part.get(term) for term in terms): part["answer"] for part in before}
    for part in values.get("participants", ()):
        answer = known_answers.get(tuple(part.get(term) for term in terms))
        if answer is not None:
            part["answer"] = answer


def derived(row: dict[str, Any]) -> dict[str, Any]:
    """The columns that follow from the others; 422 ``date_order`` where it ends before it starts."""
    if row["end_last"] and row["start_first"] and row["end_last"] < row["start_first"]:
        raise unprocessable("/end", "date_order", "It ends before it starts.")
    parts = row["participants"]
    hosts, audience, place = hosts_of(parts), audience_of(parts), place_of(row["places"])
    units = dict.fromkeys(part["unit_id"] for part in parts if part.get("unit_id"))
    return {
        "hosts": hosts, "nations": nations_of(row["lead"], parts), "place": place, "audience": audience,
        "unit_ids": [UUID(one) for one in units],
        "alike": likeness(row["title"], hosts, audience, place, row["start_first"], row["end_first"]),
    }  # fmt: skip


def merged(row: ActivityRow, values: dict[str, Any]) -> dict[str, Any]:
    """A record as it would be with these columns."""
    return row.model_dump() | values
