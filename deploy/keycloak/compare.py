"""Compares what is wanted with what is there, and says each difference without telling a secret."""

from collections.abc import Iterator, Mapping
from typing import Any

_SECRET = frozenset({"secret", "value", "credentials"})
_UNORDERED = frozenset(
    {"redirectUris", "webOrigins", "eventsListeners", "enabledEventTypes", "view", "edit", "groups", "coi",
     "restrictive"}
)  # fmt: skip
"""Lists in which the order says nothing."""


def differences(wanted: Any, found: Any, where: str = "") -> Iterator[str]:
    """Each place below ``where`` at which ``found`` is not as ``wanted``; what is not wanted is not looked
    at.
    """
    name = where.rpartition(".")[2]
    if isinstance(wanted, Mapping):
        there = found if isinstance(found, Mapping) else {}
        for key, value in wanted.items():
            yield from differences(value, there.get(key), f"{where}.{key}" if where else str(key))
    elif _plain(wanted, name) != _plain(found, name):
        said = "differs" if name in _SECRET else f"{_shown(found)} is to be {_shown(wanted)}"
        yield f"{where}: {said}"


def merged(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """``found`` with what is wanted in it."""
    made = dict(found)
    for key, value in wanted.items():
        there = made.get(key)
        made[key] = (
            merged(there, value) if isinstance(value, Mapping) and isinstance(there, Mapping) else value
        )
    return made


def _plain(value: Any, name: str) -> Any:
    """Nothing and the empty ones are the same to Keycloak."""
    if isinstance(value, list) and name in _UNORDERED:
        return sorted(value)
    return None if value in ("", [], {}) else value


def _shown(value: Any) -> str:
    text = "nothing" if value in (None, "", [], {}) else repr(value)
    return text if len(text) <= 120 else f"{text[:117]}..."
