"""The resume point of a stream: sealed, so that it tells nobody how many changes there were."""

import base64
import binascii
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class Positions:
    """Seals and opens positions for one reader; another reader's point opens nothing."""

    def __init__(self, secret: str) -> None:
        """``secret`` is any text that only this service knows."""
        self._cipher = AESGCM(hashlib.sha256(b"entente live position " + secret.encode()).digest())

    def seal(self, seq: int, subject: str) -> str:
        """The opaque text of a position, different each time."""
        nonce = os.urandom(12)
        sealed = nonce + self._cipher.encrypt(nonce, seq.to_bytes(8), subject.encode())
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, text: str, subject: str) -> int | None:
        """The position in a text that was sealed for the subject; None for anything else."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            return int.from_bytes(self._cipher.decrypt(raw[:12], raw[12:], subject.encode()))
        except (binascii.Error, InvalidTag, ValueError):
            return None
