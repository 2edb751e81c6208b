"""Rows that were taken as lines for COPY into the staging table; and who takes part, once for all alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import orjson

from services.registry.domain.imports.batch import BODY, Taken
from services.registry.domain.imports.copytext import escape
from services.registry.imports.units import Party, Units

COLUMNS: Final = ("id", "how", "row_no", "source_id", "source_digest", "alike", "audience", "party", *BODY)
"""The columns of the staging table, in their order."""
NEW, CHANGED, SAME, KEPT = "N", "C", "S", "K"
"""What becomes of a row that is taken: a new record, a change, nothing new, a record that was edited here."""
_DIGEST: Final = COLUMNS.index("source_digest")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Lines for COPY, all as new records, their identifiers, and the parties that they name by number."""

    content: bytes
    ids: list[str]
    parties: list[Party]
    party_of: list[int]


def prepared(taken: Sequence[Taken], ids: list[str]) -> Prepared:
    """COPY text of rows. What only the database can say of them, their units, is left to `parts`."""
    parties: dict[Party, int] = {}
    made, party_of = [], []
    for one, row_id in zip(taken, ids, strict=True):
        party = (one.hosts, one.unit, one.lead, one.unit_lead, one.nations)
        number = parties.setdefault(party, len(parties))
        party_of.append(number)
        made.append(
            f"{row_id}\tN\t{one.row}\t{escape(one.source_id)}\t\\\\x{one.digest.hex()}\t\\\\x{one.alike.hex()}"
            f"\t{escape(one.unit) if one.hosts else ''}\t{number}\t{one.body}\n"
        )
    return Prepared("".join(made).encode("utf-8", "replace"), ids, list(parties), party_of)


def digests(content: bytes) -> Iterator[bytes]:
    """The digest of what each row says, from its line."""
    for line in content.split(b"\n")[:-1]:
        yield bytes.fromhex(line.split(b"\t", _DIGEST + 1)[_DIGEST][3:].decode())


def chosen(content: bytes, hows: Sequence[str], ids: Sequence[str]) -> bytes:
    """The lines of rows that are new or changed, each with its fate and its record's identifier."""
    if hows.count(NEW) == len(hows):
        return content
    lines = content.split(b"\n")  # a line feed within a value is escaped
    return b"".join(
        b"%s\t%s%s\n" % (row_id.encode(), how.encode(), line[38:])
        for line, how, row_id in zip(lines, hows, ids, strict=False)
        if how in (NEW, CHANGED)
    )


def parts(parties: Iterable[Party], units: Units, nation: str, role: str) -> bytes:
    """COPY text of parties: number, participants, units. ``nation`` writes: its own part needs no answer."""
    made = []
    for number, (hosts, unit, lead, unit_lead, nations) in enumerate(parties):
        host_unit = units.id_of(hosts[0], unit) if unit and hosts else None
        lead_unit = units.id_of(lead, unit_lead) if unit_lead else None
        found = []
        if lead:
            found.append(_part(lead, "lead", lead_unit, unit_lead, nation))
        for host in hosts:
            known = (host_unit, unit) if host == hosts[0] else (None, "")
            found.append(_part(host, role, *known, nation))
        if len(nations) > len({*hosts, lead} - {""}):
            others = (other for other in nations if other not in (*hosts, lead))
            found += [_part(other, "contributor", None, "", nation) for other in others]
        linked = [one for one in (host_unit, lead_unit) if one]
        if host_unit == lead_unit:
            del linked[1:]
        made.append(f"{number}\t[{','.join(found)}]\t{{{','.join(linked)}}}\n")
    return "".join(made).encode("utf-8", "replace")


@lru_cache(maxsize=20_000)
def _part(nation: str, role: str, unit_id: str | None, unit: str, own: str) -> str:
    known = "null" if unit_id is None else f'"{unit_id}"'
    # What is over needs nobody's answer: a list of another nation's part is told, not asked.
    answer = "accepted" if nation == own else "pending"
    return (
        f'{{"nation":{_json(nation)},"role":{_json(role)},"unit_id":{known},"unit":{_json(unit)}'
        f',"people":null,"answer":"{answer}"}}'
    )


@lru_cache(maxsize=20_000)
def _json(text: str) -> str:
    return escape(orjson.dumps(text).decode())
