"""A plan against the caveats that the reader reads, a nation after the other.

Only what the reader reads is looked at: of a nation of which they read no caveat the answer is *unknown*, and
an answer over those that they read says that it is over those. Each nation's restrictions are weighed apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.common import labelling
from services.common.db import Unit
from services.common.label_api import roll_up_view
from services.common.labels.nation_names import NATION_NAMES
from services.common.verdicts import Verdict
from services.sharing.caveats import repository
from services.sharing.caveats.compared import caveat_of, description_of, name
from services.sharing.caveats.schemas import PlanIn
from services.sharing.caveats.vocabulary import words
from services.sharing.domain.caveat_words import why
from services.sharing.domain.caveats import Caveat, CaveatKind, Described, Weighed, weigh
from services.sharing.domain.describe import describe, found_tasks, operation_of
from services.sharing.domain.fills import Bearing, Fill, answer_of, bearings
from services.sharing.domain.said import Met
from services.sharing.items.sight import looking

Row = Mapping[str, Any]
_ORDER = {"definite": 0, "possible": 1, "unknown": 2, "none_read": 3}
_NAMED = ("id", "ref", "nation", "kind", "dimension", "subject", "published", "lift_by", "lift_days")
_ANSWERS = {Met.WHOLLY: "definite", Met.PARTLY: "definite", Met.POSSIBLE: "possible", Met.NONE: "none"}


async def check(unit: Unit, body: PlanIn) -> dict[str, Any]:
    """What a plan meets of the caveats that the reader reads, the firmest answers first."""
    await looking(unit)
    said = description_of(body)
    plan, tasks = describe(said, words()), found_tasks(said, words()["tasks"])
    rows = {str(row["id"]): row for row in await repository.standing(unit)}
    for label_id in {row["label_id"] for row in rows.values()}:
        await unit.label(label_id)
    answering = _Answering(unit, plan, rows)
    nations = [one for nation in answering.nations() if (one := answering.of(nation))]
    shown = sorted(answering.shown)
    unit.shown("caveat", shown)
    labels = [rows[one]["label_id"] for one in shown]
    vocabulary = words()["tasks"]
    return {
        "nations": sorted(nations, key=lambda one: (_ORDER[one["answer"]], one["nation"])),
        "operation": name("operation", operation_of(said, words()["operations"])),
        "tasks": [{"code": code, "name": vocabulary.name(code)} for code in sorted(tasks)],
        "label": (await roll_up_view(unit, labels)).model_dump() if labels else None,
    }


class _Answering:
    """The answers of nations over one plan, and the caveats that they name."""

    def __init__(self, unit: Unit, plan: Described, rows: Mapping[str, Row]) -> None:
        self._unit, self._plan, self._rows = unit, plan, rows
        self._caveats = [caveat_of(row) for row in rows.values()]
        self._bearings = bearings(self._caveats, plan)
        self.shown: set[str] = set()

    def nations(self) -> list[str]:
        """Who takes part, and whose restrictions may be met beside."""
        met = {one.weighed.caveat.nation for one in self._bearings}
        return sorted({*self._plan.nations.named, *met})

    def of(self, nation: str) -> dict[str, Any]:
        """The answer of one nation."""
        own = [one for one in self._caveats if one.nation == nation]
        met = [one for one in self._bearings if one.weighed.caveat.nation == nation]
        takes_part = nation in self._plan.nations.named
        rest = [weighed for one in own if one.kind is CaveatKind.RESTRICTION
                if (weighed := weigh(one, self._plan)).answer is Verdict.NONE]  # fmt: skip
        answer: str = answer_of(met).value
        if answer == Verdict.NONE.value:
            answer = "none_read" if own else "unknown"
        return {
            "nation": nation, "answer": answer, "takes_part": takes_part, "read": len(own),
            "says": _says(nation, answer, met, len(own)),
            "met": [self._met(one) for one in sorted(met, key=_firmest)],
            "not_met": [self._why(one) for one in rest],
            "permitted": self._permitted(own) if takes_part else [],
        }  # fmt: skip

    def _permitted(self, own: Iterable[Caveat]) -> list[dict[str, Any]]:
        """The permissions of a nation that hold here, surely or perhaps."""
        held = (weigh(one, self._plan) for one in own if one.kind is CaveatKind.PERMISSION)
        return [{"caveat": self._named(one.caveat.id), "answer": one.answer.value}
                for one in held if one.answer is not Verdict.NONE]  # fmt: skip

    def _met(self, one: Bearing) -> dict[str, Any]:
        return self._why(one.weighed) | {
            "answer": one.weighed.answer.value, "lifted": one.lifted,
            "lifted_by": self._fills(one.lifts), "filled_by": self._fills(one.fills),
        }  # fmt: skip

    def _why(self, weighed: Weighed) -> dict[str, Any]:
        told = [{"term": term, "answer": _ANSWERS[met], "says": says}
                for term, met, says in why(weighed, self._plan, name)]  # fmt: skip
        return {"caveat": self._named(weighed.caveat.id), "why": told}

    def _fills(self, fills: Iterable[Fill]) -> list[dict[str, Any]]:
        return [{"caveat": self._named(fill.permission.id), "answer": fill.answer.value} for fill in fills]

    def _named(self, caveat_id: str) -> dict[str, Any]:
        self.shown.add(caveat_id)
        row = self._rows[caveat_id]
        label = labelling.view(self._unit, row["label_id"])
        return {field: row[field] for field in _NAMED} | {"label": label}


def _firmest(one: Bearing) -> tuple[bool, bool, str]:
    return one.lifted, one.weighed.answer is not Verdict.DEFINITE, one.weighed.caveat.id


def _says(nation: str, answer: str, met: Sequence[Bearing], read: int) -> str:
    """The answer in a sentence."""
    who = NATION_NAMES.get(nation, nation)
    if answer == "unknown":
        return f"You read no caveat of {who}: whether it has one is not known here."
    if answer == "none_read":
        lifted = any(one.lifted for one in met)
        told = "is met and not lifted" if lifted else "is met"
        return f"None of the caveats of {who} that you read {told} ({read}); it may have others."
    standing = [one for one in met if not one.lifted]
    filled = sorted({fill.permission.nation for one in standing for fill in one.fills})
    names = " or ".join(NATION_NAMES.get(one, one) for one in filled)
    says = f"A caveat of {who} forbids it." if answer == "definite" else f"A caveat of {who} may forbid it."
    return f"{says} A permission of {names} fills the gap." if filled else says
