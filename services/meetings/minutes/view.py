"""Composes minutes for one reader: what was recorded, who concurs, and where it went."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.label_api import roll_up_view
from services.common.row_store import fetch, fetch_or_404
from services.common.writers import open_to
from services.meetings.domain.posts import posts_of
from services.meetings.domain.risk import NEEDS_VENUE
from services.meetings.domain.values import HEADS, RECORDERS, MeetingState, Standing, State
from services.meetings.domain.world import World
from services.meetings.items.service import due_view, named
from services.meetings.minutes import repository, substitutes
from services.meetings.models import ForumRow, MeetingRow
from services.meetings.world import rows as values

Rows = list[dict[str, Any]]
View = dict[str, Any]


async def minutes_view(unit: Unit, meeting_id: UUID) -> View:
    """The minutes as this reader may see them; 404 where the meeting is missing or hidden."""
    meeting = await fetch_or_404(unit, MeetingRow, meeting_id)
    forum = await fetch(unit, ForumRow, meeting.forum_id)
    nations = list(forum.nations) if forum else []
    decisions = await repository.rows(unit, repository.DECISIONS, meeting_id)
    decisions += await substitutes.decisions(unit, meeting_id)
    taskings = await repository.rows(unit, repository.TASKINGS, meeting_id)
    taskings += await substitutes.taskings(unit, meeting_id)
    outcomes = await repository.rows(unit, repository.OUTCOMES, meeting_id)
    said = (meeting.forum_id, "minutes", meeting_id, meeting.minutes_version)
    taken = await repository.rows(unit, repository.STANDS, *said)
    labels = {meeting.label_id} | {row["label_id"] for row in (*decisions, *taskings, *outcomes)}
    labels |= {row["item_label_id"] for row in outcomes if row["item_label_id"] is not None}
    can = open_to(unit, await abilities(unit, meeting))
    rewords = "withhold" in can  # while a recorder may still withhold, what was recorded can be changed
    banner = await roll_up_view(unit, labels, nations)
    return {
        "id": meeting.id, "ref": meeting.ref, "version": meeting.minutes_version, "state": meeting.state,
        "reason": meeting.reason,
        "decisions": [_labelled(unit, row, nations, rewords) for row in decisions],
        "taskings": [_tasking(unit, row, nations, rewords) for row in taskings],
        "outcomes": [_outcome(unit, row, nations, rewords) for row in outcomes],
        "concurrences": stands(nations, taken),
        "where_it_went": await _where(unit, taskings),
        "can": can,
        "label": banner.model_dump(),
    }  # fmt: skip


def words_of(view: View) -> View:
    """What a nation speaks on in minutes, an answer or an adjudication: all that they say, and to whom.

    Without what follows from the stands and the acts of others: two heads concur side by side.
    """
    said: View = {
        key: view[key] for key in ("id", "version", "reason", "kind", "text", "label") if key in view
    }
    for part in ("decisions", "taskings", "outcomes"):
        records = view.get(part, ())
        said[part] = [{key: record[key] for key in record if key not in _FOLLOWS} for record in records]
    return said


_FOLLOWS = {"standing", "unseen_by", "state", "can"}


def stands(nations: Iterable[str], taken: Rows) -> list[View]:
    """Each nation's stand; one that has said nothing is pending, and so is one whose silence says nothing."""
    given = {row["nation"]: row for row in taken if row["stand"] != "pending" or row["deadline"]}
    nothing = {"stand": "pending", "by": None, "at": None, "evidence": "", "deadline": None}
    return [
        {"nation": nation, **{key: row[key] for key in _SHOWN}}
        for nation, row in ((nation, given.get(nation, nothing)) for nation in sorted(nations))
    ]


_SHOWN = ("stand", "by", "at", "evidence", "deadline")


async def abilities(unit: Unit, meeting: MeetingRow) -> list[str]:
    """What the reader may do with these minutes now: concur, withhold, silence, correct."""
    today = unit.now.date()
    world = World(appointments=await _appointments(unit, meeting.forum_id))
    held = posts_of(world, unit.subject.id, unit.subject.nation, str(meeting.forum_id), today)
    if not held & RECORDERS:
        return []
    if meeting.state == MeetingState.MINUTES_AGREED:
        return ["correct", *(["concur"] if await repository.read_anew(unit, meeting.id) else [])]
    if meeting.state in (MeetingState.HELD, MeetingState.MINUTES_PROVISIONAL):
        return ["concur", "withhold", "silence"] + ([] if held & HEADS else ["evidence"])
    return []


async def _appointments(unit: Unit, forum_id: UUID) -> dict[str, Any]:
    found = await repository.rows(
        unit, "SELECT * FROM appointment WHERE forum_id = %s AND person_id = %s", forum_id, unit.subject.id
    )
    return {str(row["id"]): values.appointment(row) for row in found}


def _labelled(unit: Unit, row: dict[str, Any], nations: list[str], rewords: bool) -> View:
    """A record with its label in words; ``amend`` is its owners' alone, and not by its substitute."""
    shown = {key: value for key, value in row.items() if key != "label_id"}
    free = row["standing"] != Standing.AGREED and not row.get("substituted", False)
    owned = labelling.owns(unit, unit.labels.get(row["label_id"]))
    can = ["amend"] if rewords and free and owned else []
    return {**shown, "can": can, "label": labelling.view(unit, row["label_id"], nations)}


def _tasking(unit: Unit, row: dict[str, Any], nations: list[str], rewords: bool) -> View:
    shown = _labelled(unit, row, nations, rewords)
    shown["due"] = due_view({"first": shown.pop("due_first"), "precision": shown.pop("due_precision")})
    shown["forum"] = _named(shown.pop("forum_id"), shown.pop("forum_name"))
    return shown


def _outcome(unit: Unit, row: dict[str, Any], nations: list[str], rewords: bool) -> View:
    shown = _labelled(unit, row, nations, rewords)
    item = {
        "id": shown.pop("item_id"), "ref": shown.pop("ref"), "title": shown.pop("title"),
        "label_id": shown.pop("item_label_id"),
    }  # fmt: skip
    shown["item"] = None if item["id"] is None else named(unit, item)
    return shown


def _named(one: UUID | None, name: str | None) -> View | None:
    return None if one is None else {"id": one, "name": name}


async def _where(unit: Unit, taskings: Rows) -> list[View]:
    """Each addressing forum with the meeting on whose agenda these stand; no meeting planned: null, and only
    what still waits for one. What is closed stands on no agenda any more.
    """
    standing = [row for row in taskings if row["forum_id"] is not None and row["state"] != State.CLOSED]
    upcoming = await repository.next_meetings(unit, list({row["forum_id"] for row in standing}))
    refs: dict[tuple[str, UUID], list[str]] = defaultdict(list)
    for row in standing:
        if row["forum_id"] in upcoming or row["state"] in NEEDS_VENUE:
            refs[str(row["forum_name"]), row["forum_id"]].append(row["ref"])
    return [_went(*forum, upcoming.get(forum[1]), refs[forum]) for forum in sorted(refs)]


def _went(name: str, forum_id: UUID, meeting: View | None, refs: list[str]) -> View:
    return {
        "forum": {"id": forum_id, "name": name},
        "meeting": {"id": meeting["id"], "ref": meeting["ref"]} if meeting else None,
        "on": meeting["starts_on"] if meeting and meeting["starts_on"].year < 9999 else None,
        "refs": refs,
    }
