"""What a new version of a policy changes, in sentences for who has to accept it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from services.common.labels.policy import Policy


def changes(before: Policy, after: Policy) -> Iterator[str]:
    """Sentences on all that differs: identity, levels, words, equivalences, profiles, headings, conditions.
    Nothing for two that are the same.
    """
    for name in ("name", "version", "oid"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"The policy's {name} was {old} and is {new}."
    yield from _differences("Level", _by(before.levels, "value"), _by(after.levels, "value"))
    yield from _differences("Level of others", _by(before.others, "value"), _by(after.others, "value"))
    yield from _differences("Word", _by(before.words, "tag", "name"), _by(after.words, "tag", "name"))
    yield from _mapped(before.equivalences, after.equivalences)
    yield from _differences("Profile", _by(before.profiles, "name"), _by(after.profiles, "name"))
    yield from _named(before.codes, after.codes)
    yield from _identified(before.tags, after.tags)
    headings = (_by(one.headings, "owner", "value") for one in (before, after))
    yield from _differences("Heading", *headings)
    for profile in sorted({*before.conditions, *after.conditions}):
        found = (_by(one.conditions.get(profile, ()), "name") for one in (before, after))
        yield from _differences(f"Condition of profile {profile}", *found)


def _by(values: Iterable[Any], *names: str) -> dict[str, Any]:
    return {" ".join(_key(getattr(value, name)) for name in names): value for value in values}


def _key(value: Any) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _differences(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old is None:
            yield f"{what} {key} is new."
        elif new is None:
            yield f"{what} {key} is gone: labels that name it keep the version that they were made under."
        else:
            for field in fields(old):
                was, now = getattr(old, field.name), getattr(new, field.name)
                if was != now:
                    yield f"{what} {key}: {field.name} was {_said(was)} and is {_said(now)}."


def _mapped(before: Mapping[tuple[str, int], int], after: Mapping[tuple[str, int], int]) -> Iterator[str]:
    for policy, level in sorted({*before, *after}):
        old, new = before.get((policy, level)), after.get((policy, level))
        if old != new:
            yield f"Level {level} of {policy} was {_said(old)} here and is {_said(new)}."


def _named(before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for code in sorted({*before, *after}):
        old, new = before.get(code), after.get(code)
        if old is None or new is None:
            yield f"{code} may {'be named now' if old is None else 'not be named any more'}."
        elif old != new:
            yield f"{code} was called {_said(old)} and is called {_said(new)}."


def _identified(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield f"Category {name} was {_said(old)} and is {_said(new)}."


def _said(value: Any) -> str:
    if value in (None, "", ()):
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
