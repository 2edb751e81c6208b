"""Pairs and sources in the database, each under the reader's own row-level security."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.common.lists import Condition
from services.registry.activities.repository import IMPORTED
from services.registry.duplicates.model import LIKELY

Body = Mapping[str, Any]


def _date(name: str) -> str:
    length = f"CASE a.{name}_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END"
    value = f"left(a.{name}_first::text, {length})"
    return f"'{name}', jsonb_build_object('value', {value}, 'precision', a.{name}_precision)"


SIDE_JSON: Final = f"""jsonb_build_object('id', a.id, 'ref', a.ref, 'title', a.title, 'owner', a.owner,
    'lead', a.lead, 'hosts', a.hosts, 'nations', a.nations, {_date("start")}, {_date("end")},
    'place', a.place, 'audience', a.audience, 'people', a.people,
    'cost', CASE WHEN a.cost IS NOT NULL THEN
        jsonb_build_object('amount', a.cost::text, 'currency', a.currency) END,
    'programme', a.programme, 'tool', nullif(a.tool, ''), 'status', a.status,
    'alike', CASE WHEN a.alike IS NULL THEN 1
        ELSE (SELECT count(*) FROM activity o WHERE o.alike = a.alike) END,
    'provenance', jsonb_build_object('source', a.source, 'source_id', a.source_id,
        'import_id', CASE WHEN {IMPORTED.format("a")} THEN a.import_id END,
        'row', CASE WHEN {IMPORTED.format("a")} THEN a.row_no END), 'label_id', a.label_id)"""
_SOURCE_JSON: Final = f"""{SIDE_JSON} || jsonb_build_object(
    'changed', a.updated_at, 'cell', nullif(a.cell, ''),
    'description', a.description, 'purposes', a.purposes, 'capability_areas', a.capability_areas,
    'sponsor', a.sponsor, 'fiscal_year', a.fiscal_year, 'operation', a.operation,
    'legal_authority', a.legal_authority, 'mode', nullif(a.mode, ''))"""


def _side(column: str) -> str:
    return f"(SELECT {SIDE_JSON} FROM activity a WHERE a.id = t.{column})"


PAIR_JSON: Final = f"""jsonb_build_object('id', t.id, 'state', t.state, 'later_for', t.later_for,
    'weight', t.weight, 'named', t.named, 'across', t.across, 'bits', t.fields, 'left', {_side("left_id")},
    'right', {_side("right_id")}, 'nation', t.decided_nation, 'at', t.decided_at, 'note', t.note)"""
# Its labels may be older than a change of this moment: the rows themselves decide, by a read of each.
SEEN: Final = """EXISTS (SELECT FROM activity a WHERE a.id = t.left_id)
    AND EXISTS (SELECT FROM activity a WHERE a.id = t.right_id)"""
_ONE: Final = f"SELECT {PAIR_JSON} AS body FROM duplicate t WHERE t.id = %s AND {SEEN}"
STATE: Final = "CASE WHEN t.state = 'open' AND %s = ANY (t.later_for) THEN 'later' ELSE t.state END"
GRADE: Final = f"CASE WHEN t.named THEN 'named' WHEN t.weight >= {LIKELY} THEN 'likely' ELSE 'possible' END"
_OF: Final = "EXISTS (SELECT FROM activity a WHERE a.id IN (t.left_id, t.right_id) AND {})"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which pairs are asked for."""

    state: str
    grade: str = ""
    across: str = ""
    host: str = ""
    nation: str = ""
    activity: UUID | None = None

    def where(self, nation: str) -> list[Condition]:
        """The conditions over a pair ``t``, for a reader of a nation."""
        found: list[Condition] = [(SEEN, []), (f"{STATE} = %s", [nation, self.state])]
        if self.grade:
            found.append((f"{GRADE} = %s", [self.grade]))
        if self.across:
            found.append(("t.across = %s", [self.across]))
        if self.host:
            found.append((_OF.format("%s = ANY (a.hosts)"), [self.host]))
        if self.nation:
            found.append((_OF.format("%s = ANY (string_to_array(a.owner, '+'))"), [self.nation]))
        if self.activity is not None:
            found.append(("%s IN (t.left_id, t.right_id)", [self.activity]))
        return found


