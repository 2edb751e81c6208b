"""GET /v1/audit and /v1/audit/heads: what the subjects of the auditor's own nation did."""

import base64
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BaseModel
from starlette.responses import Response

from services.common.auth import Subject, require_role
from services.common.db import Reading
from services.common.errors import problems
from services.common.label_api import LabelView
from services.common.listing import Cursor, Limit, ListSpec, list_page, list_response

router = APIRouter(tags=["audit"])
Auditor = Annotated[Subject, Depends(require_role("auditor"))]
Word = Annotated[str | None, Query(pattern=r"^[A-Za-z0-9:._@/-]{1,200}$")]


class AuditEntry(BaseModel):
    """One record: who did what to which objects, from where, and whether it was done or refused.

    ``outcome`` is `done`, or the type of the problem that it was refused with.
    """

    id: str
    at: str
    source: str
    subject: str
    nation: str | None
    acts_for: str | None
    client: str | None
    action: str
    object_type: str
    object_ids: list[str]
    outcome: str
    route: str | None
    trace: str | None
    detail: dict[str, Any]
    label: LabelView


class AuditPage(BaseModel):
    """A page of records, the newest first."""

    items: list[AuditEntry]
    next: str | None


class SignedHeadView(BaseModel):
    """The last signed head of a source's chain: whoever keeps it can prove later that nothing was changed.

    The signature (Ed25519, base64) is over the canonical JSON of ``at``, ``hash`` and ``source``.
    """

    source: str
    at: str
    hash: str
    key: str
    signature: str


class Heads(BaseModel):
    """The newest signed head of each source."""

    items: list[SignedHeadView]


_ENTRY = """jsonb_build_object(
    'id', t.id, 'at', to_jsonb(t.at), 'source', t.source, 'subject', t.subject, 'nation', t.nation,
    'acts_for', t.acts_for, 'client', t.client, 'action', t.action, 'object_type', t.object_type,
    'object_ids', t.object_ids, 'outcome', t.outcome, 'route', t.route, 'trace', t.trace,
    'detail', t.detail)"""


@router.get("/v1/audit", response_model=AuditPage, responses=problems(401, 403, 422))
async def audit(
    unit: Reading,
    auditor: Auditor,
    subject: Word = None,
    object: Word = None,
    action: Word = None,
    outcome: Literal["done", "refused"] | None = None,
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """What people of the auditor's own nation did, newest first, as far as the auditor may read it.

    Filters: `subject` and `object` by id, `action` by name, `outcome`, and the times `since` (inclusive) and
    `until` (exclusive). Reading the audit is recorded too.
    """
    where: list[tuple[str, list[Any]]] = [("t.nation = %s", [auditor.affiliation])]
    wanted = {
        "t.subject = %s": subject,
        "t.object_ids @> ARRAY[%s]": object,
        "t.action = %s": action,
        "t.at >= %s": since,
        "t.at < %s": until,
    }
    where += [(text, [value]) for text, value in wanted.items() if value is not None]
    if outcome is not None:
        where.append(("t.outcome = 'done'" if outcome == "done" else "t.outcome <> 'done'", []))
    spec = ListSpec("ledger", _ENTRY, ("at", "desc"), where, object_type="audit_record")
    return list_response(await list_page(unit, spec, cursor, limit))


_HEADS = b"""
SELECT DISTINCT ON (source) source, at, hash, key, signature FROM signed_head ORDER BY source, at DESC
"""


@router.get("/v1/audit/heads", responses=problems(401, 403))
async def heads(unit: Reading, _: Auditor) -> Heads:
    """The newest signed head of each source. It tells neither how many records there are nor of whom."""
    rows = await (await unit.conn.execute(_HEADS)).fetchall()
    unit.audit("read", "signed_head", "newest")
    return Heads(
        items=[
            SignedHeadView(
                source=row["source"],
                at=row["at"].isoformat(),
                hash=bytes(row["hash"]).hex(),
                key=row["key"],
                signature=base64.b64encode(row["signature"]).decode(),
            )
            for row in rows
        ]
    )
