"""What an import has to say: messages, totals, countries, rows as they came, the refused ones as a file."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.common.errors import unprocessable
from services.registry.domain.imports.issues import KINDS, Severity
from services.registry.imports import again
from services.registry.imports.packing import unpacked
from services.registry.models import ImportRow

_MESSAGES: Final = """
SELECT id, row_no, column_name, kind, severity, raw FROM import_message
WHERE import_id = %(import_id)s AND id > %(after)s AND (%(kind)s = '' OR kind = %(kind)s)
    AND (%(severity)s = '' OR severity = %(severity)s)
    AND (%(column)s::text IS NULL OR column_name = %(column)s)
ORDER BY id LIMIT %(limit)s
"""
_GROUPS: Final = """
SELECT number, key, rows, bare, people, printed_people, cost::text, printed_cost::text, people_agree,
    cost_agrees
FROM import_group WHERE import_id = %(import_id)s AND number > %(after)s
    AND (%(agrees)s::boolean IS NULL OR (people_agree AND cost_agrees) = %(agrees)s)
    AND position(lower(%(words)s) IN lower(key::text)) > 0
ORDER BY number LIMIT %(limit)s
"""
_SUMMARY: Final = """
SELECT count(*) FILTER (WHERE NOT bare AND num_nonnulls(printed_people, printed_cost) > 0) AS groups,
    count(*) FILTER (WHERE bare) AS bare_groups,
    count(*) FILTER (WHERE NOT bare AND printed_people IS NOT NULL) AS people_groups,
    count(*) FILTER (WHERE NOT bare AND printed_people IS NOT NULL AND people_agree) AS people_agree,
    count(*) FILTER (WHERE NOT bare AND printed_cost IS NOT NULL) AS cost_groups,
    count(*) FILTER (WHERE NOT bare AND printed_cost IS NOT NULL AND cost_agrees) AS cost_agree,
    count(*) FILTER (WHERE bare AND people_agree AND cost_agrees) AS bare_agree
FROM import_group WHERE import_id = %s
"""
_COUNTRIES: Final = """
SELECT raw, country, rows FROM import_country WHERE import_id = %s ORDER BY country <> '', rows DESC, raw
"""
_BATCHES: Final = """
SELECT number, first_row, last_row, outcomes, ids, raw FROM import_batch
WHERE import_id = %s AND last_row >= %s AND first_row <= %s ORDER BY number
"""
_ORIGINS: Final = """
WITH said AS (
    SELECT import_id, row_no, updated_at AS at FROM activity WHERE id = %(id)s AND import_id IS NOT NULL
    UNION
    SELECT (body ->> 'import_id')::uuid, (body ->> 'row_no')::integer, at FROM activity_version
    WHERE id = %(id)s AND body ->> 'import_id' IS NOT NULL)
SELECT DISTINCT ON (f.created_at, s.row_no) f.id AS import_id, f.ref, f.name, f.header, s.row_no AS row, s.at,
    b.first_row, b.raw
