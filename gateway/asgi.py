"""The few ASGI helpers that the gateway needs. No framework stands on the path of a request."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

import orjson

Message = MutableMapping[str, Any]  # the ASGI specification's own type
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]

JSON = (b"content-type", b"application/json")


class Request:
    """One HTTP request as the server read it: names of headers in lower case, body not yet read."""

    __slots__ = (
        "_body_done",
        "_headers",
        "headers",
        "method",
        "query",
        "raw_path",
        "receive",
        "scope",
        "send",
    )

    def __init__(self, scope: Message, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.receive = receive
        self.send = send
        self.method: str = scope["method"]
        self.raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
        self.query: bytes = scope["query_string"]
        self.headers: list[Header] = scope["headers"]
        self._headers = dict(reversed(self.headers))  # of several the first one counts
        self._body_done = False

    def header(self, name: bytes) -> bytes | None:
        """The first header of that (lower-case) name."""
        return self._headers.get(name)

    @property
    def client_address(self) -> str:
        """The peer's address; behind a balancer the one that the server was told to trust."""
        client = self.scope.get("client")
        return client[0] if client else "unknown"

    @property
    def has_body(self) -> bool:
        """True when the client announced a body."""
        return b"transfer-encoding" in self._headers or self._headers.get(b"content-length", b"0") != b"0"

    def cookie(self, name: str) -> str | None:
        """The first cookie of that name."""
        wanted = name.encode("latin-1") + b"="
        for key, value in self.headers:
            if key != b"cookie":
                continue
            for part in value.split(b";"):
                if (part := part.strip()).startswith(wanted):
                    return part[len(wanted) :].decode("latin-1")
        return None


async def reply(
    send: Send, status: int, headers: Iterable[Header] = (), body: bytes = b"", *, head: bool = False
) -> None:
    """Send a whole response; for a HEAD request the length stands without the body."""
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": b"" if head else body})


async def reply_json(send: Send, status: int, value: Any, headers: Iterable[Header] = ()) -> None:
    """Send ``value`` as JSON that no cache keeps."""
    await reply(send, status, [JSON, (b"cache-control", b"no-store"), *headers], orjson.dumps(value))


async def redirect(send: Send, location: str, headers: Iterable[Header] = ()) -> None:
    """Send the browser elsewhere with GET (303); the answer is never cached."""
    await reply(send, 303, [(b"location", location.encode()), (b"cache-control", b"no-store"), *headers])


async def reply_html(
    send: Send, status: int, html: str, headers: Iterable[Header] = (), *, head: bool = False
) -> None:
    """Send a page that no cache keeps."""
    kind = (b"content-type", b"text/html; charset=utf-8")
    await reply(send, status, [kind, (b"cache-control", b"no-store"), *headers], html.encode(), head=head)
