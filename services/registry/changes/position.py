"""How far a reader has read of the changes, and under which rights: the content of a cursor, and its seal.

The seal is deterministic: the same position gives the same text, so that a page differs only where its
reader sees a change. It is opaque and of one length for all numbers, so that it tells nobody how many changes
there were.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from services.common.labels import PermittedSet

END: Final = 2_147_483_647
"""The place behind the last id of a change."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a reader may take along: a digest of it over the labels up to the highest of these."""

    upto: int
    digest: str


@dataclass(frozen=True, slots=True)
class Position:
    """Behind which id of which change, under which rights; ``walk``: how far the first reading of all is, ""
    before its first page, None behind its last.
    """

    number: int
    place: int
    rights: Rights
    walk: str | None = None


def rights(subject: bytes, permitted: PermittedSet, upto: int | None = None) -> Rights:
    """Rights over the labels up to ``upto``: labels that came later say nothing of what was sent before."""
    upto = max(permitted.ids, default=-1) if upto is None else upto
    bits = int.from_bytes(permitted.mask, "little") & ((1 << (upto + 1)) - 1)
    digest = hashlib.blake2b(subject + bits.to_bytes(upto // 8 + 2, "little"), digest_size=12)
    return Rights(upto, digest.hexdigest())


def seal(key: bytes, position: Position) -> str:
    """The text of a position."""
    one = position
    fixed = f"{one.number:019d}{one.place:010d}{one.rights.upto:011d}{one.rights.digest}"
    sealed = AESSIV(key).encrypt(orjson.dumps([fixed, one.walk]), None)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(key: bytes, text: str) -> Position | None:
    """The position of a text that was sealed here; None for anything else."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        fixed, walk = orjson.loads(AESSIV(key).decrypt(raw, None))
    except (binascii.Error, InvalidTag, ValueError):
        return None
    found = Rights(int(fixed[29:40]), fixed[40:])
    return Position(int(fixed[:19]), int(fixed[19:29]), found, walk)
