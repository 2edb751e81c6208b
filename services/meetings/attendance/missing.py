"""Who should attend a meeting and is not coming: by the forum's list and by its appointments."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from services.common.labels.nation_names import NATION_NAMES
from services.meetings.domain.values import HEADS
from services.meetings.models import AppointmentRow, AttendanceRow, ForumRow

TITLES = {
    "head": "head of delegation",
    "deputy": "deputy head of delegation",
    "secretary": "secretary",
    "executive_agent": "executive agent",
}


def missing(
    forum: ForumRow, appointments: Iterable[AppointmentRow], rows: Sequence[AttendanceRow], day: date
) -> list[str]:
    """Names, billets and nations that the meeting still lacks, as people say them.

    Who declined is lacking too. Of head and deputy one is enough: either leads the delegation.
    """
    coming = [row for row in rows if row.response != "declined" or row.present]
    names = [row.person_name.casefold() for row in coming]
    billets = [one for one in forum.should_attend if not _named(one, names)]
    held = [post for post in appointments if post.since <= day and (post.until is None or day <= post.until)]
    return [*billets, *_posts(held, coming), *_nations(forum.nations, held, coming)]


def _posts(held: Sequence[AppointmentRow], coming: Sequence[AttendanceRow]) -> list[str]:
    there = {post.id for post in held if _attends(post, coming)}
    led = {post.nation for post in held if post.id in there and post.post in HEADS}
    headed = {post.nation for post in held if post.post == "head"}
    lacking = []
    for post in held:
        spare = post.post in HEADS and post.nation in led
        behind = post.post == "deputy" and post.nation in headed
        if post.id not in there and not spare and not behind:
            lacking.append(f"{post.name} ({post.nation}, {TITLES.get(post.post, post.post)})")
    return lacking


def _nations(
    nations: Iterable[str], held: Collection[AppointmentRow], coming: Collection[AttendanceRow]
) -> list[str]:
    """Member nations of which nobody is known: neither an appointment nor anybody on the list."""
    known = {post.nation for post in held} | {row.nation for row in coming}
    return [f"Anybody of {NATION_NAMES.get(one, one)}" for one in sorted(set(nations) - known)]


def _attends(post: AppointmentRow, coming: Iterable[AttendanceRow]) -> bool:
    return _named(post.name, [row.person_name.casefold() for row in coming if row.nation == post.nation])


def _named(wanted: str, names: Iterable[str]) -> bool:
    return any(wanted.casefold() in name for name in names)
