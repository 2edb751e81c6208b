"""A workbook is looked at by a process of its own: few bytes can stand for more cells than memory holds, and
the library that reads it then ends its process. That process has so much memory and time, and no more.

A text is bounded as it is read, and looked at in a thread: nobody else waits for a wide one.
"""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import orjson

from services.common.reading.bounds import TOO_MUCH, bound_memory
from services.common.reading.sniff import Reading, UnreadableFile
from services.registry.imports import head
from services.registry.imports.frames import get
from services.registry.imports.head import Head

SECONDS: Final = 45
"""Less than a transaction may wait for it (`services.common.db.database`)."""
_COMMAND: Final = [sys.executable, "-m", "services.registry.imports.apart"]


async def look(pieces: Sequence[bytes], name: str, reading: Reading | None) -> Head:
    """The same as `head.look`; raises UnreadableFile also for what takes too much memory or time."""
    if not _workbook(pieces):
        return await asyncio.to_thread(head.look, pieces, name, reading)
    found = await asyncio.to_thread(_asked, "look", pieces, name, reading)
    return Head(Reading(**found.pop("reading")), **found)


async def first_lines(pieces: Sequence[bytes], reading: Reading) -> list[list[str]]:
    """The same as `head.first_lines`; raises UnreadableFile as `look`."""
    if not _workbook(pieces):
        return await asyncio.to_thread(head.first_lines, pieces, reading)
    found: list[list[str]] = await asyncio.to_thread(_asked, "first_lines", pieces, "", reading)
    return found


def _workbook(pieces: Sequence[bytes]) -> bool:
    return bool(pieces) and pieces[0].startswith(b"PK")


def _asked(what: str, pieces: Sequence[bytes], name: str, reading: Reading | None) -> Any:
    job = orjson.dumps({"what": what, "name": name, "reading": reading and reading.to_json()})
    given = b"".join([len(job).to_bytes(4, "little"), job, *pieces])
    try:
        ended = subprocess.run(
            _COMMAND, check=False, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(TOO_MUCH) from error
    if ended.returncode:
        raise UnreadableFile(TOO_MUCH)
    found = orjson.loads(ended.stdout)
    if "unreadable" in found:
        raise UnreadableFile(found["unreadable"])
    return found["found"]


def _answer(what: str, content: bytes, name: str, reading: Reading | None) -> Any:
    if what == "look":
        return asdict(head.look([content], name, reading))
    assert reading is not None, "lines are shown of a file that was looked at"
    return head.first_lines([content], reading)


def main() -> None:
    """Look at the workbook that comes in, and say what was seen."""
    bound_memory()
    given = sys.stdin.buffer
    job = orjson.loads(get(given))
    reading = Reading(**job["reading"]) if job["reading"] else None
    try:
        answer = {"found": _answer(job["what"], given.read(), job["name"], reading)}
    except UnreadableFile as error:
        answer = {"unreadable": str(error)}
    sys.stdout.buffer.write(orjson.dumps(answer))


if __name__ == "__main__":
    main()
