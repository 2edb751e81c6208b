"""Keeps secrets of sessions: sealed with AES-GCM at rest, ids only as digests, CSRF tokens derived."""

import hashlib
import hmac
import os
import secrets

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12  # NIST SP 800-38D, random nonce


class Unsealable(Exception):
    """The sealed bytes were made with another key, for another row, or were changed."""


def new_secret() -> str:
    """256 random bits, fit for a cookie and a URL."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What the database keeps of a secret with 256 random bits: its SHA-256."""
    return hashlib.sha256(secret.encode()).digest()


class Vault:
    """Seals values for one row each, and derives the CSRF token of a session. One key a purpose, by HKDF."""

    def __init__(self, key: bytes) -> None:
        self._sealing = AESGCM(_derive(key, b"session tokens"))
        self._csrf = _derive(key, b"csrf")

    def seal(self, value: dict[str, str | None], row: bytes) -> bytes:
        """Encrypt ``value``; it opens only together with the same ``row`` (its key in the database)."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._sealing.encrypt(nonce, orjson.dumps(value), row)

    def open(self, sealed: bytes, row: bytes) -> dict[str, str | None]:
        """Decrypt what `seal` made; raises `Unsealable`."""
        try:
            plain = self._sealing.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], row)
        except (InvalidTag, ValueError) as error:
            raise Unsealable from error
        value: dict[str, str | None] = orjson.loads(plain)
        return value

    def csrf_token(self, session_key: bytes) -> str:
        """The token that a page must send with every change; bound to the session."""
        return hmac.new(self._csrf, session_key, hashlib.sha256).hexdigest()


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"entente gateway " + purpose).derive(key)
