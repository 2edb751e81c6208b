"""What is told of imports and profiles."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from services.common.label_api import LabelView
from services.registry.imports.schemas import MappingBody
from services.registry.imports.states import State

Severity = Literal["error", "warning", "note"]


class GuessView(BaseModel):
    """What a column probably is, how sure that is (0 to 1), and why."""

    target: str
    confidence: float
    why: str


class ColumnView(BaseModel):
    """A column with values of it. ``empty``: the share of the first rows in which it is empty."""

    name: str
    position: int
    samples: list[str]
    empty: float
    guess: GuessView | None


class ReadingView(BaseModel):
    """How the file is read; its line of names counts from 1, lines above it are passed over."""

    format: Literal["csv", "xlsx", "ndjson"]
    compressed: bool
    encoding: str
    delimiter: str
    quote: str
    line_end: str
    header_row: int
    sheet: str | None


class ProgressView(BaseModel):
    """How far the work is. Rates are of this run."""

    phase: str = ""
    rows: int = 0
    bytes: int = 0
    of_bytes: int = 0
    rows_per_second: float = 0.0
    seconds: float = 0.0


class CountsView(BaseModel):
    """What became of the rows, and how many messages there are."""

    rows: int = 0
    totals: int = 0
    bare_totals: int = 0
    empty: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    edited_kept: int = 0
    gone: int = 0
    withdrawn: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0


class CheckedView(CountsView):
    """The counts of a dry run, and when it ended."""

    at: datetime


class MessageBrief(BaseModel):
    """A message about a row of a sample."""

    column: str
    kind: str
    severity: Severity
    text: str


class SampleRow(BaseModel):
    """A row as it would be taken: each field as it was understood."""

    row: int
    outcome: str
    values: dict[str, str]
    messages: list[MessageBrief]


class ProblemView(BaseModel):
    """Why the work ended. ``detail``: at which row it stood, where it came no further."""

    type: str
    title: str
    detail: str = ""


class ImportName(BaseModel):
    """An import in a list."""

    id: UUID
    ref: str
    name: str
    state: State
    created_at: datetime
    finished_at: datetime | None
    counts: CountsView | None
    progress: ProgressView
    label: LabelView


class ImportPage(BaseModel):
    """Imports, newest first."""

    items: list[ImportName]
    next: str | None


class ImportView(ImportName):
    """One import, whole."""

    size: int | None
    digest: str
    piece_size: int
    received_bytes: int
    created_by: str
    profile: str
    reading: ReadingView | None
    sheets: list[str]
    columns: list[ColumnView]
    mapping: MappingBody | None
    checked: CheckedView | None
    sample: list[SampleRow]
    problem: ProblemView | None
    choices: dict[str, str]
    can: list[str]


class PieceView(BaseModel):
    """A piece that arrived, and how many bytes there are now."""

    number: int
    received_bytes: int


class LineView(BaseModel):
    """A line of the file as it stands."""

    line: int
    cells: list[str]


class LineList(BaseModel):
    """The first lines of the file, long cells cut."""

    items: list[LineView]


class KindExample(BaseModel):
    """The first place where a kind of message stands."""

    row: int
    raw: str


class WordView(BaseModel):
    """A word that a field does not know, and in how many rows it stands."""

    word: str
    rows: int


class KindView(BaseModel):
    """All messages of a kind about a column; of unknown words the first hundred, the most frequent first."""

    kind: str
    severity: Severity
    column: str
    count: int
    text: str
    example: KindExample
    words: list[WordView] = []


class KindList(BaseModel):
    """The kinds of messages, the gravest first."""

    items: list[KindView]


class MessageView(BaseModel):
    """One message."""

    row: int
    column: str
    severity: Severity
    kind: str
    text: str
    raw: str


class MessagePage(BaseModel):
    """Messages in the order of the file. Of one kind at most 5,000 are kept; all are counted."""

    items: list[MessageView]
    next: str | None


class SumView(BaseModel):
    """What is printed, what the activities sum to, and whether it agrees."""

    printed: str | None
    summed: str
    agrees: bool


class GroupView(BaseModel):
    """A group that the file prints a total of, by its place in it. ``bare``: the total's words were lost."""

    number: int
    group: dict[str, str]
    rows: int
    bare: bool
    people: SumView
    cost: SumView


class GroupSummary(BaseModel):
    """How many groups agree, of those whose total prints the figure; those with a total whose words were
    lost are counted apart.
    """

    groups: int
    people_groups: int
    people_agree: int
    cost_groups: int
    cost_agree: int
    bare_groups: int
    bare_agree: int


class GroupPage(BaseModel):
    """The reconciliation with the totals that the file prints."""

    summary: GroupSummary
    items: list[GroupView]
    next: str | None


class CountryView(BaseModel):
    """A country as the file spells it; empty where it is none that is known."""

    raw: str
    country: str
    rows: int


class CountryList(BaseModel):
    """Every spelling, the unresolved ones first."""

    items: list[CountryView]


class RowView(BaseModel):
    """A row of the file as it came, and what became of it."""

    row: int
    outcome: str
    activity_id: UUID | None
    values: dict[str, str]


class RowPage(BaseModel):
    """Rows in the order of the file; ``next`` is the first row of the next page."""

    items: list[RowView]
    next: int | None


class OriginView(BaseModel):
    """Where a record comes from: the import, its file and row, the cells as they came."""

    import_id: UUID
    ref: str
    name: str
    row: int
    at: datetime
    values: dict[str, str]


class OriginList(BaseModel):
    """The origins of a record, the latest first."""

    items: list[OriginView]


class ComparisonView(BaseModel):
    """Rows of an import that have still to be compared for overlaps, of those that the reader may read;
    10,000 stands for as many or more.
    """

    due: int


class NarrowedView(BaseModel):
    """An import that a record's label would narrow: its rows, the nations that would read it no more, and
    the banner that it would bear.
    """

    id: UUID
    ref: str
    name: str
    rows: int
    loses: list[str]
    banner: str


class NarrowedList(BaseModel):
    """Imports that a record's label would narrow."""

    items: list[NarrowedView]


class TargetView(BaseModel):
    """A field that a column can fill."""

    name: str
    words: str
    reads: str
    known: list[str]
    constant: bool


class TargetList(BaseModel):
    """All fields, in the order of a workbench."""

    items: list[TargetView]


class ProfileView(BaseModel):
    """A kept mapping. One that ships with the product is ``built_in`` and nobody's to change."""

    id: str
    name: str
    built_in: bool
    mapping: MappingBody
    label: LabelView | None


class ProfileList(BaseModel):
    """The mappings that the reader may use."""

    items: list[ProfileView]
