"""Rows that were taken as lines for COPY into the staging table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from services.registry.domain.imports.batch import BODY, Taken
from services.registry.domain.imports.copytext import escape

Party = tuple[Sequence[str], str, str, str, Sequence[str]]
"""Who takes part in a row: hosts and the unit of the first, lead and its unit, all nations."""
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
    """COPY text of rows. What only the database can say of them, their units, is left to `parties.parts`."""
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
