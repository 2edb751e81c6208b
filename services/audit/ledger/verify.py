"""Proving the ledger whole: every link of every source, against the heads kept elsewhere.

What is compared, source by source: each link's hash with its record and with the link before; what stands
beside the record with the record; the last link with the kept head, with what the source claims (its
heartbeat), with every signed head in the files, and, where the source's own database can be asked, with its
head and the tail that it has not published yet.
"""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, LiteralString

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from psycopg import Connection
from psycopg.rows import dict_row

from proto.gen.entente.audit.v1 import audit_pb2
from services.audit.ledger.heads import HeadFiles, SignedHead
from services.audit.ledger.intake import COLUMNS, columns_of, label_of
from services.audit.settings import AuditSettings
from services.common.audit import Head, check_links, link_hash, source_head
from services.common.settings import load

Row = Mapping[str, Any]
_LEDGER: LiteralString = """
SELECT l.*, s.digest FROM ledger l JOIN security_label s ON s.id = l.label_id
WHERE l.source = %s AND l.seq > %s ORDER BY l.seq
"""
_SOURCES: LiteralString = """
SELECT source FROM ledger_head UNION SELECT source FROM source_head WHERE seq > 0 UNION
SELECT DISTINCT source FROM ledger
"""
_TAIL: LiteralString = """
SELECT seq, previous, hash, record FROM audit_record WHERE seq IS NOT NULL ORDER BY seq
"""


@dataclass
class Report:
    """The answer for one source: how far it is whole, and what is wrong first."""

    source: str
    links: int = 0
    wrong: str | None = None
    signed: int = 0

    def line(self) -> str:
        """One line for people and machines."""
        if self.wrong:
            return f"BROKEN source={self.source} {self.wrong}"
        return f"whole  source={self.source} seq=1..{self.links}, {self.signed} signed heads hold"


@dataclass
class Walk:
    """One source's ledger, link by link; remembers the hashes that others will be compared with."""

    wanted: set[int]
    head: Head = field(default_factory=Head)
    hashes: dict[int, bytes] = field(default_factory=dict)

    def follow(self, conn: Connection[Row], source: str) -> str | None:
        """Go on from the head to the end; what is wrong first, None when nothing is."""
        with conn.transaction(), conn.cursor("ledger") as cursor:
            cursor.itersize = 2000
            for row in cursor.execute(_LEDGER, (source, self.head.seq)):
                if wrong := _link_wrong(row, self.head):
                    return wrong
                self.head = Head(row["seq"], bytes(row["hash"]))
                if self.head.seq in self.wanted:
                    self.hashes[self.head.seq] = self.head.hash
        return None


def _link_wrong(row: Row, before: Head) -> str | None:
    link = _link(row)
    if wrong := check_links([link], before):
        return wrong
    try:
        columns, label = columns_of(link.record), label_of(link.record)
    except ValueError as error:
        return f"seq {link.seq} was changed: {error}"
    different = [name for name in COLUMNS if row[name] != columns[name]]
    if bytes(row["digest"]) != label.digest():
        different.append("label")
    return f"seq {link.seq} was changed: {', '.join(different)} beside the record" if different else None


def _link(row: Row) -> audit_pb2.AuditRecord:
    return audit_pb2.AuditRecord(
        seq=row["seq"], previous=bytes(row["previous"]), hash=bytes(row["hash"]), record=bytes(row["record"])
    )


@dataclass(frozen=True)
class Tail:
    """What a source's own database says: its head, and the links that it has not published yet."""

    head: Head
    links: list[audit_pb2.AuditRecord]


def read_tail(dsn: str, source: str) -> Tail:
    """Ask a source's database, as its worker, in one snapshot."""
    with psycopg.connect(dsn, row_factory=dict_row) as conn:
        conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        head = source_head(conn, source)
        return Tail(head, [_link(row) for row in conn.execute(_TAIL)])


