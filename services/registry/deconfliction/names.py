"""Activities by name, as overlaps, country pages and demands show them; each under the reader's own rows."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from services.common import labelling
from services.common.db import Unit


def _date(name: str, alias: str) -> str:
    cut = f"CASE {alias}.{name}_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END"
    value = f"left({alias}.{name}_first::text, {cut})"
    return f"jsonb_build_object('value', {value}, 'precision', {alias}.{name}_precision)"


def name_json(alias: str) -> str:
    """SQL of an activity's name as JSON, over a row of ``activity``; `named` completes it."""
    plain = ("id", "ref", "title", "owner", "lead", "nations", "hosts", "tool", "status", "capability_areas",
             "place", "label_id")  # fmt: skip
    parts = [f"'{name}', {alias}.{name}" for name in plain]
    parts += [f"'{name}', {_date(name, alias)}" for name in ("start", "end")]
    return f"jsonb_build_object({', '.join(parts)})"


def named(unit: Unit, body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a name with its label in words."""
    view = {key: value for key, value in body.items() if key != "label_id"}
    return view | {"label": labelling.view(unit, body["label_id"], body["nations"])}


_NAMES = f"SELECT t.id, {name_json('t')} AS body FROM activity t WHERE t.id = ANY(%s)"


async def names_of(unit: Unit, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """The names of those activities that the reader may read, by id."""
    rows = await (await unit.conn.execute(_NAMES.encode(), [sorted(set(ids))])).fetchall()
    for row in rows:
        await unit.label(row["body"]["label_id"])
    return {row["id"]: named(unit, row["body"]) for row in rows}
