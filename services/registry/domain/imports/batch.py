"""What becomes of some rows of a file: an outcome for each, the activities that they make, the messages."""

from dataclasses import dataclass, field
from typing import Final

from services.registry.domain.imports.issues import Issue, Severity

EMPTY, TOTAL, BARE, REFUSED, TAKEN = "E", "T", "B", "R", "A"
"""Outcomes of a row: empty, a total, a total whose words were lost, refused, taken."""
BODY: Final = (
    *("title", "description", "tool", "cell", "purposes", "capability_areas", "sponsor", "lead"),
    *("hosts", "nations", "places", "place", "start_first", "start_last", "start_precision"),
    *("end_first", "end_last", "end_precision", "fiscal_year", "people", "cost", "currency"),
    *("legal_authority", "programme", "operation", "mode", "flags", "status"),
)
"""The columns of a body, in its order."""


@dataclass(slots=True)
class Taken:
    """An activity that a row makes: its body as COPY text (see `BODY`), and what depends on the database.

    ``digest``: of all that the row says, so that a changed row is known; ``alike``: of what tells one event
    from another, which real repeats share.
    """

    row: int
    source_id: str
    hosts: tuple[str, ...]
    lead: str
    unit: str
    unit_lead: str
    nations: tuple[str, ...]
    body: str
    digest: bytes
    alike: bytes


@dataclass(slots=True)
class Batch:
    """Rows of a file, read. ``countries``: raw spelling to the code found and the number of rows."""

    first: int
    outcomes: list[str]
    taken: list[Taken] = field(default_factory=list)
    messages: list[tuple[int, Issue]] = field(default_factory=list)
    countries: dict[str, tuple[str, int]] = field(default_factory=dict)

    def tell(self, number: int, issue: Issue) -> None:
        """A message about the row at this place of the batch."""
        self.messages.append((self.first + number, issue))

    def refused(self) -> set[int]:
        """The rows with an error."""
        return {row for row, issue in self.messages if issue.severity is Severity.ERROR}
