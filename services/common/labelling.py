"""Labels of records that people make: the default of a new one, who may set what, how it is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from services.common.db import Unit
from services.common.errors import forbidden, unprocessable
from services.common.label_api import LabelBody, label_json
from services.common.labels import NOFORN, ORCON, Audience, Label, audience, default_policy
from services.common.labels.audience import within

OWNS = "own_nation_owns"
WIDENING = "Widening what several nations own needs the consent of each: leave it to its owners here."


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a label of several owners may go where one of them sets it: no further than what the record
    it belongs to lets read and view already, at no lower a ``level``, without dropping a caveat.
    """

    read: Audience
    shown: Audience
    level: int = 0
    caveats: frozenset[str] = frozenset()
    policy: str | None = None

    def also(self, nations: Iterable[str]) -> "Bounds":
        """These bounds and these nations."""
        more = frozenset(nations)
        return replace(self, read=self.read | more, shown=self.shown | more)

    def portion(self) -> "Bounds":
        """Those of a portion of the record: its own words may stand below the level of the whole."""
        return replace(self, level=0)

    def sanitised(self) -> "Bounds":
        """Those of a substitute: words of its own, without what the level and the caveats are for."""
        return replace(self, level=0, caveats=frozenset())

    def hold(self, label: Label, unit: Unit) -> bool:
        """Whether a label stays within them."""
        groups = unit.database.permitted.context.groups
        read, shown = (audience(label, groups, unit.now, display) for display in (False, True))
        inside = within(read, self.read) and within(shown, self.shown)
        kept = self.caveats <= caveats(label) and self.policy in {None, label.policy_name}
        return inside and kept and label.level >= self.level


def members_only(nations: Iterable[str]) -> Bounds:
    """The bounds of what belongs to some nations and to no record yet."""
    return Bounds(frozenset(), frozenset()).also(nations)


async def bounds(unit: Unit, label_id: int) -> Bounds:
    """The bounds of what belongs to a record and can repeat its text."""
    label, groups = await unit.label(label_id), unit.database.permitted.context.groups
    read, shown = (audience(label, groups, unit.now, display) for display in (False, True))
    return Bounds(read, shown, label.level, caveats(label), label.policy_name)


def caveats(label: Label) -> frozenset[str]:
    """What limits reading and passing on beside nations and level."""
    return frozenset((*label.coi, *label.restrictive, *(set(label.dissem) & {ORCON})))


def view(unit: Unit, label_id: int, nations: Iterable[str] = ()) -> Any:
    """The label in words, as JSON ready for the answer; of ``nations`` it also says who does not read."""
    return orjson.Fragment(label_json(unit, label_id, nations))


