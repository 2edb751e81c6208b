"""Who owns a record, as the scope of its keys, and the label of a new one."""

from services.common import labelling
from services.common.db import Unit
from services.common.errors import forbidden, unprocessable
from services.common.label_api import LabelBody
from services.common.labels import Label, audience
from services.common.labels.audience import expand_all, owner_audience, within
from services.common.writers import RELEASES, require_writer

SCOPE = "+"
JOINT_OWNER = "joint_owner_reads"
_EACH_READS = "Each nation that owns it with others reads it: name as owners only who shall."
_ASK_THEM = (
    "None of its owners is kept from it by another. Ask that nation; or withdraw it and keep one of your own."
)


async def owner_of(unit: Unit, label_id: int) -> str:
    """The scope of a record's keys: its label's owners, A to Z. A clash tells nothing of another's record."""
    return SCOPE.join(sorted((await unit.label(label_id)).owner))


async def new_label(unit: Unit, body: LabelBody | None, pointer: str = "/label") -> int:
    """The label of a new record; where none is said it is the nation's alone for which the writer acts.

    403 ``role`` for who only administers or audits; 422 as `labelling.intern` says, and ``joint_owner_reads``
    where one of several owners would not read what is said in its name.
    """
    require_writer(unit)
    if body is None:
        return await labelling.joint(unit, [unit.subject.nation])
    label_id = await labelling.intern(unit, body, labelling.members_only(body.owner), pointer)
    label, groups = await unit.label(label_id), unit.database.permitted.context.groups
    owners = expand_all(label.owner, label.epochs, groups, unit.now)
    if len(label.owner) > 1 and not within(owners, audience(label, groups, unit.now)):
        raise unprocessable(pointer, JOINT_OWNER, _EACH_READS)
    return label_id


def keeps_owners(unit: Unit, before: Label, after: Label) -> bool:
    """Whether a label that takes another's place leaves reading to each nation that owns it with others: no
    other audience for them, no higher level, no caveat more (as the meetings have it of what they keep).
    """
    groups, nation = unit.database.permitted.context.groups, unit.subject.nation
    if before.owner == (nation,):
        return True
    no_harder = after.level <= before.level and labelling.caveats(after) <= labelling.caveats(before)
    return no_harder and within(owner_audience(before, groups, unit.now), audience(after, groups, unit.now))


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
    release authority of the one nation that owns it (LABELS, "Release"): whoever owns it may narrow it; of
    what several own for nobody among them (422 ``joint_owner_reads``).
    """
    await labelling.require_owner(unit, label_id)
    require_writer(unit)
    before = await unit.label(label_id)
    made = await labelling.intern(unit, body, await labelling.bounds(unit, label_id))
    after = await unit.label(made)
    if not keeps_owners(unit, before, after):
        raise unprocessable("/label", JOINT_OWNER, _ASK_THEM)
    if widens(unit, before, after) and RELEASES not in unit.subject.roles:
        raise forbidden("Only the owner's release authority widens a label.", "widens", "/label")
    return made
