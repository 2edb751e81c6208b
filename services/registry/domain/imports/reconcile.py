"""Sums of the activities beside the totals that the file itself prints, group by group."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Final

from services.registry.domain.imports.cells import whole
from services.registry.domain.imports.mapping import Options, Totals
from services.registry.domain.imports.money import money

TOLERANCE: Final = Decimal(1)
"""Printed totals are whole: a cost agrees when it differs by less than one unit of its currency."""


@dataclass(slots=True)
class Group:
    """A group: its rows, what they sum to, and what the file prints (None: it prints nothing)."""

    rows: int = 0
    people: int = 0
    cost: Decimal = field(default_factory=Decimal)
    printed: int = 0
    bare: bool = False
    printed_people: int | None = None
    printed_cost: Decimal | None = None

    @property
    def people_agree(self) -> bool:
        """Whether the people add up to what is printed."""
        return self.printed_people is None or self.people == self.printed_people

    @property
    def cost_agrees(self) -> bool:
        """Whether the costs add up to what is printed."""
        return self.printed_cost is None or abs(self.cost - self.printed_cost) < TOLERANCE


def _cells(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """The cells of a row at these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple([row[place] for place in places])


class Reconciliation:
    """Collects sums and printed totals. Groups without a printed total are not reported."""

    def __init__(self, totals: Totals | None, header: Sequence[str], options: Options) -> None:
        """Without totals it collects nothing. A printed cost is read as the costs of the rows are."""
        self._options = options
        places = {name: number for number, name in enumerate(header)}
        self._asked = totals is not None
        self._group = [places[name] for name in totals.group] if totals else []
        self._key = _cells(self._group)
        self._by_raw: dict[tuple[str, ...], Group] = {}
        sums = totals.sums if totals else {}
        self._people = places[sums["people"]] if "people" in sums else None
        self._cost = places[sums["cost"]] if "cost" in sums else None
        self._groups: dict[tuple[str, ...], Group] = {}

    def _of(self, row: Sequence[str]) -> Group:
        raw = self._key(row)
        found = self._by_raw.get(raw)
        if found is None:
            key = tuple([" ".join(cell.split()) for cell in raw])
            found = self._by_raw[raw] = self._groups.setdefault(key, Group())
        return found

    def add(self, row: Sequence[str], people: int | None, cost: Decimal | None) -> None:
        """An activity of a group."""
        if not self._asked:
            return
        group = self._of(row)
        group.rows += 1
        if people:
            group.people += people
        if cost:
            group.cost += cost

    def printed(self, row: Sequence[str], bare: bool = False) -> None:
        """A total; a second one of a group adds to the first. ``bare``: its words were lost."""
        group = self._of(row)
        group.printed += 1
        group.bare = group.bare or bare
        if self._people is not None and row[self._people].strip():
            group.printed_people = (group.printed_people or 0) + (whole(row[self._people]).value or 0)
        if self._cost is not None and row[self._cost].strip():
            said = self._options
            read = money(row[self._cost], said.date_order, said.decimal, times=said.cost_times)
            amount = read.value.amount
            group.printed_cost = (group.printed_cost or Decimal()) + (amount or Decimal())

    def groups(self) -> Iterator[tuple[tuple[str, ...], Group]]:
        """Every group that the file prints a total of, in the order of the file."""
        return ((key, group) for key, group in self._groups.items() if group.printed)
