"""What an import keeps of its work beside the activities: batches, messages, totals, countries. SQL only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from services.common.db import Unit
from services.registry.domain.imports.copytext import listed
from services.registry.imports.tally import Message, Tally
from services.registry.imports.writing import Target

_BATCH: Final = """
INSERT INTO import_batch (import_id, label_id, number, first_row, last_row, outcomes, ids, versions, units,
    raw)
VALUES (%(import_id)s, %(label_id)s, %(number)s, %(first)s, %(last)s, %(outcomes)s, %(ids)s::uuid[],
    %(versions)s::integer[], %(units)s::uuid[], %(raw)s)
"""
_MESSAGES: Final = """
INSERT INTO import_message (import_id, label_id, row_no, column_name, kind, severity, raw)
SELECT %s, %s, m.* FROM unnest(%s::integer[], %s::text[], %s::text[], %s::text[], %s::text[]) AS m
"""
_GROUPS: Final = """
INSERT INTO import_group (import_id, label_id, number, key, rows, bare, people, printed_people, cost,
    printed_cost, people_agree, cost_agrees)
SELECT %s, %s, g.number, ARRAY(SELECT jsonb_array_elements_text(g.key)), g.rows, g.bare, g.people,
    g.printed_people, g.cost, g.printed_cost, g.people_agree, g.cost_agrees
FROM jsonb_to_recordset(%s::jsonb) AS g (number integer, key jsonb, rows integer, bare boolean, people bigint,
    printed_people bigint, cost numeric, printed_cost numeric, people_agree boolean, cost_agrees boolean)
"""
_COUNTRIES: Final = """
INSERT INTO import_country (import_id, label_id, raw, country, rows)
SELECT %s, %s, c.* FROM unnest(%s::text[], %s::text[], %s::integer[]) AS c
"""
_PROGRESS: Final = """
UPDATE import_file SET counts = %(counts)s, kinds = %(kinds)s, progress = %(progress)s, batches = %(batches)s,
    lease_until = %(until)s, updated_at = %(at)s
WHERE id = %(id)s AND state = %(state)s AND lease_by = %(by)s AND batches = %(before)s
"""
FORGET: Final = ("import_message", "import_group", "import_country")
"""Tables with what a run found; a new run begins without."""


class Superseded(Exception):
    """Somebody stopped the import, or another process works on it: this one lets go of it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A batch as it is kept: its rows' outcomes, and of those that were taken the records and the versions
    that these had before.
    """

    number: int
    first: int
    last: int
    outcomes: str
    ids: list[str]
    versions: list[int]


@dataclass(frozen=True, slots=True)
class Lease:
    """Whose an import is, in which state, and until when."""

    import_id: UUID
    state: str
    by: str
    until: datetime


async def keep_batch(unit: Unit, target: Target, kept: Kept, units: Iterable[str], raw: bytes) -> None:
    """Keep a batch with the units that it made and the rows as they came."""
    values = {
        "import_id": target.import_id, "label_id": target.label_id, "number": kept.number,
        "first": kept.first, "last": kept.last, "outcomes": kept.outcomes, "ids": listed(kept.ids),
        "versions": listed(map(str, kept.versions)), "units": listed(units), "raw": raw,
    }  # fmt: skip
    await unit.conn.execute(_BATCH, values)


async def keep_messages(unit: Unit, target: Target, messages: Sequence[Message]) -> None:
    """Keep messages, in their order."""
    if messages:
        rows, names, kinds, severities, raws = (list(column) for column in zip(*messages, strict=True))
        columns = [listed(map(str, rows)), *(listed(one) for one in (names, kinds, severities, raws))]
        await unit.conn.execute(_MESSAGES, [target.import_id, target.label_id, *columns])


async def keep_groups(unit: Unit, target: Target, rows: Sequence[dict[str, Any]]) -> None:
    """Keep the reconciliation."""
    for at in range(0, len(rows), 2000):
        await unit.conn.execute(
            _GROUPS, [target.import_id, target.label_id, orjson.dumps(rows[at : at + 2000]).decode()]
        )


async def keep_countries(unit: Unit, target: Target, found: dict[str, tuple[str, int]]) -> None:
    """Keep what each spelling of a country was understood as."""
    kept: dict[str, tuple[str, int]] = {}
    for raw, (code, count) in found.items():
        short = raw[:300].replace("\0", "")  # long spellings can begin alike: they are kept as one
        before = kept.get(short, (code, 0))
        kept[short] = (before[0], before[1] + count)
    if kept:
        codes, counts = listed(code for code, _ in kept.values()), listed(str(n) for _, n in kept.values())
        await unit.conn.execute(_COUNTRIES, [target.import_id, target.label_id, listed(kept), codes, counts])


async def keep_progress(
    unit: Unit, lease: Lease, number: int, tally: Tally, progress: dict[str, Any]
) -> None:
    """Write how far it is after a batch. Raises Superseded where the import is not this worker's any more."""
    values = {
        "id": lease.import_id, "state": lease.state, "by": lease.by, "until": lease.until, "at": unit.now,
        "before": number - 1, "batches": number, "counts": orjson.dumps(tally.counts).decode(),
        "kinds": orjson.dumps(tally.told()).decode(), "progress": orjson.dumps(progress).decode(),
    }  # fmt: skip
    done = await unit.conn.execute(_PROGRESS, values)
    if done.rowcount != 1:
        raise Superseded
