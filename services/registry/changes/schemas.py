"""What a partner's system is told of changes."""

from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel

from services.registry.activities.views import ActivityView


class What(StrEnum):
    """What became of a record for this reader."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class OwnName(BaseModel):
    """How the reader's own system calls a record that it wrote here."""

    source: str
    source_id: str


class ChangeView(BaseModel):
    """A record as it is now; of what is withdrawn the id alone. ``own``: where the reader's system wrote it
    (`POST /v1/activities/bulk`), its name there.
    """

    what: What
    id: UUID
    own: OwnName | None = None
    activity: ActivityView | None = None


class ChangePage(BaseModel):
    """``whole``: the page is of the first reading of everything. ``more``: there is a next page now, else
    ask again later with the same ``next``.
    """

    items: list[ChangeView]
    whole: bool
    more: bool
    next: str
