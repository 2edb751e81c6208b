"""Who sees what of an item: a portion is read by who may read both it and the shell around it."""

from collections.abc import Iterable

from services.common import labelling
from services.common.both import label_of_both, owners_alone
from services.common.db import Unit
from services.common.errors import forbidden, unprocessable
from services.common.label_api import LabelBody
from services.common.labels import Action, Label, audience
from services.common.owning import JOINT_OWNER, keeps_owners, widens
from services.common.writers import require_writer

UNREADABLE = "Nobody may read both this paragraph and the title: choose labels with a common reader."
BY_RELEASE = "Somebody would gain sight: that is a release, which two people sign."
_STAYS = "None of its owners is kept from it by another: ask that nation, or withdraw it."


async def looking(unit: Unit) -> None:
    """What a person looks at is also what is only shown to their nation; a partner's system takes along."""
    if unit.reading and not unit.subject.reads_only:
        await unit.only_for(Action.DISPLAY)


def may_take(unit: Unit, label_id: int) -> bool:
    """Whether the reader may copy what stands under a label, and not only look at it."""
    subject = unit.subject
    readable, _ = unit.database.permitted.current(subject.digest(), subject.reader(), Action.READ, unit.now)
    return readable.allows(label_id)


async def effective(unit: Unit, mark_id: int, shell_id: int, pointer: str = "/label") -> int:
    """The label under which a portion is read: that of who may read both it and the shell.

    422 ``portion_unreadable`` where nobody may.
    """
    both = await label_of_both(unit, mark_id, shell_id)
    if both is None:
        raise unprocessable(pointer, "portion_unreadable", UNREADABLE)
    return await unit.intern(both, pointer)


async def mark(unit: Unit, body: LabelBody | None, shell_id: int, pointer: str = "/label") -> int:
    """The label of a new portion: the one asked for, else the shell's own, or for a writer who does not own
    that, one of their nation for its readers.
    """
    if body is None:
        return await labelling.own(unit, shell_id)
    return await labelling.intern(unit, body, labelling.members_only(body.owner), pointer)


async def narrower(unit: Unit, label_id: int, body: LabelBody) -> int:
    """The label that replaces one of the writer's own nation, where nobody gains by it.

    403 ``own_nation_owns``, ``widens`` (a wider one is a release); 422 ``joint_owner_reads``.
    """
    await labelling.require_owner(unit, label_id)
    require_writer(unit)
    made = await labelling.intern(unit, body, await labelling.bounds(unit, label_id))
    before, after = await unit.label(label_id), await unit.label(made)
    if not keeps_owners(unit, before, after):
        raise unprocessable("/label", JOINT_OWNER, _STAYS)
    if widens(unit, before, after):
        raise forbidden(BY_RELEASE, "widens", "/label")
    return made


async def read_by(unit: Unit, mark_id: int, shell_id: int) -> int:
    """The label by which a part of an item is read from now on. Where nobody may read both it is its owner's
    alone: a narrowing never fails for what it hides. For who works over all rows.
    """
    both = await label_of_both(unit, mark_id, shell_id)
    return await unit.labels.intern(both or owners_alone(await unit.label(mark_id)))


def all_read(unit: Unit, nations: Iterable[str], label: Label) -> bool:
    """Whether each of some nations is among those to whom a label lets it be shown."""
    groups = unit.database.permitted.context.groups
    return set(nations) <= audience(label, groups, unit.now, display=True)