class Verifier:
    """Proves the ledger in one database. ``wait``: seconds given to links that are on their way."""

    def __init__(
        self, conn: Connection[Row], files: HeadFiles, key: Ed25519PublicKey, wait: float = 10.0
    ) -> None:
        """``conn`` reads as the audit service's worker; ``key`` is the public half of the signing key."""
        self._conn = conn
        self._files = files
        self._key = key
        self._wait = wait

    def sources(self, more: Iterable[str] = ()) -> list[str]:
        """Every source that anything is known of."""
        known = {row["source"] for row in self._conn.execute(_SOURCES)}
        return sorted(known | set(self._files.sources()) | set(more))

    def verify(self, source: str, dsn: str | None = None) -> Report:
        """Prove one source; ``dsn`` is its own database, where that can be asked."""
        report = Report(source)
        try:
            tail = read_tail(dsn, source) if dsn else None
            signed = list(self._files.read(source))
        except (ValueError, psycopg.Error) as error:
            report.wrong = f"cannot be compared: {type(error).__name__}: {error}"
            return report
        # What the ledger is compared with is read before it: a ledger that goes on meanwhile is not wrong.
        claim, kept = self._head("source_head", source), self._head("ledger_head", source)
        walk = Walk({head.seq for head in signed} | {claim.seq, kept.seq} | _seqs(tail))
        report.wrong = (
            self._follow(walk, source, tail.links[0].seq - 1 if tail and tail.links else claim.seq)
            or _kept_wrong(walk, kept)
            or self._signed_wrong(walk, signed)
            or _claim_wrong(walk, claim)
            or (_tail_wrong(walk, tail) if tail else None)
        )
        report.links, report.signed = walk.head.seq, len(signed)
        return report

    def _head(self, table: LiteralString, source: str) -> Head:
        query: LiteralString = f"SELECT seq, hash FROM {table} WHERE source = %s"
        row = self._conn.execute(query, [source]).fetchone()
        return Head(row["seq"], bytes(row["hash"])) if row else Head()

    def _follow(self, walk: Walk, source: str, until: int) -> str | None:
        """Walk to the end; where links up to ``until`` are still on their way, wait for them a while."""
        deadline = time.monotonic() + self._wait
        pause = threading.Event()
        while True:
            wrong = walk.follow(self._conn, source)
            if wrong or walk.head.seq >= until or time.monotonic() > deadline:
                return wrong
            pause.wait(0.2)

    def _signed_wrong(self, walk: Walk, signed: Iterable[SignedHead]) -> str | None:
        for head in signed:
            if not head.is_signed_by(self._key):
                return f"seq {head.seq}: the signed head of {head.at.isoformat()} has no good signature"
            if head.seq > walk.head.seq:
                said = f"a head at {head.seq} was signed {head.at.isoformat()}"
                return f"seq {walk.head.seq + 1} is missing: {said}"
            if walk.hashes.get(head.seq) != head.hash:
                return f"seq {head.seq} is another than was signed {head.at.isoformat()}"
        return None


def _seqs(tail: Tail | None) -> set[int]:
    return {tail.head.seq, *(link.seq for link in tail.links)} if tail else set()


def _kept_wrong(walk: Walk, kept: Head) -> str | None:
    if kept.seq > walk.head.seq:
        return f"seq {walk.head.seq + 1} is missing: the ledger's head is {kept.seq}"
    if kept.seq and walk.hashes[kept.seq] != kept.hash:
        return f"seq {kept.seq} is another than the ledger's head"
    return None


def _claim_wrong(walk: Walk, claim: Head) -> str | None:
    if claim.seq > walk.head.seq:
        return f"seq {walk.head.seq + 1} is missing: the source's head is {claim.seq}"
    own = Head(claim.seq, walk.hashes[claim.seq]) if claim.seq else claim
    if claim.hash not in (own.hash, own.told()):  # sources of before told the hash itself
        return f"seq {claim.seq} is another than the source's"
    return None


def _tail_wrong(walk: Walk, tail: Tail) -> str | None:
    """Ledger and tail together are the whole chain up to the source's head; where both have a link it is
    one.
    """
    head = walk.head
    for link in tail.links:
        if link.seq <= walk.head.seq:
            if walk.hashes[link.seq] != link.hash or link_hash(link.previous, link.record) != link.hash:
                return f"seq {link.seq} of the tail was changed"
        elif wrong := check_links([link], head):
            return f"{wrong} (in the source's tail)"
        else:
            head = Head(link.seq, link.hash)
    if tail.head.seq > head.seq:
        return f"seq {head.seq + 1} is missing: the source's head is {tail.head.seq}"
    if tail.head.seq < walk.head.seq:
        return None  # the ledger went on while this ran
    return None if tail.head.hash == head.hash else f"seq {head.seq} is another than the source's head"


def main() -> int:
    """``python -m services.audit verify``: a line for each source; exit code 1 when one is broken."""
    settings = load(AuditSettings)
    with psycopg.connect(settings.worker_dsn, autocommit=True, row_factory=dict_row) as conn:
        verifier = Verifier(conn, HeadFiles(settings.heads_dir), settings.key().public_key())
        sources = verifier.sources(settings.sources)
        reports = [verifier.verify(source, settings.sources.get(source)) for source in sources]
    print("\n".join(report.line() for report in reports) or "no source has recorded anything yet")
    return 1 if any(report.wrong for report in reports) else 0
