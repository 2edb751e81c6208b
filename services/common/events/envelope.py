"""The envelope: CloudEvents 1.0, Kafka protocol binding, binary mode, with the label beside it.

Value = protobuf, key = aggregate id. Headers are bytes, whatever they hold.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from services.common.labels.model import Label, LabelError

CONTENT_TYPE = b"application/protobuf"
_KNOWN = frozenset(
    [
        *("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_subject"),
        *("traceparent", "entente_label", "content-type"),
    ]
)
Headers = list[tuple[str, bytes]]


class Invalid(ValueError):
    """A message that no retry will mend: it goes to the dead letters with this reason."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One event. ``id`` stays the same however often it is delivered; ``time`` is when it was recorded.

    ``label_json`` is the whole label (``Label.to_json``) as JSON, None where the message is public by its
    nature (nations, heartbeats). ``headers`` are further ones, kept byte for byte.
    """

    id: UUID
    type: str
    source: str
    time: datetime
    key: str
    topic: str
    value: bytes
    subject: str | None = None
    traceparent: str | None = None
    label_json: str | None = None
    headers: Mapping[str, bytes] = field(default_factory=dict)

    def label(self) -> Label | None:
        """The label as a value, None for a message without one; raises `Invalid` when it is no label."""
        return _label(self.label_json) if self.label_json is not None else None

    def to_headers(self) -> Headers:
        """The headers of the Kafka binding, binary mode."""
        headers: Headers = [
            ("ce_specversion", b"1.0"),
            ("ce_id", str(self.id).encode()),
            ("ce_type", self.type.encode()),
            ("ce_source", self.source.encode()),
            ("ce_time", _rfc3339(self.time).encode()),
            ("content-type", CONTENT_TYPE),
        ]
        if self.subject is not None:
            headers.append(("ce_subject", self.subject.encode()))
        if self.traceparent is not None:
            headers.append(("traceparent", self.traceparent.encode()))
        if self.label_json is not None:
            headers.append(("entente_label", _label_header(self.label_json)))
        headers.extend(self.headers.items())
        return headers

    @staticmethod
    def from_headers(topic: str, key: str, value: bytes, headers: Iterable[tuple[str, bytes]]) -> "Envelope":
        """The envelope of a message from the bus; raises `Invalid` naming the header that is wrong."""
        found = dict(headers)
        return Envelope(
            id=_uuid(_required(found, "ce_id")),
            type=_required(found, "ce_type"),
            source=_required(found, "ce_source"),
            time=_moment(_required(found, "ce_time")),
            key=key,
            topic=topic,
            value=value,
            subject=_text(found, "ce_subject"),
            traceparent=_text(found, "traceparent"),
            label_json=_label_text(found.get("entente_label")),
            headers={name: raw for name, raw in found.items() if name not in _KNOWN},
        )


def _rfc3339(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@lru_cache(maxsize=4096)
def _label(text: str) -> Label:
    try:
        return Label.from_json(json.loads(text))
    except (ValueError, TypeError) as error:
        raise Invalid(f"entente_label is no label: {error}") from error


@lru_cache(maxsize=4096)
def _label_header(text: str) -> bytes:
    """JSON of the label with the digest of its access part, so that a mangled label is noticed."""
    return b'{"digest":"%s","label":%s}' % (_label(text).digest().hex().encode(), text.encode())


@lru_cache(maxsize=4096)
def _label_text(raw: bytes | None) -> str | None:
    if raw is None:
        return None
    try:
        body = json.loads(raw)
        label, digest = Label.from_json(body["label"]), str(body["digest"])
    except (ValueError, TypeError, KeyError, LabelError) as error:
        raise Invalid(f"entente_label is no label: {error}") from error
    if label.digest().hex() != digest:
        raise Invalid("entente_label does not match its digest")
    return json.dumps(body["label"], separators=(",", ":"), ensure_ascii=False)


def _text(found: Mapping[str, bytes], name: str) -> str | None:
    try:
        return found[name].decode() if name in found else None
    except UnicodeDecodeError as error:
        raise Invalid(f"{name} is not UTF-8") from error


def _required(found: Mapping[str, bytes], name: str) -> str:
    text = _text(found, name)
    if not text:
        raise Invalid(f"{name} is missing")
    return text


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid("ce_id is no UUID") from error


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid("ce_time is no RFC 3339 time") from error
    if moment.tzinfo is None:
        raise Invalid("ce_time has no zone")
    return moment


def partition_of(key: str, partitions: int) -> int:
    """The partition of a key; the same in every process and version."""
    return zlib.crc32(key.encode()) % partitions


def pack_headers(headers: Headers) -> bytes:
    """Headers as one value: for each a length and its UTF-8 name, a length and its bytes."""
    parts = []
    for name, raw in headers:
        encoded = name.encode()
        parts += [struct.pack(">H", len(encoded)), encoded, struct.pack(">I", len(raw)), raw]
    return b"".join(parts)


def unpack_headers(packed: bytes) -> Headers:
    """The inverse of `pack_headers`."""
    headers: Headers = []
    at = 0
    while at < len(packed):
        (size,) = struct.unpack_from(">H", packed, at)
        name, at = packed[at + 2 : at + 2 + size].decode(), at + 2 + size
        (size,) = struct.unpack_from(">I", packed, at)
        headers.append((name, packed[at + 4 : at + 4 + size]))
        at += 4 + size
    return headers
