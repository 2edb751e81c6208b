"""Enum values of messages as the words that the API and the database use: ITEM_STATE_OPEN ↔ "open"."""

import re
from typing import Any, Protocol

from google.protobuf.descriptor import EnumDescriptor

_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Words(Protocol):
    """A generated enum, as the stubs and as the runtime know it."""

    @property
    def DESCRIPTOR(self) -> EnumDescriptor:
        """Its description."""
        ...

    def Name(self, number: Any) -> str:
        """The name of a number."""
        ...

    def Value(self, name: Any) -> Any:
        """The number of a name."""
        ...


def _prefix(kind: Words) -> str:
    return _BREAK.sub("_", kind.DESCRIPTOR.name).upper() + "_"


def word(kind: Words, number: int) -> str:
    """The word of an enum's ``number``; "" for the unspecified zero.

    Raises ValueError for a number that this version of the contract does not know.
    """
    return "" if number == 0 else kind.Name(number).removeprefix(_prefix(kind)).lower()


def value(kind: Words, text: str | None) -> int:
    """The number of the word ``text`` ("open" or "OPEN"); 0 for "" and None.

    Raises ValueError for a word that the enum has not.
    """
    return int(kind.Value(_prefix(kind) + text.upper())) if text else 0
