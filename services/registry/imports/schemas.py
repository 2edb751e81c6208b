"""What is said to imports and profiles."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from services.common.inputs import Input, Line
from services.common.label_api import LabelBody
from services.registry.domain.imports.cells import NOTHING
from services.registry.domain.imports.mapping import AS_SHOWN

Name = Annotated[str, StringConstraints(max_length=200)]
Word = Annotated[str, StringConstraints(max_length=500)]
Names = Annotated[list[Name], Field(max_length=500)]


class ImportIn(Input):
    """A file that is to come. ``profile``: the id of a kept mapping, or of a ready one; or the reference of
    an import of one's own, whose refused rows were mended: it is read, and its rows are called, as that one.
    """

    name: Line
    label: LabelBody
    size: int | None = Field(default=None, ge=0)
    profile: Name | None = None


class ReceivedIn(Input):
    """All pieces are sent: how many, and the SHA-256 of the whole in hex, if it is known."""

    pieces: int = Field(ge=1, le=1_000_000)
    digest: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")] | None = None


class ReadingIn(Input):
    """How a file is read, where it was taken wrongly. What is not said stays; the line of names (from 1) is
    looked for anew.
    """

    encoding: Name | None = None
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = None
    quote: Annotated[str, StringConstraints(max_length=1)] | None = None
    header_row: int | None = Field(default=None, ge=1, le=1000)
    sheet: Name | None = None


class ColumnBody(Input):
    """A column and the field that it fills. ``pairs`` look words up: pattern (``*``, ``#``), value."""

    column: Name
    target: Name
    pairs: Annotated[list[tuple[Word, Word]], Field(max_length=500)] = Field(default_factory=list)
    otherwise: Word | None = None


class YearsBody(Input):
    """How many years before and after a row's fiscal year its dates can be meant."""

    before: int = Field(default=8, ge=0, le=200)
    after: int = Field(default=2, ge=0, le=200)


class OptionsBody(Input):
    """How cells are meant throughout the file."""

    date_order: Name = AS_SHOWN
    decimal: Name = "."
    empty: Names = Field(default_factory=lambda: list(NOTHING))
    years: YearsBody | None = None
    country_aliases: dict[Name, Name] = Field(default_factory=dict, max_length=1000)
    cost_behind_unit: bool = False
    host_role: Name = "host"
    cost_times: int = 1


class TotalsBody(Input):
    """How the file prints totals, of what, and which columns they sum."""

    column: Name
    patterns: Annotated[list[Name], Field(max_length=50)]
    group: Annotated[list[Name], Field(max_length=20)]
    sums: dict[Name, Name] = Field(default_factory=dict, max_length=5)
    bare: Names = Field(default_factory=list)


class IdentityBody(Input):
    """What a row is called: by a column, or by the digest of some cells (all, if none is named)."""

    source: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
    column: Name | None = None
    cells: Names = Field(default_factory=list)


class MappingBody(Input):
    """A whole mapping."""

    columns: Annotated[list[ColumnBody], Field(max_length=500)]
    constants: dict[Name, Word] = Field(default_factory=dict, max_length=50)
    options: OptionsBody = Field(default_factory=OptionsBody)
    totals: TotalsBody | None = None
    identity: IdentityBody


class StartIn(Input):
    """What happens to records that a corrected file has no more, and to those that were edited here."""

    gone: Literal["keep", "withdraw"] = "keep"
    edited: Literal["keep", "overwrite"] = "keep"


class UndoIn(Input):
    """What happens to records of the import that were edited here since."""

    edited: Literal["keep", "delete"] = "keep"


class NarrowedIn(Input):
    """An activity, and the label that it may be given."""

    activity: UUID
    label: LabelBody


class ProfileIn(Input):
    """A mapping to keep."""

    name: Line
    label: LabelBody
    mapping: MappingBody


class ProfileChange(Input):
    """What a kept mapping is to be."""

    name: Line
    mapping: MappingBody
