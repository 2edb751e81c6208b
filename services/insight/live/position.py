"""The resume point of a stream: sealed, so that it tells nobody how many changes there were."""

import base64
import binascii
import hashlib
import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEPT: Final = timedelta(days=7)
"""How long a position can be resumed from."""


class Positions:
    """Seals and opens positions for one reader; another reader's point opens nothing, nor does an old one."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        """``secret`` is any text that only this service knows; ``clock`` gives seconds since the epoch."""
        self._clock = clock
        self._cipher = AESGCM(hashlib.sha256(b"entente live position " + secret.encode()).digest())

    def seal(self, seq: int, subject: str) -> str:
        """The opaque text of a position, different each time."""
        nonce = os.urandom(12)
        plain = seq.to_bytes(8) + int(self._clock()).to_bytes(8)
        sealed = nonce + self._cipher.encrypt(nonce, plain, subject.encode())
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, text: str, subject: str) -> int | None:
        """The position in a text that was sealed for the subject in the time kept; None for anything else."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            plain = self._cipher.decrypt(raw[:12], raw[12:], subject.encode())
        except (binascii.Error, InvalidTag, ValueError):
            return None
        sealed_at = int.from_bytes(plain[8:])
        return int.from_bytes(plain[:8]) if self._clock() - sealed_at < KEPT.total_seconds() else None
