"""Labels of meetings records: what a new record is labelled by default, and how a label is shown."""

from collections.abc import Iterable
from typing import Any

import orjson

from services.common.db import Unit
from services.common.label_api import LabelBody, label_json
from services.common.labels import default_policy


def view(unit: Unit, label_id: int, nations: Iterable[str] = ()) -> Any:
    """The label in words, as JSON ready for the answer; of ``nations`` it also says who does not read."""
    return orjson.Fragment(label_json(unit, label_id, nations))


async def intern(
    unit: Unit,
    body: LabelBody | None,
    owners: Iterable[str],
    pointer: str = "/label",
    level: str | None = None,
) -> int:
    """The id of the label that a request sets, or of the default: owned jointly by ``owners``, nobody else.

    LABELS: what a forum produces is JOINT of its members unless narrowed. The lowest level of the policy
    holds where none is said. A label that the writer could not read is 422 ``label_not_permitted``.
    """
    context = unit.database.permitted.context
    if body is None:
        policy = default_policy()
        lowest = level or min(policy.levels, key=lambda found: found.value).name
        body = LabelBody(level=lowest, owner=sorted(set(owners)))
    return await unit.intern(body.to_label(unit.now, context, pointer), pointer)
