"""One batch into the registry: one transaction, under the writer's rights, one audit record and one event.

COPY into a temporary table (row-level security refuses it), then INSERT … SELECT and UPDATE under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from proto.gen.entente.registry.v1 import activity_pb2
from services.common.db import OutboxEvent, Unit
from services.registry.domain.imports.batch import BODY
from services.registry.domain.imports.copytext import listed
from services.registry.imports.lines import CHANGED, COLUMNS, KEPT, NEW, SAME, Party, chosen, digests
from services.registry.imports.parties import parts
from services.registry.imports.source import Portion
from services.registry.imports.turns import Step, Turn
from services.registry.imports.units import Units
from services.registry.units.following import follow

TOPIC: Final = "entente.registry.batch.v1"
TYPE: Final = "entente.registry.batch.written.v1"
_TYPES: Final = {
    "id": "uuid",
    "row_no": "integer",
    "source_digest": "bytea",
    "alike": "bytea",
    "party": "integer",
    "purposes": "text[]",
    "capability_areas": "text[]",
    "hosts": "text[]",
    "nations": "text[]",
    "places": "jsonb",
    "start_first": "date",
    "start_last": "date",
    "end_first": "date",
    "end_last": "date",
    "fiscal_year": "integer",
    "people": "integer",
    "cost": "numeric(18, 2)",
    "flags": "text[]",
}
_STAGE: Final = (
    "SET LOCAL synchronous_commit = off; CREATE TEMPORARY TABLE IF NOT EXISTS import_staged ("
    + ", ".join(f"{name} {_TYPES.get(name, 'text')}" for name in COLUMNS)
    + ") ON COMMIT DELETE ROWS; CREATE TEMPORARY TABLE IF NOT EXISTS import_party"
    " (party integer, participants jsonb, unit_ids uuid[]) ON COMMIT DELETE ROWS"
)
"""A batch stands with its progress or not at all: where the machine breaks down, the last ones are repeated
instead of waiting for the disc at each.
"""
_COPY: Final = f"COPY import_staged ({', '.join(COLUMNS)}) FROM STDIN"
_COPY_PARTIES: Final = "COPY import_party FROM STDIN"
_SAID: Final = ("row_no", "source_digest", "alike", "audience", "participants", "unit_ids", *BODY)
_INSERT: Final = f"""
INSERT INTO activity (id, label_id, version, created_at, created_by, updated_at, updated_by, owner, source,
    import_id, source_version, reason, source_id, {", ".join(_SAID)})
SELECT id, %(label_id)s, 1, %(at)s, %(by)s, %(at)s, %(by)s, %(owner)s, %(source)s,
    %(import_id)s, 1, '', source_id, {", ".join(_SAID)}
FROM import_staged JOIN import_party USING (party) WHERE how = 'N'
"""
_UPDATE: Final = f"""
WITH done AS (
    UPDATE activity a SET ({", ".join(_SAID)}, import_id, source_version, updated_at, updated_by) =
        ({", ".join(f"s.{name}" for name in _SAID)}, %(import_id)s, a.version + 1, %(at)s, %(by)s)
    FROM (SELECT * FROM import_staged JOIN import_party USING (party)) AS s
    WHERE s.how = 'C' AND a.id = s.id RETURNING old.unit_ids AS before, new.unit_ids AS after)
