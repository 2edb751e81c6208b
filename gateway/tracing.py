"""Where a trace starts: the id of each request, by W3C Trace Context, as a span where telemetry is on."""

import os
import re

_TRACEPARENT = re.compile(rb"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})\Z")
_NO_TRACE = b"0" * 32
_NO_SPAN = b"0" * 16


def continue_trace(traceparent: bytes | None) -> tuple[str, str]:
    """The trace id and the header for the service: the browser's trace goes on, or a new one starts."""
    match = _TRACEPARENT.match(traceparent) if traceparent else None
    if match and match[1] != _NO_TRACE and match[2] != _NO_SPAN:
        trace, flags = match[1].decode(), match[3].decode()
    else:
        trace, flags = os.urandom(16).hex(), "01"
    return trace, f"00-{trace}-{os.urandom(8).hex()}-{flags}"
