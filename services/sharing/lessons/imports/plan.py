"""What an import makes of a file: the same for the trial and for the act."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.common.db import Unit
from services.common.errors import unprocessable
from services.common.owning import SCOPE, new_label, owner_of
from services.common.reading.sniff import UnreadableFile
from services.sharing.domain.foreign.guess import guessed
from services.sharing.domain.foreign.rows import REFUSES, Message, Read, rows_read
from services.sharing.lessons.imports.reader import Table, read
from services.sharing.lessons.imports.schemas import LessonColumn, LessonFileIn

_LOOKED_AT: Final = 200
_EXAMPLES: Final = 5
_HERE = """SELECT import_key, title, observation FROM lesson WHERE import_key = ANY(%s)"""


@dataclass(slots=True)
class Plan:
    """A file as it was read: its columns, each row with its label and key, and which of them are new.

    ``fresh``: rows that make a lesson; ``same``: those that are here already, or stand twice in the file.
    """

    table: Table
    fields: dict[str, str]
    rows: list[Read]
    fresh: list[tuple[Read, int, str]]
    same: int
    messages: list[Message]

    @property
    def refused(self) -> list[Read]:
        """The rows that make nothing, each with its reason."""
        return [one for one in self.rows if one.refused]


async def planned(unit: Unit, body: LessonFileIn) -> Plan:
    """Reads the file and finds out what each row would make. 422 with its rule where it is unreadable."""
    asked = body.reading.model_dump(exclude_none=True)
    try:
        table = await asyncio.to_thread(read, body.content, body.name, asked)
    except UnreadableFile as error:
        raise unprocessable("/content", str(error), "The file cannot be read.") from error
    fields = _fields(table, body.columns)
    rows = await asyncio.to_thread(rows_read, table.header, table.rows, fields)
    keyed = await _keyed(unit, body, rows)
    fresh, same = await _fresh(unit, keyed)
    return Plan(table, fields, rows, fresh, same, [one for row in rows for one in row.messages])


def _fields(table: Table, chosen: Mapping[str, LessonColumn | None] | None) -> dict[str, str]:
    if chosen is None:
        return guessed(table.header, table.rows[:_LOOKED_AT])
    unknown = next((name for name in chosen if name not in table.header), None)
    if unknown is not None:
        raise unprocessable("/columns", "unknown_column", f"The file has no column “{unknown}”.")
    return {name: field.value for name, field in chosen.items() if field is not None}


async def _keyed(unit: Unit, body: LessonFileIn, rows: Sequence[Read]) -> list[tuple[Read, int, str]]:
    """The rows that are taken, with their labels and keys; a marking without a label refuses its rows."""
    one = await new_label(unit, body.label)
    owners = {one: await owner_of(unit, one)}
    labels: dict[str, int] = {}
    for marking, label in body.labels.items():
        labels[marking] = await new_label(unit, label, f"/labels/{marking}")
        owners[labels[marking]] = await owner_of(unit, labels[marking])
    if len(set(owners.values())) > 1 or SCOPE in owners[one]:
        raise unprocessable("/labels", "one_owner", "A collection is imported for one nation: its owner.")
    keyed, said = [], dict[str, str]()
    marked = bool(body.labels)
    for row in rows:
        if marked and row.label not in labels:
            row.messages.append(Message(row.row, "", "label_unknown", row.label[:200]))
        if row.refused:
            continue
        if said.setdefault(row.name, row.digest) != row.digest:
            row.messages.append(Message(row.row, "", "said_otherwise", row.source_id))
            continue
        label_id = labels[row.label] if marked else one
        keyed.append((row, label_id, f"{owners[label_id]}\x1f{body.source}\x1f{row.name}"))
    return keyed


async def _fresh(unit: Unit, keyed: list[tuple[Read, int, str]]) -> tuple[list[tuple[Read, int, str]], int]:
    keys = [key for _, _, key in keyed]
    found = await (await unit.conn.execute(_HERE.encode(), [keys])).fetchall()
    here = {one["import_key"]: (one["title"], one["observation"]) for one in found}
    fresh: dict[str, tuple[Read, int, str]] = {}
    for row, label_id, key in keyed:
        if key in here:
            if here[key] != (row.said["title"], row.said["observation"]):
                row.messages.append(Message(row.row, "", "here_otherwise", here[key][0][:200]))
        else:
            fresh.setdefault(key, (row, label_id, key))
    return list(fresh.values()), len(keyed) - len(fresh)


def grouped(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """Messages by kind: those that refuse first, then the most frequent."""
    counts = Counter(one.kind for one in messages)
    examples: dict[str, list[dict[str, Any]]] = {kind: [] for kind in counts}
    for one in messages:
        if len(examples[one.kind]) < _EXAMPLES:
            examples[one.kind].append({"row": one.row, "column": one.column, "raw": one.raw})
    ordered = sorted(counts, key=lambda kind: (kind not in REFUSES, -counts[kind], kind))
    return [
        {"kind": kind, "refuses": kind in REFUSES, "count": counts[kind], "examples": examples[kind]}
        for kind in ordered
    ]
