"""What a file is: its format, encoding, delimiter and line ends, from its first bytes."""

import codecs
import csv
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

import charset_normalizer
import orjson

HEAD: Final = 512 * 1024
"""So many bytes (unpacked) are looked at."""
FIND: Final = 0
"""As the line of names: it is still to be looked for."""
DELIMITERS: Final = (",", ";", "\t", "|")
ENCODINGS: Final = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "latin-1",
    "cp1250",
    "cp1251",
    "mac-roman",
)
_CENTRAL: Final = re.compile(r"[ŠŽšž]|[^\W\d_][¹³¿¼¾ª¥º¯£][^\W\d_]")
"""In a text of Central Europe that is read as one of Western Europe: its own letters, signs within words."""
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnreadableFile(ValueError):
    """The bytes are no file of a kind that is read here. The message is a rule's name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read. ``header_row``, the line of names, counts from 1; rows above it are passed over."""

    format: str  # csv (any delimiter), xlsx, ndjson
    compressed: bool = False
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    line_end: str = "\n"
    header_row: int = FIND
    sheet: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is kept and told."""
        return asdict(self)


def unpacked(pieces: Iterable[bytes], compressed: bool) -> Iterator[bytes]:
    """The bytes of a file that may be packed by gzip. Raises UnreadableFile where the packing is broken."""
    if not compressed:
        yield from pieces
        return
    unpack = zlib.decompressobj(31)
    try:
        for piece in pieces:
            while piece:
                yield unpack.decompress(piece, 1 << 20)
                piece = unpack.unconsumed_tail
                if unpack.eof:  # several members may follow each other
                    piece = unpack.unused_data + piece
                    unpack = zlib.decompressobj(31)
        yield unpack.flush()
    except zlib.error as error:
        raise UnreadableFile("gzip_broken") from error


def sniff(pieces: Iterable[bytes], name: str) -> Reading:
    """How a file is probably read, but for its line of names.

    Raises UnreadableFile for one that is empty or of no known kind.
    """
    source = iter(pieces)
    first = next(source, b"")
    compressed = first.startswith(_GZIP)

    def all_pieces() -> Iterator[bytes]:
        yield first
        yield from source

    head = b""
    for part in unpacked(all_pieces(), compressed):
        head += part
        if len(head) >= HEAD:
            break
    if not head.strip():
        raise UnreadableFile("file_empty")
    if head.startswith(_ZIP):
        if compressed:
            raise UnreadableFile("format_unknown")
        return Reading("xlsx")
    if head.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")):
        raise UnreadableFile("format_unknown")
    encoding = encoding_of(head)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    if _is_ndjson(text):
        return Reading("ndjson", compressed, encoding)
    if "\0" in text:
        raise UnreadableFile("format_unknown")
    delimiter = delimiter_of(text)
    return Reading("csv", compressed, encoding, delimiter, '"', line_end_of(text))


def encoding_of(head: bytes) -> str:
    """The encoding of a text: by its mark, UTF-8 where it is that, UTF-16 by its zeros, else guessed."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    zeros_even, zeros_odd = head[0:4000:2].count(0), head[1:4000:2].count(0)
    if max(zeros_even, zeros_odd) > 0.3 * min(len(head), 4000) / 2:
        return "utf-16-le" if zeros_odd > zeros_even else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return "utf-8"
    except UnicodeDecodeError:
        return _of_one_byte(head[:65536])


def _of_one_byte(head: bytes) -> str:
    """One of the encodings of a byte a sign. Of those that fit as well it is the usual one, but where that
    would read what only Central Europe writes.
    """
    found = charset_normalizer.from_bytes(head, cp_isolation=["cp1252", "cp1250", "cp1251", "mac_roman"])
    best = found.best()
    if best is None:
        return "cp1252"
    fit = {name for one in found if one.chaos <= best.chaos for name in one.could_be_from_charset}
    if {"cp1250", "cp1252"} <= fit:
        return "cp1250" if _CENTRAL.search(head.decode("cp1252", "replace")) else "cp1252"
    return "cp1252" if "cp1252" in fit else best.encoding.replace("_", "-")


def _is_ndjson(text: str) -> bool:
    first = text.lstrip("\ufeff \r\n").splitlines()[0] if text.strip() else ""
    try:
        return first.startswith("{") and isinstance(orjson.loads(first), dict)
    except orjson.JSONDecodeError:
        return False


def delimiter_of(text: str) -> str:
    """The delimiter under which most lines have the same number of cells, more than one."""
    lines = text.splitlines(keepends=True)[:200]
    scores = {}
    for one in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines[:-1] or lines, delimiter=one) if row]
        usual = max(set(widths), key=widths.count, default=0)
        scores[one] = (widths.count(usual) / max(len(widths), 1) if usual > 1 else 0.0, usual)
    return max(scores, key=lambda one: scores[one])


def line_end_of(text: str) -> str:
    r"""``\r\n``, ``\n`` or the bare ``\r`` of old Macintoshes."""
    if "\r\n" in text:
        return "\r\n"
    return "\r" if text.count("\r") > text.count("\n") else "\n"
