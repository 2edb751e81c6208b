"""What a lesson is tied to, as it is kept: records that the writer may know, and evidence in words."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.errors import unprocessable
from services.common.references import uuid7
from services.sharing.lessons import repository
from services.sharing.lessons.schemas import MOST_LINKS, LinkIn, LinkTo

Link = Mapping[str, Any]


async def added(
    unit: Unit, links: Sequence[Link], new: Sequence[LinkIn], pointer: str
) -> list[dict[str, Any]]:
    """The links with new ones behind; one that stands already is written over, so that twice is once.

    422 ``unknown_target`` of a record that is missing or hidden, ``note_needed``, ``too_many_links``.
    """
    kept = [dict(one) for one in links]
    for number, link in enumerate(new):
        await _check(unit, link, f"{pointer}/{number}")
        said = {
            "id": str(uuid7()), "kind": link.kind.value, "target": str(link.target) if link.target else None,
            "note": link.note, "evidence": link.evidence,
        }  # fmt: skip
        place = next((n for n, one in enumerate(kept) if _same(one, said)), None)
        if place is None:
            kept.append(said)
        else:
            kept[place] = said | {"id": kept[place]["id"]}
    if len(kept) > MOST_LINKS:
        raise unprocessable(pointer, "too_many_links", f"A lesson has {MOST_LINKS} ties at most.")
    return kept


def dropped(links: Sequence[Link], gone: Sequence[UUID]) -> list[dict[str, Any]]:
    """The links without some; an id that none has changes nothing."""
    names = {str(one) for one in gone}
    return [dict(one) for one in links if one["id"] not in names]


def has_evidence(links: Sequence[Link]) -> bool:
    """Whether one of them proves that the lesson is learned."""
    return any(one["evidence"] for one in links)


async def _check(unit: Unit, link: LinkIn, pointer: str) -> None:
    if link.kind is LinkTo.TEXT:
        if not link.note or link.target is not None:
            raise unprocessable(f"{pointer}/note", "note_needed", "Say in words what it is.")
        return
    if link.target is None or not await repository.is_known(unit, link.kind.value, link.target):
        raise unprocessable(f"{pointer}/target", "unknown_target", "There is no such record.")


def _same(one: Link, other: Link) -> bool:
    if one["kind"] == LinkTo.TEXT.value:
        return bool(other["kind"] == one["kind"] and one["note"] == other["note"])
    return bool(one["kind"] == other["kind"] and one["target"] == other["target"])
