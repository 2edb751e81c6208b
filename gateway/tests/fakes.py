"""A provider, a directory and a service on real sockets, as small as the gateway's tests need them."""

import asyncio
import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from multidict import CIMultiDict

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})


class FakeProvider:
    """An issuer that signs in whoever `person` is, at once."""

    def __init__(self) -> None:
        self.issuer = ""
        self.person = "11111111-0000-7000-8000-000000000001"
        self.access_seconds = 300
        self.client_secret = "a-secret-of-the-gateway"
        self.codes: dict[str, dict[str, str]] = {}
        self.refresh_tokens: dict[str, tuple[str, int, str]] = {}
        self.refreshes = 0
        self.key_sets = 0
        self.exchanges: list[str] = []
        self.revoked: list[str] = []
        self.nonce_answer: str | None = None
        self.refuse_refresh = False
        self.sid = ""
        self.keeps_session = False
        self.asked = 0
        self.signed_in_before = timedelta()
        self.prompts: list[str] = []
        self.away = False
        self.slow: asyncio.Event | None = None

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/.well-known/openid-configuration", self._discovery)
        app.router.add_get("/authorize", self._authorize)
        app.router.add_get("/jwks", self._jwks)
        app.router.add_post("/token", self._token)
        app.router.add_post("/revoke", self._revoke)
        return app

    def sign(self, claims: dict[str, Any], typ: str = "at+jwt", key: RSAKey = KEY) -> str:
        now = int(time.time())
        return jwt.encode(
            {"alg": "RS256", "kid": "one", "typ": typ},
            {"iss": self.issuer, "iat": now, "exp": now + self.access_seconds, **claims},
            key,
        )

    async def _discovery(self, request: web.Request) -> web.Response:
        if self.away:
            return web.Response(status=503)
        names = ("authorization_endpoint", "token_endpoint", "end_session_endpoint", "revocation_endpoint")
        paths = ("authorize", "token", "end-session", "revoke")
        places = {name: f"{self.issuer}/{path}" for name, path in zip(names, paths, strict=True)}
        return web.json_response({"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", **places})

    async def _jwks(self, request: web.Request) -> web.Response:
        self.key_sets += 1
        return web.json_response(KeySet([KEY]).as_dict(private=False))

    async def _authorize(self, request: web.Request) -> web.Response:
        query = dict(request.query)
        assert query["response_type"] == "code" and query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.sid = self.sid if self.keeps_session else secrets.token_urlsafe(8)
        self.prompts.append(query.get("prompt", ""))
        self.codes[code] = {**query, "person": self.person, "sid": self.sid}
        back = urlencode({"code": code, "state": query["state"], "iss": self.issuer})
        raise web.HTTPFound(f"{query['redirect_uri']}?{back}")

    async def _token(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.away:
            return web.Response(status=503)
        if self.slow is not None:
            await self.slow.wait()
        form = {name: values[0] for name, values in parse_qs(await request.text()).items()}
        expected = base64.b64encode(f"gateway:{self.client_secret}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {expected}":
            return web.json_response({"error": "invalid_client"}, status=401)
        answer = getattr(self, "_" + form["grant_type"].rsplit(":", 1)[-1].replace("-", "_"))(form)
        return answer if isinstance(answer, web.Response) else web.json_response(answer)

    def _authorization_code(self, form: dict[str, str]) -> Any:
        code = self.codes.pop(form["code"], None)
        made = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if code is None or made.decode() != code["code_challenge"]:
            return web.json_response({"error": "invalid_grant"}, status=400)
        since = int(time.time() - self.signed_in_before.total_seconds())
        return self._answer(code["person"], since, self.nonce_answer or code["nonce"], code["sid"])

    def _refresh_token(self, form: dict[str, str]) -> Any:
        known = self.refresh_tokens.pop(form["refresh_token"], None)
        if known is None or self.refuse_refresh:
            return web.json_response({"error": "invalid_grant"}, status=400)
        self.refreshes += 1
        return self._answer(known[0], known[1], None, known[2])

    def _answer(self, person: str, auth_time: int, nonce: str | None, sid: str) -> dict[str, Any]:
        refresh = secrets.token_urlsafe(8)
        self.refresh_tokens[refresh] = (person, auth_time, sid)
        said = {"sub": person, "aud": "gateway", "auth_time": auth_time, "jti": secrets.token_urlsafe(8)}
        said["sid"] = sid
        identity = self.sign({**said, "name": "Dana Whitcombe", "nonce": nonce}, "JWT")
        return {
            "access_token": self.sign(said),
            "expires_in": self.access_seconds,
            "refresh_token": refresh,
            "id_token": identity,
        }

    def _token_exchange(self, form: dict[str, str]) -> Any:
        claims = jwt.decode(form["subject_token"], KEY).claims
        if claims["exp"] < time.time():
            return web.json_response({"error": "invalid_grant"}, status=400)
        self.exchanges.append(form["audience"])
        token = self.sign({**claims, "aud": form["audience"]})
        return {"access_token": token, "expires_in": claims["exp"] - int(time.time())}

    def _client_credentials(self, form: dict[str, str]) -> Any:
        token = self.sign({"sub": "client:gateway", "aud": form["audience"], "roles": ["service"]})
        return {"access_token": token, "expires_in": 300}

    async def _revoke(self, request: web.Request) -> web.Response:
        if self.away:
            return web.Response(status=503)
        form = parse_qs(await request.text())
        self.revoked.append(form["token"][0])
        return web.Response()


@dataclass
class FakeDirectory:
    """Says who is revoked."""

    items: list[dict[str, str]] = field(default_factory=list)
    away: bool = False
    polls: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v1/refusals", self._refusals)
        app.router.add_get("/v1/revocations", self._revocations)
        return app

    async def _refusals(self, request: web.Request) -> web.Response:
        if self.away:
            return web.Response(status=503)
        self.refused += (await request.json())["items"]
        return web.json_response({"recorded": 1})

    async def _revocations(self, request: web.Request) -> web.Response:
        if self.away:
            return web.Response(status=503)
        self.polls += 1
        after = int(request.query.get("after", "0"))
        return web.json_response({"items": self.items[after:], "next": str(len(self.items))})


@dataclass
class Seen:
    """A request as the service got it."""

    method: str
    path: str
    headers: CIMultiDict[str]
    body: bytes
    claims: dict[str, Any]


class FakeService:
    """Answers as the path says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.pieces: list[bytes] = []
        self.piece = asyncio.Event()
        self.go_on = asyncio.Event()
        self.streams = 0
        self.uploads = 0
        self.gone = asyncio.Event()

    def app(self) -> web.Application:
        app = web.Application(client_max_size=1 << 30)
        app.router.add_get("/v1/live", self._live)
        app.router.add_post("/v1/papers", self._upload)
        app.router.add_get("/v1/search", self._slow)
        app.router.add_get("/v1/coverage", self._broken)
        app.router.add_get("/v1/audit", self._crash)
        app.router.add_route("*", "/{path:.*}", self._any)
        return app

    async def _any(self, request: web.Request) -> web.Response:
        await self._remember(request)
        if request.path == "/v1/forums" and request.method == "POST":
            headers = {"Location": "/v1/forums/1", "Set-Cookie": "a=b", "X-Internal": "host-7", "ETag": '"1"'}
            return web.json_response({"id": "1"}, status=201, headers=headers)
        headers = {"Server": "secret/1.0", "X-Powered-By": "x", "Cache-Control": "no-store", "ETag": '"2"'}
        return web.json_response({"items": [], "next": None}, headers=headers)

    async def _remember(self, request: web.Request) -> None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "==")) if token else {}
        body = await request.read()
        self.seen.append(Seen(request.method, request.raw_path, CIMultiDict(request.headers), body, claims))

    async def _live(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        self.streams += 1
        try:
            await response.write(b"data: first\n\n")
            await self.go_on.wait()
            await response.write(b"data: second\n\n")
            await asyncio.Event().wait()
        finally:
            self.streams -= 1
            self.gone.set()
        return response

    async def _upload(self, request: web.Request) -> web.Response:
        self.uploads += 1
        try:
            async for piece in request.content.iter_any():
                self.pieces.append(piece)
                self.piece.set()
        finally:
            self.uploads -= 1
        return web.json_response({"size": sum(map(len, self.pieces))}, status=201)

    async def _slow(self, request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    async def _endless(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        self.streams += 1
        try:
            while True:
                await response.write(b"x" * 65536)
        finally:
            self.streams -= 1

    async def _broken(self, request: web.Request) -> web.StreamResponse:
        if request.query_string == "endless":
            return await self._endless(request)
        response = web.StreamResponse()
        response.content_length = 100
        await response.prepare(request)
        await response.write(b"half")
        assert request.transport is not None
        request.transport.abort()
        return response

    async def _crash(self, request: web.Request) -> web.Response:
        return web.Response(status=500, text="Traceback: secret at /srv/app.py")
