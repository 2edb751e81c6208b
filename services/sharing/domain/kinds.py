"""Of which kind items and their portions are."""

from enum import StrEnum


class SharedKind(StrEnum):
    """What an item is for."""

    DOCUMENT = "document"
    NOTE = "note"
    ANNOUNCEMENT = "announcement"


class PortionKind(StrEnum):
    """What a portion is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    QUOTE = "quote"