async def pair_body(unit: Unit, pair_id: UUID) -> Body:
    """A pair whose both records the reader may read; 404 where it is missing or hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [pair_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    body: Body = row["body"]
    for side in ("left", "right"):
        await unit.label(body[side]["label_id"])
    return body


async def lock(unit: Unit, pair_id: UUID) -> None:
    """Keep others from deciding a pair meanwhile; 404 where it is missing or hidden."""
    row = await (await unit.conn.execute(_LOCK, [pair_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    await unit.catch_up()


_LOCK: Final = "SELECT id FROM duplicate WHERE id = %s FOR NO KEY UPDATE"

_COUNTS: Final = f"""SELECT {STATE} AS state, {GRADE} AS grade, count(*) AS n FROM duplicate t
WHERE {SEEN} GROUP BY 1, 2"""


async def counts(unit: Unit) -> Sequence[Body]:
    """How many pairs the reader may see, by state and grade."""
    return await (await unit.conn.execute(_COUNTS.encode(), [unit.subject.nation])).fetchall()


_DECIDE: Final = """UPDATE duplicate SET state = %(state)s, decided_nation = %(nation)s, decided_at = %(at)s,
    note = %(note)s, later_for = '{}', version = version + 1, updated_at = %(now)s, updated_by = %(by)s
WHERE id = %(id)s"""
_LATER: Final = """UPDATE duplicate
SET later_for = array_append(array_remove(later_for, %(nation)s), %(nation)s) WHERE id = %(id)s"""
_NOW: Final = "UPDATE duplicate SET later_for = array_remove(later_for, %(nation)s) WHERE id = %(id)s"


async def decide(unit: Unit, pair_id: UUID, state: str, note: str) -> None:
    """Write what was decided of a pair; ``open`` leaves no trace of a decision on it."""
    opened = state == "open"
    values = {
        "state": state, "nation": "" if opened else unit.subject.nation, "at": None if opened else unit.now,
        "note": note, "now": unit.now, "by": unit.subject.id, "id": pair_id,
    }  # fmt: skip
    await unit.conn.execute(_DECIDE, values)


async def put_off(unit: Unit, pair_id: UUID, later: bool) -> None:
    """Put a pair off for the writer's nation, or take it up again."""
    values = {"id": pair_id, "nation": unit.subject.nation}
    await unit.conn.execute(_LATER if later else _NOW, values)


_ADD: Final = """INSERT INTO duplicate AS d (id, label_id, other_label_id, left_id, right_id, left_owner,
    right_owner, weight, named, fields, across, created_at, created_by, updated_at, updated_by)
SELECT %(id)s, l.label_id, r.label_id, l.id, r.id, l.owner, r.owner, 0, true, '{}',
    CASE WHEN l.owner <> r.owner THEN 'nations' ELSE 'imports' END,
    %(now)s, %(by)s, %(now)s, %(by)s
FROM activity l, activity r WHERE l.id = %(left)s AND r.id = %(right)s
ON CONFLICT (left_id, right_id) DO UPDATE SET updated_at = d.updated_at RETURNING d.id"""


async def add(unit: Unit, made: UUID, left: UUID, right: UUID) -> UUID:
    """The pair of two readable records, made where there is none."""
    values = {"id": made, "left": left, "right": right, "now": unit.now, "by": unit.subject.id}
    row: Any = await (await unit.conn.execute(_ADD, values)).fetchone()
    found: UUID = row["id"]
    return found


