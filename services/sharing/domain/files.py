"""Which files may be attached, and whether one is what its name says: by its first bytes and, of an archive,
by its table of contents. Nothing is ever unpacked.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

HEAD: Final = 4096
"""Bytes from the beginning that tell what a file is."""
MOST_UNPACKED: Final = 4 * 1024**3
"""Bytes that the contents of an archive may have."""
MOST_RATIO: Final = 200
"""How many times as large the contents of an archive may be as itself."""
SMALL: Final = 16 * 1024**2
"""Contents below this size harm nobody, however well they are packed."""
MOST_ENTRIES: Final = 20_000
_ZIP: Final = (b"PK\x03\x04",)
_TIFF: Final = (b"II*\x00", b"MM\x00*")


class NotThat(ValueError):
    """A file that is not taken: the rule, and the sentence for the person."""

    def __init__(self, rule: str, sentence: str) -> None:
        """``rule`` is stable, for programs."""
        super().__init__(sentence)
        self.rule = rule
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, how it begins (nothing: text), and of an archive what must be in it."""

    media_type: str
    begins: tuple[bytes, ...] = ()
    holds: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
KINDS: Final = {
    "pdf": Kind("application/pdf", (b"%PDF-",)),
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": Kind("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": Kind("image/jpeg", (b"\xff\xd8\xff",)),
    "gif": Kind("image/gif", (b"GIF87a", b"GIF89a")),
    "tif": Kind("image/tiff", _TIFF),
    "tiff": Kind("image/tiff", _TIFF),
    "txt": Kind("text/plain"),
    "md": Kind("text/plain"),
    "csv": Kind("text/csv"),
    "json": Kind("application/json"),
    "docx": Kind(f"{_OFFICE}wordprocessingml.document", _ZIP, "word/document.xml"),
    "xlsx": Kind(f"{_OFFICE}spreadsheetml.sheet", _ZIP, "xl/workbook.xml"),
    "pptx": Kind(f"{_OFFICE}presentationml.presentation", _ZIP, "ppt/presentation.xml"),
    "odt": Kind(f"{_OPEN}text", _ZIP, "content.xml"),
    "ods": Kind(f"{_OPEN}spreadsheet", _ZIP, "content.xml"),
    "odp": Kind(f"{_OPEN}presentation", _ZIP, "content.xml"),
    "zip": Kind("application/zip", _ZIP),
}
"""The kinds of files that are taken, by the ending of their names."""
_ACTIVE = re.compile(
    r"(^|/)(vbaProject\.bin|Basic/.*)$|\.(exe|dll|scr|bat|cmd|ps1|vbs|js|hta|lnk|msi|jar|sh)$", re.IGNORECASE
)
_PACKED = re.compile(r"\.(zip|7z|rar|gz|bz2|xz|tar|tgz|docx|xlsx|pptx|od[tsp])$", re.IGNORECASE)


def named(name: str) -> str:
    """The name of a file as it is kept: no folder, nothing that is not seen or turns the writing round.

    Raises `NotThat` where no name remains.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip().strip(".")
    if not kept:
        raise NotThat("file_name", "A file has a name.")
    return kept


def kind_of(name: str) -> Kind:
    """The kind that a file's name promises; `NotThat` for one that is not taken."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = KINDS.get(ending)
    if kind is None:
        raise NotThat("file_type", f"Files of this kind are not taken: one of {', '.join(sorted(KINDS))}.")
    return kind


def check_head(kind: Kind, head: bytes) -> None:
    """`NotThat` unless a file that begins so can be of a kind. Text is what holds no byte of another."""
    if kind.begins:
        if not head.startswith(kind.begins):
            raise NotThat("type_disagrees", "The file is not what its name says.")
        return
    utf_16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf_16 and (
        b"\0" in head or any(head.startswith(one) for each in KINDS.values() for one in each.begins)
    ):
        raise NotThat("type_disagrees", "The file is not the text that its name says.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in an archive, as its table of contents has it: name, bytes unpacked, whether it is locked."""

    name: str
    size: int
    locked: bool = False


def check_archive(kind: Kind, entries: Iterable[Entry], size: int) -> None:
    """`NotThat` for an archive that is no document of its kind, or that harms who unpacks it.

    ``size``: bytes of the archive itself.
    """
    names: set[str] = set()
    whole = 0
    for number, entry in enumerate(entries, 1):
        whole += entry.size
        names.add(entry.name)
        if number > MOST_ENTRIES or whole > MOST_UNPACKED or (whole > SMALL and whole > MOST_RATIO * size):
            raise NotThat("archive_too_large", "What is packed in it is far too large.")
        if entry.locked:
            raise NotThat("archive_locked", "What is locked by a password cannot be looked at.")
        if _ACTIVE.search(entry.name):
            raise NotThat("active_content", "It holds programs or macros.")
        if _PACKED.search(entry.name):
            raise NotThat("archive_in_archive", "It holds another archive: attach that by itself.")
    if kind.holds and kind.holds not in names:
        raise NotThat("type_disagrees", "The file is not what its name says.")
