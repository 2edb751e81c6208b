"""The rows of a batch as they came, packed for keeping."""

import zlib

import orjson


def packed(rows: list[list[str]]) -> bytes:
    """Rows packed for keeping."""
    return zlib.compress(orjson.dumps(rows), 1)


def unpacked(content: bytes) -> list[list[str]]:
    """Rows that were `packed`."""
    rows: list[list[str]] = orjson.loads(zlib.decompress(content))
    return rows
