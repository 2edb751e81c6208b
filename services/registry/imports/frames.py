"""Messages between an import and the process that reads its file: a length, and so many bytes."""

import struct
from typing import IO, Final

_LENGTH: Final = struct.Struct("<I")


class Ended(EOFError):
    """The other side is gone in the middle of what it had to say."""


def put(stream: IO[bytes], content: bytes) -> None:
    """Send one message. Raises BrokenPipeError where nobody is there any more."""
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def get(stream: IO[bytes]) -> bytes:
    """The next message. Raises Ended."""
    (length,) = _LENGTH.unpack(_whole(stream, _LENGTH.size))
    return _whole(stream, length)


def _whole(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise Ended
    return content
