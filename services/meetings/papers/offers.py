"""Offering a paper to other members of the meeting, and taking the offer back: both relabel it explicitly.

The paper stays its nation's own. Its old versions are never shown to anybody else, whatever was offered.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.errors import conflict, unprocessable
from services.common.label_api import LabelBody, label_view
from services.common.labels import NOFORN, ORCON, RELIDO, Action, Label, audience, decide
from services.common.labels.nation_names import NATION_NAMES
from services.common.labels.words import listed
from services.common.row_store import change, fetch_or_404
from services.meetings.models import MeetingRow, PaperRow
from services.meetings.papers.schemas import OfferIn
from services.meetings.papers.service import members, own_paper
from services.meetings.world.sight import nations_of

View = dict[str, Any]
Place = Callable[[str], str]


async def offer(unit: Unit, paper_id: UUID, body: OfferIn) -> None:
    """Puts a paper before others under a label that names them, or changes such an offer.

    Who loses sight by the change loses it with this transaction.
    """
    paper = await own_paper(unit, paper_id, giving=True)
    label = body.label.to_label(unit.now, unit.database.permitted.context)
    _check(unit, paper, await _members(unit, paper), label, lambda field: f"/label/{field}")
    label_id = await unit.intern(label)
    await change(unit, PaperRow, paper_id, {"label_id": label_id, "offered_at": unit.now})
    seen = _difference(unit, unit.labels.get(paper.label_id), label)
    unit.audit("paper.offered", "paper", paper_id, label_id=label_id, detail=seen)


async def withdraw(unit: Unit, paper_id: UUID) -> None:
    """Narrows an offered paper to its own nation again, at its level; 409 if it is not offered."""
    paper = await own_paper(unit, paper_id)
    if paper.offered_at is None:
        raise conflict("not_offered", "This paper is not offered.")
    before = unit.labels.get(paper.label_id)
    kept = tuple(word for word in before.dissem if word != RELIDO)
    alone = before.with_(rel=(), only=(), display_only=(), dissem=kept, epochs=())
    label = unit.database.permitted.context.groups.seal(alone, unit.now)
    label_id = await unit.intern(label, "")
    await change(unit, PaperRow, paper_id, {"label_id": label_id, "offered_at": None})
    seen = _difference(unit, before, label)
    unit.audit("paper.withdrawn", "paper", paper_id, label_id=label_id, detail=seen)


async def effect(unit: Unit, paper_id: UUID, to: list[str], level: str | None) -> View:
    """Who would gain and lose sight of a paper if it were offered to some nations, before it is.

    It is refused by the rules that would refuse the offer itself.
    """
    paper = await own_paper(unit, paper_id, giving=True)
    before, context = unit.labels.get(paper.label_id), unit.database.permitted.context
    label = _proposed(unit, before, to, level).to_label(unit.now, context, "/query")
    nations = await _members(unit, paper)
    _check(unit, paper, nations, label, _QUERY.__getitem__)
    if not decide(unit.subject.reader(), label, Action.READ, unit.now, context).allow:
        raise unprocessable("/query/level", "label_not_permitted", "You could not read what you write.")
    seen = _difference(unit, before, label)
    return {**seen, "words": _words(seen), "label": label_view(label, unit, nations).model_dump()}


_QUERY = {"owner": "/query/to", "rel": "/query/to", "coi": "/query/to", "level": "/query/level",
          "policy": "/query/level"}  # fmt: skip
"""Where the parts of a proposed label stand in the question for its effect."""


def _proposed(unit: Unit, before: Label, to: list[str], level: str | None) -> LabelBody:
    policy = unit.database.permitted.context.newest(before.policy_name)
    if policy is None:
        raise unprocessable("/query/level", "unknown_policy")
    return LabelBody(
        level=level or policy.level(before.level).name, owner=list(before.owner), rel=to,
        coi=list(before.coi), restrictive=list(before.restrictive), orcon=ORCON in before.dissem,
        policy=before.policy_name,
    )  # fmt: skip


async def _members(unit: Unit, paper: PaperRow) -> frozenset[str]:
    return await members(unit, await fetch_or_404(unit, MeetingRow, paper.meeting_id))


def _check(unit: Unit, paper: PaperRow, nations: frozenset[str], after: Label, place: Place) -> None:
    """What an offer may not do: change hands, go down, drop a caveat, or pass the meeting's members."""
    before = unit.labels.get(paper.label_id)
    groups = unit.database.permitted.context.groups
    shown = audience(after, groups, unit.now, display=True)
    rules = (
        (after.owner == (paper.nation,), "owner", "own_papers", "An offered paper stays its nation's own."),
        (
            after.policy_name == before.policy_name,
            "policy",
            "one_policy",
            "An offer keeps the policy of its level.",
        ),
        (after.level >= before.level, "level", "not_downgraded", "An offer does not lower the level."),
        (_caveats(before) <= _caveats(after), "coi", "caveats_kept", "An offer drops no caveat."),
        (shown <= nations, "rel", "within_members", "A paper is offered to members of the forum only."),
        (bool(shown - {paper.nation}), "rel", "offered_to_somebody", "Nobody would see it: withdraw it."),
    )
    for holds, field, rule, detail in rules:
        if not holds:
            raise unprocessable(place(field), rule, detail)


def _caveats(label: Label) -> frozenset[str]:
    lasting = (word for word in label.dissem if word not in {NOFORN, RELIDO})
    return frozenset((*label.coi, *label.restrictive, *lasting))


def _difference(unit: Unit, before: Label, after: Label) -> dict[str, list[str]]:
    """The nations that read under the second label alone, and under the first alone."""
    old, new = nations_of(before, unit.now), nations_of(after, unit.now)
    return {"gains": sorted(new - old), "loses": sorted(old - new)}


def _words(seen: dict[str, list[str]]) -> str:
    gains, loses = (
        listed(sorted(NATION_NAMES.get(nation, nation) for nation in seen[key])) for key in ("gains", "loses")
    )
    said = [f"Gives sight to {gains}"] if gains else ["Gives sight to nobody new"]
    return "; ".join([*said, *([f"takes it from {loses}"] if loses else [])])
