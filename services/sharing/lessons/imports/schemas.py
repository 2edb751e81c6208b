"""What people send and are shown of collections that are imported."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Base64Bytes, BaseModel, Field, StringConstraints

from services.common.inputs import Input
from services.common.label_api import LabelBody, LabelView

LARGEST = 900_000
"""Signs of a file as it is sent: base 64 of the file, which may be packed by gzip."""
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Cell = Annotated[str, StringConstraints(max_length=500)]
Content = Annotated[Base64Bytes, Field(description="the file, or the file packed by gzip; base 64")]


class LessonColumn(StrEnum):
    """What a column of a collection is."""

    SOURCE_ID = "source_id"
    TITLE = "title"
    OBSERVATION = "observation"
    DISCUSSION = "discussion"
    CONCLUSION = "conclusion"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    ACTION_OFFICE = "action_office"
    ACTION_NATION = "action_nation"
    DUE = "due"
    SOURCE_NATION = "source_nation"
    SOURCE_EXERCISE = "source_exercise"
    SOURCE_UNIT = "source_unit"
    PERIOD = "period"
    COUNTRIES = "countries"
    TAGS = "tags"
    LABEL = "label"


class LessonReadingIn(Input):
    """How a file is to be read, where it is not as guessed."""

    encoding: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{3,20}$")] | None = None
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = None
    header_row: Annotated[int, Field(ge=1, le=1000)] | None = None
    sheet: Cell | None = None


class LessonFileIn(Input):
    """A collection: the file, what it is called, and how its columns and markings are meant.

    ``source`` names the collection: the same row of the same source makes no second lesson. ``columns``:
    the field of each column, as guessed where it is left out; null leaves a column out. All rows get
    ``label``; where a column is their marking, each of its values has a label in ``labels``.
    """

    name: Short
    source: Short
    content: Annotated[Content, Field(max_length=LARGEST)]
    reading: LessonReadingIn = Field(default_factory=LessonReadingIn)
    columns: Annotated[dict[Cell, LessonColumn | None], Field(max_length=500)] | None = None
    label: LabelBody | None = None
    labels: Annotated[dict[Cell, LabelBody], Field(max_length=50)] = Field(default_factory=dict)


class LessonColumnView(BaseModel):
    """A column, what it is taken for, and some of its values."""

    name: str
    field: LessonColumn | None
    samples: list[str]


class LessonMessage(BaseModel):
    """Something noticed in some rows: of what kind, whether they are refused for it, and some of them."""

    kind: str
    refuses: bool
    count: int
    examples: list["LessonMessageRow"]


class LessonMessageRow(BaseModel):
    """Where it was noticed: the row from 1 without the line of names, the column, what stands there."""

    row: int
    column: str
    raw: str


class LessonFileReading(BaseModel):
    """How a file was read."""

    format: str
    encoding: str
    delimiter: str
    header_row: int
    sheet: str | None
    sheets: list[str]


class LessonSample(BaseModel):
    """A lesson as it would be made."""

    row: int
    title: str
    observation: str
    tags: list[str]
    begins: str | None
    ends: str | None
    source_nation: str


class LessonTrial(BaseModel):
    """What an import would do: nothing is kept. ``rows_read`` = ``made`` + ``same`` + ``refused``.

    ``markings``: the values of the column of markings.
    """

    reading: LessonFileReading
    columns: list[LessonColumnView]
    rows_read: int
    made: int
    same: int
    refused: int
    messages: list[LessonMessage]
    samples: list[LessonSample]
    markings: list[str]


class LessonImport(BaseModel):
    """An import as it was done. ``rows_read`` = ``made`` + ``same`` + ``refused``; ``undone``: lessons taken
    back; what somebody changed since stays.
    """

    id: UUID
    ref: str
    name: str
    source: str
    state: str
    rows_read: int
    made: int
    same: int
    refused: int
    undone: int
    messages: list[LessonMessage]
    created_at: datetime
    can: list[str]
    label: LabelView


class LessonImportPage(BaseModel):
    """Imports, and the cursor of the next page."""

    items: list[LessonImport]
    next: str | None
