"""Which headers cross the edge, in both directions: two lists of what may pass; all else stays behind.

Hop-by-hop headers (RFC 9110, 7.6.1), cookies, the client's own X-Forwarded-*, and whatever a service says
about itself are in neither list.
"""

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
        b"content-length",
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
_NO_STORE = (b"cache-control", b"no-store")


def check_headers(headers: list[Header]) -> None:
    """Raise 431 for too many or too long headers."""
    if (
        len(headers) > MAX_HEADERS
        or sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES
    ):
        raise Problem(431, "headers-too-large", "The headers are too large")


def to_service(request: Request, token: str, traceparent: str, forwarded: dict[str, str]) -> dict[str, str]:
    """What may pass of the client's headers, the token for the service, and where the request came from."""
    passed: dict[str, str] = {}
    for name, value in request.headers:
        if name in _REQUEST:
            if not _printable(value):
                raise header_refused(name.decode(), "printable_ascii")
            passed.setdefault(name.decode(), value.decode())
    passed["authorization"] = f"Bearer {token}"
    passed["traceparent"] = traceparent
    passed["x-forwarded-for"] = request.client_address
    passed.update(forwarded)
    return passed


def _printable(value: bytes) -> bool:
    return (
        value.isascii()
        and (text := value.decode().replace("\t", " ")).isprintable()
        and len(text) < MAX_HEADER_BYTES
    )


def to_client(raw: Iterable[Header]) -> list[Header]:
    """The headers for the client; a service's own Location is turned into the edge's address."""
    passed: list[Header] = []
    cached = False
    for name, value in raw:
        name = name.lower()
        if name in _RESPONSE:
            passed.append((name, value))
            cached = cached or name == b"cache-control"
        elif name == b"location" and value.startswith(b"/v1/"):
            passed.append((name, PREFIX.encode() + value))
    if not cached:
        passed.append(_NO_STORE)
    return passed
