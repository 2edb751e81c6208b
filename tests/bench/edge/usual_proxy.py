"""The proxy that one writes first: FastAPI, httpx and PyJWT. Measured against the gateway, used nowhere.

``python -m tests.bench.edge.usual_proxy PORT UPSTREAM ISSUER``. It has one pool of connections, keeps the
issuer's keys, verifies each token in an async dependency, and runs on uvloop and httptools like the gateway.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import httpx
import jwt
import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

_DROPPED = {"host", "authorization", "connection", "content-length"}
_KEPT = {"content-type", "etag", "cache-control", "last-modified", "vary"}
bearer = HTTPBearer()


def build(upstream: str, issuer: str) -> FastAPI:
    """The proxy before one upstream."""
    keys = jwt.PyJWKClient(f"{issuer}/jwks", cache_keys=True)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with httpx.AsyncClient(base_url=upstream) as client:
            app.state.client = client
            yield

    app = FastAPI(lifespan=lifespan)

    async def claims(given: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> dict[str, Any]:
        try:
            key = keys.get_signing_key_from_jwt(given.credentials)
            return jwt.decode(given.credentials, key, ["RS256"], audience="gateway", issuer=issuer)
        except jwt.PyJWTError as error:
            raise HTTPException(401) from error

    @app.api_route("/api/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def forward(path: str, request: Request, who: Annotated[dict[str, Any], Depends(claims)]) -> Any:
        headers = {name: value for name, value in request.headers.items() if name not in _DROPPED}
        headers["x-subject"] = str(who["sub"])
        answer = await request.app.state.client.request(
            request.method, f"/{path}", params=request.query_params, headers=headers,
            content=await request.body(),
        )  # fmt: skip
        kept = {name: value for name, value in answer.headers.items() if name in _KEPT}
        return Response(answer.content, answer.status_code, kept)

    return app


if __name__ == "__main__":
    own, behind, provider = sys.argv[1:]
    uvicorn.run(
        build(behind, provider), port=int(own), loop="uvloop", http="httptools", access_log=False,
        log_level="warning",
    )  # fmt: skip
