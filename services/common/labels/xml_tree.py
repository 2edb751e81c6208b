"""XML that may come from anywhere, as a tree: bounded, without document type, entities or outside fetches.

Texts are read over comments, as canonical XML leaves them out: `SEC<!-- -->RET` is SECRET.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Final
from xml.parsers import expat

MOST_ELEMENTS: Final = 50_000
DEEPEST: Final = 64


class XmlError(ValueError):
    """Bytes that are no XML that is read here: says what is wrong."""


def parse_xml(data: bytes, most: int) -> ET.Element:
    """The tree of a document of at most ``most`` bytes. Raises ``XmlError``."""
    if len(data) > most:
        raise XmlError(f"larger than {most} bytes")
    _look(data)
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise XmlError(f"not well-formed: {error}") from error


def _look(data: bytes) -> None:
    """Refuse what a tree is not to be made of, before one is made."""
    parser = expat.ParserCreate()
    depth = elements = 0

    def refuse(*_: object) -> None:
        raise XmlError("a document type declaration is not allowed")

    def instructed(*_: object) -> None:
        # What one reader joins over an instruction, another cuts off at it.
        if depth:
            raise XmlError("a processing instruction within the document is not allowed")

    def begin(*_: object) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > DEEPEST or elements > MOST_ELEMENTS:
            raise XmlError(f"more than {MOST_ELEMENTS} elements, or {DEEPEST} within each other")

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = instructed
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, XmlError):
            raise
        raise XmlError(f"not well-formed: {error}") from error
