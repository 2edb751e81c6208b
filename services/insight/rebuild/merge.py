"""Bringing the model in use to what was built beside it, by the rows that differ, in the caller's
transaction: a reader sees all of it or nothing, and waits for nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, LiteralString

from psycopg import Connection, sql

from services.common.events.inbox import KEEP
from services.insight.projection.items import BEFORE_WHOM, REPORTED, SITTINGS
from services.insight.projection.rows import NEWS, ORDER

Worker = Connection[Mapping[str, Any]]


@dataclass(frozen=True)
class Table:
    """A table of the model: its key, what its changes are told as, and which of its columns are news."""

    name: str
    key: tuple[str, ...]
    kind: str | None = None
    news: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()  # told to the readers of its forums alone


MODEL: Final = (
    Table("forum_view", ("id",), "forum"),
    Table("meeting_view", ("id",), "meeting", ("changed_at",)),
    Table("item_view", ("id", "face"), "item", NEWS, (*SITTINGS, *BEFORE_WHOM)),
    Table("decision_view", ("id", "face"), "decision", ("changed_at",)),
    Table("document", ("kind", "id", "face")),
)


@dataclass(frozen=True)
class Merged:
    """What became of the rows of a table."""

    table: str
    added: int
    changed: int
    removed: int

    @property
    def any(self) -> bool:
        """Whether anything did."""
        return bool(self.added or self.changed or self.removed)


_COLUMNS: LiteralString = """
SELECT attname AS name FROM pg_attribute
WHERE attrelid = to_regclass('public.' || %s::text) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
ORDER BY attnum
"""
_DIFFERING: LiteralString = """
INSERT INTO rebuild.differing SELECT DISTINCT coalesce(l.id, r.id)
FROM public.{table} l FULL JOIN rebuild.{table} r ON {same_key}
WHERE l.id IS NULL OR r.id IS NULL OR NOT ({same})
"""
# The news of a record follow from its history, which a compacted log no longer has: they are kept from the
# row in use where it shows the same, or was taken from the same event. News are never later than the event.
_KEEP_NEWS: LiteralString = """
UPDATE rebuild.{table} r SET {news} FROM public.{table} l
WHERE r.id IN (SELECT id FROM rebuild.differing)
  AND {same_key} AND l.changed_at < r.changed_at AND NOT ({reported})
  AND (({same_shown}) OR (l.version = r.version AND l.told_at IN (r.told_at, 'epoch')))
"""
# A report shows in no column: one that the model in use has not taken yet is news all the same.
_REPORTED_LATER: LiteralString = f"""
r.change = '{REPORTED}' AND r.face = 'issued' AND (l.version, l.told_at) < (r.version, r.told_at)
"""
_TELL: LiteralString = """
INSERT INTO public.change (type, object_id, label_id)
SELECT DISTINCT {kind}, r.id, r.label_id FROM rebuild.{table} r LEFT JOIN public.{table} l ON {same_key}
WHERE r.id IN (SELECT id FROM rebuild.differing)
  AND (l.id IS NULL OR NOT ({same_told}) OR ({reported}))
"""
_TELL_FORUMS: LiteralString = """
INSERT INTO public.change (type, object_id, label_id)
SELECT DISTINCT 'forum', f.id, r.label_id FROM rebuild.{table} r JOIN public.{table} l ON {same_key},
    unnest(ARRAY[l.addressing_forum_id, r.addressing_forum_id, CASE WHEN l.blocked_nations
        IS DISTINCT FROM r.blocked_nations THEN r.issuing_forum_id END]) AS f (id)
WHERE r.id IN (SELECT id FROM rebuild.differing)
  AND f.id IS NOT NULL AND ({same_told}) AND NOT ({same_quiet})
"""
_WITHDRAW: LiteralString = """
INSERT INTO public.change (type, object_id, label_id)
SELECT DISTINCT {kind} || '.withdrawn', l.id, l.label_id FROM public.{table} l
WHERE l.id IN (SELECT id FROM rebuild.differing)
  AND NOT EXISTS (SELECT FROM rebuild.{table} r WHERE r.id = l.id AND r.label_id = l.label_id)
"""
_REMOVE: LiteralString = """
DELETE FROM public.{table} l WHERE l.id IN (SELECT id FROM rebuild.differing)
  AND NOT EXISTS (SELECT FROM rebuild.{table} r WHERE {same_key})
