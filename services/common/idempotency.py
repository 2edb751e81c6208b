"""A creating request that is sent twice makes one record.

Kept by subject, route and key, with the hash of the body and the id that was made, never the body: a replay
is rendered under today's rights. Of two at once the second waits for the first and replays it.
"""

import hashlib
from dataclasses import dataclass
from typing import Annotated, Any

import psycopg
from fastapi import Depends, Header

from services.common.db.unit import Unit
from services.common.errors import FieldError, Problem, precondition_required

KEPT_HOURS = 48

_CLAIM = """INSERT INTO idempotency_key (subject, route, key, body_hash) VALUES (%s, %s, %s, %s)
ON CONFLICT (subject, route, key) DO NOTHING"""
_FIND = "SELECT body_hash, object_id FROM idempotency_key WHERE subject = %s AND route = %s AND key = %s"
_FINISH = "UPDATE idempotency_key SET object_id = %s WHERE subject = %s AND route = %s AND key = %s"
_SWEEP = "DELETE FROM idempotency_key WHERE at < clock_timestamp() - make_interval(hours => %s)"


async def _key(
    key: Annotated[
        str | None,
        Header(alias="Idempotency-Key", min_length=1, max_length=200, description="New for each new record"),
    ] = None,
) -> str:
    if key is None:
        raise precondition_required("Idempotency-Key", "idempotency-key-required")
    return key


IdempotencyKey = Annotated[str, Depends(_key)]
"""The header of a creating POST; 428 ``idempotency-key-required`` without it."""


@dataclass(frozen=True, slots=True)
class Once:
    """A claimed key. ``existing`` is the id that an earlier request with the same body made, else None."""

    subject: str
    route: str
    key: str
    existing: str | None


async def begin_once(unit: Unit, route: str, key: str, body: bytes) -> Once:
    """Claim the key in this transaction, or find what it made before (after waiting for one under way).

    The same key with another body is 422 ``idempotency-key-reused``.
    """
    place = (unit.subject.id, route, key)
    digest = hashlib.sha256(body).digest()
    claimed = await unit.conn.execute(_CLAIM, (*place, digest))
    if claimed.rowcount == 1:
        return Once(*place, None)
    await unit.catch_up()
    row: dict[str, Any] | None = await (await unit.conn.execute(_FIND, place)).fetchone()
    if row is None or row["body_hash"] != digest:
        error = FieldError(pointer="/header/Idempotency-Key", rule="idempotency_key_reused")
        raise Problem(422, "idempotency-key-reused", "This key was used for another request", errors=[error])
    return Once(*place, row["object_id"])


async def finish_once(unit: Unit, once: Once, object_id: object) -> None:
    """Keep the id that the request made."""
    await unit.conn.execute(_FINISH, (str(object_id), once.subject, once.route, once.key))


def sweep(conn: psycopg.Connection[Any]) -> int:
    """Forget keys older than two days; a worker's job. Returns how many."""
    return conn.execute(_SWEEP, [KEPT_HOURS]).rowcount
