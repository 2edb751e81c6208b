"""What is said of an activity or a plan, made comparable with caveats."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from services.common.spans import Span
from services.sharing.domain.caveats import Described, tasks_said
from services.sharing.domain.said import Codes, Said
from services.sharing.domain.words import Vocabulary

BESIDE: Final = frozenset({"host", "recipient", "observer"})
"""Roles of nations whose forces need not take part: those who are helped, and those who look on."""
LISTS: Final = ("nations", "places", "tasks", "forces", "weapons")
"""The lists of which a description may say that they are complete."""


@dataclass(frozen=True, slots=True)
class Part:
    """A nation named in a description, its role ("" unsaid) and how many people it sends."""

    nation: str
    role: str = ""
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """What is said; empty is unsaid. ``words``: title and text, in which tasks are looked for, and the
    operation where none is said.
    """

    words: str = ""
    tool: str = ""
    tasks: Collection[str] = ()
    forces: Collection[str] = ()
    weapons: Collection[str] = ()
    parts: Sequence[Part] = ()
    hosts: Collection[str] = ()
    countries: Collection[str] = ()
    places: Sequence[str] = ()
    operation: str = ""
    partnering: str = ""
    light: str = ""
    hours: Collection[int] = ()
    span: Span = field(default_factory=Span.of)
    people: int | None = None
    complete: frozenset[str] = frozenset({"nations", "places"})


def describe(said: Description, words: Mapping[str, Vocabulary]) -> Described:
    """The description as it is compared. With allies (operational partnering) a host's own forces take part;
    elsewhere the host is helped.
    """
    aside = BESIDE - {"host"} if said.partnering == "operational" else BESIDE
    takes_part = frozenset(part.nation for part in said.parts if part.role not in aside)
    beside = {part.nation for part in said.parts} | set(said.hosts)
    countries = frozenset((*said.countries, *said.hosts))
    tasks = found_tasks(said, words["tasks"])
    tools = _one(said.tool)
    return Described(
        nations=Said.of(takes_part, "nations" in said.complete), beside=frozenset(beside - takes_part),
        operation=_operation(said, words["operations"]), partnering=Said.of(_one(said.partnering)),
        countries=Said.of(countries, "places" in said.complete), tools=Said.of(tools),
        tasks=tasks_said(words["tasks"], tasks, tools, "tasks" in said.complete),
        forces=_worded(said.forces, words["forces"], "forces" in said.complete),
        weapons=_worded(said.weapons, words["weapons"], "weapons" in said.complete),
        partners=Said.of(takes_part | beside, "nations" in said.complete), light=Said.of(_one(said.light)),
        months=_months(said.span), hours=Said.of(str(hour) for hour in said.hours),
        places=tuple(said.places), span=said.span, in_all=said.people,
        people=_people(said.parts), may_be={task: words["tasks"].downward([task]) for task in tasks},
    )  # fmt: skip


def found_tasks(said: Description, tasks: Vocabulary) -> Codes:
    """The tasks that are named, or found in the words."""
    named = {tasks.code(text) for text in said.tasks}
    return frozenset(named) | tasks.found_in(said.words)


def _one(code: str) -> Codes:
    return frozenset({code}) if code else frozenset()


def _worded(texts: Collection[str], words: Vocabulary, complete: bool) -> Said:
    named = frozenset(words.code(text) for text in texts)
    return Said(named, words.downward(named) if complete and named else None)


def operation_of(said: Description, words: Vocabulary) -> str:
    """The code of the operation that is said, or else of the only one that the words name; empty: none."""
    if said.operation:
        return words.code(said.operation)
    found = words.found_in(said.words)
    return next(iter(found)) if len(found) == 1 else ""


def _operation(said: Description, words: Vocabulary) -> Said:
    """The operation: one that the list does not know may be another name of any."""
    code = operation_of(said, words)
    return Said.of(_one(code), complete=code in words.words)


def _months(span: Span) -> Said:
    """The months in which it surely is under way, and those in which it may be."""
    perhaps = _between(span.start_first, span.end_last)
    return Said(_between(span.start_last, span.end_first) or frozenset(), perhaps)


def _between(first: date, last: date) -> Codes | None:
    """The months from a day to a day; None where that is a year or more, or without bound."""
    number = (last.year - first.year) * 12 + last.month - first.month + 1
    if number > 11:
        return None
    return frozenset(str((first.month - 1 + step) % 12 + 1) for step in range(max(number, 0)))


def _people(parts: Sequence[Part]) -> dict[str, int]:
    """How many each nation sends, where all of its parts say so."""
    found: dict[str, int | None] = {}
    for part in parts:
        before = found.get(part.nation, 0)
        found[part.nation] = None if before is None or part.people is None else before + part.people
    return {nation: number for nation, number in found.items() if number is not None}
