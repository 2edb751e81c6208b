"""The fields of activities out of the columns of a file, a column at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from services.registry.domain.imports.cells import Empties
from services.registry.domain.imports.issues import Issue
from services.registry.domain.imports.located import hosts_of, places_of
from services.registry.domain.imports.mapping import Column, FileMapping
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
        self._names = {rule.target: rule.column for rule in reversed(mapping.columns)}
        self._columns: dict[str, list[tuple[int, Memory]]] = {}
        for rule in mapping.columns:
            read = reader(rule, mapping.options, empties)
            columns = self._columns.setdefault(rule.target, [])
            if columns and rule.target == "title":
                read = _lost(read, self._names["title"])
            columns.append((places[rule.column], Memory(read)))
        self._constants = {
            name: constant(name, value, mapping.options) for name, value in mapping.constants.items()
        }
        self.located = self._locate(mapping, places, empties)
        """Whether country and place of a row come from one cell."""

    def _locate(self, mapping: FileMapping, places: Mapping[str, int], empties: Empties) -> bool:
        """Where one column alone says where: its cells give both hosts and places."""
        given = {"host", "place"} & {*self._columns, *self._constants}
        rules = [rule for rule in mapping.columns if rule.target in given and not rule.pairs]
        if not rules or (given != {"place"} and not (given == {"host"} and all(map(_says_where, rules)))):
            return False
        for name, read in (("host", hosts_of), ("place", places_of)):
            self._columns[name] = [
                (places[rule.column], Memory(read(rule.column, mapping.options, empties))) for rule in rules
            ]
        return True

    def column(self, target: str) -> str:
        """The name of the (first) column that fills a field; empty where none does."""
        return self._names.get(target, "")

    def tells(self, name: str) -> bool:
        """Whether there was something to say about a value of a field so far."""
        return any(memory.tells for _, memory in self._columns.get(name, ()))

    def of(self, name: str, columns: Columns, count: int) -> Sequence[Read]:
        """A field of ``count`` rows that are given as columns."""
        found: list[Sequence[Read]] = [
            list(map(memory.__getitem__, columns[place])) for place, memory in self._columns.get(name, ())
        ]
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


def _says_where(rule: Column) -> bool:
    return " ".join(rule.column.casefold().split()) in TARGETS["place"].names


def _lost(read: Callable[[str], Read], column: str) -> Callable[[str], Read]:
    """Reads a title that stands for that of ``column``: it is told."""

    def told(raw: str) -> Read:
        one = read(raw)
        return Read(one.value, one.text, (*one.issues, Issue("title_lost", column))) if one.value else one

    return told


def _nothing(name: str) -> Read:
    value = _EMPTY_OF.get(TARGETS[name].reads, "")
    return NOTHING if value == "" else Read(value, "{}" if value == () else "\\N")
