"""The connections to the services: opened as needed, kept for the next request, given up when silent."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from gateway.answer import Answer, ServiceGone, ServiceSilent
from gateway.wire import Connection

KEEP_SECONDS = 30.0
"""Kept for less long than the services keep them, so that no request meets one that is being closed."""
_IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE"})
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
Upload = bytes | AsyncIterator[bytes] | None


class ServiceAway(ConnectionError):
    """No connection to the service could be had in time."""


@dataclass(slots=True)
class Target:
    """Where a service listens, and its connections that wait for a request, the freshest last."""

    host: str
    port: int
    encrypted: bool
    prefix: bytes
    authority: bytes
    idle: list[Connection] = field(default_factory=list)


def target_of(url: str) -> Target:
    """The target of a base address (http or https)."""
    parts = urlsplit(url)
    encrypted = parts.scheme == "https"
    port = parts.port or (443 if encrypted else 80)
    return Target(parts.hostname or "", port, encrypted, parts.path.encode(), parts.netloc.encode())


class Upstream:
    """All connections of this process. ``connect_timeout`` and ``patience`` are seconds."""

    def __init__(self, services: dict[str, str], connect_timeout: float, patience: float) -> None:
        self._targets = {name: target_of(url) for name, url in services.items()}
        self._connect_timeout = connect_timeout
        self._patience = patience
        self._open: set[Connection] = set()
        self._sweeping: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop

    async def start(self) -> None:
        """To be called on the loop that serves."""
        self._loop = asyncio.get_running_loop()
        self._sweeping = asyncio.ensure_future(self._sweep())

    async def stop(self) -> None:
        """Close every connection."""
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
        for connection in list(self._open):
            connection.abort()

    def __contains__(self, service: str) -> bool:
        return service in self._targets

    def __len__(self) -> int:
        """How many connections are open."""
        return len(self._open)

    async def request(
        self, service: str, method: str, path: bytes, headers: bytes, body: Upload = None,
        length: int | None = None,
    ) -> Answer:  # fmt: skip
        """Send a request and wait for the head of its answer. The caller closes the answer.

        ``path`` and ``headers`` (each line ended) were checked by the caller: they go out byte for byte.
        ``length``: that of a ``body`` that streams, where it is known. A
        connection that the service had closed is tried anew once, where that repeats nothing.
        Raises `ServiceAway`, `ServiceGone`, `ServiceSilent`, or what ``body`` raised.
        """
        target = self._targets[service]
        head = b"%s %s%s HTTP/1.1\r\nhost: %s\r\n%s" % (
            method.encode(), target.prefix, path, target.authority, headers,
        )  # fmt: skip
        again = method in _IDEMPOTENT and (body is None or isinstance(body, bytes))
        while True:
            connection = await self._connection(target)
            answer = self._begin(connection, method, head, body, length)
            try:
                await answer.head()
            except ServiceGone:
                answer.close()
                if not (again and connection.used):
                    raise
            except BaseException:
                answer.close()
                raise
            else:
                return answer

    def _begin(
        self, connection: Connection, method: str, head: bytes, body: Upload, length: int | None
    ) -> Answer:
        whole = body is None or isinstance(body, bytes)
        if body is None:
            head += b"content-length: 0\r\n\r\n" if method in _WITH_BODY else b"\r\n"
        elif isinstance(body, bytes):
            head += b"content-length: %d\r\n\r\n%s" % (len(body), body)
        elif length is not None:
            head += b"content-length: %d\r\n\r\n" % length
        else:
            head += b"transfer-encoding: chunked\r\n\r\n"
        answer = connection.begin(
            head, self._patience, self._loop.time(), bodiless=method == "HEAD", uploaded=whole
        )
        if body is not None and not isinstance(body, bytes):
            chunked = length is None
            answer.upload = asyncio.ensure_future(self._upload(connection, body, chunked=chunked))
        return answer

    async def _upload(self, connection: Connection, body: AsyncIterator[bytes], *, chunked: bool) -> None:
        """Send what comes; a body that fails ends the connection, so that no half of it counts."""
        try:
            async for piece in body:
                framed = b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece
                await connection.write(framed, self._loop.time())
            if chunked:
                await connection.write(b"0\r\n\r\n", self._loop.time())
            connection.uploaded()
        except ServiceGone:
            return  # the answer tells it
        except Exception as error:
            connection.abort(error)

    async def _connection(self, target: Target) -> Connection:
        while target.idle:
            connection = target.idle.pop()
            if connection.open:
                return connection

        def idle(free: Connection) -> None:
            free.heard = self._loop.time()
            target.idle.append(free)

        try:
            async with asyncio.timeout(self._connect_timeout):
                _, connection = await self._loop.create_connection(
                    lambda: Connection(idle, self._open.discard),
                    target.host,
                    target.port,
                    ssl=True if target.encrypted else None,
                )
        except (OSError, TimeoutError) as error:
            raise ServiceAway from error
        self._open.add(connection)
        return connection

    async def _sweep(self) -> None:
        """End what is silent for too long, and what nobody has used for long."""
        while True:
            await asyncio.sleep(min(1.0, self._patience / 10))
            now = self._loop.time()
            for connection in list(self._open):
                if connection.silent_since(now):
                    connection.abort(ServiceSilent())
            for target in self._targets.values():
                old = [one for one in target.idle if now - one.heard > KEEP_SECONDS]
                target.idle = [one for one in target.idle if one not in old]
                for connection in old:
                    connection.abort()
