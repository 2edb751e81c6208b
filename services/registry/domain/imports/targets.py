"""The fields of an activity that a column can fill, in the order in which a workbench offers them."""

from dataclasses import dataclass
from typing import Final

TOOLS: Final = (
    "contact",
    "exercise",
    "education",
    "training",
    "advising",
    "counternarcotics",
    "humanitarian",
    "information_sharing",
    "operation",
    "programme",
)
"""Kinds of activity (DOMAIN, "tool")."""
CELLS: Final = ("operational/current", "operational/future", "engagement/current", "engagement/future")
STATUSES: Final = ("proposed", "planned", "confirmed", "underway", "completed", "postponed", "cancelled")
MODES: Final = ("in_person", "virtual", "mixed")


@dataclass(frozen=True, slots=True)
class Target:
    """A field: its words, how its cells are read, the words it knows, the names that columns have for it."""

    name: str
    words: str
    reads: str
    known: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    constant: bool = True


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
        ),
    ),
    Target(
        "nations",
        "Other nations that take part",
        "countries",
        (),
        ("nations", "participants", "participating nations", "contributors", "other nations"),
    ),
    Target(
        "lead", "Lead nation", "country", (), ("lead", "lead nation", "lead country", "conducting nation")
    ),
    Target("sponsor", "Sponsor", "text", (), ("sponsor", "proponent", "office", "opr", "command")),
    Target(
        "tool",
        "Tool (kind of activity)",
        "word",
        TOOLS,
        ("tool", "type", "kind", "activity type", "category"),
    ),
    Target("cell", "2x2 cell", "word", CELLS, ("cell", "2x2", "quadrant")),
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
    Target("status", "Status", "word", STATUSES, ("status", "state", "phase")),
    Target("mode", "Mode", "word", MODES, ("mode", "format", "delivery")),
)
TARGETS: Final = {one.name: one for one in _ALL}
"""Field names to fields."""
LONGEST: Final = {"title": 300, "description": 20_000}
LONGEST_TEXT: Final = 500
"""How long a text may be: a title 300 signs, a description 20,000, any other 500."""
