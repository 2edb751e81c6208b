"""Taking back what an import wrote, a batch after the other, the last first; and what a new file has no more.

The app deletes nothing: this works as worker, on records that the import itself made, of those alone that who
asked for it may read. A record keeps the label that it has now: what was narrowed since stays narrow. What
others noted on a record that goes, goes with it: nobody's note holds an import up.
"""

from typing import Any, Final

import orjson

from services.common.db import Unit
from services.registry.imports.records import Kept, keep_batch
from services.registry.imports.writing import Target, tell
from services.registry.units.following import follow

_LAST: Final = """
SELECT number, outcomes, ids::text[] AS ids, versions FROM import_batch
WHERE import_id = %s AND outcomes <> '' ORDER BY number DESC LIMIT 1
"""
_DELETE: Final = """
DELETE FROM activity WHERE id = ANY (%(ids)s::uuid[]) AND import_id = %(import_id)s
    AND (%(edited)s OR version = source_version) RETURNING id::text
"""
_RESTORE: Final = """
WITH wanted AS (SELECT * FROM unnest(%(ids)s::uuid[], %(versions)s::integer[]) AS w(id, version)),
before AS (SELECT w.id, b.* FROM wanted w JOIN activity a ON a.id = w.id
    AND (%(edited)s OR a.version = a.source_version) AND a.import_id = %(import_id)s
    JOIN activity_version v ON v.id = w.id AND v.version = w.version
    CROSS JOIN LATERAL (SELECT v.body || jsonb_build_object('label_id', a.label_id) AS body) AS b)
, gone AS (DELETE FROM activity a USING before WHERE a.id = before.id RETURNING a.id)
SELECT before.id::text AS id, before.body FROM before JOIN gone USING (id)
"""
_READ: Final = "SELECT id::text AS id FROM activity WHERE id = ANY (%s::uuid[])"
_ADDED: Final = "DELETE FROM {} WHERE activity_id = ANY (%s::uuid[])"
_VERSIONS: Final = """
DELETE FROM activity_version v USING unnest(%(ids)s::uuid[], %(versions)s::integer[]) AS w(id, version)
WHERE v.id = w.id AND v.version >= w.version
"""
_UNITS: Final = """
DELETE FROM unit u
USING (SELECT unnest(units) AS id FROM import_batch WHERE import_id = %(import_id)s) AS made
WHERE u.id = made.id AND NOT u.kept AND u.id <> ALL (%(absorbing)s::uuid[])
    AND NOT EXISTS (SELECT FROM (SELECT unnest(unit_ids) AS id FROM activity) AS used WHERE used.id = u.id)
"""
_ABSORBING: Final = "SELECT DISTINCT unit_id AS id FROM capacity WHERE unit_id IS NOT NULL"
_MADE: Final = "SELECT DISTINCT unnest(units) AS id FROM import_batch WHERE import_id = %s"
_COLUMNS: Final = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names FROM pg_attribute
WHERE attrelid = 'activity'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
_GONE: Final = """
FROM activity a WHERE owner = %(owner)s AND source = %(source)s AND status <> 'cancelled'
    AND NOT EXISTS (SELECT FROM import_seen s WHERE s.id = a.id)
"""
_COUNTED: Final = f"SELECT count(*) AS n {_GONE}"
_UNTOUCHED: Final = (
    f"SELECT id::text AS id, version {_GONE} AND version = source_version ORDER BY id LIMIT %(most)s"
)
_SEEN: Final = """
CREATE TEMPORARY TABLE import_seen ON COMMIT DROP AS
SELECT unnest(ids) AS id FROM import_batch WHERE import_id = %s
"""
_LONG: Final = "SET LOCAL statement_timeout = '10min'"
"""What looks through a whole registry takes as long as it takes; a batch takes no longer than a request."""
WITHDRAWN = 2000
"""Records that are withdrawn in one transaction: each keeps its version."""
_WITHDRAW: Final = """
UPDATE activity SET status = 'cancelled', flags = array_append(flags, 'gone_from_source'),
    import_id = %(import_id)s, source_version = version + 1, source_digest = NULL, updated_at = %(at)s,
    updated_by = %(by)s, reason = 'no longer in its source'
WHERE id = ANY (%(ids)s::uuid[])
"""


