"""What crosses the edge in both directions, and what does not."""

import asyncio

import aiohttp
import pytest
from yarl import URL

from gateway.tests.conftest import CSRF, Rig, Start, until


async def _signed(rig: Rig) -> dict[str, str]:
    token = rig.provider.sign({"sub": "partner", "aud": "gateway"})
    return {"Authorization": f"Bearer {token}"}


async def _type(answer: aiohttp.ClientResponse) -> str:
    return str((await answer.json(content_type=None))["type"]).removeprefix("urn:entente:problem:")


async def test_only_known_headers_cross_the_edge(rig: Rig) -> None:
    sent = {
        **await _signed(rig),
        "X-Forwarded-For": "6.6.6.6",
        "X-Forwarded-Host": "evil",
        "X-Original-URL": "/v1/revocations",
        "X-HTTP-Method-Override": "DELETE",
        "Forwarded": "for=6.6.6.6",
        "Cookie": "entente-test=x",
        "Connection": "keep-alive, X-Secret",
        "X-Secret": "1",
        "TE": "trailers",
        "If-None-Match": '"2"',
        "Accept": "application/json",
    }
    async with rig.browser().get(URL("/api/v1/forums?a=1&b=%2F", encoded=True), headers=sent) as answer:
        returned = answer.headers
    (seen,) = rig.service.seen
    assert seen.path == "/v1/forums?a=1&b=%2F"
    assert seen.headers["X-Forwarded-For"] == "127.0.0.1"
    assert seen.headers["X-Forwarded-Host"] == f"127.0.0.1:{rig.port}"
    assert seen.headers["If-None-Match"] == '"2"' and seen.headers["Accept"] == "application/json"
    passed = {name.lower() for name in seen.headers}
    assert not passed & {"x-original-url", "x-http-method-override", "forwarded", "cookie", "x-secret", "te"}
    assert returned["ETag"] == '"2"' and returned["Cache-Control"] == "no-store"
    assert "Server" not in returned and "X-Powered-By" not in returned
    assert "frame-ancestors 'none'" in returned["Content-Security-Policy"]
    assert returned["X-Content-Type-Options"] == "nosniff"


async def test_a_created_record_is_named_by_the_edges_address(rig: Rig) -> None:
    async with rig.browser().post("/api/v1/forums", json={}, headers=await _signed(rig)) as answer:
        assert answer.status == 201 and answer.headers["Location"] == "/api/v1/forums/1"
        assert "Set-Cookie" not in answer.headers and "X-Internal" not in answer.headers


async def test_a_trace_starts_here_or_goes_on(rig: Rig) -> None:
    headers = await _signed(rig)
    given = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"
    for traceparent in (None, given, "00-" + "0" * 32 + "-" + "cd" * 8 + "-01", "x\u00e9"):
        more = {"traceparent": traceparent} if traceparent else {}
        async with rig.browser().get("/api/v1/forums", headers={**headers, **more}) as answer:
            assert answer.ok
    traces = [seen.headers["traceparent"] for seen in rig.service.seen]
    assert traces[1].split("-")[1] == "ab" * 16 and traces[1].split("-")[2] != "cd" * 8
    assert len({trace.split("-")[1] for trace in traces}) == 4 and "0" * 32 not in traces[2]


@pytest.mark.parametrize(
    "target",
    [
        "/api/v1/../v1/revocations",
        "/api/v1/forums/../../v1/revocations",
        "/api/v1/./forums",
        "/api/v1//forums",
        "/api/v1/forums/%2e%2e/people",
        "/api/v1/forums/%2E%2E%2Fpeople",
        "/api/v1/forums%2f1",
        "/api/v1/forums/%5c..%5cpeople",
        "/api/v1/forums/%252e%252e/people",
        "/api/v1/forums/..;/people",
        "/api/v1/forums/%00",
        "/api/v1/forums/a%0d%0aX:y",
        "/api/v1/forums/a\\b",
        "/../etc/passwd",
        "/assets/..%2f..%2fetc/passwd",
    ],
)
async def test_an_ambiguous_path_is_refused(rig: Rig, target: str) -> None:
    token = (await _signed(rig))["Authorization"]
    request = f"GET {target} HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nConnection: close\r\n\r\n"
    answer = await rig.raw(request.encode())
    assert answer.startswith(b"HTTP/1.1 400") and b"path-invalid" in answer
    assert rig.service.seen == []


