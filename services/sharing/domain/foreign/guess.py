"""What the columns of a foreign collection probably are: by their names, then by what stands in them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from services.sharing.domain.foreign.cells import period_of
from services.sharing.domain.foreign.nations import nation_of
from services.sharing.domain.topics import fold

_NAMES: Final = """
source_id: id|identifier|number|no|nr|ref|reference|lesson id|lesson number|record id|observation id
source_id: llid|serial|key
title: title|subject|headline|name|lesson title|topic title|short title
observation: observation|observations|what happened|description|issue|event|finding|observed
observation: situation|details|text
discussion: discussion|analysis|background|comment|comments|remarks|why|root cause|cause
conclusion: conclusion|conclusions|lesson|lesson identified|lessons identified|lesson learned
conclusion: insight|so what
recommendation: recommendation|recommendations|recommended action|proposal|way ahead|advice
action: remedial action|action|actions|action taken|corrective action|follow up|task
action_office: action body|action office|office|opr|owner|responsible|action addressee|lead office
action_office: office of primary responsibility
action_nation: action nation|responsible nation|lead nation
due: due|due date|suspense|deadline|target date|complete by
source_nation: nation|country of origin|originating nation|submitting nation|submitter nation
source_nation: originator|contributor
source_exercise: exercise|operation|event name|exercise operation|exercise or operation|activity
source_exercise: source|source event
source_unit: unit|organisation|command|submitting unit|formation|originating unit
period: date|dates|year|years|period|date of observation|observation date|when|time frame|timeframe
countries: country|countries|location|area|theatre|host nation|place
tags: tags|tag|keywords|keyword|topic|topics|category|categories|theme|themes|subject area
tags: doctrine area|functional area
label: classification|marking|security classification|releasability|caveat|security marking|label
label: protective marking
"""
_BY_NAME: Final = {
    fold(name): field
    for line in _NAMES.strip().splitlines()
    for field, _, names in [line.partition(": ")]
    for name in names.split("|")
}
FIELDS: Final = tuple(dict.fromkeys(line.partition(":")[0] for line in _NAMES.strip().splitlines()))
"""What a column can be."""
MANY: Final = frozenset({"discussion", "tags", "countries"})
"""Fields that several columns may fill."""
_MOSTLY: Final = 0.7


def names_known(cells: Sequence[str]) -> int:
    """How many cells of a line name a field."""
    return sum(1 for cell in cells if _named(cell))


def guessed(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """The field of each column that has one; ``rows`` are those that are looked at."""
    found: dict[str, str] = {}
    for name in header:
        field = _named(name)
        if field and (field in MANY or field not in found.values()):
            found[name] = field
    values = {
        name: [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        for place, name in enumerate(header)
        if name not in found
    }
    _by_values(found, values)
    return found


def _by_values(found: dict[str, str], values: Mapping[str, Sequence[str]]) -> None:
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("period", lambda one: period_of(one) is not None),
        ("source_nation", lambda one: nation_of(one) is not None),
    )
    for field, test in tests:
        name = next((n for n, cells in values.items() if n not in found and _mostly(cells, test)), None)
        if field not in found.values() and name is not None:
            found[name] = field
    left = {name: cells for name, cells in values.items() if name not in found and len(cells) > 0}
    codes = [
        name
        for name, cells in left.items()
        if len(set(cells)) == len(cells) > 1 and _mostly(cells, lambda one: len(one) < 20 and " " not in one)
    ]
    if "source_id" not in found.values() and codes:
        found[codes[0]] = "source_id"
        del left[codes[0]]
    lengths = {name: sum(map(len, cells)) / len(cells) for name, cells in left.items()}
    longest = sorted((name for name in lengths if lengths[name] > 20), key=lambda name: -lengths[name])
    for field, order in (("observation", longest), ("title", longest[::-1])):
        name = next((one for one in order if one not in found), None)
        if field not in found.values() and name is not None:
            found[name] = field


def _mostly(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(test, cells)) >= _MOSTLY * len(cells)


def _named(cell: str) -> str | None:
    return _BY_NAME.get(fold(cell)) if len(cell) < 100 else None
