"""Composes the brief of one reader from the read model."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from services.common.db import Unit
from services.common.label_api import LabelView, label_view, roll_up_view
from services.insight.brief import repository
from services.insight.brief.schemas import Brief, Due, Line, LineForum, Section, SectionKind
from services.insight.freshness import keep_to_certain, owned_labels

FORTNIGHT: Final = timedelta(days=14)
LOOK_BACK: Final = timedelta(days=7)
WORKING: Final = ("open", "delegated", "escalated")
WAITING: Final = ("open", "delegated")
"""What needs a meeting of its own forum: what is before the forum above waits for that one's."""
KINDS: Final = {"tasking": "taskings", "guidance": "taskings", "escalation": "taskings"}


async def compose(unit: Unit, silent_after: float) -> Brief:
    """The brief for the nation that the reader acts for; lists at most fifty lines a section, by date."""
    stale = await keep_to_certain(unit, silent_after)
    nation, today = unit.subject.nation, unit.now.date()
    since = await repository.last_seen(unit)
    rows: list[tuple[SectionKind, list[dict[str, Any]]]] = [
        (SectionKind.OWED_BY_US, await repository.owed(unit, nation)),
        (SectionKind.AWAITED_BY_US, await repository.awaited(unit, nation)),
    ]
    if "release_authority" in unit.subject.roles:
        owned = await owned_labels(unit)
        rows.append((SectionKind.RELEASES, await repository.blocked(unit, owned)))
    rows.append((SectionKind.CHANGED, await repository.changed(unit, since or unit.now - LOOK_BACK, nation)))
    sections = [await _items(unit, kind, found, since, today) for kind, found in rows]
    upcoming = await repository.meetings(unit, nation, today, today + FORTNIGHT)
    sections.insert(-1, await _meetings(unit, upcoming, since))
    labels = {row["label_id"] for _, found in rows for row in found} | {row["label_id"] for row in upcoming}
    unit.shown("brief", _shown(sections))
    return Brief(
        since=since, as_of=unit.now, stale=stale, sections=sections,
        banner=await roll_up_view(unit, sorted(labels)) if labels else None,
    )  # fmt: skip


async def _items(
    unit: Unit, kind: SectionKind, rows: list[dict[str, Any]], since: datetime | None, today: date
) -> Section:
    lines = [
        Line(
            id=row["id"], kind=row["kind"], ref=row["ref"], title=row["title"], detail=_detail(row),
            why=_why(row, today), due=Due(value=row["due_value"], precision=row["due_precision"]),
            forum=LineForum(id=row["addressing_forum_id"], name=row["addressing_forum_name"]),
            link=f"/{KINDS[row['kind']]}/{row['id']}", label=await _label(unit, row),
            new=since is None or row["changed_at"] > since,
        )
        for row in rows[: repository.MOST]
    ]  # fmt: skip
    return Section(kind=kind, lines=lines, more=len(rows) > repository.MOST)


async def _meetings(unit: Unit, rows: list[dict[str, Any]], since: datetime | None) -> Section:
    lines = [
        Line(
            id=row["id"], kind="meeting", ref=row["ref"], title=row["title"], detail=_of_meeting(row),
            why=["concurrence"] if row["awaits_us"] else [row["state"]],
            due=Due(value=row["starts"].isoformat() if row["starts"] else None, precision=row["precision"]),
            forum=LineForum(id=row["forum_id"], name=row["forum_name"]), link=f"/meetings/{row['id']}",
            label=await _label(unit, row), new=since is None or row["changed_at"] > since,
        )
        for row in rows[: repository.MOST]
    ]  # fmt: skip
    return Section(kind=SectionKind.MEETINGS, lines=lines, more=len(rows) > repository.MOST)


def _why(row: dict[str, Any], today: date) -> list[str]:
    """Fixed words: what makes the line urgent (overdue, no_venue …), and how it stands."""
    reasons = [row["state"]]
    if row["standing"] != "agreed":
        reasons.append(row["standing"])
    if row["state"] in WORKING and row["due_last"] is not None and row["due_last"] < today:
        reasons.append("overdue")
    elif row["state"] in WAITING and row["no_venue"] and not row["authority_nations"]:
        reasons.append("no_venue")
    if row["blocked_nations"]:
        reasons.append("blocked_release")
    if row["passed_over"]:
        reasons.append("carried_over")
    if row["reopened"]:
        reasons.append("reopened")
    return reasons


def _detail(row: dict[str, Any]) -> str:
    origin = f"from {row['issuing_forum_name']}" if row["issuing_forum_name"] else ""
    return ", ".join(filter(None, (origin, f"lead {row['lead']}" if row["lead"] else "")))


def _of_meeting(row: dict[str, Any]) -> str:
    ours = row["ours"]
    standing = f"{ours} of ours on it" if ours else "nothing of ours on it"
    return f"{row['place'] or row['mode'].replace('_', ' ')}: {standing}"


async def _label(unit: Unit, row: dict[str, Any]) -> LabelView:
    return label_view(await unit.label(row["label_id"]), unit)


def _shown(sections: Iterable[Section]) -> list[str]:
    return sorted({str(line.id) for section in sections for line in section.lines})
