"""The connections to the services against a service that answers byte by byte as a test says."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from gateway.answer import MOST, ServiceGone, ServiceSilent
from gateway.tests.conftest import until
from gateway.upstream import ServiceAway, Upstream

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
CHUNKED = b"type: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\nx-y: z\r\n\r\n"
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Service:
    """Counts its connections and talks on each as it is told."""

    def __init__(self) -> None:
        self.connections = 0
        self.talk: Talk = self.answers(OK)
        self.ended = asyncio.Event()

    def answers(self, *texts: bytes) -> Talk:
        """One of the texts for each request, the last one for ever."""
        left = list(texts)

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(left.pop(0) if len(left) > 1 else left[0])
                await writer.drain()

        return talk

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await self.talk(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.ended.set()
        finally:
            writer.close()


@pytest.fixture
async def service() -> AsyncIterator[tuple[Service, Upstream]]:
    """A service and the connections to it; an answer may take 0.3 seconds."""
    made = Service()
    server = await asyncio.start_server(made.handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    upstream = Upstream({"it": f"http://127.0.0.1:{port}"}, 2.0, 0.3)
    await upstream.start()
    yield made, upstream
    await upstream.stop()
    server.close()


Pair = tuple[Service, Upstream]


async def _body(upstream: Upstream, method: str = "GET") -> tuple[int, bytes]:
    answer = await upstream.request("it", method, b"/v1/x", b"")
    text = b""
    while piece := await answer.next():
        text += piece
    return answer.status, text


async def test_a_connection_serves_one_request_after_another(service: Pair) -> None:
    made, upstream = service
    for _ in range(3):
        assert await _body(upstream) == (200, b"ok")
    assert made.connections == 1 and len(upstream) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" + OK, b"ok"),
        (OK.replace(b"length: 2\r\n\r\nok", CHUNKED), b"abc"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
        (b"HTTP/1.1 304 Not Modified\r\ncontent-length: 7\r\n\r\n", b""),
    ],
)  # fmt: skip
async def test_every_way_to_end_an_answer_is_understood(service: Pair, text: bytes, expected: bytes) -> None:
    made, upstream = service
    made.talk = made.answers(text, OK)
    assert (await _body(upstream))[1] == expected
    assert await _body(upstream) == (200, b"ok") and made.connections == 1


async def test_an_answer_without_a_length_ends_with_its_connection(service: Pair) -> None:
    made, upstream = service

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nall of it")

    made.talk = talk
    assert await _body(upstream) == (200, b"all of it")


async def test_the_length_that_head_tells_is_not_waited_for(service: Pair) -> None:
    made, upstream = service
    made.talk = made.answers(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n", OK)
    assert await _body(upstream, "HEAD") == (200, b"")
    assert await _body(upstream) == (200, b"ok")


@pytest.mark.parametrize(
    "text",
    [
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil",
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok, and more",
    ],
)
async def test_what_nobody_asked_for_is_nobodys_answer(service: Pair, text: bytes) -> None:
    made, upstream = service
    made.talk = made.answers(text, OK)
    with contextlib.suppress(ServiceGone):
        assert await _body(upstream) == (200, b"ok")
    await until(lambda: len(upstream) == 0)
    assert await _body(upstream) == (200, b"ok") and made.connections == 2


@pytest.mark.parametrize(
    "text",
    [
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"x-a: b\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\nx-a: b\r\n",
    ],
)
async def test_what_is_no_answer_is_an_error_and_ends_the_connection(service: Pair, text: bytes) -> None:
    made, upstream = service
    made.talk = made.answers(text)
    with pytest.raises((ServiceGone, ServiceSilent)):
        await _body(upstream, "POST")
    await until(lambda: len(upstream) == 0)


async def test_what_repeats_nothing_is_tried_anew_on_a_connection_that_was_closed(service: Pair) -> None:
    made, upstream = service

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)
        await reader.readuntil(b"\r\n\r\n")  # the second request is read, and then the service is gone

    made.talk = once
    assert await _body(upstream) == (200, b"ok")
    assert await _body(upstream) == (200, b"ok") and made.connections == 2
    with pytest.raises(ServiceGone):
        await _body(upstream, "POST")


async def test_a_silent_service_is_given_up(service: Pair) -> None:
    made, upstream = service
    made.talk = made.answers(b"")
    with pytest.raises(ServiceSilent):
        await _body(upstream)
    await asyncio.wait_for(made.ended.wait(), 60)


async def test_nobody_there_is_told_apart(service: Pair) -> None:
    nobody = Upstream({"it": "http://127.0.0.1:1"}, 1.0, 1.0)
    await nobody.start()
    with pytest.raises(ServiceAway):
        await nobody.request("it", "GET", b"/", b"")
    await nobody.stop()


async def test_a_slow_reader_makes_the_service_wait(service: Pair) -> None:
    made, upstream = service
    size, sent = 32 * 1024 * 1024, 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % size)
        while sent < size:
            writer.write(b"x" * 65536)
            await writer.drain()
            sent += 65536

    made.talk = talk
    answer = await upstream.request("it", "GET", b"/", b"")
    began = asyncio.get_running_loop().time()
    await until(lambda: asyncio.get_running_loop().time() - began > 0.6)  # twice as long as it may take
    assert sent < size / 2
    first = len(await answer.next())
    assert 0 < first < 2 * MOST
    while piece := await answer.next():
        first += len(piece)
    assert first == size


async def test_an_upload_that_fails_is_never_a_whole_one(service: Pair) -> None:
    made, upstream = service

    async def pieces() -> AsyncIterator[bytes]:
        yield b"half"
        raise KeyError("the client went")

    made.talk = made.answers(b"")
    with pytest.raises(KeyError):
        await upstream.request("it", "POST", b"/", b"", pieces())
    await asyncio.wait_for(made.ended.wait(), 60)
    await until(lambda: len(upstream) == 0)
