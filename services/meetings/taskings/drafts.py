"""From requests to what the rules take: drafts, due dates, and the labels that they are given."""

from collections.abc import Iterable
from uuid import UUID

from services.common.dates import ImpreciseDate
from services.common.db import Unit
from services.common.errors import unprocessable
from services.common.label_api import LabelBody
from services.meetings import labelling
from services.meetings.domain.values import Draft, Item, ItemKind, Sight, Span
from services.meetings.models import ForumRow
from services.meetings.records import known
from services.meetings.taskings.schemas import ChildIn
from services.meetings.world import sight


def span(due: ImpreciseDate | None, pointer: str = "/due") -> Span | None:
    """A due date for the rules; None where none is said. 422 ``due_required`` for an unknown one."""
    if due is None:
        return None
    if due.value is None:
        raise unprocessable(pointer, "due_required", "A due date has at least a year.")
    return Span(due.first(), due.last(), due.precision.value)


async def drafted(
    unit: Unit, body: ChildIn, default: Sight, *, at: str = "", decision_id: UUID | None = None
) -> Draft:
    """The draft that a request describes. Its forum must be one that the writer may know of (422)."""
    forum = await known(unit, ForumRow, body.forum, f"{at}/forum")
    substitute = None
    if body.substitute is not None:
        substitute = await labelled(unit, body.substitute.label, default, f"{at}/substitute/label")
    return Draft(
        title=body.title,
        forum_id=str(forum.id),
        sight=await labelled(unit, body.label, default, f"{at}/label"),
        text=body.text,
        lead=body.lead,
        supporting=tuple(dict.fromkeys(body.supporting)),
        due=span(body.due, f"{at}/due"),
        kind=ItemKind.TASKING,
        decision_id=str(decision_id) if decision_id else None,
        substitute=substitute,
        substitute_text=body.substitute.text if body.substitute else "",
    )


async def labelled(unit: Unit, body: LabelBody | None, default: Sight, pointer: str = "/label") -> Sight:
    """The sight of the label that a request sets, or the default one."""
    if body is None:
        return default
    return await sight(unit, await labelling.intern(unit, body, (), pointer))


async def joint(unit: Unit, nations: Iterable[str]) -> Sight:
    """The sight of what a forum produces: JOINT of its members, at the lowest level."""
    return await sight(unit, await labelling.intern(unit, None, nations))


async def own(unit: Unit, item: Item) -> Sight:
    """The label under which this writer says something of an item: the item's, or that of the substitute
    where it is all that they may read of it.
    """
    readable = unit.permitted.allows(item.sight.label)
    return item.sight if readable or item.substitute is None else item.substitute
