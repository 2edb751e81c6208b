"""Refuses request targets that two programs could read differently.

A path goes to the service as the client wrote it, byte for byte. So whatever could be normalised into another
path (dot segments, encoded separators, empty segments, control characters) is refused here, never forwarded.
"""

import re

from gateway.problems import Problem

MAX_TARGET = 4096  # bytes of path and query

# RFC 3986 pchar without the encoded characters that could change the path's structure
_SEGMENT = rb"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+"
_PATH = re.compile(rb"(?:/" + _SEGMENT + rb")*/?\Z")
_QUERY = re.compile(rb"[\x21-\x7e]*\Z")
_AMBIGUOUS = re.compile(rb"%(?:2f|5c|2e|25|[01][0-9a-f]|7f)", re.IGNORECASE)
_DOTS = re.compile(rb"/\.{1,2}(?:/|\Z|;)")


def check_target(path: bytes, query: bytes) -> None:
    """Raise a problem for a target that is too long (414) or ambiguous (400)."""
    if len(path) + len(query) > MAX_TARGET:
        raise Problem(414, "target-too-long", "The address is too long", f"At most {MAX_TARGET} bytes.")
    plain = _PATH.match(path) and _QUERY.match(query)
    if not plain or _DOTS.search(path) or (b"%" in path and _AMBIGUOUS.search(path)):
        raise Problem(
            400,
            "path-invalid",
            "The address is not valid",
            "Dot segments, empty segments, encoded separators and control characters are not accepted.",
        )
