"""The bytes of attachments on their way in and out. No transaction is open while they pass."""

import asyncio
import hashlib
import zipfile
from collections.abc import AsyncIterator
from typing import Final

from fastapi import Request
from starlette.requests import ClientDisconnect

from services.common.db import opened
from services.common.errors import Problem, conflict, unprocessable
from services.sharing.attachments import service
from services.sharing.attachments.store import Store
from services.sharing.domain.files import HEAD, Entry, Kind, NotThat, check_archive, check_head, kind_of
from services.sharing.models import AttachmentRow

LOOK_AGAIN: Final = 32 * 1024 * 1024
"""Bytes after which a download asks again whether its reader still may."""
_LOCKED = 0x1


class Upload:
    """What comes in: hashed, counted and looked at while it passes."""

    def __init__(self, stream: AsyncIterator[bytes], row: AttachmentRow) -> None:
        """``row`` says how many bytes of which kind are expected."""
        self._stream = stream
        self._size = row.size
        self._kind = kind_of(row.name)
        self._digest = hashlib.sha256()
        self._seen = 0

    async def pieces(self) -> AsyncIterator[bytes]:
        """The bytes. Raises `NotThat` for the wrong kind or number of them, and whatever cuts them off."""
        head = b""
        checked = False
        async for piece in self._stream:
            self._seen += len(piece)
            if self._seen > self._size:
                raise NotThat("file_size", "There are more bytes than were announced.")
            self._digest.update(piece)
            if not checked:
                head = (head + piece)[:HEAD]
                checked = len(head) == HEAD
                if checked:
                    check_head(self._kind, head)
            if piece:
                yield piece
        if self._seen < self._size:
            raise NotThat("file_size", "There are fewer bytes than were announced.")
        if not checked:
            check_head(self._kind, head)

    @property
    def digest(self) -> str:
        """SHA-256 of what passed, in hexadecimal."""
        return self._digest.hexdigest()


async def receive(stream: AsyncIterator[bytes], store: Store, row: AttachmentRow, name: str) -> str:
    """Puts what the request sends into the store under a name; its SHA-256.

    422 with the rule where it is not what was announced. Whatever goes wrong, nothing is left in the store.
    """
    upload = Upload(stream, row)
    try:
        await store.put(name, upload.pieces())
        await asyncio.to_thread(_look_into, store, name, kind_of(row.name), row.size)
    except NotThat as wrong:
        await store.forget(name)
        raise unprocessable("/body", wrong.rule, wrong.sentence) from wrong
    except ClientDisconnect as cut:
        await store.forget(name)
        raise unprocessable("/body", "body_cut", "The connection ended before the file did.") from cut
    except BaseException:
        await store.forget(name)
        raise
    return upload.digest


def _look_into(store: Store, name: str, kind: Kind, size: int) -> None:
    """Checks the table of contents of an archive; nothing is unpacked."""
    if not any(begin.startswith(b"PK") for begin in kind.begins):
        return
    with store.opened(name) as file:
        try:
            with zipfile.ZipFile(file) as archive:
                found = archive.infolist()
        # no archive, packed in a way that nobody knows, names that are no text: no fault of the store
        except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as error:
            raise NotThat("type_disagrees", "The file is not what its name says.") from error
    entries = (Entry(one.filename, one.file_size, bool(one.flag_bits & _LOCKED)) for one in found)
    check_archive(kind, entries, size)


async def sent(request: Request, store: Store, row: AttachmentRow) -> AsyncIterator[bytes]:
    """The bytes of an attachment. Ends in the middle when the reader loses the right to them."""
    passed = 0
    async for piece in store.read(row.object):
        passed += len(piece)
        if passed >= LOOK_AGAIN:
            passed = 0
            await _still(request, row)
        yield piece


async def _still(request: Request, row: AttachmentRow) -> None:
    """Raises where the token, or the right to the attachment, is gone: the answer breaks off."""
    try:
        await request.app.state.authenticator.subject(request.headers.get("authorization"))
        async with opened(request, read_only=True) as unit:
            await service.taken(unit, row.id)
            unit.shows_nothing()
    except Problem as problem:
        raise ConnectionError("the right to read ended") from problem


async def begun(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same pieces, of which the first is at hand: what cannot be read is still said as a problem.

    409 ``store_lost`` where the store has not what the database names.
    """
    try:
        first = await anext(pieces)
    except FileNotFoundError as error:
        raise conflict("store_lost", "Its bytes are not in the store: tell the operator.") from error
    return _after(first, pieces)


async def _after(first: bytes, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in pieces:
        yield piece
