"""``python -m tests.bench.edge.upstream PORT``: a service that sends and takes any body, and sends events.

``GET /v1/search?size=N`` sends N bytes, ``POST /v1/papers`` counts what comes, ``GET /v1/live`` is a stream
of events. Of itself it tells by ``/fire`` (an event to every stream) and ``/open`` (requests under way).
"""

import asyncio
import sys

import uvloop

_PIECE = b"x" * 65536
_EVENT = b"id: 1\nevent: changed\ndata: {}\n\n"
_STREAM = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


class Service:
    """What is under way."""

    def __init__(self) -> None:
        self.open = 0
        self.streams: set[asyncio.StreamWriter] = set()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.open += 1
                try:
                    await self._answer(head, reader, writer)
                finally:
                    self.open -= 1
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.streams.discard(writer)
            writer.close()

    async def _answer(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1]
        if path.startswith(b"/v1/search"):
            await _send(int(path.rpartition(b"=")[2]), writer)
        elif path == b"/v1/papers":
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            _whole(writer, await _take(length, reader))
        elif path == b"/v1/live":
            self.streams.add(writer)
            writer.write(_STREAM + _chunk(_EVENT))
            await reader.read()  # until the gateway goes
            raise ConnectionError
        elif path == b"/fire":
            for stream in self.streams:
                stream.write(_chunk(_EVENT))
            _whole(writer, len(self.streams))
        else:
            _whole(writer, self.open - 1)


def _chunk(text: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(text), text)


def _whole(writer: asyncio.StreamWriter, number: int) -> None:
    body = b"%d" % number
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body))


async def _send(size: int, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % size)
    while size > 0:
        writer.write(_PIECE[:size])
        size -= len(_PIECE)
        await writer.drain()


async def _take(length: int, reader: asyncio.StreamReader) -> int:
    taken = 0
    while taken < length and (piece := await reader.read(1 << 18)):
        taken += len(piece)
    if taken < length:
        raise ConnectionError
    return taken


async def main(port: int) -> None:
    """Serve until the process ends."""
    server = await asyncio.start_server(Service().handle, "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
