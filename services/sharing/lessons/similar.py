"""Which lessons an activity should know of, and which activities are like what a lesson comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.sharing.domain.alike import ENOUGH, Alike, Work, alike, years_of
from services.sharing.domain.topics import fold, topic_of
from services.sharing.items.sight import looking
from services.sharing.lessons import repository
from services.sharing.lessons.topics import all_topics

MOST = 20
Body = Mapping[str, Any]


async def for_activity(unit: Unit, activity_id: UUID | None, said: Work) -> dict[str, Any]:
    """Lessons for an activity, by what is known of it here and what is ``said`` of it; none where the reader
    may not know of it and nothing is said.
    """
    await looking(unit)
    row = await repository.activity(unit, activity_id) if activity_id is not None else None
    work = await _by_any_name(unit, _of_activity(row) if row is not None else said)
    found = await repository.lessons_like(unit, _asked(work))
    await _know_labels(unit, found)
    unit.shown("lesson", [body["id"] for body in found])
    return {"items": [_finished(unit, body, why) for body in found if (why := alike(work, _of_body(body)))]}


async def counterparts(unit: Unit, lesson_id: UUID) -> dict[str, Any]:
    """Activities with the same units, areas, countries or kind as a lesson; 404 where that is hidden."""
    await looking(unit)
    lesson = await repository.lesson_json(unit, lesson_id)
    if lesson is None:
        raise NOT_FOUND()
    units = [*lesson["units"], *([lesson["source_unit"]] if lesson["source_unit"] else [])]
    areas = [*lesson["capability_areas"], *lesson["topics"]]
    work = await _by_any_name(unit, work_of(lesson["tool"], units, areas, lesson["countries"]))
    found = await repository.activities_like(unit, _asked(work))
    await _know_labels(unit, found)
    unit.shown("activity", [body["id"] for body in found])
    items = []
    for body in found:
        other = work_of(body["tool"], _names(body["units"]), body["areas"], body["countries"])
        if why := alike(work, other):
            items.append(_finished(unit, body, why))
    return {"items": items}


def work_of(tool: str, units: Iterable[str], areas: Iterable[str], countries: Iterable[str]) -> Work:
    """What is compared, with its keys."""
    return Work(
        tool, {fold(one): one for one in units}, {fold(one): one for one in areas}, frozenset(countries)
    )


async def _by_any_name(unit: Unit, work: Work) -> Work:
    """The same, its areas by every name that a topic of the list has."""
    topics = await all_topics(unit)
    more = {
        key: shown
        for shown in work.areas.values()
        if (topic := topic_of(shown, topics))
        for key in topic.keys
    }
    return replace(work, areas={**more, **work.areas})


def _of_activity(row: Body) -> Work:
    return work_of(row["tool"], _names(row["units"]), row["capability_areas"], row["hosts"])


def _of_body(body: Body) -> Work:
    return work_of(body["tool"], body["units"], [*body["areas"], *body["topics"]], body["countries"])


def _names(units: Iterable[Mapping[str, str]]) -> list[str]:
    return [one["unit"] for one in units if one["unit"]]


def _asked(work: Work) -> dict[str, Any]:
    return {
        "units": list(work.units), "areas": list(work.areas), "countries": sorted(work.countries),
        "tool": work.tool, "enough": ENOUGH, "most": MOST,
    }  # fmt: skip


def _finished(unit: Unit, body: Body, why: Alike) -> dict[str, Any]:
    common = {
        "units": why.units, "areas": why.areas, "countries": why.countries, "tool": why.tool,
        "years": list(years_of(body["begins"], body["ends"]) or ()),
    }  # fmt: skip
    compared = {"tool", "areas", "countries", "begins", "ends", "label_id"}
    rest = {key: value for key, value in body.items() if key not in compared}
    return rest | {"why": common, "label": labelling.view(unit, body["label_id"])}


async def _know_labels(unit: Unit, bodies: Iterable[Body]) -> None:
    for body in bodies:
        await unit.label(body["label_id"])
