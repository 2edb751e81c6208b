"""Signed heads: what the ledger ended with at a moment, kept outside its database.

A line of JSON a head, in ``<heads_dir>/<source>.jsonl`` (0600, only appended to). Source, hash and time are
signed; a hash stands for everything up to its link: nothing before it can change unseen, nor can it go.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, LiteralString

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from psycopg import Connection

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SignedHead:
    """One line: the head of ``source`` at ``at``. ``seq`` says where to look; it is not part of what is
    signed.
    """

    source: str
    seq: int
    hash: bytes
    at: datetime
    key: str
    signature: bytes

    def statement(self) -> bytes:
        """The bytes that are signed."""
        return statement(self.source, self.hash, self.at)

    def is_signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether the signature holds."""
        try:
            key.verify(self.signature, self.statement())
        except InvalidSignature:
            return False
        return True

    def to_line(self) -> bytes:
        """The line of the file, with its end."""
        body = {
            "source": self.source,
            "seq": self.seq,
            "hash": self.hash.hex(),
            "at": self.at.isoformat(),
            "key": self.key,
            "signature": base64.b64encode(self.signature).decode(),
        }
        return json.dumps(body, separators=(",", ":")).encode() + b"\n"

    @staticmethod
    def from_line(line: bytes) -> "SignedHead":
        """Read a line; raises ValueError for one that is none."""
        try:
            body = json.loads(line)
            moment, signature = datetime.fromisoformat(body["at"]), base64.b64decode(body["signature"])
            return SignedHead(
                str(body["source"]),
                int(body["seq"]),
                bytes.fromhex(body["hash"]),
                moment,
                body["key"],
                signature,
            )
        except (KeyError, TypeError) as error:
            raise ValueError("not a signed head") from error


def statement(source: str, digest: bytes, at: datetime) -> bytes:
    """The bytes that are signed for a head."""
    body = {"at": at.astimezone(UTC).isoformat(), "hash": digest.hex(), "source": source}
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(key: Ed25519PublicKey) -> str:
    """A short name of a key: which one signed."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def sign(key: Ed25519PrivateKey, source: str, seq: int, digest: bytes, at: datetime) -> SignedHead:
    """The head, signed."""
    name = fingerprint(key.public_key())
    return SignedHead(source, seq, digest, at, name, key.sign(statement(source, digest, at)))


class HeadFiles:
    """The files of signed heads below one folder."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made, for its owner only, when the first head is written."""
        self._folder = folder

    def _path(self, source: str) -> Path:
        if not source.isidentifier():
            raise ValueError(f"not the name of a source: {source!r}")
        return self._folder / f"{source}.jsonl"

    def append(self, head: SignedHead) -> None:
        """Add a line; it is on the disc on return."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path(head.source), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, head.to_line())
            os.fsync(handle)
        finally:
            os.close(handle)

    def read(self, source: str) -> Iterator[SignedHead]:
        """The heads of a source, oldest first; raises ValueError at a line that is none."""
        path = self._path(source)
        if path.exists():
            with path.open("rb") as lines:
                for line in lines:
                    yield SignedHead.from_line(line)

    def sources(self) -> list[str]:
        """The sources that have a file."""
        return sorted(path.stem for path in self._folder.glob("*.jsonl"))


_UNSIGNED: LiteralString = """
SELECT source, seq, hash FROM ledger_head h WHERE NOT EXISTS (
    SELECT FROM signed_head s WHERE s.source = h.source AND s.hash = h.hash)
"""
_KEEP: LiteralString = """
INSERT INTO signed_head (source, hash, at, key, signature) VALUES (%s, %s, %s, %s, %s)
"""


def sign_heads(conn: Connection[Row], key: Ed25519PrivateKey, files: HeadFiles, at: datetime) -> int:
    """Sign every head that moved since it was last signed: first into the files, then for the API. How
    many.
    """
    rows = conn.execute(_UNSIGNED).fetchall()
    for row in rows:
        head = sign(key, row["source"], row["seq"], bytes(row["hash"]), at)
        files.append(head)
        conn.execute(_KEEP, (head.source, head.hash, head.at, head.key, head.signature))
    return len(rows)