async def undo_batch(unit: Unit, target: Target, edited: bool) -> int | None:
    """Take back the last batch that is left; how many records, None where no batch is left.

    Records that were changed here since stay as they are, unless ``edited``; so do those that are hidden.
    """
    row = await (await unit.conn.execute(_LAST, [target.import_id])).fetchone()
    if row is None:
        return None
    hows = [letter for letter in row["outcomes"] if letter in "NCSKW"]
    read = {one["id"] for one in await (await unit.conn.execute(_READ, [row["ids"]])).fetchall()}
    of = {
        how: [place for place, one in enumerate(hows) if one == how and row["ids"][place] in read]
        for how in "NCW"
    }
    values = {"import_id": target.import_id, "edited": edited}
    async with unit.as_worker():
        made = [row["ids"][place] for place in of["N"]]
        deleted = await _delete(unit, values | {"ids": made})
        restored = await _restore(unit, values, row, [*of["C"], *of["W"]])
        query = "UPDATE import_batch SET outcomes = '' WHERE import_id = %s AND number = %s"
        await unit.conn.execute(query, [target.import_id, row["number"]])
    await tell(unit, target, row["number"], "import.undone_batch", (), restored, deleted)
    return len(deleted) + len(restored)


async def _delete(unit: Unit, values: dict[str, Any]) -> list[str]:
    """Delete new records, with what people added to them."""
    found = await (await unit.conn.execute(_DELETE, values)).fetchall()
    deleted = [one["id"] for one in found]
    for table in ("activity_note", "activity_link"):
        await unit.conn.execute(_ADDED.format(table).encode(), [deleted])
    return deleted


async def forget_batches(unit: Unit, target: Target) -> None:
    """Every batch is taken back: the units go that the import made and nobody uses, and then the batches.

    The others follow the records that name them. A capacity uses its unit, where who takes the import back
    may read it: a unit that stays for a hidden one would tell of that.
    """
    await unit.conn.execute(_LONG)
    absorbing = await (await unit.conn.execute(_ABSORBING)).fetchall()
    values = {"import_id": target.import_id, "absorbing": [row["id"] for row in absorbing]}
    async with unit.as_worker():
        await unit.conn.execute(_UNITS, values)
        made = await (await unit.conn.execute(_MADE, [target.import_id])).fetchall()
        await unit.conn.execute("DELETE FROM import_batch WHERE import_id = %s", [target.import_id])
    await follow(unit, [row["id"] for row in made])


async def _restore(unit: Unit, values: dict[str, Any], row: dict[str, Any], places: list[int]) -> list[str]:
    """Put the records back that a batch changed, as they were, with the version that they had."""
    if not places:
        return []
    of = {
        "ids": [row["ids"][place] for place in places],
        "versions": [row["versions"][place] for place in places],
    }
    found = await (await unit.conn.execute(_RESTORE, values | of)).fetchall()
    names = (await (await unit.conn.execute(_COLUMNS)).fetchone() or {})["names"]
    ids = [one["id"] for one in found]
    before = dict(zip(of["ids"], of["versions"], strict=True))
    kept = f"""INSERT INTO activity ({names}) SELECT {names} FROM unnest(%s::jsonb[]) AS b(body),
        jsonb_populate_record(NULL::activity, b.body)"""
    await unit.conn.execute(kept.encode(), [[orjson.dumps(one["body"]).decode() for one in found]])
    await unit.conn.execute(_VERSIONS, {"ids": ids, "versions": [before[one] for one in ids]})
    return ids


async def _see(unit: Unit, target: Target) -> None:
    await unit.conn.execute(_LONG)
    await unit.conn.execute(_SEEN, [target.import_id])


async def count_gone(unit: Unit, target: Target) -> int:
    """How many records of the source the file has no more, without those that are cancelled."""
    await _see(unit, target)
    row = await (await unit.conn.execute(_COUNTED.encode(), _of(target))).fetchone()
    return int(row["n"]) if row else 0


async def withdraw_some(unit: Unit, target: Target, number: int) -> int:
    """Cancel records of the source that the file has no more, with the reason; how many, 0: none is left.

    What was edited here stays. They make batches of their own, so that they are undone with the rest.
    """
    await _see(unit, target)
    found = await unit.conn.execute(_UNTOUCHED.encode(), _of(target) | {"most": WITHDRAWN})
    rows = await found.fetchall()
    if not rows:
        return 0
    ids = [row["id"] for row in rows]
    values = {"import_id": target.import_id, "at": unit.now, "by": unit.subject.id, "ids": ids}
    await unit.conn.execute(_WITHDRAW, values)
    kept = Kept(number, 0, -1, "W" * len(ids), ids, [row["version"] for row in rows])
    await keep_batch(unit, target, kept, [], b"")
    await tell(unit, target, number, "import.withdrawn", (), (), ids)
    return len(ids)


def _of(target: Target) -> dict[str, Any]:
    return {"owner": target.owner, "source": target.source}