"""
_CHANGE: LiteralString = """
UPDATE public.{table} l SET {sets} FROM rebuild.{table} r
WHERE r.id IN (SELECT id FROM rebuild.differing) AND {same_key} AND NOT ({same})
"""
_ADD: LiteralString = """
INSERT INTO public.{table} ({columns}) SELECT {columns} FROM rebuild.{table} r
WHERE r.id IN (SELECT id FROM rebuild.differing)
  AND NOT EXISTS (SELECT FROM public.{table} l WHERE {same_key})
"""
_WEEKS: LiteralString = """
SELECT DISTINCT date_trunc('week', at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS week FROM rebuild.inbox
WHERE at > %s
"""
_KNOWN: LiteralString = """
DELETE FROM rebuild.inbox r USING public.inbox l
WHERE l.consumer = r.consumer AND l.event_id = r.event_id AND l.at = r.at
"""
_TAKEN: LiteralString = """
INSERT INTO public.inbox (consumer, event_id, at)
SELECT consumer, event_id, at FROM rebuild.inbox WHERE at > %s ON CONFLICT DO NOTHING
"""


def prepare(conn: Worker) -> None:
    """Do what need not wait for the consumers to pause: what they have taken stays taken, and the planner may
    know how much there is.
    """
    conn.execute(_KNOWN)
    for name in (*(table.name for table in MODEL), "inbox"):
        conn.execute(sql.SQL("ANALYZE {}").format(sql.Identifier("rebuild", name)))


def merge(conn: Worker, now: datetime) -> list[Merged]:
    """Make every row of the model, and every inbox row, as they were built; tell whom it concerns.

    The caller alone makes effects meanwhile. What a reader sees change of a record is told under the label
    of what shows it, as if an event had brought it.
    """
    conn.execute("SELECT pg_advisory_xact_lock(hashtext('public.change'))")
    merged = [_merge(conn, table) for table in MODEL]
    oldest = now - KEEP
    for row in conn.execute(_WEEKS, [oldest]).fetchall():
        conn.execute("SELECT public.inbox_week(%s)", [row["week"]])
    conn.execute(_TAKEN, [oldest])
    return merged


def _merge(conn: Worker, table: Table) -> Merged:
    columns = [row["name"] for row in conn.execute(_COLUMNS, [table.name]).fetchall()]
    parts = _parts(table, columns)

    def run(statement: LiteralString) -> int:
        return conn.execute(sql.SQL(statement).format(**parts)).rowcount

    conn.execute("DELETE FROM rebuild.differing")
    if not run(_DIFFERING):
        return Merged(table.name, 0, 0, 0)
    if table.news:
        run(_KEEP_NEWS)
    if table.kind is not None:
        run(_TELL)
        run(_WITHDRAW)
    if table.quiet:
        run(_TELL_FORUMS)
    return Merged(table.name, removed=run(_REMOVE), changed=run(_CHANGE), added=run(_ADD))


def _parts(table: Table, columns: Sequence[str]) -> dict[str, sql.Composable]:
    shown = [name for name in columns if name not in (*table.news, *ORDER)]
    told = [name for name in shown if name not in table.quiet]
    rest = [name for name in columns if name not in table.key]
    return {
        "table": sql.Identifier(table.name),
        "kind": sql.Literal(table.kind),
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
        "reported": sql.SQL(_REPORTED_LATER if table.name == "item_view" else "false"),
        "same_key": _same(table.key, "="),
        "same": _same(columns, "IS NOT DISTINCT FROM"),
        "same_shown": _same(shown, "IS NOT DISTINCT FROM"),
        "same_told": _same(told, "IS NOT DISTINCT FROM"),
        "same_quiet": _same(table.quiet or table.key, "IS NOT DISTINCT FROM"),
        "news": _sets(table.news, "l"),
        "sets": _sets(rest, "r"),
    }


def _same(names: Sequence[str], sign: LiteralString) -> sql.Composable:
    return sql.SQL(" AND ").join(
        sql.SQL("l.{0} " + sign + " r.{0}").format(sql.Identifier(name)) for name in names
    )


def _sets(names: Sequence[str], source: LiteralString) -> sql.Composable:
    return sql.SQL(", ").join(
        sql.SQL("{0} = " + source + ".{0}").format(sql.Identifier(name)) for name in names
    )
