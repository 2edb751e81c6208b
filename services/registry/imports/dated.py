"""Which number of its dates is the day, asked of the file itself where nobody said it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from services.registry.domain.imports.issues import KINDS
from services.registry.domain.imports.order import Told, is_open, settled
from services.registry.domain.imports.spelling import from_json
from services.registry.imports.source import Source
from services.registry.imports.tally import LONGEST_RAW, Message, Tally

_LOOKS: Final = 3.0
"""Seconds after which it is told that the work goes on."""


def asks(mapping: dict[str, Any]) -> bool:
    """Whether a mapping leaves the order of dates to the file."""
    return is_open(from_json(mapping))


async def shown(source: Source, alive: Callable[[], Awaitable[None]]) -> tuple[str, list[Told]]:
    """The order of dates in a file, and what is to be said of it. ``alive`` is called as the work goes on.

    Raises UnreadableFile, ReaderEnded.
    """
    looking = asyncio.ensure_future(source.next())
    try:
        while not (await asyncio.wait({looking}, timeout=_LOOKS))[0]:
            await alive()
        await looking
    finally:
        looking.cancel()
        await source.close()
    return settled(source.dates)


def in_order(mapping: dict[str, Any], order: str) -> dict[str, Any]:
    """The mapping with this order of dates."""
    return {**mapping, "options": {**mapping["options"], "date_order": order}}


def told(tally: Tally, found: list[Told]) -> list[Message]:
    """Count what is to be said of whole columns; a message each, with the first cell that it is about."""
    messages = []
    for one in found:
        severity = KINDS[one.kind].severity.value
        message = (one.row, one.column, one.kind, severity, one.raw[:LONGEST_RAW].replace("\0", ""))
        tally.message(message, one.rows)
        messages.append(message)
    return messages
