"""The fields of an activity that a column can fill, in the order in which a workbench offers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from services.registry.domain.imports.cells import key_of
from services.registry.domain.values import MODE_WORDS, STATUS_WORDS, TOOL_WORDS, Cell, Mode, Status, Tool

_WORDS: Final[dict[str, Mapping[Any, Sequence[str]]]] = {
    "tool": TOOL_WORDS, "status": STATUS_WORDS, "mode": MODE_WORDS
}  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A field: its words, how its cells are read, the words it knows, the names that columns have for it."""

    name: str
    words: str
    reads: str
    known: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    constant: bool = True

    @cached_property
    def meant(self) -> dict[str, str]:
        """The value of each word that it knows, its own and those that planners write, by their `key_of`."""
        written = {word: value for value, words in _WORDS.get(self.name, {}).items() for word in words}
        return {
            key_of(word): str(value)
            for word, value in (written | dict(zip(self.known, self.known, strict=True))).items()
        }


def _values(words: type[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in words)


_ALL: Final = (
    Target(
        "title",
        "Title",
        "text",
        (),
        (
            "title",
            "course title",
            "course",
            "activity",
            "event",
            "name",
            "exercise",
            "subject",
            "engagement",
            "event title",
            "activity name",
            "activity title",
        ),
        False,
    ),
    Target(
        "description",
        "Description",
        "text",
        (),
        ("description", "details", "remarks", "comment", "notes", "summary"),
    ),
    Target(
        "host",
        "Host country",
        "country",
        (),
        (
            "country",
            "host",
            "host nation",
            "partner",
            "partner nation",
            "host country",
            "nation",
            "recipient",
            "recipient country",
            "where",
        ),
    ),
    Target(
        "nations",
        "Other nations that take part",
        "countries",
        (),
        ("nations", "participants", "participating nations", "contributors", "other nations", "with whom"),
    ),
    Target(
        "lead", "Lead nation", "country", (), ("lead", "lead nation", "lead country", "conducting nation")
    ),
    Target("sponsor", "Sponsor", "text", (), ("sponsor", "proponent", "office", "opr", "command")),
    Target(
        "tool",
        "Tool (kind of activity)",
        "word",
        _values(Tool),
        ("tool", "type", "kind", "activity type", "category"),
    ),
    Target("cell", "2x2 cell", "word", _values(Cell), ("cell", "2x2", "quadrant")),
    Target(
        "purposes", "Purposes", "words", (), ("purpose", "purposes", "objective", "aim", "what for", "why")
    ),
    Target(
        "capability_areas",
        "Capability areas",
        "words",
        (),
        ("capability", "capability area", "capability areas", "capabilities", "focus area"),
    ),
    Target(
        "unit",
        "Unit of the host",
        "text",
        (),
        (
            "student unit",
            "unit",
            "host unit",
            "partner unit",
            "trained unit",
            "receiving unit",
            "audience",
            "units",
        ),
    ),
    Target(
        "unit_lead",
        "Unit of the lead",
        "text",
        (),
        ("us unit", "lead unit", "training unit", "trainer", "conducting unit", "executing unit", "provider"),
    ),
    Target("place", "Place", "text", (), ("location", "place", "venue", "city", "where", "site"), False),
    Target(
        "start",
        "Start",
        "date",
        (),
        (
            "start date",
            "start",
            "from",
            "begin",
            "begin date",
            "date",
            "begins",
            "date from",
            "start dates",
            "dates",
        ),
        False,
    ),
    Target(
        "end",
        "End",
        "date",
        (),
        ("end date", "end", "to", "until", "finish", "ends", "date to", "finish date"),
        False,
    ),
    Target(
        "fiscal_year", "Fiscal year", "year", (), ("fiscal year", "fy", "year", "report fy", "budget year")
    ),
    Target(
        "people",
        "People",
        "whole",
        (),
        (
            "quantity",
            "people",
            "participants number",
            "number",
            "students",
            "trainees",
            "pax",
            "headcount",
            "personnel",
            "qty",
            "number of students",
        ),
        False,
    ),
    Target(
        "cost",
        "Cost",
        "money",
        (),
        ("total cost", "cost", "costs", "amount", "value", "budget", "funding", "price"),
        False,
    ),
    Target("currency", "Currency", "currency", (), ("currency", "cur", "ccy")),
    Target("legal_authority", "Legal authority", "text", (), ("legal authority", "authority", "statute")),
    Target(
        "programme",
        "Programme",
        "text",
        (),
        ("program", "programme", "programme name", "program name", "fund"),
    ),
    Target("operation", "Operation", "text", (), ("operation", "mission", "op")),
    Target("status", "Status", "word", _values(Status), ("status", "state", "phase")),
    Target("mode", "Mode", "word", _values(Mode), ("mode", "format", "delivery")),
)
TARGETS: Final = {one.name: one for one in _ALL}
"""Field names to fields."""
LONGEST: Final = {"title": 300, "description": 20_000}
LONGEST_TEXT: Final = 500
"""How long a text may be: a title 300 signs, a description 20,000, any other 500."""
