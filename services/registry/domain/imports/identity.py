"""What a row is called, so that the same row of a later file is known again."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

from services.registry.domain.imports.cells import text
from services.registry.domain.imports.mapping import Identity

LONGEST: Final = 200
"""Signs of a name."""


class Occurrences:
    """Names rows by the file's own identifiers, or by what stands in them and how often it stood before.

    Identical rows are mostly real (one a trainee): the third of them is called the third, in this file and in
    the next. Rows named so cost some bytes of memory each, rows with identifiers none.
    """

    def __init__(self, identity: Identity, header: Sequence[str]) -> None:
        """Its columns stand in ``header``."""
        places = {name: number for number, name in enumerate(header)}
        self._column = None if identity.column is None else places[identity.column]
        self._cells = [places[name] for name in identity.cells or header]
        self._seen: dict[bytes, int] = {}

    def identify(self, row: Sequence[str]) -> tuple[str, str]:
        """The row's name, and the kind of fault where it has none."""
        if self._column is not None:
            name = row[self._column].strip()
            if not name.isalnum():
                name = text(name).value
            if (
                len(name) > LONGEST
            ):  # an index holds names: the rest of a long one tells it apart all the same
                name = name[:160] + blake2b(name.encode("utf-8", "replace"), digest_size=16).hexdigest()
            return name, "" if name else "id_missing"
        told = "\x1f".join(" ".join(row[place].split()) for place in self._cells)
        digest = blake2b(told.encode("utf-8", "replace"), digest_size=12).digest()
        number = self._seen[digest] = self._seen.get(digest, 0) + 1
        return f"{digest.hex()}-{number}", ""
