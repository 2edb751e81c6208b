"""What a planner can act on, in sentences: made from the parts of a country page, nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.common.labels.nation_names import NATION_NAMES
from services.registry.domain.months import month_words, span_words

Body = Mapping[str, Any]
MOST = 4


def sentences(page: Body, overlaps: Sequence[Body]) -> list[str]:
    """Most pressing first: plans against the host, overlaps, load, gaps with who might lead, demand."""
    found = [
        *_warned(page["demands"]), *_overlaps(overlaps), *_loads(page["load"], page["name"]),
        *_gaps(page["objectives"], page["suggestions"]), *_waiting(page["demands"]),
        *_permissions(page["caveats"]),
    ]  # fmt: skip
    if found:
        return found
    there = sum(len(one["underway"]) + len(one["coming"]) for one in page["nations"])
    if there:
        return [f"{_many(there, 'activity', 'activities')} there, and nothing of it needs you."]
    return ["Nothing that you may read is under way, coming or wanted there."]


def _name(nation: str) -> str:
    name = NATION_NAMES.get(nation, nation)
    return name[:1].upper() + name[1:]


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _warned(demands: Sequence[Body]) -> list[str]:
    return [f"{one['measure']}: {_lower(one['says'])}" for one in demands if one["warning"]][:MOST]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _overlaps(overlaps: Sequence[Body]) -> list[str]:
    new = [one for one in overlaps if one["state"] in {"new", "seen"}]
    records = [one for one in new if one["basis"] == "records"]
    said = [_definite(one) for one in records if one["kind"] == "definite"][:MOST]
    possible = [one for one in records if one["kind"] == "possible"]
    near = [one for one in possible if _unsaid(one) and len(_unsaid(one)) <= NEARLY][:NEARLY]
    said += [_possible(one) for one in near]
    if rest := len(possible) - len(near):
        said.append(
            f"{_many(rest, 'pair may overlap', 'pairs may overlap')}: say place, unit and days to know."
        )
    return said + _present([one for one in new if one["basis"] == "presence"])


NEARLY = 2
_ASKED = {"audience": "the unit", "capability": "the capability", "place": "the place", "time": "the days"}


def _pair(one: Body) -> str:
    left, right = one["left"], one["right"]
    return f"{left['title']} ({left['owner']}) and {right['title']} ({right['owner']})"


def _definite(one: Body) -> str:
    return (
        f"{_pair(one)} meet: the same unit, capability and place,"
        f" {span_words(one['from']['value'], one['to']['value'])}."
        " Move one, merge them, or say that it is meant."
    )


def _unsaid(one: Body) -> list[str]:
    return [words for name, words in _ASKED.items() if one["dimensions"][name] == "possible"]


def _possible(one: Body) -> str:
    return f"{_pair(one)} may meet: say {' and '.join(_unsaid(one))} to know."


def _present(overlaps: Sequence[Body]) -> list[str]:
    """By presence: a sentence for each nation and type, with its months."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in overlaps:
        found.setdefault((one["other"]["nation"], one["tool"]), []).append(one["month"])
    return [
        f"{_name(nation)} has something of your type ({tool.replace('_', ' ')}) there in"
        f" {', '.join(map(month_words, sorted(months)))}: offer details to learn more."
        for (nation, tool), months in sorted(found.items())
    ]


def _loads(load: Body, name: str) -> list[str]:
    """The months that are over, in one sentence, with the next window that is free."""
    over = [month for month in load["months"] if month["state"] == "over"]
    if not over:
        return []
    worst = max(over, key=lambda one: (one["activities"], one["people"]))
    most, crowd = worst["capacity"]["activities"], worst["capacity"]["people"]
    counted = most is not None and worst["activities"] > most
    against = (
        f"{worst['activities']} activities where {most}"
        if counted
        else f"{worst['people']} people where {crowd}"
    )
    months = ", ".join(month_words(one["month"]) for one in over[:6]) + (" and on" if len(over) > 6 else "")
    free = [window for window in load["windows"] if window["to"] >= over[0]["month"]]
    to = f" {_window(free[0])} is free." if free else _perhaps(load["months"], over[-1]["month"])
    return [f"{name} is loaded past what it can absorb in {months}: {against} can be absorbed.{to}"]


def _perhaps(months: Sequence[Body], after: str) -> str:
    """The first month in which there may be room, where none is surely free."""
    some = [one["month"] for one in months if one["month"] > after and one["state"] == "tight"]
    return f" From {month_words(some[0])} on there may be room." if some else ""


def _window(window: Body) -> str:
    if window["from"] == window["to"]:
        return month_words(window["from"])
    return f"{month_words(window['from'])} to {month_words(window['to'])}"


def _gaps(objectives: Sequence[Body], suggestions: Sequence[Body]) -> list[str]:
    candidates = {one["capability"]: one["candidates"] for one in suggestions}
    said = [
        f"Nobody serves: {one['title']} ({one['capability']}).{_lead(candidates.get(one['capability'], []))}"
        for one in [goal for goal in objectives if goal["served"] == "no"][:MOST]
    ]
    unsure = [goal for goal in objectives if goal["served"] == "perhaps"]
    if unsure:
        names = ", ".join(dict.fromkeys(goal["capability"] for goal in unsure))
        said.append(f"Perhaps served, as activities there do not say their capability: {names}.")
    return said


def _lead(candidates: Sequence[Body]) -> str:
    """Who might lead, and whom a caveat holds back who else would."""
    lead = next((one for one in candidates if not one["held_back"]), None)
    said = f" {_name(lead['nation'])} might lead: {_reason(lead)}" if lead else ""
    for one in [one for one in candidates if one["held_back"]][:1]:
        rule = next(reason["says"] for reason in one["reasons"] if reason["kind"] == "caveat")
        said += f" {_name(one['nation'])} is held back by its caveat: {_lower(rule)}"
    return said


def _reason(candidate: Body) -> str:
    speaking = [reason["says"] for reason in candidate["reasons"] if reason["for"]]
    told = speaking[0] if speaking else "nothing known speaks against it."
    return _lower(told)


def _waiting(demands: Sequence[Body]) -> list[str]:
    waits = [one for one in demands if not one["warning"] and one["waiting"] and one["days"] is None]
    return [f"{one['measure']}: {_lower(one['says'])}" for one in waits][:MOST]


def _permissions(caveats: Sequence[Body]) -> list[str]:
    """A restriction of one nation that a permission of another fills."""
    permits = [one for one in caveats if one["kind"] == "permission" and one["binds"] == "yes"]
    return [
        f"{_name(one['nation'])} {_lower(one['rule'])} {one['effect']}".strip() + f" ({one['origin']})"
        for one in permits
    ]
