"""Before saving: what an activity would overlap with, of what the reader may read, and nothing else.

No hidden record is looked at, also not by presence: a question that costs nothing must answer nothing about
what the asker may not read.
"""

from typing import Any
from uuid import UUID

from services.common.dated import imprecise
from services.common.db import Unit
from services.common.row_store import known
from services.common.verdicts import Verdict
from services.registry.deconfliction.detect import facts_of
from services.registry.deconfliction.exact import shared_days
from services.registry.deconfliction.names import names_of
from services.registry.deconfliction.plans import plan_of, told_words
from services.registry.deconfliction.schemas import CheckIn
from services.registry.domain.overlap import Compared, Plan, compare
from services.registry.domain.record import hosts_of
from services.registry.hosts.loads import load_beside
from services.registry.models import ActivityRow, UnitRow

MOST = 50
_CANDIDATES = """SELECT DISTINCT activity_id FROM overlap_fact
WHERE country = ANY(%(countries)s) AND last >= %(first)s AND first <= %(last)s AND owner <> %(owner)s
    AND activity_id IS DISTINCT FROM %(id)s
    AND (%(areas)s::text[] IS NULL OR areas IS NULL OR areas && %(areas)s::text[])
    AND (%(units)s::text[] IS NULL OR units IS NULL OR units && %(units)s::text[])"""


def plan_in(body: CheckIn) -> Plan:
    """The plan of what a writer is about to save."""
    parts = [part.model_dump(mode="json") for part in body.participants]
    record: dict[str, Any] = {
        "participants": parts, "unit_ids": body.unit_ids, "capability_areas": body.capability_areas,
        "places": [place.model_dump() for place in body.places], "hosts": body.hosts or hosts_of(parts),
    }  # fmt: skip
    for name in ("start", "end"):
        date = imprecise(getattr(body, name), f"/{name}")
        record |= {f"{name}_first": date.first(), f"{name}_last": date.last()}
    return plan_of(record)


async def check(unit: Unit, body: CheckIn) -> dict[str, Any]:
    """Compare what is about to be saved with every visible record that it can meet.

    422 ``unknown_activity``, ``unknown_unit`` for what is missing or hidden.
    """
    await _known(unit, body)
    plan = plan_in(body)
    if plan.unplaced:
        return {"definite": 0, "possible": 0, "items": [], "not_compared": plan.unplaced, "load": []}
    owner = "+".join(sorted(body.owner or [unit.subject.nation]))
    found = await _compared(unit, plan, owner, body.id)
    names = await names_of(unit, [one for one, _ in found])
    seen = [(one, told) for one, told in found if one in names]
    unit.shown("activity", [one for one, _ in seen[:MOST]])
    return {
        "definite": sum(told.answer is Verdict.DEFINITE for _, told in seen),
        "possible": sum(told.answer is Verdict.POSSIBLE for _, told in seen),
        "items": [_line(body, names[one], told) for one, told in seen[:MOST]],
        "not_compared": [],
        "load": await load_beside(unit, plan.countries, plan.span),
    }  # fmt: skip


async def _known(unit: Unit, body: CheckIn) -> None:
    if body.id is not None:
        await known(unit, ActivityRow, body.id, "/id")
    for number, one in enumerate(body.unit_ids):
        await known(unit, UnitRow, one, f"/unit_ids/{number}")
    for number, part in enumerate(body.participants):
        if part.unit_id is not None:
            await known(unit, UnitRow, part.unit_id, f"/participants/{number}/unit_id")


async def _compared(unit: Unit, plan: Plan, owner: str, own: UUID | None) -> list[tuple[UUID, Compared]]:
    asked = {
        "countries": plan.countries, "first": plan.span.start_first, "last": plan.span.end_last,
        "owner": owner, "id": own, "areas": told_words(plan.capabilities), "units": told_words(plan.audience),
    }  # fmt: skip
    rows = await (await unit.conn.execute(_CANDIDATES, asked)).fetchall()
    facts = await facts_of(unit, [row["activity_id"] for row in rows])
    told = [(one, compare(plan, fact.plan)) for one, fact in facts.items()]
    some = [(one, answer) for one, answer in told if answer.answer is not Verdict.NONE]
    return sorted(some, key=lambda pair: (pair[1].answer, -pair[1].weight, pair[0]))


def _line(body: CheckIn, name: dict[str, Any], told: Compared) -> dict[str, Any]:
    own = {end: imprecise(getattr(body, end), f"/{end}") for end in ("start", "end")}
    return shared_days((own, name), told.first, told.last) | {
        "kind": told.answer.value, "country": told.country,
        "dimensions": {
            "audience": told.audience, "capability": told.capability, "place": told.place, "time": told.time,
        },
        "why": told.why(), "activity": name,
    }  # fmt: skip
