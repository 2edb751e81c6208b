"""A file's rows as batches ready to be written: read by a process of its own (`reader`), taken one by one."""

import asyncio
import contextlib
import subprocess
import sys
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final

import orjson

from services.common.auth import Subject
from services.common.db import Actor, Database, unit_of_work
from services.common.reading.bounds import ABORTED, TOO_MUCH
from services.common.reading.sniff import UnreadableFile
from services.registry.domain.imports.rows import Interpreter
from services.registry.domain.imports.spelling import from_json
from services.registry.imports import files
from services.registry.imports.frames import Ended, get, put
from services.registry.imports.lines import Party
from services.registry.imports.reader import Job
from services.registry.imports.tally import Message
from services.registry.models import ImportRow

SIZE = 4000
"""Rows of a batch: one transaction, one audit record, one event. A resumed import cuts its file alike."""
READS: Final = Actor("import", None, None, None, "import", "")
_COMMAND: Final = [sys.executable, "-m", "services.registry.imports.reader"]
_PIPE: Final = 1 << 20
"""Bytes on their way between the two: the fewer stops, the fewer changes from one process to the other."""


@dataclass(slots=True)
class Portion:
    """One batch. Of the rows that are taken: their places in the file, names and (new) identifiers, lines for
    COPY, and the parties that these name by number. ``packed`` are all rows as they came.
    """

    number: int
    first: int
    count: int
    outcomes: str
    messages: list[Message]
    countries: dict[str, tuple[str, int]]
    rows: list[int]
    source_ids: list[str]
    ids: list[str]
    parties: list[Party]
    party_of: list[int]
    content: bytes = b""
    packed: bytes = b""

    @property
    def last(self) -> int:
        """The number of its last row in the file."""
        return self.first + self.count - 1


class ReaderEnded(RuntimeError):
    """The reader's process was ended from outside, or by what it read."""


class Source:
    """The batches of an import, one after the other, to be closed whatever happens."""

    def __init__(
        self, database: Database, subject: Subject, row: ImportRow, mapping: dict[str, Any], done: int = 0,
        *, look: bool = False,
    ) -> None:  # fmt: skip
        """For an import with a reading and a mapping that fits it; of ``done`` batches no rows are wanted,
        for a ``look`` at the dates of the file no batches.
        """
        self._database, self._subject, self._row = database, subject, row
        self._mapping, self._today = mapping, database.clock().date()
        self._job = Job(mapping, row.header, row.reading or {}, self._today.isoformat(), SIZE, done, look)
        self._child: subprocess.Popen[bytes] | None = None
        self._feeding: asyncio.Task[None] | None = None
        self._next: asyncio.Task[Portion | None] | None = None
        self.read = 0
        """Bytes of the file that were given to the reader."""
        self.groups: list[dict[str, Any]] = []
        """The reconciliation, once the last batch was taken."""
        self.dates: list[dict[str, Any]] = []
        """What the dates of each column show, after a look."""

    @cached_property
    def interpreter(self) -> Interpreter:
        """Reads single rows here, for a sample."""
        return Interpreter(from_json(self._mapping), self._row.header, self._today)

    async def next(self) -> Portion | None:
        """The next batch; the one after it is begun at once. Raises UnreadableFile, ReaderEnded, and what
        the database raises that the pieces come from.
        """
        if self._child is None:
            self._child = await asyncio.to_thread(_begin)
            self._feeding = asyncio.create_task(self._feed(self._child))
        ready = self._next or self._ask(self._child)
        try:
            found = await ready
        except Ended as error:
            if self._feeding is not None:
                await self._feeding  # where it failed, that is why
            if await asyncio.to_thread(self._child.wait) == ABORTED:
                raise UnreadableFile(TOO_MUCH) from error
            raise ReaderEnded("the reader of an import ended") from error
        self._next = self._ask(self._child) if found is not None else None
        return found

    def _ask(self, child: "subprocess.Popen[bytes]") -> "asyncio.Task[Portion | None]":
        return asyncio.create_task(asyncio.to_thread(self._take, child))

    def _take(self, child: "subprocess.Popen[bytes]") -> Portion | None:
        assert child.stdout is not None
        head = orjson.loads(get(child.stdout))
        if "unreadable" in head:
            raise UnreadableFile(head["unreadable"])
        if "groups" in head:
            self.groups = head["groups"]
            return None
        if "dates" in head:
            self.dates = head["dates"]
            return None
        return Portion(**head, content=get(child.stdout), packed=get(child.stdout))

    async def _feed(self, child: "subprocess.Popen[bytes]") -> None:
        """Give the reader its job and the pieces; where that fails, the reader ends, and `next` tells why."""
        assert child.stdin is not None
        try:
            await asyncio.to_thread(put, child.stdin, orjson.dumps(asdict(self._job)))
            number = 0
            while piece := await self._piece(number):
                await asyncio.to_thread(put, child.stdin, piece)
                self.read += len(piece)
                number += 1
            await asyncio.to_thread(put, child.stdin, b"")
        except BrokenPipeError:
            pass  # it read as far as it could, and says so
        except BaseException:
            child.kill()
            raise

    async def _piece(self, number: int) -> bytes | None:
        async with unit_of_work(self._database, self._subject, READS, reading=True) as unit:
            unit.shows_nothing()
            return await files.piece(unit, self._row.id, number)

    async def close(self) -> None:
        """End the reader. Threads that wait for it come back, since its pipes end with it."""
        if self._child is None:
            return
        self._child.kill()
        if self._feeding is not None:
            self._feeding.cancel()
        begun = [task for task in (self._feeding, self._next) if task is not None]
        await asyncio.gather(*begun, return_exceptions=True)
        await asyncio.to_thread(_end, self._child)


def _begin() -> "subprocess.Popen[bytes]":
    # From a thread by the standard library: the event loop's own way forks the whole process, which can stop
    # for good on a lock that another thread held.
    return subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pipesize=_PIPE)


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