@pytest.mark.parametrize(
    "target", ["/api/v1/revocations", "/api/v1/", "/api/v1/nothing", "/api/v2/forums", "/api/x"]
)
async def test_what_no_service_answers_is_not_found(rig: Rig, target: str) -> None:
    async with rig.browser().get(target, headers=await _signed(rig)) as answer:
        assert answer.status == 404 and await _type(answer) == "not-found"
    assert rig.service.seen == []


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /api/v1/forums HTTP/1.1\r\nHost: x\r\nIf-Match: a\r\n b\r\nConnection: close\r\n\r\n",
        b"POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /api/v1/forums HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"GET /api/v1/forums HTTP/1.1\r\nHost: x\r\nX-A: \x00\r\n\r\n",
        b"GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
async def test_what_could_smuggle_a_request_is_not_read(rig: Rig, raw: bytes) -> None:
    answer = await rig.raw(raw)
    assert answer.startswith(b"HTTP/1.1 4") and rig.service.seen == []


async def test_a_header_that_is_not_plain_text_is_refused(rig: Rig) -> None:
    token = (await _signed(rig))["Authorization"]
    head = f"GET /api/v1/forums HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n"
    raw = f"{head}If-Match: \xe9\r\nConnection: close\r\n\r\n"
    answer = await rig.raw(raw.encode("latin-1"))
    assert b" 400 " in answer and b"header-invalid" in answer and b"/header/if-match" in answer
    assert rig.service.seen == []


