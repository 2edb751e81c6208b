"""What a nation prepares for a meeting: its own until it offers it, by an act that names who gains sight.

No paper makes an event: what is private must not travel (not even that it exists, or when it was written),
and what is offered is read here. So no read model, count or stream can tell of a draft.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND, conflict, forbidden, unprocessable
from services.common.label_api import LabelBody
from services.common.row_store import change, fetch, fetch_or_404, insert, stamps
from services.common.writers import RELEASES, open_to, require_writer
from services.meetings.domain.rules import RULES
from services.meetings.domain.values import RECORDERS
from services.meetings.forums.repository import posts_by_forum
from services.meetings.models import ForumRow, MeetingRow, PaperRow
from services.meetings.papers import repository
from services.meetings.papers.schemas import PaperIn, PaperPatch

View = dict[str, Any]
Posts = Mapping[UUID, frozenset[str]]


def is_own(unit: Unit, nation: str) -> bool:
    """Whether a nation's papers are the subject's to write and offer: home's, while they act for home.

    ARCHITECTURE, "Identity": drafts of home are hidden from those who act for another; and the host's
    papers are owned by the host alone, so an embed writes neither.
    """
    return nation == unit.subject.nation == unit.subject.affiliation


def releases(unit: Unit, nation: str, held: frozenset[str]) -> bool:
    """Whether the subject may give a nation's paper to others: by a recording post in the meeting's forum
    (``held``: theirs there), or as the nation's release authority. To offer is to release.
    """
    named = bool(held & RECORDERS) or RELEASES in unit.subject.roles
    return is_own(unit, nation) and named and not unit.subject.oversees


def finish(unit: Unit, body: Mapping[str, Any], posts: Posts) -> View:
    """The JSON of a paper, completed for the reader: what they may do, and its label in words."""
    dropped = {"label_id", "nations", "forum_id", "created_by"}
    view = {key: value for key, value in body.items() if key not in dropped}
    held = posts.get(UUID(body["forum_id"]), frozenset()) if body["forum_id"] else frozenset()
    gives = releases(unit, body["nation"], held)
    writes = is_own(unit, body["nation"]) and not unit.subject.oversees
    first = "edit" if body["offered_at"] is None else "withdraw"
    wrote = writes and body["created_by"] == unit.subject.id
    view["can"] = open_to(unit, ([first] if gives or wrote else []) + (["offer"] if gives else []))
    view["label"] = labelling.view(unit, body["label_id"], body["nations"])
    return view


async def show(unit: Unit, paper_id: UUID) -> View:
    """The paper; 404 where it is missing or hidden."""
    body = await repository.paper_json(unit, paper_id)
    if body is None:
        raise NOT_FOUND()
    return finish(unit, body, await posts_by_forum(unit, unit.now.date()))


async def create(unit: Unit, meeting_id: UUID, body: PaperIn) -> UUID:
    """Keeps a draft, position or note of the writer's own nation; its label is that nation's alone."""
    nation = await _writing_nation(unit, meeting_id)
    if body.item is not None and not await repository.knows_item(unit, body.item):
        raise unprocessable("/item", "unknown_item", "There is no such item.")
    own = LabelBody(level=body.level, owner=[nation])
    label_id = await unit.intern(own.to_label(unit.now, unit.database.permitted.context, ""), "/level")
    said = body.model_dump(exclude={"level", "item"}) | {"kind": body.kind.value, "item_id": body.item}
    row = PaperRow(**stamps(unit, label_id), meeting_id=meeting_id, nation=nation, **said)
    await insert(unit, row)
    unit.audit("paper.created", "paper", row.id, label_id=label_id)
    return row.id


async def _writing_nation(unit: Unit, meeting_id: UUID) -> str:
    """The nation for which the subject prepares for a meeting; 404 hidden, 403 not theirs to prepare."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id)
    nation = unit.subject.nation
    if nation not in await members(unit, meeting):
        raise forbidden(RULES["member_nation"].sentence, "member_nation")
    if not is_own(unit, nation):
        raise forbidden("Who acts for another nation writes neither its papers nor home's.", "own_papers")
    require_writer(unit)
    return nation


async def members(unit: Unit, meeting: MeetingRow) -> frozenset[str]:
    """The member nations of a meeting's forum; none where the reader may not know of the forum."""
    forum = await fetch(unit, ForumRow, meeting.forum_id)
    return frozenset(forum.nations) if forum is not None else frozenset()


async def amend(unit: Unit, paper_id: UUID, patch: PaperPatch) -> None:
    """Changes a paper of one's own nation that is not offered; 409 ``offered_is_fixed`` while it is."""
    paper = await own_paper(unit, paper_id)
    if paper.offered_at is not None:
        detail = "What is offered is not changed: withdraw it first, or write another paper."
        raise conflict("offered_is_fixed", detail)
    said = patch.model_dump(exclude_unset=True, mode="json")
    values = {key: value for key, value in said.items() if value is not None}
    if values:
        await change(unit, PaperRow, paper_id, values)
        unit.audit("paper.changed", "paper", paper_id, label_id=paper.label_id)


async def own_paper(unit: Unit, paper_id: UUID, *, giving: bool = False) -> PaperRow:
    """A visible paper of the nation for which the writer acts, which is theirs to change and withdraw: by who
    wrote it or who may give it to others; ``giving``: by these alone. 403 where it is not.
    """
    paper = await fetch_or_404(unit, PaperRow, paper_id)
    if not is_own(unit, paper.nation):
        raise forbidden("A nation changes, offers and withdraws its own papers.", "own_papers")
    require_writer(unit)
    meeting = await fetch_or_404(unit, MeetingRow, paper.meeting_id)
    held = (await posts_by_forum(unit, unit.now.date())).get(meeting.forum_id, frozenset())
    gives = releases(unit, paper.nation, held)
    if giving and not gives:
        detail = (
            "A paper is offered by the nation's head, deputy or secretary there, or its release authority."
        )
        raise forbidden(detail, "offered_by_post")
    if not gives and paper.created_by != unit.subject.id:
        raise forbidden("A paper is its writer's to change, and of those who may offer it.", "writer_or_post")
    return paper
