"""Requests, consents and grants in the database, each under the reader's own row-level security."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from services.common.db import Unit
from services.common.labels import Action
from services.sharing.models import ConsentRow

Body = Mapping[str, Any]

_SEEN = """(SELECT coalesce(jsonb_agg(p.id ORDER BY p.place, p.id), '[]') FROM portion p
    JOIN shared_item i ON i.id = p.item_id WHERE p.id = ANY({column}) AND NOT p.withdrawn)"""
CONSENT_JSON = f"""jsonb_build_object('nation', c.nation, 'state', c.state,
    'portions', {_SEEN.format(column="c.portion_ids")}, 'to', c.codes, 'sight', c.sight,
    'conditions', c.conditions, 'expires_on', c.expires_on, 'answer', c.answer, 'why', nullif(c.why, ''),
    'reason', c.reason, 'asked_by_id', c.asked_by, 'proposed_by_id', c.proposed_by,
    'proposed_by', c.proposed_name, 'decided_by_id', c.decided_by, 'decided_by', c.decided_name,
    'effective_at', c.effective_at, 'note', c.note)"""
RELEASE_JSON = f"""jsonb_build_object('id', t.id, 'ref', t.ref,
    'item', (SELECT jsonb_build_object('id', i.id, 'ref', i.ref, 'title', i.title, 'label_id', i.label_id)
        FROM shared_item i WHERE i.id = t.item_id),
    'portions', {_SEEN.format(column="t.portion_ids")}, 'whatever', t.whatever, 'to', t.codes,
    'sight', t.sight, 'about', t.about, 'reason', t.reason, 'wanted_by', t.wanted_by,
    'conditions', t.conditions, 'expires_on', t.expires_on, 'nation', t.nation, 'asked_by', t.asked_name,
    'created_at', t.created_at, 'originators', t.originators, 'state', t.state,
    'outcome', nullif(t.outcome, ''), 'in_force', EXISTS (SELECT FROM release_grant g
        WHERE g.request_id = t.id AND g.state = 'in_force'),
    'consents', (SELECT coalesce(jsonb_agg({CONSENT_JSON} ORDER BY c.nation), '[]')
        FROM release_consent c WHERE c.request_id = t.id), 'label_id', t.label_id)"""
_ONE = f"SELECT {RELEASE_JSON} AS body FROM release_request t WHERE t.id = %s"
WAITS = """t.state = 'open' AND EXISTS (SELECT FROM release_consent c WHERE c.request_id = t.id
    AND c.nation = %s AND c.state IN ('open', 'proposed', 'approving', 'refusing'))"""
_VERSIONS = """SELECT id, version FROM shared_item WHERE id = %(item)s
    UNION ALL SELECT id, version FROM portion WHERE id = ANY(%(portions)s)"""
_WAITING = """SELECT count(*) FILTER (WHERE c.state = 'open') AS first,
    count(*) FILTER (WHERE c.state = 'proposed' AND c.proposed_by <> %(me)s AND c.asked_by <> %(me)s)
        AS second
    FROM release_consent c JOIN release_request t ON t.id = c.request_id
    WHERE t.state = 'open' AND c.nation = %(nation)s"""


@asynccontextmanager
async def wide(unit: Unit) -> AsyncIterator[None]:
    """Within it the reader also sees what is only shown to them, as where they look at an item: what they
    ask for, and its ETag, is the same whether they read or write.
    """
    before = unit.action
    if not unit.subject.reads_only:
        await unit.only_for(Action.DISPLAY)
    try:
        yield
    finally:
        if unit.action is not before:
            await unit.only_for(before)


async def release_json(unit: Unit, request_id: UUID) -> Body | None:
    """A request; None where it is missing or hidden."""
    async with wide(unit):
        row = await (await unit.conn.execute(_ONE.encode(), [request_id])).fetchone()
    return None if row is None else row["body"]


async def versions(unit: Unit, item_id: UUID | None, portions: Sequence[UUID]) -> dict[str, int]:
    """The versions of an item and of portions, by `version_key`: what is released is what was signed."""
    async with wide(unit):
        given = {"item": item_id, "portions": list(portions)}
        rows = await (await unit.conn.execute(_VERSIONS.encode(), given)).fetchall()
    return {version_key(row["id"]): row["version"] for row in rows}


def version_key(record: UUID) -> str:
    """Where a consent keeps the version of a record, beside its label."""
    return f"version {record}"


async def waiting(unit: Unit, nation: str) -> Mapping[str, int]:
    """How many requests wait for a nation."""
    given = {"me": unit.subject.id, "nation": nation}
    found = await (await unit.conn.execute(_WAITING.encode(), given)).fetchone()
    return found or {"first": 0, "second": 0}


async def consent_of(unit: Unit, request_id: UUID, nation: str) -> ConsentRow | None:
    """The consent of a nation, as far as the reader may read it. Lock the request before."""
    session = await unit.session()
    query = select(ConsentRow).where(
        col(ConsentRow.request_id) == request_id, col(ConsentRow.nation) == nation
    )
    found = (await session.exec(query)).first()
    if found is not None:
        session.expunge(found)
    return found
