"""Items and their portions."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, Column, Numeric
from sqlmodel import Field

from services.common.rows import Row, texts, words


class ItemRow(Row, table=True):
    """The shell of an item: what it is called. Its label is that of the shell alone."""

    __tablename__ = "shared_item"

    ref: str = words()
    kind: str = words()
    title: str = words()
    language: str = words()
    tags: list[str] = texts()
    withdrawn: bool = Field(default=False)
    reason: str = words()


class PortionRow(Row, table=True):
    """A paragraph of an item. ``mark_id`` is its own label, which the page shows; ``label_id``, by which it
    is read, that of who may read both it and the shell. ``place`` orders portions and is shown to nobody.
    """

    __tablename__ = "portion"

    item_id: UUID = Field(foreign_key="shared_item.id")
    mark_id: int = Field(nullable=False)
    place: Decimal = Field(sa_column=Column(Numeric, nullable=False))
    kind: str = words()
    depth: int = Field(default=0)
    text: str = words()
    withdrawn: bool = Field(default=False)


class AttachmentRow(Row, table=True):
    """A file of an item; labels as of a portion. ``object`` is the name of its bytes in the store."""

    __tablename__ = "attachment"

    item_id: UUID = Field(foreign_key="shared_item.id")
    mark_id: int = Field(nullable=False)
    name: str = words()
    media_type: str = words()
    size: int = Field(sa_type=BigInteger, nullable=False)
    kept: bool = Field(default=False)
    object: str = words()
    sha256: str = words()
    withdrawn: bool = Field(default=False)