SELECT DISTINCT named.id FROM done CROSS JOIN LATERAL unnest(before) AS named(id)
WHERE named.id <> ALL (after)
"""
"""Changes the records; the units whose names left one by it."""
_MISSING: Final = """
SELECT s.row_no FROM import_staged s
WHERE s.how = 'N' AND NOT EXISTS (SELECT FROM activity a WHERE a.id = s.id)
"""
_ANY: Final = "SELECT 1 FROM activity WHERE owner = %s AND source = %s LIMIT 1"
_KNOWN: Final = """
SELECT source_id, id::text AS id, version, source_version, source_digest, import_id, row_no FROM activity
WHERE owner = %s AND source = %s AND source_id = ANY (%s::text[])
"""


@dataclass(frozen=True, slots=True)
class Target:
    """Where rows go: the import, its label and owner, the name of the source, and what was chosen."""

    import_id: UUID
    label_id: int
    owner: str
    source: str
    role: str
    overwrite: bool = False


@dataclass(slots=True)
class Written:
    """What became of the rows of a batch that were taken: a letter for each, their records, what is new."""

    hows: list[str]
    ids: list[str]
    versions: list[int]
    units: list[str] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)
    clashed: list[int] = field(default_factory=list)

    def of(self, how: str) -> list[str]:
        """The records of the rows with this fate."""
        return [row_id for row_id, one in zip(self.ids, self.hows, strict=True) if one == how]


async def is_first(unit: Unit, target: Target) -> bool:
    """Whether the writer may read no record of the source yet."""
    found = await unit.conn.execute(_ANY, [target.owner, target.source])
    return await found.fetchone() is None


def all_new(portion: Portion) -> Written:
    """Every row as a new record."""
    count = len(portion.ids)
    return Written([NEW] * count, portion.ids, [0] * count)


async def compare(unit: Unit, target: Target, portion: Portion) -> Written:
    """What each row would do: found by source and identifier among the records that the writer may read.

    A row whose name stood on an earlier row of the same file is told in ``twice`` and does nothing.
    """
    keys = listed(portion.source_ids)
    rows = await (await unit.conn.execute(_KNOWN, [target.owner, target.source, keys])).fetchall()
    known: dict[str, dict[str, Any]] = {row["source_id"]: row for row in rows}
    made = Written([], [], [])
    seen: set[str] = set()
    told = zip(portion.source_ids, portion.rows, portion.ids, digests(portion.content), strict=True)
    for name, number, fresh, digest in told:
        record = known.get(name)
        if name in seen or (record and _of_this_run(record, target, number)):
            made.twice.append(number)
            how = ""
        else:
            how = NEW if record is None else _fate(record, digest, target)
        seen.add(name)
        made.hows.append(how)
        made.ids.append(record["id"] if record else fresh)
        made.versions.append(record["version"] if record else 0)
    return made


def _of_this_run(record: dict[str, Any], target: Target, number: int) -> bool:
    return bool(record["import_id"] == target.import_id and record["row_no"] < number)


def _fate(record: dict[str, Any], digest: bytes, target: Target) -> str:
    if record["source_digest"] == digest:
        return SAME
    edited = record["version"] != record["source_version"]
    return KEPT if edited and not target.overwrite else CHANGED


async def write(
    unit: Unit, target: Target, portion: Portion, units: Units, found: Written, turn: Turn, fresh: bool
) -> None:
    """Write the rows that are new or changed, in the batch's turn. Rows whose name a hidden record has are
    told in ``clashed``; where all were taken for new (``fresh``) and one is not, UniqueViolation is raised.
    """
    content = chosen(portion.content, found.hows, found.ids)
    if content:
        await unit.conn.execute(_STAGE.encode(), prepare=False)
        await _copy(unit, _COPY, content)
    await turn.comes(Step.UNITS)
    found.units = await units.resolve(unit, _to_write(portion, found))
    named = parts(portion.parties, units, unit.subject.nation, target.role)
    turn.passed(Step.UNITS)
    if content:
        await _copy(unit, _COPY_PARTIES, named)
    await turn.comes(Step.RECORDS)
    if content:
        units.left |= (left := await _insert(unit, target, found, fresh))
        await follow(unit, left)
    turn.passed(Step.RECORDS)


async def _copy(unit: Unit, into: str, lines: bytes) -> None:
    async with unit.conn.cursor() as cursor, cursor.copy(into.encode()) as copy:
        await copy.write(lines)


async def _insert(unit: Unit, target: Target, found: Written, fresh: bool) -> set[UUID]:
    """What was staged, into the records; the units whose names left one by it."""
    values = {
        "label_id": target.label_id,
        "at": unit.now,
        "by": unit.subject.id,
        "owner": target.owner,
        "source": target.source,
        "import_id": target.import_id,
    }
    insert = _INSERT if fresh else _INSERT + "ON CONFLICT DO NOTHING"
    inserted = await unit.conn.execute(insert.encode(), values)
    if inserted.rowcount < found.hows.count(NEW):
        rows = await (await unit.conn.execute(_MISSING.encode())).fetchall()
        found.clashed = [row["row_no"] for row in rows]
    if CHANGED not in found.hows:
        return set()
    return {one["id"] for one in await (await unit.conn.execute(_UPDATE.encode(), values)).fetchall()}


def _to_write(portion: Portion, found: Written) -> list[Party]:
    wanted = {
        number for number, how in zip(portion.party_of, found.hows, strict=True) if how in (NEW, CHANGED)
    }
    return [portion.parties[number] for number in sorted(wanted)]


async def tell(
    unit: Unit, target: Target, number: int, what: str, created: Sequence[str] = (),
    changed: Sequence[str] = (), withdrawn: Sequence[str] = (),
) -> None:  # fmt: skip
    """One audit record and one event that list the rows of a batch."""
    ids = [*created, *changed, *withdrawn]
    detail = {
        "import": str(target.import_id),
        "batch": number,
        "created": len(created),
        "changed": len(changed),
        "withdrawn": len(withdrawn),
    }
    unit.audit_all(what, "activity", ids, label_id=target.label_id, detail=detail)
    message = activity_pb2.ActivityBatch(
        import_id=str(target.import_id),
        number=number,
        created=_bytes(created),
        changed=_bytes(changed),
        withdrawn=_bytes(withdrawn),
    )
    unit.emit(OutboxEvent.of(TOPIC, TYPE, target.import_id, message, await unit.label(target.label_id)))


def _bytes(ids: Sequence[str]) -> list[bytes]:
    whole = bytes.fromhex("".join(ids).replace("-", ""))
    return [whole[at : at + 16] for at in range(0, len(whole), 16)]
