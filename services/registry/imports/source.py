"""A file's rows as batches, read and interpreted by a thread while the database takes the batch before."""

import asyncio
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import orjson

from services.common.auth import Subject
from services.common.db import Database
from services.registry.domain.imports.batch import Batch
from services.registry.domain.imports.rows import Interpreter
from services.registry.domain.imports.spelling import from_json
from services.registry.imports.files import Pieces
from services.registry.imports.reading.sniff import Reading
from services.registry.imports.reading.table import rows_of
from services.registry.models import ImportRow

SIZE = 4000
"""Rows of a batch: one transaction, one audit record, one event. A resumed import cuts its file alike."""


SWITCH = 0.0005
"""Seconds after which the reading thread lets the event loop in: requests and the database wait less."""


@dataclass(slots=True)
class Portion:
    """One batch with its number, its rows as they came, and the same packed."""

    number: int
    rows: list[list[str]]
    batch: Batch
    packed: bytes

    @property
    def last(self) -> int:
        """The number of its last row in the file."""
        return self.batch.first + len(self.rows) - 1


def packed(rows: list[list[str]]) -> bytes:
    """Rows packed for keeping."""
    return zlib.compress(orjson.dumps(rows), 1)


def unpacked(content: bytes) -> list[list[str]]:
    """Rows that were `packed`."""
    rows: list[list[str]] = orjson.loads(zlib.decompress(content))
    return rows


class Source:
    """The batches of an import, one after the other. Read once, from the beginning."""

    def __init__(self, database: Database, subject: Subject, row: ImportRow) -> None:
        """For an import with a reading and a mapping that fits it."""
        self.pieces = Pieces(database, subject, row.id)
        self.interpreter = Interpreter(from_json(row.mapping or {}), row.header, database.clock().date())
        self._reading = Reading(**(row.reading or {}))
        self._portions = self._read()
        self._interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH)
        self._next: asyncio.Task[Portion | None] | None = None

    def _read(self) -> Iterator[Portion]:
        rows = rows_of(self.pieces, self._reading)
        next(rows, None)  # the line of columns
        number, first = 0, 1
        while portion := list(islice(rows, SIZE)):
            number += 1
            yield Portion(number, portion, self.interpreter.read(portion, first), packed(portion))
            first += len(portion)

    async def next(self) -> Portion | None:
        """The next batch; the one after it is begun at once."""
        ready = self._next or self._begin()
        found = await ready
        self._next = self._begin() if found is not None else None
        return found

    def _begin(self) -> asyncio.Task[Portion | None]:
        return asyncio.create_task(asyncio.to_thread(next, self._portions, None))

    async def close(self) -> None:
        """Wait for what is begun, and give the interpreter its own pace back."""
        sys.setswitchinterval(self._interval)
        if self._next is not None:
            await asyncio.gather(self._next, return_exceptions=True)
