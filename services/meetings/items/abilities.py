"""What a reader may do with an item now: the buttons that a screen offers. The rules decide on the act."""

from services.common.db import Unit
from services.common.labelling import owns
from services.common.writers import RELEASES
from services.meetings.domain.backbrief import latest_sitting
from services.meetings.domain.issuing import amendable
from services.meetings.domain.posts import members, posts_of
from services.meetings.domain.values import RECORDERS, RECORDING, WORKING, Item, ItemKind, State
from services.meetings.domain.world import World

OUT_OF_SESSION = ("answer", "delegate", "escalate")


def abilities(unit: Unit, world: World, item: Item) -> list[str]:
    """Names of acts, in the order of an item's life; none for those who hold no post and
    release nothing."""
    found: list[str] = []
    nation = unit.subject.nation
    addressees = members(world, item.addressing_forum_id) | item.authority_nations
    addressing = item.addressing_forum_id or item.issuing_forum_id
    if item.state in WORKING and nation in addressees:
        found += [] if unit.subject.oversees else ["progress"]
        if _records(unit, world, addressing):
            found += _out_of_session(item)
    if item.state is State.CLOSED:
        return found
    issues = _records(unit, world, item.issuing_forum_id)
    owned = owns(unit, unit.labels.get(item.sight.label))
    if issues and owned and amendable(world, item):
        found.append("amend")
    if (issues or releases(unit, item)) and owned:
        found.append("substitute")
    answered = item.state in {State.ANSWERED, State.RETURNED}
    if issues and answered and _back_briefs(world, item):
        found += ["close", "reopen"]
    return found


def releases(unit: Unit, item: Item) -> bool:
    """Whether the reader is the release authority of a nation that owns the item."""
    return RELEASES in unit.subject.roles and unit.subject.nation in unit.labels.get(item.sight.label).owner


def _records(unit: Unit, world: World, forum_id: str | None) -> bool:
    held = posts_of(world, unit.subject.id, unit.subject.nation, forum_id, unit.now.date())
    return bool(held & RECORDERS) and unit.subject.nation in members(world, forum_id)


def _out_of_session(item: Item) -> list[str]:
    if item.kind is ItemKind.ESCALATION:
        return ["escalate", "adjudicate"] if item.state is not State.ESCALATED else []
    return list(OUT_OF_SESSION) if item.state is not State.ESCALATED else []


def _back_briefs(world: World, item: Item) -> bool:
    """Whether the issuer's latest meeting can still record: there it closes or reopens."""
    meeting = latest_sitting(world, item)
    return meeting is not None and meeting.state in RECORDING
