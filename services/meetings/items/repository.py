"""Items in the database: one JSON of an item, each part of it under the reader's own row-level security."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import orjson

from services.common.db import Unit
from services.common.labels.sql import mask_expression
from services.common.listing import ListSpec

UNSEEN = """CASE WHEN EXISTS (SELECT 1 FROM forum f WHERE f.id = t.{0}) THEN to_jsonb(t.unseen_by)
    ELSE '[]' END"""
"""The nations whose assent did not reach a record, for whoever may know of the forum that left it."""

_NAME = "jsonb_build_object('id', {0}.id, 'name', {0}.name)"
NAMED_ITEM = "jsonb_build_object('id', {0}.id, 'ref', {0}.ref, 'title', {0}.title, 'label_id', {0}.label_id)"
"""An item as another record names it, for `items.service.named` to complete."""
_CHILDREN = """(SELECT coalesce(jsonb_agg(jsonb_build_object('id', {0}.id, 'ref', {0}.ref, 'title', {0}.title,
        'state', {0}.state, 'label_id', {0}.label_id,
        'forum', (SELECT jsonb_build_object('id', cf.id, 'name', cf.name) FROM forum cf
        WHERE cf.id = {0}.addressing_forum_id)) ORDER BY {0}.issued_at, {0}.id), '[]')
        FROM item {0} WHERE {0}.{1} = t.id)"""

_ANSWER = """CASE WHEN t.state IN ('answered', 'closed') THEN
        (SELECT CASE WHEN o.kind <> 'reopened' THEN {0} END FROM outcome o WHERE o.item_id = t.id
            AND o.kind IN ('answered', 'agreed_to_disagree', 'reopened') AND o.standing <> 'withheld'
         ORDER BY o.at DESC, o.id DESC LIMIT 1) END"""

SHELL = f"""
    'id', t.id, 'ref', t.ref, 'kind', t.kind, 'state', t.state, 'standing', t.standing,
    'issuing_forum', (SELECT {_NAME.format("f")} FROM forum f WHERE f.id = t.issuing_forum_id),
    'addressing_forum', (SELECT {_NAME.format("f")} FROM forum f WHERE f.id = t.addressing_forum_id),
    'authority_nations', t.authority_nations,
    'issued_at_meeting', (SELECT jsonb_build_object('id', m.id, 'ref', m.ref,
        'date', coalesce(m.held_at::date, m.window_start)) FROM meeting m WHERE m.id = t.issued_meeting_id),
    'issued_at', t.issued_at, 'closed_at', t.closed_at, 'lead', t.lead, 'supporting', t.supporting,
    'due', jsonb_build_object('first', t.due_first, 'precision', t.due_precision),
    'blocked_nations', t.blocked_nations, 'reopened', t.reopened"""
"""What is shown of an item besides its words and its ties."""

ITEM_JSON = f"""jsonb_build_object({SHELL}) || jsonb_build_object(
    'title', t.title, 'text', t.text, 'answer', {_ANSWER.format("o.text")},
    'answer_label_id', {_ANSWER.format("o.label_id")}, 'substituted', false,
    'unseen_by', {UNSEEN.format("issuing_forum_id")},
    'parent', (SELECT {NAMED_ITEM.format("p")} FROM item p WHERE p.id = t.parent_id),
    'children', {_CHILDREN.format("c", "parent_id")},
    'asks_for', (SELECT {NAMED_ITEM.format("a")} FROM item a WHERE a.id = t.asks_for_id),
    'escalations', {_CHILDREN.format("e", "asks_for_id")},
    'decision', (SELECT jsonb_build_object('id', d.id, 'ref', d.ref) FROM decision d
        WHERE d.id = t.decision_id),
    'label_id', t.label_id)"""
"""An item (row ``t``) as JSON for whoever may read it. Its answer stands under the answer's own label."""

READABLE = f"SELECT {ITEM_JSON} AS body FROM item t WHERE t.id = ANY(%s::uuid[])"
SUBSTITUTES = """
SELECT subject_id AS id, label_id, text FROM substitute
WHERE subject_kind = 'item' AND subject_id = ANY(%s::uuid[])
"""
SHELLS = f"SELECT jsonb_build_object({SHELL}) AS body FROM item t WHERE t.id = ANY(%s::uuid[])"
NAMES = """
SELECT id FROM forum WHERE id = ANY(%(ids)s::uuid[]) UNION ALL
SELECT id FROM meeting WHERE id = ANY(%(ids)s::uuid[])
"""
HEADLINE = 80


