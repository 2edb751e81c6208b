"""What a request about releases may say."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.common.inputs import Input, Nation
from services.common.label_api import Code
from services.sharing.domain.release import Refusal, Sight

Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)]
Needed = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
Portions = Annotated[list[UUID], Field(max_length=500)]
To = Annotated[list[Code], Field(max_length=60)]


class ReleaseIn(Input):
    """What is asked for: portions of an item (``whatever``: as much of it as its owner can), or without an
    item an answer of one nation (``asked``) ``about`` something. Without ``to`` it is for the asking nation.
    """

    item: UUID | None = None
    portions: Portions = Field(default_factory=list)
    whatever: bool = False
    to: To = Field(default_factory=list, description="nations and groups")
    sight: Sight = Sight.READ
    asked: Nation | None = Field(default=None, description="whom a question without an item goes to")
    about: Said = ""
    reason: Needed
    wanted_by: date | None = None
    conditions: Said = ""
    expires_on: date | None = Field(default=None, description="the last day of it")
    level: str | None = Field(
        default=None, max_length=40, description="of a question; the lowest if left out"
    )


class ProposalIn(Input):
    """What the first person of an owner proposes to release: no more than was asked for. What is left out
    is as asked. ``answer``: to a question without an item.
    """

    portions: Portions | None = None
    to: To | None = None
    sight: Sight | None = None
    conditions: Said = ""
    expires_on: date | None = None
    answer: Said = ""


class ApprovalIn(Input):
    """What of a proposal the second person approves: all that they see of it, or a part."""

    portions: Portions | None = None
    to: To | None = None


class RefusalIn(Input):
    """Why it is refused, as a kind and in words."""

    why: Refusal
    reason: Needed


class RecallIn(Input):
    """Why a release is taken back."""

    reason: Needed