FROM said s JOIN import_file f ON f.id = s.import_id
JOIN import_batch b ON b.import_id = s.import_id AND s.row_no BETWEEN b.first_row AND b.last_row
ORDER BY f.created_at DESC, s.row_no
"""
_SEEN: Final = "SELECT id FROM activity WHERE id = ANY (%s::uuid[])"
_REASON: Final = "reason"
"""The column that says why a row was refused."""
_REFUSED: Final = """
SELECT row_no, string_agg(DISTINCT kind, ' ') AS kinds FROM import_message
WHERE import_id = %s AND severity = 'error' AND row_no BETWEEN %s AND %s GROUP BY row_no
"""


def _after(cursor: str | None) -> int:
    if cursor is None:
        return -1
    if not (cursor.isascii() and cursor.isdigit()) or len(cursor) > 18:
        raise unprocessable("/query/cursor", "cursor_unknown")
    return int(cursor)


def kind(kept: dict[str, Any]) -> dict[str, Any]:
    """A kind of messages, its unknown words with the most frequent first."""
    words = sorted(kept.get("words", {}).items(), key=lambda one: (-one[1], one[0]))
    return kept | {"words": [{"word": word, "rows": rows} for word, rows in words]}


async def messages(
    unit: Unit, import_id: UUID, kind: str, severity: str, column: str | None, cursor: str | None, limit: int
) -> dict[str, Any]:
    """One page of messages in the order of the file."""
    values = {
        "import_id": import_id,
        "after": _after(cursor),
        "kind": kind,
        "severity": severity,
        "column": column,
        "limit": limit + 1,
    }
    rows = await (await unit.conn.execute(_MESSAGES, values)).fetchall()
    items = [
        {
            "row": row["row_no"],
            "column": row["column_name"],
            "severity": row["severity"],
            "kind": row["kind"],
            "text": KINDS[row["kind"]].text,
            "raw": row["raw"],
        }
        for row in rows[:limit]
    ]
    return {"items": items, "next": str(rows[limit - 1]["id"]) if len(rows) > limit else None}


async def groups(
    unit: Unit, row: ImportRow, agrees: bool | None, words: str, cursor: str | None, limit: int
) -> dict[str, Any]:
    """One page of the groups whose name holds the words, and how many groups agree."""
    values = {
        "import_id": row.id, "after": _after(cursor), "agrees": agrees, "words": words, "limit": limit + 1
    }  # fmt: skip
    found = await (await unit.conn.execute(_GROUPS, values)).fetchall()
    summary = await (await unit.conn.execute(_SUMMARY, [row.id])).fetchone()
    names = ((row.mapping or {}).get("totals") or {}).get("group", [])
    items = [_group(one, names) for one in found[:limit]]
    return {
        "summary": summary,
        "items": items,
        "next": str(found[limit - 1]["number"]) if len(found) > limit else None,
    }


def _group(one: dict[str, Any], names: list[str]) -> dict[str, Any]:
    def said(printed: Any, summed: Any, agrees: bool) -> dict[str, Any]:
        return {"printed": None if printed is None else str(printed), "summed": str(summed), "agrees": agrees}

    return {
        "number": one["number"],
        "group": dict(zip(names, one["key"], strict=False)),
        "rows": one["rows"],
        "bare": one["bare"],
        "people": said(one["printed_people"], one["people"], one["people_agree"]),
        "cost": said(one["printed_cost"], one["cost"], one["cost_agrees"]),
    }


async def countries(unit: Unit, import_id: UUID) -> dict[str, Any]:
    """Every spelling of a country, the unresolved ones first."""
    return {"items": await (await unit.conn.execute(_COUNTRIES, [import_id])).fetchall()}


async def rows(unit: Unit, row: ImportRow, first: int, limit: int) -> dict[str, Any]:
    """Rows as they came, with what became of each."""
    found = await (await unit.conn.execute(_BATCHES, [row.id, first, first + limit - 1])).fetchall()
    items = []
    for batch in found:
        taken = iter(batch["ids"])
        for place, (outcome, cells) in enumerate(zip(batch["outcomes"], unpacked(batch["raw"]), strict=True)):
            activity = next(taken) if outcome in "NCSK" else None
            number = batch["first_row"] + place
            if first <= number < first + limit:
                items.append(
                    {
                        "row": number,
                        "outcome": _WORDS[outcome],
                        "activity_id": activity,
                        "values": _named(row.header, cells),
                    }
                )
    more = bool(found) and len(items) == limit
    taken_for = [one["activity_id"] for one in items if one["activity_id"]]
    seen = {one["id"] for one in await (await unit.conn.execute(_SEEN, [taken_for])).fetchall()}
    for one in items:  # a record can be narrower than a file that repeats it later
        one["activity_id"] = one["activity_id"] if one["activity_id"] in seen else None
    return {"items": items, "next": first + limit if more else None}


_WORDS: Final = {
    "N": "new",
    "C": "changed",
    "S": "same",
    "K": "edited_kept",
    "R": "refused",
    "T": "total",
    "B": "bare_total",
    "E": "empty",
}


def _named(header: list[str], cells: list[str]) -> dict[str, str]:
    named = dict(zip(header, cells, strict=False))
    return named | {f"column {place}": cell for place, cell in enumerate(cells, 1) if place > len(header)}


async def origins(unit: Unit, activity_id: UUID) -> dict[str, Any]:
    """Where a record comes from, as far as the reader may read the imports: file, row, cells as they came."""
    found = await (await unit.conn.execute(_ORIGINS, {"id": activity_id})).fetchall()
    items = [
        {
            "import_id": one["import_id"],
            "ref": one["ref"],
            "name": one["name"],
            "row": one["row"],
            "at": one["at"],
            "values": _named(one["header"], unpacked(one["raw"])[one["row"] - one["first_row"]]),
        }
        for one in found
    ]
    return {"items": items}


async def refused(unit: Unit, row: ImportRow) -> AsyncIterator[bytes]:
    """The refused rows in the file's own layout, with a column that says why: to mend and to send again."""
    delimiter = (
        (row.reading or {}).get("delimiter", ",") if (row.reading or {}).get("format") == "csv" else ","
    )
    names = row.header[:-1] if again.is_again(row.profile) and row.header[-1] == _REASON else row.header
    yield _line([*names, _REASON], delimiter)
    number = 0
    query = (
        "SELECT number, first_row, last_row, raw FROM import_batch WHERE import_id = %s AND number > %s"
        " AND outcomes LIKE '%%R%%' ORDER BY number LIMIT 1"
    )
    while (batch := await (await unit.conn.execute(query, [row.id, number])).fetchone()) is not None:
        number = batch["number"]
        values = [row.id, batch["first_row"], batch["last_row"]]
        why = await (await unit.conn.execute(_REFUSED, values)).fetchall()
        cells = unpacked(batch["raw"])
        for one in sorted(why, key=lambda said: said["row_no"]):
            found = cells[one["row_no"] - batch["first_row"]]
            whole = [*found, *[""] * (len(names) - len(found))][: len(names)]
            said = " ".join(
                KINDS[kind].text for kind in one["kinds"].split() if KINDS[kind].severity is Severity.ERROR
            )
            yield _line([*whole, said], delimiter)


def _line(cells: list[str], delimiter: str) -> bytes:
    # The file's own layout goes back to whoever sent it: cells stay as they came, so that they can be mended.
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode("utf-8", "replace")
