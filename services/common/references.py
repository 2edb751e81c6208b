"""What records are called: UUIDv7 for machines, a short random reference for people."""

import secrets
from typing import Final
from uuid import UUID

import uuid_utils.compat

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that it survives being read aloud."""
LENGTH: Final = 7


def new_reference(prefix: str) -> str:
    """A reference such as ``TSK-7Q4KXNB``: random, never a counter (a gap would tell of a hidden record).

    35 bits: at 100,000 records one in 300,000 new ones is taken already: whoever writes it draws again.
    """
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def redrawn(reference: str) -> str:
    """Another reference with the same prefix, for one that a record has already."""
    return new_reference(reference.partition("-")[0])


def uuid7() -> UUID:
    """A time-ordered identifier (RFC 9562)."""
    return uuid_utils.compat.uuid7()
