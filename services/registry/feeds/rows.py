"""The rows of a bulk request: each is read by itself, and refused by itself."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from pydantic import ValidationError

from services.common.errors import FieldError, Problem, field_error
from services.common.nul import DETAIL, NO_NUL, within
from services.registry.feeds.schemas import Outcome, RowIn


@dataclass(slots=True)
class Sent:
    """A row as it was sent, and what became of it: ``said`` is None where it cannot be read."""

    number: int
    source_id: str
    said: RowIn | None = None
    outcome: Outcome = Outcome.REFUSED
    id: str | None = None
    errors: list[FieldError] = field(default_factory=list)

    def refuse(self, errors: Iterable[FieldError]) -> None:
        """Refuses the row for the fields that errors name, as they stand in the request."""
        self.outcome, self.id = Outcome.REFUSED, None
        self.errors = [
            FieldError(pointer=f"/rows/{self.number}{one.pointer}", rule=one.rule, detail=one.detail)
            for one in errors
        ]

    def refuse_for(self, problem: Problem) -> None:
        """Refuses it for what a rule of activities says of it."""
        self.refuse(problem.errors)

    def digest(self) -> bytes:
        """Of all that it says: a row that says the same again does nothing."""
        assert self.said is not None, "a refused row is not compared"
        return hashlib.sha256(orjson.dumps(self.said.model_dump(mode="json"))).digest()

    def view(self) -> dict[str, Any]:
        """The JSON of the result."""
        return {
            "row": self.number, "source_id": self.source_id, "outcome": self.outcome, "id": self.id,
            "errors": [one.model_dump() for one in self.errors],
        }  # fmt: skip


def read(rows: Sequence[RowIn | dict[str, Any]]) -> list[Sent]:
    """Every row; one that breaks a rule of its fields is refused, or that names what an earlier one names."""
    seen: set[str] = set()
    found = []
    for number, raw in enumerate(rows):
        one = _read(number, raw)
        if one.said is not None and one.source_id in seen:
            one.said = None
            one.refuse([FieldError(pointer="/source_id", rule="source_id_twice")])
        seen.add(one.source_id)
        found.append(one)
    return found


def _read(number: int, raw: RowIn | dict[str, Any]) -> Sent:
    if isinstance(raw, dict):
        one = Sent(number, _name(raw.get("source_id")))
        try:
            RowIn.model_validate(raw)
        except ValidationError as error:
            one.refuse(field_error(item, item["loc"]) for item in error.errors())
        return one
    one = Sent(number, raw.source_id)
    if found := list(within(raw.model_dump(mode="json"), "")):
        one.refuse(FieldError(pointer=place, rule=NO_NUL, detail=DETAIL) for place in found)
        return one
    one.said = RowIn(**dict(raw))  # a row is the whole record: what it leaves out is said to be unknown
    return one


def _name(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text[:200].encode(errors="replace").decode()
