"""Which source a field of a merged record is taken from, among those that a reader may read. Pure.

What a person chose stands; else for dates the most exact, for lists all together, for the rest what is
given, and of several the newest. A hidden source has no part in it: who may not read the chosen one sees
what the rule gives of the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class MergedField(StrEnum):
    """A field of a merged record."""

    TITLE = "title"
    DESCRIPTION = "description"
    TOOL = "tool"
    CELL = "cell"
    PURPOSES = "purposes"
    CAPABILITY_AREAS = "capability_areas"
    SPONSOR = "sponsor"
    LEAD = "lead"
    HOSTS = "hosts"
    NATIONS = "nations"
    AUDIENCE = "audience"
    PLACE = "place"
    START = "start"
    END = "end"
    FISCAL_YEAR = "fiscal_year"
    PEOPLE = "people"
    COST = "cost"
    PROGRAMME = "programme"
    OPERATION = "operation"
    LEGAL_AUTHORITY = "legal_authority"
    STATUS = "status"
    MODE = "mode"


FIELDS: Final = tuple(field.value for field in MergedField)
"""Their names."""
TOGETHER: Final = frozenset({"purposes", "capability_areas", "hosts", "nations"})
DATES: Final = frozenset({"start", "end"})
_EXACT: Final = {"day": 0, "month": 1, "year": 2}


class Why(StrEnum):
    """Why a value stands."""

    AGREED = "agreed"
    CHOSEN = "chosen"
    ONLY = "only"
    MORE_EXACT = "more_exact"
    NEWER = "newer"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Stands:
    """A field of the merged record: its value, the source that it is taken from (none where it is put
    together), why, and what the other sources say that differs.
    """

    value: Any
    source: str | None
    why: Why
    others: tuple[tuple[str, Any], ...] = ()


Source = Mapping[str, Any]
"""A source's fields, with ``id`` and ``changed`` (greater: newer)."""


def merged(sources: Sequence[Source], chosen: Mapping[str, str]) -> dict[str, Stands]:
    """Every field of the record that these sources make; ``chosen``: field to the id of a source."""
    return {field: _stands(field, sources, chosen.get(field)) for field in FIELDS}


def _stands(field: str, sources: Sequence[Source], chosen: str | None) -> Stands:
    given = [source for source in sources if _given(field, source[field])]
    picked = next((source for source in sources if source["id"] == chosen), None)
    if picked is not None:
        return _of(field, picked, Why.CHOSEN, sources)
    if not given:
        return Stands(sources[0][field], None, Why.AGREED)
    if all(source[field] == given[0][field] for source in given):
        return _of(field, given[0], Why.AGREED if len(given) == len(sources) else Why.ONLY, sources)
    if field in TOGETHER:
        values = tuple((source["id"], source[field]) for source in given)
        return Stands(sorted({one for source in given for one in source[field]}), None, Why.TOGETHER, values)
    if field in DATES:
        return _exact(field, given, sources)
    return _of(field, max(given, key=_newest), Why.NEWER, sources)


def _exact(field: str, given: Sequence[Source], sources: Sequence[Source]) -> Stands:
    best = min(_EXACT[source[field]["precision"]] for source in given)
    exact = [source for source in given if _EXACT[source[field]["precision"]] == best]
    why = Why.MORE_EXACT if len(exact) == 1 else Why.NEWER
    return _of(field, max(exact, key=_newest), why, sources)


def _newest(source: Source) -> tuple[Any, str]:
    return source["changed"], source["id"]


def _given(field: str, value: Any) -> bool:
    return value["value"] is not None if field in DATES else value not in (None, "", [])


def _of(field: str, source: Source, why: Why, sources: Sequence[Source]) -> Stands:
    others = tuple((one["id"], one[field]) for one in sources if one[field] != source[field])
    return Stands(source[field], source["id"], why, others)
