"""A caveat's answer in the words of an officer: a sentence for each term that decides it."""

from calendar import month_name
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from services.common.verdicts import Verdict
from services.sharing.domain.caveats import Caveat, Described, Weighed
from services.sharing.domain.said import Codes, Met

Namer = Callable[[str, str], str]
"""What a code of a term is called: ``("tasks", "convoy")`` is "convoys"."""
Sentences = tuple[str, str, str]

_SETS: Final[Mapping[str, Sentences]] = {
    "operation": (
        "It is part of {limit}.",
        "It does not say clearly of which operation it is part; the caveat is for {limit}.",
        "It is part of {said}, not of {limit}.",
    ),
    "partnering": (
        "It is {limit}.",
        "It does not say whether it is {limit}.",
        "It is {said}, not {limit}.",
    ),
    "countries": (
        "It is in {limit}.",
        "It does not say where it is; the caveat is for {limit}.",
        "It is in {said}, not in {limit}.",
    ),
    "tools": (
        "It is {said}.",
        "It does not say of which kind it is; the caveat is for {limit}.",
        "It is {said}, not {limit}.",
    ),
    "tasks": (
        "It includes {limit}.",
        "It does not say whether it includes {limit}.",
        "It includes no {limit}.",
    ),
    "forces": (
        "It is done by {limit}.",
        "It does not say whether {limit} take part.",
        "It is done by {said}, not by {limit}.",
    ),
    "weapons": (
        "It includes {limit}.",
        "It does not say whether it includes {limit}.",
        "It includes no {limit}.",
    ),
    "partners": (
        "It is with {limit}.",
        "It does not say whether it is with {limit}.",
        "It is not with {limit}.",
    ),
    "light": (
        "It goes on {limit}.",
        "It does not say whether it goes on {limit}.",
        "It goes on {said}, not {limit}.",
    ),
    "months": (
        "It is under way in {limit}.",
        "It may be under way in {limit}: its dates do not say.",
        "It is not under way in {limit}.",
    ),
    "hours": (
        "It goes on at {limit}.",
        "It does not say whether it goes on at {limit}.",
        "It does not go on at {limit}.",
    ),
}
_BROADER: Final = "It says {said}, which may include {limit}."
_APART: Final = "It does not say that these come together: it has other parts, too."


def why(weighed: Weighed, activity: Described, name: Namer) -> list[tuple[str, Met, str]]:
    """The term, its answer and a sentence, for each that decides; a definite answer is said whole."""
    found = [(term, weighed.terms[term], _sentence(term, weighed, activity, name))
             for term in weighed.deciding]  # fmt: skip
    if weighed.answer is Verdict.POSSIBLE and Met.POSSIBLE not in weighed.terms.values():
        found.append(("together", Met.POSSIBLE, _APART))
    return found


def _sentence(term: str, weighed: Weighed, activity: Described, name: Namer) -> str:
    caveat, met = weighed.caveat, weighed.terms[term]
    if term in _SETS:
        return _of_set(term, met, caveat, activity, name)
    return {"nation": _nation, "areas": _areas, "valid": _valid, "people": _people, "condition": _condition}[
        term
    ](met, caveat, activity, name)


def _of_set(term: str, met: Met, caveat: Caveat, activity: Described, name: Namer) -> str:
    limit: Codes = getattr(caveat.terms, term)
    said: Codes = getattr(activity, term).named
    inside = limit & said
    shown = _list(inside if met in (Met.WHOLLY, Met.PARTLY) and inside else limit, term, name)
    yes, perhaps, no = _SETS[term]
    if met is Met.POSSIBLE and term == "tasks":
        broader = _broader(limit, activity)
        perhaps = _BROADER if broader else perhaps
        said = broader or said
    if not said and met is Met.NONE:
        return f"{_list(activity.tools.named, 'tools', name).capitalize()} does not include {shown}."
    sentence = {Met.POSSIBLE: perhaps, Met.NONE: no}.get(met, yes)
    return sentence.format(limit=shown, said=_list(said, term, name))


def _broader(limit: Codes, activity: Described) -> Codes:
    """The named tasks that may turn out to be one of those limited."""
    return frozenset(task for task in activity.tasks.named if activity.may_be.get(task, frozenset()) & limit)


def _nation(met: Met, caveat: Caveat, activity: Described, name: Namer) -> str:
    who = name("nation", caveat.nation)
    if met is Met.POSSIBLE:
        beside = caveat.nation in activity.beside
        return f"It does not say whether forces of {who} take part{' beside others' if beside else ''}."
    return f"No forces of {who} take part." if met is Met.NONE else f"Forces of {who} take part."


def _areas(met: Met, caveat: Caveat, activity: Described, name: Namer) -> str:
    areas = " or ".join(caveat.terms.areas)
    return f"It does not say whether it is in {areas}." if met is Met.POSSIBLE else f"It is in {areas}."


def _valid(met: Met, caveat: Caveat, activity: Described, name: Namer) -> str:
    span = caveat.terms.valid
    ends = [
        f"since {_day(span.start_first, span.start_last)}" if span.start_first > date.min else "",
        f"until {_day(span.end_last, span.end_first)}" if span.end_last < date.max else "",
    ]
    when = " ".join(end for end in ends if end)
    if met is Met.NONE:
        return f"The caveat was in force {when}: not at that time."
    if met is Met.POSSIBLE:
        return f"The caveat is in force {when}; the dates do not say whether it is under way then."
    return f"It is under way while the caveat is in force ({when})."


def _day(one: date, other: date) -> str:
    """A date as exactly as both its bounds say it: ``2008``, ``June 2008``, ``8 June 2008``."""
    if one == other:
        return f"{one.day} {month_name[one.month]} {one.year}"
    first = min(one, other)
    return f"{month_name[first.month]} {first.year}" if one.month == other.month else str(first.year)


def _people(met: Met, caveat: Caveat, activity: Described, name: Namer) -> str:
    most, who = caveat.terms.most, name("nation", caveat.nation)
    if met is Met.POSSIBLE:
        return f"It does not say whether more than {most} people of {who} take part."
    told = "More than" if met is not Met.NONE else "No more than"
    return f"{told} {most} people of {who} take part."


def _condition(met: Met, caveat: Caveat, activity: Described, name: Namer) -> str:
    return f"For a person to judge: {caveat.terms.condition}"


def _list(codes: Iterable[str], term: str, name: Namer) -> str:
    return join_or(sorted(name(term, code) for code in codes))


def join_or(names: list[str]) -> str:
    """Names in a sentence: "A, B or C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}" if names else ""
