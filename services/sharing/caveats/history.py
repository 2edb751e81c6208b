"""What a caveat said before, as far as the reader may read both sides of a change."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.sharing.caveats import repository
from services.sharing.items.sight import looking

_KEPT = {"id", "ref", "label_id", "version", "created_at", "created_by", "updated_at", "updated_by"}
_SHADOWS = ("_last", "_precision")
"""Of a date in three columns the first stands for all, where the precision did not change alone."""


async def history(unit: Unit, caveat_id: UUID) -> list[dict[str, Any]]:
    """The changes of a caveat, newest first; a version that is hidden tells nothing."""
    await looking(unit)
    if await repository.caveat_json(unit, caveat_id) is None:
        raise NOT_FOUND()
    found = []
    for after, before in pairwise(await repository.states(unit, caveat_id)):
        one, other = _told(before["body"]), _told(after["body"])
        fields = [name for name in other if one.get(name) != other[name]]
        if after["version"] == before["version"] + 1 and fields:
            found.append({
                "at": before["at"], "until": after["at"],
                "before": {name: one.get(name, "") for name in fields},
                "after": {name: other[name] for name in fields},
            })  # fmt: skip
    return found


def _told(body: Mapping[str, Any]) -> dict[str, str]:
    """The fields in words, a date as exactly as it is known."""
    found: dict[str, str] = {}
    for name, value in body.items():
        if name in _KEPT or name.endswith(_SHADOWS):
            continue
        if name.endswith("_first"):
            name, value = _date(body, name.removesuffix("_first"))
        found[name] = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return found


def _date(body: Mapping[str, Any], name: str) -> tuple[str, str]:
    length = {"year": 4, "month": 7}.get(body[f"{name}_precision"], 10)
    return name, (body[f"{name}_first"] or "")[:length]
