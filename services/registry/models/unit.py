"""Units and organisations as entities, and series of activities."""

from sqlmodel import Field

from services.common.rows import Row, texts, words


class UnitRow(Row, table=True):
    """A unit or organisation of a nation. ``key`` is its name as compared; ``aliases`` are others of it.

    ``owner`` is the scope of the key: the label's owners, sorted and joined by ``+``. ``kept``: somebody
    wrote it for itself; else a record made it by naming it, and its label is one of such a record.
    """

    __tablename__ = "unit"

    owner: str = words()
    nation: str = words()
    kind: str = words(default="unit")
    name: str = words()
    key: str = words()
    aliases: list[str] = texts()
    kept: bool = Field(default=False)


class SeriesRow(Row, table=True):
    """A series of activities, such as a biennial exercise; ``rhythm`` says it in words."""

    __tablename__ = "series"

    owner: str = words()
    name: str = words()
    rhythm: str = words()
    note: str = words()
