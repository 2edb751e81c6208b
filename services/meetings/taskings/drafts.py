"""From requests to what the rules take: drafts, due dates, and the labels that they are given."""

from collections.abc import Iterable
from uuid import UUID

from services.common import labelling
from services.common.dates import ImpreciseDate
from services.common.db import Unit
from services.common.errors import unprocessable
from services.common.label_api import LabelBody
from services.common.labelling import Bounds, bounds
from services.common.labels import ORCON, Label, audience
from services.common.labels.audience import within
from services.common.row_store import known
from services.meetings.domain.risk import wider
from services.meetings.domain.values import Draft, Item, ItemKind, Sight, Span
from services.meetings.models import ForumRow
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
    unit: Unit,
    body: ChildIn,
    default: Sight,
    limits: Bounds | None = None,
    *,
    at: str = "",
    decision_id: UUID | None = None,
) -> Draft:
    """The draft that a request describes. Its forum must be one that the writer may know of (422).

    Without ``limits`` it is a child: no wider than its parent by the rules of delegation.
    """
    forum = await known(unit, ForumRow, body.forum, f"{at}/forum")
    seen = default if body.label is None else await _labelled(unit, body.label, limits, f"{at}/label")
    substitute = None
    if body.substitute is not None:
        wide = (limits or await bounds(unit, default.label)).also(forum.nations)
        pointer = f"{at}/substitute/label"
        made = await labelling.substitute(unit, body.substitute.label, wide, seen.label, pointer)
        substitute = await sight(unit, made)
    return Draft(
        title=body.title,
        forum_id=str(forum.id),
        sight=seen,
        text=body.text,
        lead=body.lead,
        supporting=tuple(dict.fromkeys(body.supporting)),
        due=span(body.due, f"{at}/due"),
        kind=ItemKind.TASKING,
        decision_id=str(decision_id) if decision_id else None,
        substitute=substitute,
        substitute_text=body.substitute.text if body.substitute else "",
    )


async def labelled(unit: Unit, body: LabelBody | None, default: Sight) -> Sight:
    """The sight of the label that a request sets on what it says of a record, or the record's own."""
    if body is None:
        return default
    return await _labelled(unit, body, await bounds(unit, default.label), "/label")


async def _labelled(unit: Unit, body: LabelBody, limits: Bounds | None, pointer: str) -> Sight:
    return await sight(unit, await labelling.intern(unit, body, limits, pointer))


async def sanitised(unit: Unit, body: LabelBody, item: Item, nations: Iterable[str]) -> Sight:
    """The sight of a substitute's label: it reaches who reads the item, and the nations of its forums; what
    its owner alone owns, whom the owner names.
    """
    limits = (await bounds(unit, item.sight.label)).also(nations)
    return await sight(unit, await labelling.substitute(unit, body, limits, item.sight.label))


async def relabelled(unit: Unit, body: LabelBody | None, old: Sight) -> Sight:
    """The sight that an amendment sets: by an owner (422 ``own_nation_owns``), never wider
    (``label_widens``), and owned by those who own it (``owner_is_kept``): they alone may release it.
    """
    if body is None:
        return old
    label = body.to_label(unit.now, unit.database.permitted.context)
    new = await sight(unit, await unit.intern(label))
    if new.label == old.label:
        return old
    before, after = await unit.label(old.label), await unit.label(new.label)
    if not labelling.owns(unit, before):
        raise unprocessable("/label/owner", "own_nation_owns", "Who owns a record says who reads it.")
    if wider(new, old) or not _narrows(unit, before, after):
        raise unprocessable("/label", "label_widens", "Widening is a release by the owner's authority.")
    if after.owner != before.owner:
        raise unprocessable("/label/owner", "owner_is_kept", "A record stays with those who own it.")
    return new


def _narrows(unit: Unit, before: Label, after: Label) -> bool:
    """Whether everyone who reads or views under a label did so before: holders of a group included."""
    if after.policy_name != before.policy_name:  # another policy's levels are not compared with these
        return False
    groups = unit.database.permitted.context.groups
    return all(
        within(audience(after, groups, unit.now, display), audience(before, groups, unit.now, display))
        for display in (False, True)
    ) and set(before.dissem) & {ORCON} <= set(after.dissem)


async def joint(unit: Unit, nations: Iterable[str], meeting_label: int) -> Sight:
    """The sight of what a forum produces: JOINT of its members, at the level of the meeting: what is
    recorded in a RESTRICTED meeting is not UNCLASSIFIED because nobody said so.
    """
    level = (await unit.label(meeting_label)).level
    return await sight(unit, await labelling.joint(unit, nations, level))


async def own(unit: Unit, item: Item) -> Sight:
    """The label under which this writer says something of an item: the item's; of the writer's own nation
    where that does not own it. Where the substitute is all that they may read of it, the substitute's.
    """
    if unit.permitted.allows(item.sight.label) or item.substitute is None:
        return await sight(unit, await labelling.own(unit, item.sight.label))
    return await sight(unit, await labelling.own(unit, item.substitute.label))
