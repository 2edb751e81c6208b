"""One change of the realm."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any


@dataclass(frozen=True)
class Change:
    """One thing that is not as it should be: ``why`` are its differences, ``do`` mends it."""

    what: str
    why: tuple[str, ...]
    do: Callable[[], object]


def call(function: Callable[..., object], *arguments: Any) -> Callable[[], object]:
    """The call, for later."""
    return partial(function, *arguments)
