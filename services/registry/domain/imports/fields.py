"""The fields of activities out of the columns of a file, a column at a time."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from services.registry.domain.imports.cells import Empties
from services.registry.domain.imports.issues import Issue
from services.registry.domain.imports.mapping import FileMapping
from services.registry.domain.imports.money import Money
from services.registry.domain.imports.reads import NOTHING, Memory, Read, constant, first_that_says, reader
from services.registry.domain.imports.targets import TARGETS

Columns = Sequence[Sequence[str]]
_EMPTY_OF: Final[dict[str, Any]] = {
    "countries": (),
    "words": (),
    "year": None,
    "whole": None,
    "money": Money(),
}


class Fields:
    """Reads every field of some rows; each distinct value of a column is read once."""

    def __init__(self, mapping: FileMapping, header: Sequence[str], empties: Empties) -> None:
        """``mapping`` has no `faults` on this header."""
        places = {name: number for number, name in reversed(list(enumerate(header)))}
        self._columns: dict[str, list[tuple[int, Memory]]] = {}
        for rule in mapping.columns:
            memory = Memory(reader(rule, mapping.options, empties))
            self._columns.setdefault(rule.target, []).append((places[rule.column], memory))
        self._constants = {
            name: constant(name, value, mapping.options) for name, value in mapping.constants.items()
        }
        self._names = {rule.target: rule.column for rule in reversed(mapping.columns)}

    def column(self, target: str) -> str:
        """The name of the (first) column that fills a field; empty where none does."""
        return self._names.get(target, "")

    def of(self, name: str, columns: Columns, count: int) -> Sequence[Read]:
        """A field of ``count`` rows that are given as columns."""
        found: list[Sequence[Read]] = [
            list(map(memory.__getitem__, columns[place])) for place, memory in self._columns.get(name, ())
        ]
        if name == "title" and len(found) > 1:
            found[1:] = [[_lost(one, self._names[name]) for one in column] for column in found[1:]]
        if name in self._constants:
            found.append([self._constants[name]] * count)
        return first_that_says(found) if found else [_nothing(name)] * count

    def countries(self, columns: Columns, hosts: Sequence[Read]) -> dict[str, tuple[str, int]]:
        """How often each raw spelling of a host stands there, and what it was understood as."""
        found: dict[str, tuple[str, int]] = {}
        for place, _ in self._columns.get("host", ()):
            for raw, one in zip(columns[place], hosts, strict=True):
                found[raw] = (one.value, found[raw][1] + 1 if raw in found else 1)
        return found


@lru_cache(maxsize=5_000)
def _lost(title: Read, column: str) -> Read:
    """A title that another column gave: it is told."""
    return (
        Read(title.value, title.text, (*title.issues, Issue("title_lost", column))) if title.value else title
    )


def _nothing(name: str) -> Read:
    value = _EMPTY_OF.get(TARGETS[name].reads, "")
    return NOTHING if value == "" else Read(value, "{}" if value == () else "\\N")
