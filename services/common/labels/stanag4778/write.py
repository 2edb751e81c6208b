"""Bindings of labels to data as the XML of STANAG 4778: in a document, around data, or beside them."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from services.common.labels.stanag4774.faults import Fault, StanagError
from services.common.labels.stanag4774.form import ALTERNATIVE, METADATA, ORIGINATOR
from services.common.labels.stanag4774.read import Received
from services.common.labels.stanag4774.reading import document
from services.common.labels.stanag4774.write import DECLARATION, label_text
from services.common.labels.stanag4778.addresses import identifiers
from services.common.labels.stanag4778.digests import manifest
from services.common.labels.stanag4778.form import MAX_BYTES, MIME, NAMESPACE, Bound, Part, of_binding

DIGESTS_ID: Final = "digests"
_UTF8: Final = ("", "utf-8", "us-ascii")


def write_bindings(bound: Sequence[Bound]) -> bytes:
    """The document of bindings around data (parts ``@1``, ``@2`` with their bytes) or beside them (their
    addresses; a digest of each whose bytes are at hand). Raises ``StanagError``.
    """
    for one in bound:
        for part in one.parts:
            if part.address == "":
                _refuse("reference_self", "a binding that stands beside leads to what it stands in")
            if part.address.startswith("@") and part.content is None:
                _refuse("data_form", f"the bytes of {part.address} are to be put in, and are not at hand")
    return f"{DECLARATION}{_information(bound)}\n".encode()


def embed_bindings(data: bytes, bound: Sequence[Bound]) -> bytes:
    """An XML document (UTF-8) with bindings of its own parts as its first element; every other byte stays.

    Parts are ``""``, the whole, and ``#id``. Raises ``StanagError``: each has to lead to one element.
    """
    root = document(data, MAX_BYTES)
    if next(root.iter(of_binding("BindingInformation")), None) is not None:
        _refuse("binding_several", "the document carries a binding already")
    known = identifiers(root)
    for part in (part for one in bound for part in one.parts):
        if part.address and len(known.get(part.address[1:], [])) != 1:
            _refuse("reference_nowhere", f"{part.address!r:.80} leads to no one element of the document")
    taken = [name for name in _names(bound) if name in known]
    if taken:
        _refuse("id_twice", f"{taken[0]} is an identifier of the document already")
    end = _end_of_start(data)
    return data[:end] + _information(bound).encode() + data[end:]


def _refuse(rule: str, message: str) -> None:
    raise StanagError([Fault(rule, "", message)])


def _names(bound: Sequence[Bound]) -> list[str]:
    """The identifier of each binding: its own, else one by its place."""
    return [one.identifier or f"binding-{number}" for number, one in enumerate(bound, 1)]


def _information(bound: Sequence[Bound]) -> str:
    names = _names(bound)
    if len({*names, DIGESTS_ID}) <= len(names):
        _refuse("id_twice", "two bindings have the same identifier")
    bindings = "".join(_binding(name, one) for name, one in zip(names, bound, strict=True))
    listed = manifest((part for one in bound for part in one.parts), DIGESTS_ID)
    return (
        f'<mb:BindingInformation xmlns:mb="{NAMESPACE}" xmlns:xmime="{MIME}"><mb:MetadataBindingContainer>'
        f"{bindings}</mb:MetadataBindingContainer>{listed}</mb:BindingInformation>"
    )


def _binding(name: str, bound: Bound) -> str:
    if not bound.parts:
        _refuse("binding_form", f"{name} stands on nothing")
    labels = [(bound.label, ORIGINATOR), *((one, ALTERNATIVE) for one in bound.alternatives)]
    if bound.of_metadata is not None:
        labels.append((bound.of_metadata, METADATA))
    metadata = "".join(f"<mb:Metadata>{_label(label, kind)}</mb:Metadata>" for label, kind in labels)
    parts = "".join(map(_part, bound.parts))
    return f"<mb:MetadataBinding Id={quoteattr(name)}>{metadata}{parts}</mb:MetadataBinding>"


def _label(label: Received, kind: str) -> str:
    if label.kind != kind:
        _refuse("label_kind", f"a label that stands as {kind} is a {label.kind}")
    return label_text(label)


def _part(part: Part) -> str:
    kind = f" xmime:contentType={quoteattr(part.content_type)}" if part.content_type else ""
    if not part.address.startswith("@"):
        return f"<mb:DataReference URI={quoteattr(part.address)}{kind}/>"
    content = part.content or b""
    if part.content_type.partition(";")[0].strip().endswith("xml"):
        return f"<mb:Data{kind}>{_element(content)}</mb:Data>"
    return f'<mb:Data{kind} encoding="base64">{base64.b64encode(content).decode()}</mb:Data>'


def _element(data: bytes) -> str:
    """The root of a document as it is written, without what stands before and after it."""
    document(data, MAX_BYTES)
    begin, end = _tags(data)
    last = data.index(b">", end) + 1 if end else _closed(data, begin)
    return data[begin:last].decode()


def _end_of_start(data: bytes) -> int:
    """The offset after the start tag of the root."""
    end = _closed(data, _tags(data)[0])
    if data[end - 2 : end] == b"/>":
        _refuse("document_empty", "there is nothing in the document that could carry a binding")
    return end


def _tags(data: bytes) -> tuple[int, int]:
    """Where the start tag of the root begins, and its end tag (0 for an empty one), in bytes of UTF-8."""
    parser = expat.ParserCreate()
    begins: list[int] = []
    ends: list[int] = []
    said: list[str] = []
    parser.StartElementHandler = lambda *_: begins.append(parser.CurrentByteIndex)
    parser.EndElementHandler = lambda *_: ends.append(parser.CurrentByteIndex)
    parser.XmlDeclHandler = lambda _, encoding, __: said.append((encoding or "").lower())
    parser.Parse(data, True)
    if (said and said[0] not in _UTF8) or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        _refuse("encoding", "a document that carries or is a part is UTF-8")
    return begins[0], ends[-1] if data[ends[-1] : ends[-1] + 2] == b"</" else 0


def _closed(data: bytes, begin: int) -> int:
    """The offset after the tag that begins there: the first bracket outside of quotes."""
    place, quote = begin, b""
    while data[place : place + 1] != b">" or quote:
        letter = data[place : place + 1]
        if letter in (b'"', b"'"):
            quote = b"" if letter == quote else quote or letter
        place += 1
    return place + 1