SUBSTITUTED = f"""
SELECT t.id, t.issued_at::text AS key
FROM substitute s CROSS JOIN LATERAL (SELECT * FROM item WHERE item.id = s.subject_id OFFSET 0) t
WHERE s.subject_kind = 'item' AND {mask_expression("s.label_id")} AND NOT {mask_expression("t.label_id")}
    AND {{conditions}}
ORDER BY t.issued_at {{direction}}, t.id {{direction}} LIMIT %s
"""
"""Items of which the reader may read the substitute alone, over all rows: one look-up for each substitute
that they may read (``OFFSET 0`` keeps the planner from reading all items instead)."""


async def substituted_rows(
    unit: Unit, spec: ListSpec, start: tuple[str, str] | None, wanted: int
) -> list[tuple[Any, ...]]:
    """Rows beside a list of items in order of issue: those whose substitute alone the reader may read."""
    direction = spec.sort[1]
    after = f"(t.issued_at, t.id) {'<' if direction == 'desc' else '>'} (%s, %s)"
    known = [*spec.where, *([(after, start)] if start is not None else [])]
    conditions = " AND ".join(f"({text})" for text, _ in known) or "true"
    query = SUBSTITUTED.format(conditions=conditions, direction=direction)
    async with unit.as_worker():
        values = [value for _, given in known for value in given]
        found = await (await unit.conn.execute(query.encode(), [*values, wanted])).fetchall()
    shown = await sanitised_bodies(unit, [row["id"] for row in found])
    return [
        (orjson.dumps(body).decode(), body["label_id"], row["key"], row["id"], [])
        for row in found
        if (body := shown.get(row["id"])) is not None
    ]


WITH_SUBSTITUTE = """
SELECT i.id FROM item i JOIN substitute s ON s.subject_kind = 'item' AND s.subject_id = i.id
WHERE i.issued_meeting_id = %s ORDER BY i.issued_at, i.id
"""


async def substituted_at(unit: Unit, meeting_id: UUID) -> list[dict[str, Any]]:
    """What a meeting issued and the reader may read by substitute alone, oldest first."""
    async with unit.as_worker():
        found = await (await unit.conn.execute(WITH_SUBSTITUTE, (meeting_id,))).fetchall()
    ids = [row["id"] for row in found]
    seen = await (await unit.conn.execute("SELECT id FROM item WHERE id = ANY(%s)", (ids,))).fetchall()
    readable = {row["id"] for row in seen}
    shown = await sanitised_bodies(unit, [one for one in ids if one not in readable])
    return [shown[one] for one in ids if one in shown]


async def bodies(unit: Unit, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Items by id as this reader may see them: the words, or those of the substitute; hidden ones are absent.

    At most four statements, whatever the number of items.
    """
    wanted = list(ids)
    rows = await (await unit.conn.execute(READABLE, (wanted,))).fetchall()
    found = {UUID(row["body"]["id"]): row["body"] for row in rows}
    missing = [one for one in wanted if one not in found]
    if missing:
        found |= await sanitised_bodies(unit, missing)
    return found


async def sanitised_bodies(unit: Unit, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """Those of which the reader may read the substitute: its words, and a shell without ties."""
    if not ids:
        return {}
    rows = await (await unit.conn.execute(SUBSTITUTES, (ids,))).fetchall()
    if not rows:
        return {}
    words: Mapping[UUID, Mapping[str, Any]] = {row["id"]: row for row in rows}
    async with unit.as_worker():
        shells = await (await unit.conn.execute(SHELLS, (list(words),))).fetchall()
    known = await _known(unit, [row["body"] for row in shells])
    return {UUID(row["body"]["id"]): _sanitised(row["body"], words, known) for row in shells}


async def _known(unit: Unit, shells: list[dict[str, Any]]) -> set[str]:
    """Which forums and meetings of these shells the reader may know of."""
    ties = ("issuing_forum", "addressing_forum", "issued_at_meeting")
    ids = [UUID(shell[tie]["id"]) for shell in shells for tie in ties if shell[tie]]
    rows = await (await unit.conn.execute(NAMES, {"ids": ids})).fetchall()
    return {str(row["id"]) for row in rows}


def _sanitised(
    shell: dict[str, Any], words: Mapping[UUID, Mapping[str, Any]], known: set[str]
) -> dict[str, Any]:
    substitute = words[UUID(shell["id"])]
    text: str = substitute["text"]
    body = {
        **shell,
        "title": text.splitlines()[0][:HEADLINE] if text else "",
        "text": text,
        "answer": None,
        "answer_label_id": None,
        "substituted": True,
        "parent": None,
        "children": [],
        "asks_for": None,
        "escalations": [],
        "decision": None,
        "blocked_nations": [],
        "unseen_by": [],
        "label_id": substitute["label_id"],
    }
    for tie in ("issuing_forum", "addressing_forum", "issued_at_meeting"):
        if body[tie] is not None and body[tie]["id"] not in known:
            body[tie] = None
    return body
