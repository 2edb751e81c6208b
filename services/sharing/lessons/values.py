"""What a request says of a lesson as columns of its row."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from services.common.dated import imprecise
from services.sharing.domain.lessons import ActionState, Said
from services.sharing.domain.topics import Topic, fold, sorted_out
from services.sharing.lessons.links import has_evidence

NO_DUE: Final = date(9999, 12, 31)
"""Behind every day that is known."""
DATES: Final = ("due", "validated_on", "begins", "ends")
_PLAIN: Final = (
    "title", "language", "observation", "discussion", "conclusion", "recommendation", "action",
    "action_nation", "action_office", "action_state", "validated_by", "validated_how", "source_nation",
    "source_exercise", "source_unit", "tool", "units", "capability_areas", "countries",
)  # fmt: skip
_SECTIONS: Final = (
    "observation", "conclusion", "recommendation", "action", "action_nation", "validated_by", "validated_on",
    "validated_how",
)  # fmt: skip


def columns(said: Mapping[str, Any], topics: Sequence[Topic]) -> dict[str, Any]:
    """The columns that a request sets; null empties a text and makes a date unknown. 422 ``no_such_date``."""
    values = {name: said[name] or "" for name in _PLAIN if name in said and said[name] is not None}
    values |= {name: "" for name in ("action_nation", "source_nation", "tool") if said.get(name, "") is None}
    values |= {name: list(said[name]) for name in ("units", "capability_areas", "countries") if name in said}
    for name in DATES:
        if name in said:
            imprecise(said[name], f"/{name}")
            values[name] = said[name]
    if "due" in values:
        values["due_by"] = imprecise(values["due"], "/due").last() or NO_DUE
    if "tags" in said:
        values["topics"], values["tags"] = sorted_out(said["tags"], topics)
    return values


def keys(row: Mapping[str, Any]) -> dict[str, list[str]]:
    """The columns by which a lesson is found and compared, of what it says."""
    return {
        "tag_keys": _folded(row["tags"]),
        "area_keys": _folded([*row["capability_areas"], *row["topics"]]),
        "unit_keys": _folded([*row["units"], *([row["source_unit"]] if row["source_unit"] else [])]),
    }


def said_of(row: Mapping[str, Any]) -> Said:
    """What a lesson says, by name, for the rules of its steps."""
    found = {name for name in _SECTIONS if row[name]}
    done = {"action_done"} if row["action_state"] == ActionState.DONE else set()
    return frozenset(found | done | ({"evidence"} if has_evidence(row["links"]) else set()))


def _folded(texts: Iterable[str]) -> list[str]:
    return sorted({fold(one) for one in texts} - {""})
