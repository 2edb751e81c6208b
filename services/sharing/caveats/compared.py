"""Rows and requests, made comparable."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.common.dated import imprecise
from services.common.labels.nation_names import NATION_NAMES
from services.common.spans import Span
from services.sharing.caveats.schemas import PlanIn
from services.sharing.caveats.vocabulary import words
from services.sharing.domain.caveats import Caveat, CaveatKind, Terms
from services.sharing.domain.describe import Description, Part
from services.sharing.domain.said import Codes

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SAID = {
    "partnering": {"operational": "partnering with allies", "engagement": "engagement with third countries"},
    "light": {"dark": "after dark", "daylight": "by day"},
    "tools": {"information_sharing": "information sharing"},
}
_WORDS = {"tasks": "tasks", "forces": "forces", "weapons": "weapons", "operation": "operations"}


def caveat_of(row: Mapping[str, Any]) -> Caveat:
    """A caveat as it is compared: tasks, forces and weapons with the narrower words that they hold."""
    sets = {name: frozenset(row[name]) for name in ("countries", "tools", "partners", "months", "hours")}
    for name in ("tasks", "forces", "weapons"):
        sets[name] = words()[name].downward(row[name])
    operation = words()["operations"].code(row["operation"]) if row["operation"] else ""
    single = {"operation": operation, "partnering": row["partnering"], "light": row["light"]}
    terms = Terms(
        **sets, **{name: _one(value) for name, value in single.items()}, areas=tuple(row["areas"]),
        valid=_valid(row), most=row["most"], condition=row["condition"],
    )  # fmt: skip
    return Caveat(str(row["id"]), row["nation"], CaveatKind(row["kind"]), terms)


def _one(code: str) -> Codes:
    return frozenset({code}) if code else frozenset()


def _valid(row: Mapping[str, Any]) -> Span:
    """When it is in force: without a beginning always until its end, without an end always since."""
    begins = (row["from_first"] or date.min, row["from_last"] or date.min)
    ends = [
        (row[f"{name}_first"], row[f"{name}_last"]) for name in ("until", "lifted") if row[f"{name}_last"]
    ]
    return Span.of(begins, min(ends, default=(date.max, date.max)))


def description_of(body: PlanIn) -> Description:
    """What a request says of a plan. 422 ``no_such_date``."""
    start, end = (imprecise(getattr(body, name), f"/{name}") for name in ("start", "end"))
    parts = [Part(part.nation, part.role or "", part.people) for part in body.nations]
    return Description(
        words=body.words, tool=body.tool or "", tasks=body.tasks, forces=body.forces, weapons=body.weapons,
        parts=parts, hosts=body.hosts, countries=body.countries, places=body.places, operation=body.operation,
        partnering=body.partnering or "", light=body.light or "", hours=body.hours,
        span=Span.of((start.first(), start.last()), (end.first(), end.last())), people=body.people,
        complete=frozenset(body.complete),
    )  # fmt: skip


def name(term: str, code: str) -> str:
    """What a code of a term is called in a sentence."""
    if term in ("nation", "countries", "partners"):
        return NATION_NAMES.get(code, code)
    if term in _WORDS:
        return words()[_WORDS[term]].name(code)
    if term == "months":
        return _MONTHS[int(code) - 1]
    return f"{int(code):02}:00" if term == "hours" else _SAID.get(term, {}).get(code, code)
