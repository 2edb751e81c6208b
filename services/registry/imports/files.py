"""The bytes of a file as they came, in pieces under the import's label; and the file whole, once it is."""

import asyncio
import hashlib
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from services.common.auth import Subject
from services.common.db import Actor, Database, Unit, unit_of_work
from services.common.errors import conflict, unprocessable
from services.registry.models import ImportRow

PIECE: Final = 512 * 1024
"""Bytes of every piece but the last: below the body limit of every route."""
MOST: Final = 4096
"""Pieces of a file (2 GiB)."""
_PUT: Final = """
INSERT INTO import_piece (import_id, label_id, number, content) VALUES (%s, %s, %s, %s)
ON CONFLICT (import_id, number) DO UPDATE SET content = excluded.content
WHERE import_piece.content IS DISTINCT FROM excluded.content
"""
_SUM: Final = """
UPDATE import_file SET received_bytes = (SELECT coalesce(sum(octet_length(content)), 0) FROM import_piece
    WHERE import_id = %(id)s) WHERE id = %(id)s RETURNING received_bytes
"""
_SIZES: Final = (
    "SELECT number, octet_length(content) AS size FROM import_piece WHERE import_id = %s ORDER BY number"
)
_GET: Final = "SELECT content FROM import_piece WHERE import_id = %s AND number = %s"
WAIT: Final = 60.0
"""Seconds that the reading thread waits for a piece before it gives up."""
READS: Final = Actor("import", None, None, None, "import", "")


async def put(unit: Unit, row: ImportRow, number: int, content: bytes) -> int:
    """Keep a piece; the same again is the same, other bytes replace it. Returns the bytes there are."""
    if not 0 <= number < MOST:
        raise unprocessable("/path/number", "piece_number", f"From 0 to {MOST - 1}.")
    if not content or len(content) > PIECE:
        raise unprocessable("", "piece_size", f"A piece is 1 to {PIECE} bytes.")
    await unit.conn.execute(_PUT, [row.id, row.label_id, number, content])
    found = await (await unit.conn.execute(_SUM, {"id": row.id})).fetchone()
    return int(found["received_bytes"]) if found else 0


async def whole(unit: Unit, row: ImportRow, pieces: int) -> int:
    """The bytes of a file that is whole; 409 ``pieces_missing`` says which piece is not there."""
    sizes: list[dict[str, Any]] = await (await unit.conn.execute(_SIZES, [row.id])).fetchall()
    have = {one["number"]: one["size"] for one in sizes}
    for number in range(pieces):
        if number not in have or (number < pieces - 1 and have[number] != PIECE):
            raise conflict("pieces_missing", f"Piece {number} is not there, or not whole.")
    if len(have) != pieces:
        raise conflict("pieces_missing", "There are more pieces than were said.")
    return sum(have.values())


async def content(unit: Unit, import_id: UUID) -> tuple[list[bytes], str]:
    """All pieces of a file and the SHA-256 of the whole: for a look at its beginning, and for workbooks."""
    digest = hashlib.sha256()
    pieces: list[bytes] = []
    async for one in _pieces(unit, import_id):
        digest.update(one)
        if len(pieces) < HEAD_PIECES or pieces[0].startswith(b"PK"):
            pieces.append(one)
    return pieces, digest.hexdigest()


HEAD_PIECES: Final = 8
"""Pieces that are kept for a look at a file's beginning; of a workbook all are."""


async def _pieces(unit: Unit, import_id: UUID) -> Any:
    number = 0
    while (found := await (await unit.conn.execute(_GET, [import_id, number])).fetchone()) is not None:
        yield bytes(found["content"])
        number += 1


class Pieces:
    """The pieces of a file for a thread that reads it, one after the other; `read` counts their bytes."""

    def __init__(self, database: Database, subject: Subject, import_id: UUID) -> None:
        """Made on the event loop that the database belongs to; iterated by another thread."""
        self._database, self._subject, self._import_id = database, subject, import_id
        self._loop = asyncio.get_running_loop()
        self.read = 0

    def __iter__(self) -> Iterator[bytes]:
        number = 0
        while True:
            piece = asyncio.run_coroutine_threadsafe(self._fetch(number), self._loop).result(WAIT)
            if piece is None:
                return
            self.read += len(piece)
            yield piece
            number += 1

    async def _fetch(self, number: int) -> bytes | None:
        async with unit_of_work(self._database, self._subject, READS, reading=True) as unit:
            unit.shows_nothing()
            found = await (await unit.conn.execute(_GET, [self._import_id, number])).fetchone()
            return None if found is None else bytes(found["content"])
