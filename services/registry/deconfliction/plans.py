"""Of an activity's record what decides its overlaps (`domain.overlap.Plan`), and that as a row to keep."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from services.common.spans import Span
from services.registry.domain.overlap import Plan
from services.registry.domain.places import Place, places_of
from services.registry.domain.terms import Terms

LIVE: Final = frozenset({"proposed", "planned", "confirmed", "underway"})
"""Statuses that can still overlap. What is postponed has no date that counts until it is planned anew."""
_AUDIENCE: Final = frozenset({"host", "recipient"})
_BESIDE: Final = "observer"

Record = Mapping[str, Any]


def plan_of(record: Record) -> Plan:
    """The plan of an activity's columns (of a row of ``activity``, or of what a writer is about to save)."""
    named = [_place(place) for place in record["places"]]
    return Plan(
        audience_of(record["participants"], record["unit_ids"]),
        Terms.of(record["capability_areas"]),
        places_of(named, record["hosts"]),
        Span.of((record["start_first"], record["start_last"]), (record["end_first"], record["end_last"])),
    )


def audience_of(participants: Iterable[Record], unit_ids: Iterable[Any] = ()) -> Terms:
    """The units that take part, observers left out, by nation and name and by the registry's own id.

    They are all only if each host and recipient names its unit.
    """
    parts = [part for part in participants if part.get("role") != _BESIDE]
    named = [f"{part.get('nation') or ''} {part['unit']}" for part in parts if part.get("unit")]
    unnamed = any(part.get("role") in _AUDIENCE and not part.get("unit") for part in parts)
    audience = any(part.get("role") in _AUDIENCE for part in parts)
    ids = frozenset(frozenset({str(one)}) for one in unit_ids)
    told = Terms.of(named, audience and not unnamed)
    return Terms(told.named | ids, told.complete)


def _place(place: Record) -> Place:
    lat, lon = place.get("lat"), place.get("lon")
    point = (float(lat), float(lon)) if lat is not None and lon is not None else None
    return Place(place.get("country") or "", place.get("name") or "", point)


def over(record: Record, today: date) -> bool:
    """Whether nothing of the activity can still overlap: it is over, or off."""
    if record["status"] not in LIVE:
        return True
    said = record["end_last"] or record["start_last"]
    return said is not None and said < today and record["status"] != "underway"


def kept(plan: Plan) -> dict[str, Any]:
    """The plan as JSON; `unkept` reads it."""
    span = plan.span
    return {
        "a": _terms(plan.audience), "c": _terms(plan.capabilities),
        "p": [[one.country, one.name, *(one.point or ())] for one in plan.places],
        "s": [day.toordinal() for day in (span.start_first, span.start_last, span.end_first, span.end_last)],
    }  # fmt: skip


def unkept(body: Mapping[str, Any]) -> Plan:
    """The plan of `kept`."""
    places = (Place(one[0], one[1], (one[2], one[3]) if len(one) > 2 else None) for one in body["p"])
    days = [date.fromordinal(number) for number in body["s"]]
    return Plan(_told(body["a"]), _told(body["c"]), tuple(places), Span(*days))


def _terms(terms: Terms) -> list[Any]:
    return [terms.complete, *(sorted(term) for term in terms.named)]


def _told(body: list[Any]) -> Terms:
    return Terms(frozenset(frozenset(term) for term in body[1:]), body[0])


def told_words(terms: Terms) -> list[str] | None:
    """All words of terms of which all are named: two records without one in common share no term.

    None where some are not named: then nothing can be left out.
    """
    return sorted({word for term in terms.named for word in term}) if terms.complete else None
