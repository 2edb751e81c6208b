"""Who owns a record, as the scope of its keys, and the label of a new one."""

from services.common import labelling
from services.common.db import Unit
from services.common.errors import forbidden
from services.common.label_api import LabelBody
from services.common.labels import Label, audience
from services.common.labels.audience import within
from services.common.writers import RELEASES, require_writer

SCOPE = "+"


async def owner_of(unit: Unit, label_id: int) -> str:
    """The scope of a record's keys: its label's owners, A to Z. A clash tells nothing of another's record."""
    return SCOPE.join(sorted((await unit.label(label_id)).owner))


async def new_label(unit: Unit, body: LabelBody | None, pointer: str = "/label") -> int:
    """The label of a new record; where none is said it is the nation's alone for which the writer acts.

    403 ``role`` for who only administers or audits; 422 as `labelling.intern` says.
    """
    require_writer(unit)
    if body is None:
        return await labelling.joint(unit, [unit.subject.nation])
    return await labelling.intern(unit, body, labelling.members_only(body.owner), pointer)


def widens(unit: Unit, before: Label, after: Label) -> bool:
    """Whether somebody gains sight by the label that replaces another, or a caveat falls."""
    groups = unit.database.permitted.context.groups
    inside = all(
        within(audience(after, groups, unit.now, shown), audience(before, groups, unit.now, shown))
        for shown in (False, True)
    )
    return (
        not inside
        or after.level < before.level
        or after.policy_name != before.policy_name
        or not labelling.caveats(before) <= labelling.caveats(after)
    )


async def relabelled(unit: Unit, label_id: int, body: LabelBody) -> int:
    """The label that replaces a record's own. 403 ``widens`` where somebody gains by it and the writer is no
    release authority of the one nation that owns it (LABELS, "Release"): whoever owns it may narrow it.
    """
    await labelling.require_owner(unit, label_id)
    require_writer(unit)
    before = await unit.label(label_id)
    made = await labelling.intern(unit, body, await labelling.bounds(unit, label_id))
    if widens(unit, before, await unit.label(made)) and RELEASES not in unit.subject.roles:
        raise forbidden("Only the owner's release authority widens a label.", "widens", "/label")
    return made
