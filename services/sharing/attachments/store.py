"""Where the bytes of attachments lie: a folder, or a store that speaks S3, behind one small interface.

An object is written whole or not at all: one whose bytes end early leaves nothing. Names are opaque.
"""

import io
from collections.abc import AsyncIterable, AsyncIterator
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Final, cast
from urllib.parse import urlsplit

import obstore
from obstore.store import LocalStore, S3Store

from services.sharing.settings import SharingSettings

PIECE: Final = 8 * 1024 * 1024
"""Bytes that one upload or download holds at a time."""
_AT_ONCE = 2


class Store:
    """Objects by name."""

    def __init__(self, settings: SharingSettings) -> None:
        """Nothing is made or connected before the first object."""
        self._settings = settings

    @cached_property
    def _store(self) -> Any:
        settings = self._settings
        place = urlsplit(settings.store)
        if place.scheme == "file":
            Path(place.path).mkdir(mode=0o700, parents=True, exist_ok=True)
            return LocalStore(place.path)
        return S3Store(
            place.netloc, prefix=place.path.strip("/") or None, region=settings.store_region,
            endpoint=settings.store_endpoint, access_key_id=settings.store_key,
            secret_access_key=settings.store_secret,
            client_options={"allow_http": (settings.store_endpoint or "").startswith("http://")},
        )  # fmt: skip

    async def put(self, name: str, pieces: AsyncIterable[bytes]) -> None:
        """Writes an object from what comes, in pieces: constant memory. What is raised on the way ends it."""
        await obstore.put_async(
            self._store, name, cast(Any, pieces), chunk_size=PIECE, max_concurrency=_AT_ONCE
        )

    async def read(self, name: str) -> AsyncIterator[bytes]:
        """The bytes of an object, in pieces. Raises FileNotFoundError where there is none."""
        found = await obstore.get_async(self._store, name)
        async for piece in found.stream(min_chunk_size=PIECE // 8):
            yield bytes(piece)

    def opened(self, name: str) -> BinaryIO:
        """An object as a file that can be sought in; it blocks, so ask in a thread."""
        return io.BufferedReader(_Seekable(obstore.open_reader(self._store, name)))

    async def forget(self, name: str) -> None:
        """Deletes an object, if there is one."""
        try:
            await obstore.delete_async(self._store, name)
        except FileNotFoundError:
            return

    def forget_now(self, name: str) -> None:
        """The same, for a worker's thread."""
        try:
            obstore.delete(self._store, name)
        except FileNotFoundError:
            return


class _Seekable(io.RawIOBase):
    """An object of the store as Python's own files are read."""

    def __init__(self, reader: Any) -> None:
        super().__init__()
        self._reader = reader

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._reader.seek(offset, whence))

    def readinto(self, buffer: Any) -> int:
        piece = bytes(self._reader.read(len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)
