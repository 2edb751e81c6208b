"""Rows that were taken as lines for COPY into the staging table, with what only the database could say."""

import os
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import orjson

from services.registry.domain.imports.batch import BODY, Taken
from services.registry.domain.imports.copytext import escape
from services.registry.imports.units import Units, host_of

COLUMNS: Final = (
    "id",
    "how",
    "row_no",
    "source_id",
    "source_digest",
    "alike",
    "audience",
    "participants",
    "unit_ids",
    *BODY,
)
"""The columns of the staging table, in their order."""
NEW, CHANGED, SAME, KEPT = "N", "C", "S", "K"
"""What becomes of a row that is taken: a new record, a change, nothing new, a record that was edited here."""


def new_ids(count: int) -> Iterator[str]:
    """So many identifiers (RFC 9562, version 7), each above the one before it."""
    at, dice = int(time.time() * 1000), os.urandom(8 * count).hex()
    for number in range(count):
        moment, counter = at + (number >> 12), number & 0xFFF
        stamp, tail = f"{moment:012x}", dice[16 * number : 16 * number + 16]
        variant = "89ab"[int(tail[0], 16) & 3]
        yield f"{stamp[:8]}-{stamp[8:]}-7{counter:03x}-{variant}{tail[1:4]}-{tail[4:]}"


@lru_cache(maxsize=20_000)
def _part(nation: str, role: str, unit_id: str | None, unit: str, answer: str) -> str:
    part = {
        "nation": nation,
        "role": role,
        "unit_id": unit_id,
        "unit": unit,
        "people": None,
        "answer": answer,
    }
    return escape(orjson.dumps(part).decode())


def lines(
    taken: Sequence[Taken], hows: Sequence[str], ids: Sequence[str], units: Units, nation: str, role: str
) -> bytes:
    """COPY text of the rows that are new or changed. ``nation`` writes: its own part needs no answer."""
    made = []
    for one, how, row_id in zip(taken, hows, ids, strict=True):
        if how not in (NEW, CHANGED):
            continue
        host = host_of(one)
        lead_unit = units.id_of(one.lead, one.unit_lead) if one.unit_lead else None
        host_unit = units.id_of(host, one.unit) if one.unit else None
        parts = []
        if one.lead:
            parts.append(_part(one.lead, "lead", lead_unit, one.unit_lead, _answer(one.lead, nation)))
        if host:
            parts.append(_part(host, role, host_unit, one.unit, _answer(host, nation)))
        parts += [
            _part(other, "contributor", None, "", _answer(other, nation))
            for other in one.nations
            if other not in (host, one.lead)
        ]
        linked = ",".join(dict.fromkeys(found for found in (host_unit, lead_unit) if found))
        audience = escape(one.unit) if host else ""
        made.append(
            f"{row_id}\t{how}\t{one.row}\t{escape(one.source_id)}\t\\\\x{one.digest.hex()}\t\\\\x{one.alike.hex()}"
            f"\t{audience}\t[{','.join(parts)}]\t{{{linked}}}\t{one.body}\n"
        )
    return "".join(made).encode("utf-8", "replace")


def _answer(nation: str, own: str) -> str:
    # What is over needs nobody's answer: a list of another nation's part is told, not asked.
    return "accepted" if nation == own else "pending"
