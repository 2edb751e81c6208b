"""What a nation prepares for a meeting: its own until it offers it, by an act that names who gains sight.

No paper makes an event: what is private must not travel, and what is offered is read here.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict, forbidden, unprocessable
from services.common.label_api import LabelBody
from services.common.labels import Label
from services.common.nation_names import NATION_NAMES
from services.meetings import labelling
from services.meetings.models import ForumRow, ItemRow, MeetingRow, PaperRow
from services.meetings.papers import repository
from services.meetings.papers.schemas import OfferIn, PaperIn, PaperPatch
from services.meetings.records import change, fetch_or_404, insert, known, stamps
from services.meetings.world.sight import nations_of

View = dict[str, Any]


def finish(unit: Unit, body: Mapping[str, Any]) -> View:
    """The JSON of a paper, completed for the reader."""
    view = {key: value for key, value in body.items() if key not in {"label_id", "nations"}}
    own = body["nation"] == unit.subject.nation and body["offered_at"] is None
    view["can"] = ["edit", "offer"] if own else []
    view["label"] = labelling.view(unit, body["label_id"], body["nations"])
    return view


async def show(unit: Unit, paper_id: UUID) -> View:
    """The paper; 404 where it is missing or hidden."""
    body = await repository.paper_json(unit, paper_id)
    if body is None:
        raise NOT_FOUND()
    return finish(unit, body)


async def create(unit: Unit, meeting_id: UUID, body: PaperIn) -> UUID:
    """Keeps a draft, position or note of the writer's own nation; its label is that nation's alone."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id)
    forum = await known(unit, ForumRow, meeting.forum_id, "")
    nation = unit.subject.nation
    if nation not in forum.nations:
        raise forbidden("Only a member nation prepares for a meeting.", "member_nation")
    if body.item is not None:
        await known(unit, ItemRow, body.item, "/item")
    label_id = await labelling.intern(unit, LabelBody(level=body.level, owner=[nation]), (), "/level")
    said = body.model_dump(exclude={"level", "item"}) | {"kind": body.kind.value, "item_id": body.item}
    row = PaperRow(**stamps(unit, label_id), meeting_id=meeting_id, nation=nation, **said)
    await insert(unit, row)
    unit.audit("paper.created", "paper", row.id, label_id=label_id)
    return row.id


async def amend(unit: Unit, paper_id: UUID, patch: PaperPatch) -> None:
    """Changes a paper of one's own that is not yet offered."""
    paper = await own_draft(unit, paper_id)
    said = patch.model_dump(exclude_unset=True, mode="json")
    values = {key: value for key, value in said.items() if value is not None}
    await change(unit, PaperRow, paper_id, values)
    unit.audit("paper.changed", "paper", paper_id, label_id=paper.label_id)


async def offer(unit: Unit, paper_id: UUID, body: OfferIn) -> None:
    """Puts a paper before the others under a label that names who gains sight; it stays the nation's own."""
    paper = await own_draft(unit, paper_id)
    label_id = await labelling.intern(unit, body.label, ())
    _check_offer(paper, unit.labels.get(paper.label_id), unit.labels.get(label_id))
    await change(unit, PaperRow, paper_id, {"label_id": label_id, "offered_at": unit.now})
    gains = gained(unit, paper.label_id, label_id)
    unit.audit("paper.offered", "paper", paper_id, label_id=label_id, detail={"gains": gains})


def _check_offer(paper: PaperRow, before: Label, after: Label) -> None:
    if after.owner != (paper.nation,):
        raise unprocessable("/label/owner", "own_nation_only", "A nation offers what is its own.")
    if after.level < before.level:
        raise unprocessable("/label/level", "not_downgraded", "Offering releases; it does not downgrade.")


async def own_draft(unit: Unit, paper_id: UUID) -> PaperRow:
    """A paper of the writer's own nation that is not yet offered; 403 or 409 otherwise."""
    paper = await fetch_or_404(unit, PaperRow, paper_id)
    if paper.nation != unit.subject.nation:
        raise forbidden("A nation changes and offers its own papers.", "own_nation_only")
    if paper.offered_at is not None:
        raise conflict("offered_is_fixed", "What was offered is not changed any more: write another paper.")
    return paper


def gained(unit: Unit, before: int, after: int) -> list[str]:
    """The nations that read under the second label and not under the first."""
    old, new = (nations_of(unit.labels.get(one), unit.now) for one in (before, after))
    return sorted(new - old)


async def effect(unit: Unit, paper_id: UUID, nations: list[str]) -> View:
    """Who would gain sight of a draft if it were offered to some nations, before it is."""
    paper = await own_draft(unit, paper_id)
    before = unit.labels.get(paper.label_id)
    context = unit.database.permitted.context
    rel = tuple(nation for nation in nations if nation != paper.nation)
    dissem = tuple(word for word in before.dissem if word != "NOFORN")
    label = context.groups.seal(before.with_(rel=rel, dissem=dissem, display_only=()), unit.now)
    gains = sorted(nations_of(label, unit.now) - nations_of(before, unit.now))
    names = ", ".join(NATION_NAMES.get(nation, nation) for nation in gains)
    words = f"Gains sight: {names}" if gains else "Nobody gains sight"
    return {"gains": gains, "words": words, "label": labelling.shown(unit, label, nations)}
