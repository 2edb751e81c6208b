"""What an item and its portions said before, as far as the reader may read both sides of a change."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.sharing.items import repository
from services.sharing.items.sight import looking

_TOLD = {
    "shared_item": ("title", "kind", "language", "tags", "reason"),
    "portion": ("text", "kind", "withdrawn"),
}
_MARK = {"shared_item": "label_id", "portion": "mark_id"}
State = Mapping[str, Any]


async def history(unit: Unit, item_id: UUID) -> list[dict[str, Any]]:
    """The changes of the shell and of each portion that the reader sees now, newest first."""
    await looking(unit)
    if await repository.item_json(unit, item_id) is None:
        raise NOT_FOUND()
    shell = await repository.states(unit, "shared_item", "id", item_id)
    portions = await repository.states(unit, "portion", "item_id", item_id)
    found = [*_changes(shell, "shared_item"), *_changes(portions, "portion")]
    newest = sorted(found, key=lambda change: change["until"], reverse=True)
    return [await _marked(unit, change) for change in newest]


def _changes(states: Sequence[State], kind: str) -> list[dict[str, Any]]:
    """Of each row the changes between two versions that follow each other: a hidden one tells nothing."""
    by_row: dict[str, list[State]] = {}
    for state in states:
        by_row.setdefault(state["body"]["id"], []).append(state)
    found = []
    for row_id, versions in by_row.items():
        ordered = sorted(versions, key=lambda one: one["version"], reverse=True)
        for after, before in pairwise(ordered):
            fields = [
                name for name in _TOLD[kind] if _text(after["body"][name]) != _text(before["body"][name])
            ]
            if after["version"] == before["version"] + 1 and fields:
                found.append(_told(kind, row_id, before, after, fields))
    return found


async def _marked(unit: Unit, change: dict[str, Any]) -> dict[str, Any]:
    """With the labels of both sides: what is put on a page counts for its banner."""
    for label_id in change["marks"]:
        await unit.label(label_id)
    return change | {"marks": [labelling.view(unit, label_id) for label_id in change["marks"]]}


def _told(kind: str, row_id: str, before: State, after: State, fields: Sequence[str]) -> dict[str, Any]:
    return {
        "portion_id": row_id if kind == "portion" else None, "at": before["at"], "until": after["at"],
        "before": {name: _text(before["body"][name]) for name in fields},
        "after": {name: _text(after["body"][name]) for name in fields},
        "marks": sorted({state["body"][_MARK[kind]] for state in (before, after)}),
    }  # fmt: skip


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
