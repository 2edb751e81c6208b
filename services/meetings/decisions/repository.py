"""Decisions in the database, each part under the reader's own row-level security."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.common.db import Unit
from services.meetings.items.repository import NAMED_ITEM, UNSEEN

_MEETING = (
    """(SELECT jsonb_build_object('id', m.id, 'ref', m.ref) FROM meeting m WHERE m.id = t.meeting_id)"""
)
_FORUM = """(SELECT jsonb_build_object('id', f.id, 'name', f.name) FROM forum f WHERE f.id = t.forum_id)"""
SHELL = f"""'id', t.id, 'ref', t.ref, 'kind', t.kind, 'standing', t.standing,
    'meeting', {_MEETING}, 'forum', {_FORUM}, 'forum_id', t.forum_id, 'meeting_id', t.meeting_id"""
"""What is shown of a decision besides its words and its ties."""

_SPOKEN = """EXISTS (SELECT FROM concurrence c
        WHERE c.subject_kind = 'adjudication' AND c.subject_id = t.id)"""
DECISION_JSON = f"""jsonb_build_object({SHELL},
    'text', t.text, 'substituted', false, 'spoken', {_SPOKEN}, 'unseen_by', {UNSEEN.format("forum_id")},
    'settles', (SELECT {NAMED_ITEM.format("i")} FROM item i
        WHERE i.id = t.settles_id),
    'items', (SELECT coalesce(jsonb_agg({NAMED_ITEM.format("i")}
        ORDER BY i.issued_at, i.id), '[]') FROM item i WHERE i.decision_id = t.id),
    'nations', coalesce((SELECT f.nations FROM forum f WHERE f.id = t.forum_id), '{{}}'),
    'label_id', t.label_id)"""
"""A decision (row ``t``) as JSON; ids, nations, label id and ``spoken`` (a nation took its stand on an
adjudication out of session, or was asked by silence) are for completing it.
"""

SUBSTITUTES = """
SELECT subject_id, label_id, text FROM substitute WHERE subject_kind = 'decision' AND subject_id = ANY(%s)
"""
WITH_SUBSTITUTE = """
SELECT d.id FROM decision d JOIN substitute s ON s.subject_kind = 'decision' AND s.subject_id = d.id
WHERE d.meeting_id = %s ORDER BY d.at, d.id
"""
KEEP_SUBSTITUTE = """
INSERT INTO substitute (id, label_id, version, created_at, created_by, updated_at, updated_by,
    subject_kind, subject_id, title, text)
VALUES (%(id)s, %(label_id)s, 1, %(at)s, %(by)s, %(at)s, %(by)s, 'decision', %(subject)s, '', %(text)s)
ON CONFLICT (subject_kind, subject_id) DO UPDATE SET label_id = EXCLUDED.label_id, text = EXCLUDED.text,
    updated_at = EXCLUDED.updated_at, updated_by = EXCLUDED.updated_by
"""


async def substitute_text(unit: Unit, decision_id: UUID) -> str | None:
    """The words of a decision's substitute, whoever may read them; None where it has none."""
    query = "SELECT text FROM substitute WHERE subject_kind = 'decision' AND subject_id = %s"
    async with unit.as_worker():
        row = await (await unit.conn.execute(query, (decision_id,))).fetchone()
    return None if row is None else row["text"]


async def decision_json(unit: Unit, decision_id: UUID) -> Mapping[str, Any] | None:
    """A decision as the reader may see it: its words, or its substitute's; None where it is hidden."""
    query = f"SELECT {DECISION_JSON} AS body FROM decision t WHERE t.id = %s"
    row = await (await unit.conn.execute(query, (decision_id,))).fetchone()
    if row is not None:
        return row["body"]  # type: ignore[no-any-return]  # JSON that the query builds
    return (await _sanitised(unit, [decision_id])).get(decision_id)


async def substituted_at(unit: Unit, meeting_id: UUID) -> list[Mapping[str, Any]]:
    """The decisions of a meeting of which the reader may read the substitute alone, oldest first."""
    async with unit.as_worker():
        found = await (await unit.conn.execute(WITH_SUBSTITUTE, (meeting_id,))).fetchall()
    ids = [row["id"] for row in found]
    seen = await (await unit.conn.execute("SELECT id FROM decision WHERE id = ANY(%s)", (ids,))).fetchall()
    readable = {row["id"] for row in seen}
    bodies = await _sanitised(unit, [one for one in ids if one not in readable])
    return list(bodies.values())


async def _sanitised(unit: Unit, ids: list[UUID]) -> dict[UUID, Mapping[str, Any]]:
    rows = await (await unit.conn.execute(SUBSTITUTES, (ids,))).fetchall()
    words = {row["subject_id"]: row for row in rows}
    if not words:
        return {}
    async with unit.as_worker():
        query = (
            f"SELECT jsonb_build_object({SHELL}) AS body FROM decision t WHERE t.id = ANY(%s) ORDER BY t.at"
        )
        shells = [row["body"] for row in await (await unit.conn.execute(query, (list(words),))).fetchall()]
    known = await _known(unit, [one for body in shells for one in (body["forum_id"], body["meeting_id"])])
    return {UUID(body["id"]): _shown(body, words[UUID(body["id"])], known) for body in shells}


def _shown(body: dict[str, Any], words: Mapping[str, Any], known: set[str]) -> Mapping[str, Any]:
    hidden = {"meeting": body["meeting_id"], "forum": body["forum_id"]}
    ties = {tie: body[tie] if one in known else None for tie, one in hidden.items()}
    said = {
        "text": words["text"],
        "substituted": True,
        "spoken": False,
        "settles": None,
        "items": [],
        "nations": [],
    }
    said["unseen_by"] = []
    return {**body, **ties, **said, "label_id": words["label_id"]}


async def _known(unit: Unit, ids: list[str | None]) -> set[str]:
    query = """SELECT id FROM forum WHERE id = ANY(%(ids)s::uuid[])
    UNION ALL SELECT id FROM meeting WHERE id = ANY(%(ids)s::uuid[])"""
    rows = await (await unit.conn.execute(query, {"ids": [one for one in ids if one]})).fetchall()
    return {str(row["id"]) for row in rows}
