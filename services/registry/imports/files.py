"""The bytes of a file as they came, in pieces under the import's label; and the file whole, once it is."""

import hashlib
from collections.abc import AsyncIterator
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.common.errors import conflict, unprocessable
from services.common.reading.table import MOST_UNZIPPED
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
        if len(pieces) < (WORKBOOK_PIECES if pieces and pieces[0].startswith(b"PK") else HEAD_PIECES):
            pieces.append(one)
    return pieces, digest.hexdigest()


HEAD_PIECES: Final = 8
"""Pieces that are kept for a look at a file's beginning."""
WORKBOOK_PIECES: Final = MOST_UNZIPPED // PIECE
"""Those of a workbook, which is looked at whole: one of more is none, packed or not."""


async def _pieces(unit: Unit, import_id: UUID) -> AsyncIterator[bytes]:
    number = 0
    while (found := await piece(unit, import_id, number)) is not None:
        yield found
        number += 1


async def piece(unit: Unit, import_id: UUID, number: int) -> bytes | None:
    """One piece of a file, None behind its last."""
    found = await (await unit.conn.execute(_GET, [import_id, number])).fetchone()
    return None if found is None else bytes(found["content"])