def labelled(unit: Unit, body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a record with its label in words in the place of ``label_id``."""
    rest = {key: value for key, value in body.items() if key != "label_id"}
    return rest | {"label": view(unit, body["label_id"])}


async def intern(unit: Unit, body: LabelBody, limits: Bounds | None, pointer: str = "/label") -> int:
    """The id of the label that a request sets on a new record.

    422: ``label_not_permitted`` where the writer could not read it; ``own_nation_owns`` where the nation
    that the writer acts for is not among its owners (LABELS: the owner is who originates); ``label_widens``
    where it has several owners and passes ``limits`` (each consents to widening). What the own nation
    alone owns is its own to release; without limits other rules bound it.
    """
    label = body.to_label(unit.now, unit.database.permitted.context, pointer)
    label_id = await unit.intern(label, pointer)
    if not owns(unit, label):
        detail = "The nation for which you write is among the owners of what you write."
        raise unprocessable(f"{pointer}/owner", OWNS, detail)
    alone = label.owner == (unit.subject.nation,)
    if limits is not None and not alone and not limits.also({unit.subject.nation}).hold(label, unit):
        raise unprocessable(pointer, "label_widens", WIDENING)
    return label_id


async def substitute(
    unit: Unit, body: LabelBody, limits: Bounds, label_id: int, pointer: str = "/label"
) -> int:
    """The label of other words for a record under ``label_id``: they tell of the record itself.

    So what its nation alone owns is that nation's to tell of, and nobody else's: of the rest the substitute
    stays within ``limits``, whoever owns it (422 ``label_widens``). Its level and caveats are no more than
    the record's (``substitute_not_above``): else who answers it could not be read by who reads the record.
    """
    made = await intern(unit, body, limits.sanitised(), pointer)
    words, record = await unit.label(made), await unit.label(label_id)
    sole = record.owner == (unit.subject.nation,)
    if not sole and not limits.sanitised().also({unit.subject.nation}).hold(words, unit):
        raise unprocessable(pointer, "label_widens", WIDENING)
    if not _asks_no_more(words, record):
        detail = "Other words for a record ask for no level, caveat or policy that it does not ask for."
        raise unprocessable(pointer, "substitute_not_above", detail)
    return made


def _asks_no_more(label: Label, record: Label) -> bool:
    kept = {*label.coi, *label.restrictive} <= {*record.coi, *record.restrictive}
    return kept and label.level <= record.level and label.policy_name == record.policy_name


async def portion(unit: Unit, body: LabelBody | None, label_id: int) -> int:
    """The label of a portion of a record: the one that is asked for, or the writer's own for its readers."""
    if body is None:
        return await own(unit, label_id)
    return await intern(unit, body, (await bounds(unit, label_id)).portion())


async def own(unit: Unit, label_id: int) -> int:
    """The label under which the writer adds to a record where none is said: the record's own, if the
    writer's nation is among its owners; else one of that nation, for who reads and views the record.

    Where no list can name who reads (the holders of a group from one nation alone) it is the record's own.
    """
    label, groups = await unit.label(label_id), unit.database.permitted.context.groups
    nation = unit.subject.nation
    read, shown = (audience(label, groups, unit.now, display) for display in (False, True))
    if owns(unit, label) or nation not in read or any("&" in code for code in shown):
        return label_id
    rel = {code for code in read if "&" not in code} - {nation}
    view = {code for code in shown if "&" not in code} - rel - {nation}
    kept = tuple(word for word in label.dissem if word != NOFORN)
    lists: dict[str, tuple[str, ...]] = {"rel": tuple(rel), "only": (), "display_only": tuple(view)}
    mine = label.with_(owner=(nation,), dissem=kept, epochs=(), **lists)
    return await unit.intern(groups.seal(mine, unit.now))


def owns(unit: Unit, label: Label) -> bool:
    """Whether the nation that the subject acts for owns it: by name, or as member of the owning context."""
    groups, nation = unit.database.permitted.context.groups, unit.subject.nation
    return any(nation in groups.expand(code, unit.now, label.epochs) for code in label.owner)


async def require_owner(unit: Unit, label_id: int) -> None:
    """403 ``own_nation_owns`` unless the nation that the writer acts for owns a record, alone or with others.

    The words of a record, and other words for it, are its owners' to give: the one gate of every route that
    amends (LABELS: the owner is who originates), whichever forum's recorder asks.
    """
    if not owns(unit, await unit.label(label_id)):
        raise forbidden("A nation that owns a record words it; none words what another alone owns.", OWNS)


async def joint(unit: Unit, nations: Iterable[str], level: int | None = None) -> int:
    """The id of the default label: owned jointly by these nations, read by nobody else.

    LABELS: what a forum produces is JOINT of its members unless narrowed. The lowest level of the policy
    holds where none is said.
    """
    levels = default_policy().levels
    lowest = min(found.value for found in levels) if level is None else level
    name = next(found.name for found in levels if found.value == lowest)
    body = LabelBody(level=name, owner=sorted(set(nations)))
    return await unit.intern(body.to_label(unit.now, unit.database.permitted.context))