async def test_headers_and_addresses_have_limits(rig: Rig) -> None:
    many = "".join(f"X-{number}: a\r\n" for number in range(80))
    for request, status in (
        (f"GET /api HTTP/1.1\r\nHost: x\r\n{many}Connection: close\r\n\r\n", b"431"),
        (f"GET /api HTTP/1.1\r\nHost: x\r\nX: {'a' * 17000}\r\nConnection: close\r\n\r\n", b"431"),
        (f"GET /{'a' * 5000} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"414"),
        (f"GET /{'a' * 100000} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"400"),
        (f"GET / HTTP/1.1\r\nHost: x\r\n{many * 10}\r\n\r\n", b"400"),
    ):
        assert (await rig.raw(request.encode())).split(b" ")[1] == status


async def test_a_whole_body_and_a_streamed_one_arrive(rig: Rig) -> None:
    browser, csrf = await rig.signed_in()
    headers = {CSRF: csrf, "Content-Type": "application/x-ndjson", "Idempotency-Key": "k"}
    async with browser.put("/api/v1/forums/1", data=b"x" * 300_000, headers=headers) as answer:
        assert answer.ok
    assert rig.service.seen[0].body == b"x" * 300_000
    assert rig.service.seen[0].headers["Idempotency-Key"] == "k"

    async def pieces():
        for number in range(3):
            yield b"%d" % number * 1000
            await asyncio.wait_for(rig.service.piece.wait(), 60)  # it arrived before the next one is sent
            rig.service.piece.clear()

    async with browser.post("/api/v1/papers", data=pieces(), headers={CSRF: csrf}) as answer:
        assert answer.status == 201 and (await answer.json()) == {"size": 3000}


async def test_a_body_over_the_limit_is_refused_whether_announced_or_not(start: Start) -> None:
    rig = await start(body_limit=10_000)
    headers = await _signed(rig)
    async with rig.browser().put("/api/v1/forums/1", data=b"x" * 10_001, headers=headers) as answer:
        assert answer.status == 413 and await _type(answer) == "body-too-large"
    assert rig.service.seen == []

    async def endless():
        for _ in range(100):
            yield b"x" * 1000

    async with rig.browser().put("/api/v1/forums/1", data=endless(), headers=headers) as answer:
        assert answer.status == 413 and await _type(answer) == "body-too-large"
    assert all(len(seen.body) <= 10_000 for seen in rig.service.seen)
    async with rig.browser().put("/api/v1/forums/1", data=b"x" * 10_000, headers=headers) as answer:
        assert answer.status == 200


async def test_a_body_that_never_comes_is_a_408(start: Start) -> None:
    rig = await start(body_timeout=0.2)
    token = (await _signed(rig))["Authorization"]
    head = (
        f"POST /api/v1/forums HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nContent-Length: 10\r\n\r\nabc"
    )
    answer = await rig.raw(head.encode())
    assert answer.startswith(b"HTTP/1.1 408") and b"body-too-slow" in answer


async def test_events_are_passed_on_one_by_one(rig: Rig) -> None:
    browser, _ = await rig.signed_in()
    async with browser.get("/api/v1/live", headers={"Last-Event-ID": "7"}) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert stream.headers["X-Accel-Buffering"] == "no"
        assert await stream.content.readline() == b"data: first\n"  # before the second was written
        rig.service.go_on.set()
        assert await stream.content.readline() == b"\n"
        assert await stream.content.readline() == b"data: second\n"
        assert len(rig.gateway.streams) == 1
        stream.close()
    await asyncio.wait_for(rig.service.gone.wait(), 60)  # the service learns that the reader went
    await until(lambda: len(rig.gateway.streams) == 0)


async def test_a_stream_that_is_silent_outlives_the_time_limit_of_answers(start: Start) -> None:
    rig = await start(upstream_timeout=1.0)
    browser, _ = await rig.signed_in()
    async with browser.get("/api/v1/live") as stream:
        assert await stream.content.readline() == b"data: first\n"
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(stream.content.readexactly(2), 3.0)
        rig.service.go_on.set()
        await until(lambda: rig.service.streams == 1)


async def test_a_slow_service_is_a_504(start: Start) -> None:
    rig = await start(upstream_timeout=0.3)
    async with rig.browser().get("/api/v1/search", headers=await _signed(rig)) as answer:
        assert answer.status == 504 and await _type(answer) == "service-too-slow"


async def test_a_service_that_is_not_there_is_a_503(start: Start) -> None:
    rig = await start(services={"meetings": "http://127.0.0.1:1"})
    for path in ("forums", "me"):  # not reachable; not configured
        async with rig.browser().get(f"/api/v1/{path}", headers=await _signed(rig)) as answer:
            assert answer.status == 503 and await _type(answer) == "service-unavailable"


async def test_a_crash_of_a_service_is_a_502_without_its_words(rig: Rig) -> None:
    async with rig.browser().get("/api/v1/audit", headers=await _signed(rig)) as answer:
        text = await answer.text()
    assert answer.status == 502 and "Traceback" not in text and "service-failed" in text


async def test_half_an_answer_is_never_taken_for_a_whole_one(rig: Rig) -> None:
    with pytest.raises(aiohttp.ClientError):
        async with rig.browser().get("/api/v1/coverage", headers=await _signed(rig)) as answer:
            await answer.read()


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "CONNECT"])
async def test_other_methods_are_not_forwarded(rig: Rig, method: str) -> None:
    token = (await _signed(rig))["Authorization"]
    raw = (
        f"{method} /api/v1/forums HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nConnection: close\r\n\r\n"
    )
    answer = await rig.raw(raw.encode())
    assert answer.split(b" ")[1] in (b"405", b"400") and rig.service.seen == []


async def test_head_answers_like_get_without_a_body(rig: Rig) -> None:
    async with rig.browser().head("/api/v1/forums", headers=await _signed(rig)) as answer:
        assert answer.status == 200 and answer.headers["ETag"] == '"2"'
    async with rig.browser().head("/api/v1/forums") as answer:
        assert answer.status == 401 and int(answer.headers["Content-Length"]) > 0
