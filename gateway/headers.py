"""Which headers cross the edge, in both directions: two lists of what may pass; all else stays behind.

Hop-by-hop headers (RFC 9110, 7.6.1), cookies, the client's own X-Forwarded-*, and whatever a service says
about itself are in neither list.
"""

import re
from collections.abc import Iterable

from gateway.asgi import Header, Request
from gateway.problems import Problem, header_refused
from gateway.routes import PREFIX

MAX_HEADERS = 64
MAX_HEADER_BYTES = 16 * 1024

_REQUEST = frozenset(
    {
        b"accept",
        b"accept-encoding",
        b"accept-language",
        b"content-encoding",
        b"content-language",
        b"content-type",
        b"idempotency-key",
        b"if-match",
        b"if-modified-since",
        b"if-none-match",
        b"if-range",
        b"last-event-id",
        b"prefer",
        b"range",
        b"user-agent",
    }
)
_RESPONSE = frozenset(
    {
        b"accept-patch",
        b"accept-ranges",
        b"allow",
        b"cache-control",
        b"content-disposition",
        b"content-encoding",
        b"content-language",
        b"content-length",
        b"content-range",
        b"content-type",
        b"deprecation",
        b"etag",
        b"last-modified",
        b"link",
        b"preference-applied",
        b"retry-after",
        b"sunset",
        b"vary",
        b"www-authenticate",
    }
)
_PRINTABLE = re.compile(rb"[\t\x20-\x7e]*\Z")
_NO_STORE = (b"cache-control", b"no-store")


def check_headers(headers: list[Header]) -> None:
    """Raise 431 for too many or too long headers."""
    if (
        len(headers) > MAX_HEADERS
        or sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES
    ):
        raise Problem(431, "headers-too-large", "The headers are too large")


def to_service(request: Request, token: str, traceparent: str, forwarded: bytes) -> bytes:
    """The lines of what may pass of the client's headers, the token for the service, and where it came from.

    The length is not among them: whoever sends the body says it.
    """
    passed: dict[bytes, bytes] = {}
    for name, value in request.headers:
        if name in _REQUEST:
            if not _PRINTABLE.match(value):
                raise header_refused(name.decode(), "printable_ascii")
            passed.setdefault(name, value)
    lines = b"".join([b"%s: %s\r\n" % line for line in passed.items()])
    return b"%sauthorization: Bearer %s\r\ntraceparent: %s\r\nx-forwarded-for: %s\r\n%s" % (
        lines, token.encode("ascii"), traceparent.encode(), request.client_address.encode("ascii"), forwarded,
    )  # fmt: skip


def to_client(raw: Iterable[Header]) -> list[Header]:
    """The headers for the client; a service's own Location is turned into the edge's address.

    Names are in lower case.
    """
    passed: list[Header] = []
    cached = False
    for name, value in raw:
        if name in _RESPONSE:
            passed.append((name, value))
            cached = cached or name == b"cache-control"
        elif name == b"location" and value.startswith(b"/v1/"):
            passed.append((name, PREFIX.encode() + value))
    if not cached:
        passed.append(_NO_STORE)
    return passed