# Pairs that were decided to be the same, whose both records the reader may read, from one record on.
_REACH: Final = """WITH RECURSIVE reach (id) AS (
    SELECT a.id FROM activity a WHERE a.id = %(id)s
    UNION
    SELECT a.id FROM reach r
    JOIN duplicate d ON d.state = 'same' AND (d.left_id = r.id OR d.right_id = r.id)
    JOIN activity a ON a.id = CASE WHEN d.left_id = r.id THEN d.right_id ELSE d.left_id END)"""
_SOURCES: Final = f"""{_REACH} SELECT {_SOURCE_JSON} AS body FROM activity a JOIN reach USING (id)
ORDER BY (%(nation)s = ANY (string_to_array(a.owner, '+'))) IS FALSE, a.id"""


async def sources(unit: Unit, activity_id: UUID) -> list[Body]:
    """The sources that the reader sees merged with an activity, it among them, the one that stands first."""
    values = {"id": activity_id, "nation": unit.subject.nation}
    rows = await (await unit.conn.execute(_SOURCES.encode(), values)).fetchall()
    if not rows:
        raise NOT_FOUND()
    for row in rows:
        await unit.label(row["body"]["label_id"])
    return [row["body"] for row in rows]


_CHOICES: Final = """SELECT c.field, c.activity_id::text AS source
FROM duplicate_choice c JOIN activity a ON a.id = c.activity_id
WHERE c.stands AND c.activity_id = ANY(%s) ORDER BY a.owner = %s, c.updated_at, c.id"""


async def choices(unit: Unit, ids: Sequence[UUID]) -> dict[str, str]:
    """Field to the source that was chosen for it, among some sources: by the reader's nation, else last."""
    rows = await (await unit.conn.execute(_CHOICES, [list(ids), unit.subject.nation])).fetchall()
    return {row["field"]: row["source"] for row in rows}


_UNCHOOSE: Final = """UPDATE duplicate_choice SET stands = false, updated_at = %(now)s, updated_by = %(by)s,
    version = version + 1 WHERE field = %(field)s AND activity_id = ANY(%(ids)s) AND stands"""
_CHOOSE: Final = """INSERT INTO duplicate_choice AS c (id, label_id, created_at, created_by, updated_at,
    updated_by, activity_id, field, stands)
SELECT %(id)s, a.label_id, %(now)s, %(by)s, %(now)s, %(by)s, a.id, %(field)s, true
FROM activity a WHERE a.id = %(source)s
ON CONFLICT (activity_id, field) DO UPDATE SET stands = true, label_id = excluded.label_id,
    updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = c.version + 1"""


async def choose(unit: Unit, made: UUID, ids: Sequence[UUID], field: str, source: UUID | None) -> None:
    """Let one of a nation's own sources stand for a field, or none of them."""
    values = {"ids": list(ids), "field": field, "source": source, "id": made, "now": unit.now,
              "by": unit.subject.id}  # fmt: skip
    await unit.conn.execute(_UNCHOOSE, values)
    if source is not None:
        await unit.conn.execute(_CHOOSE, values)


_LINKS: Final = f"""SELECT t.id, t.left_owner, t.right_owner FROM duplicate t
WHERE t.state = 'same' AND %s IN (t.left_id, t.right_id) AND {SEEN} ORDER BY t.id FOR NO KEY UPDATE OF t"""


async def links(unit: Unit, activity_id: UUID) -> Sequence[Body]:
    """The pairs that link an activity for the reader, locked."""
    return await (await unit.conn.execute(_LINKS.encode(), [activity_id])).fetchall()


_RUN: Final = "SELECT asked_at, asked > done AS waits FROM duplicate_run"
_ASK: Final = "UPDATE duplicate_run SET asked = asked + 1, asked_at = %s"


async def run_state(unit: Unit, ask: bool = False) -> Body:
    """Whether a look through everything is asked for, after asking for it if told to."""
    if ask:
        await unit.conn.execute(_ASK, [unit.now])
    row: Any = await (await unit.conn.execute(_RUN)).fetchone()
    found: Body = row
    return found
