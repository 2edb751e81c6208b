"""The one selection of activities that list, figures, map and export share: its filters, as conditions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Depends, Query

from services.registry.domain.areas import spellings
from services.registry.domain.values import Cell, Status, Tool

Condition = tuple[str, list[Any]]
Code = Annotated[str, Query(pattern="^[A-Z]{3}$")]
Codes = Annotated[list[Code] | None, Query(max_length=60, description="ISO 3166-1 alpha-3")]
Tag = Annotated[str, Query(min_length=1, max_length=80)]
FOUND: Final = "t.id IN (SELECT id FROM activities_found(%s))"
"""Words by their index, in the search role."""
_BROUGHT: Final = "t.import_id = %s AND EXISTS (SELECT FROM import_file f WHERE f.id = %s)"
"""By an import that the reader may read."""
ODD: Final = "t.flags <> '{}'"
"""Of a record that an import found it odd."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for. Empty means everything that the reader may read."""

    q: str = ""
    hosts: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    lead: str = ""
    tools: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    purpose: str = ""
    capability: str = ""
    years: tuple[int, ...] = ()
    start: date | None = None
    end: date | None = None
    source: str = ""
    import_id: UUID | None = None
    series: UUID | None = None
    flagged: bool = False

    @property
    def counted(self) -> bool:
        """Whether the counters know all that is asked for: then no record has to be read for a figure."""
        return self == Selection(
            hosts=self.hosts, nations=self.nations, lead=self.lead, tools=self.tools, cells=self.cells,
            statuses=self.statuses, purpose=self.purpose, capability=self.capability, years=self.years,
            source=self.source, import_id=self.import_id, flagged=self.flagged,
        )  # fmt: skip

    def of_figures(self, flagged: str = "t.flagged") -> list[Condition]:
        """The conditions over what the counters and the records have alike, as ``t``; ``flagged`` is how
        either says that an import found it odd.
        """
        found: list[Condition] = []
        if self.hosts:
            found.append(("t.hosts && %s::text[]", [list(self.hosts)]))
        if self.nations:
            found.append(("t.nations && %s::text[]", [list(self.nations)]))
        if self.lead:
            found.append(("t.lead = %s", [self.lead]))
        found += [
            _one_of(column, chosen)
            for column, chosen in (("tool", self.tools), ("cell", self.cells), ("status", self.statuses))
            if chosen
        ]
        if self.purpose:
            found.append(("%s = ANY(t.purposes)", [self.purpose]))
        if self.capability:
            found.append(("t.capability_areas && %s::text[]", [spellings(self.capability)]))
        if self.years:
            found.append(_one_of("fiscal_year", self.years))
        if self.source:
            found.append(("t.source = %s", [self.source]))
        if self.import_id is not None:
            found.append((_BROUGHT, [self.import_id, self.import_id]))
        if self.flagged:
            found.append((flagged, []))
        return found

    def beside_figures(self) -> list[Condition]:
        """The conditions over records ``t`` of which the counters know nothing, but for the words.

        A period meets what can fall into it: from the first possible day to the last.
        """
        found: list[Condition] = []
        if self.start is not None:
            found.append(("t.ends_on >= %s", [self.start]))
        if self.end is not None:
            found.append(("t.starts_on <= %s", [self.end]))
        if self.series is not None:
            found.append(("t.series_id = (SELECT id FROM series WHERE id = %s)", [self.series]))
        return found

    def of_records(self) -> list[Condition]:
        """All conditions over records ``t``."""
        words: list[Condition] = [(FOUND, [self.q])] if self.q else []
        return [*self.of_figures(ODD), *words, *self.beside_figures()]


def _one_of(column: str, chosen: Sequence[str | int]) -> Condition:
    return f"t.{column} = ANY(%s)", [list(chosen)]


def selection(
    q: Annotated[str, Query(max_length=200, description="Words, as typed into a search")] = "",
    host: Codes = None,
    nation: Codes = None,
    lead: Code = "",
    tool: Annotated[list[Tool] | None, Query(max_length=20)] = None,
    cell: Annotated[list[Cell] | None, Query(max_length=4)] = None,
    status: Annotated[list[Status] | None, Query(max_length=7)] = None,
    purpose: Tag = "",
    capability: Tag = "",
    fiscal_year: Annotated[list[int] | None, Query(max_length=60)] = None,
    start: Annotated[date | None, Query(alias="from", description="Can end on or after")] = None,
    end: Annotated[date | None, Query(alias="to", description="Can begin on or before")] = None,
    source: Tag = "",
    import_id: Annotated[UUID | None, Query(alias="import", description="What an import brought")] = None,
    series: UUID | None = None,
    flagged: Annotated[bool, Query(description="Only what an import found odd")] = False,
) -> Selection:
    """The selection that a request's query says."""
    return Selection(
        q=q.strip(), hosts=tuple(host or ()), nations=tuple(nation or ()), lead=lead,
        tools=tuple(tool or ()), cells=tuple(cell or ()), statuses=tuple(status or ()), purpose=purpose,
        capability=capability, years=tuple(fiscal_year or ()), start=start, end=end, source=source,
        import_id=import_id, series=series, flagged=flagged,
    )  # fmt: skip


Selected = Annotated[Selection, Depends(selection)]
