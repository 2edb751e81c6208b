"""What a request about attachments may say, and how one is shown."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from services.common.inputs import Input
from services.common.label_api import LabelBody, LabelView


class AttachmentIn(Input):
    """A file that will be sent. Without a label it is read by who reads the title of the item."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    size: int = Field(ge=1, description="bytes")
    label: LabelBody | None = None


class AttachmentPatch(Input):
    """Takes an attachment away, or brings it back."""

    withdrawn: bool


class AttachmentView(BaseModel):
    """An attachment. ``kept``: all its bytes are here; ``sha256`` is of those. ``mark``, ``label`` and
    ``may_take`` as of a portion.
    """

    id: UUID
    item_id: UUID
    name: str
    media_type: str
    size: int
    kept: bool
    sha256: str
    withdrawn: bool
    may_take: bool
    can: list[str]
    mark: LabelView
    label: LabelView


class AttachmentList(BaseModel):
    """The attachments of an item that the reader may see, by name."""

    items: list[AttachmentView]
