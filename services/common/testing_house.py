"""A running service for tests: a clock that a test sets, and a client for each person who asks."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
from fastapi import FastAPI

from services.common.references import uuid7
from services.common.testing import Person, client_for


@dataclass
class Clock:
    """The time that records follow; a test moves it."""

    now: datetime

    def __call__(self) -> datetime:
        """The time."""
        return self.now


def person_id(person: Person) -> str:
    """The identifier that a token carries."""
    return str(person.claims["sub"])


@dataclass
class ServiceHouse:
    """The running service with a client for each person. Each word fails the test on another status."""

    app: FastAPI
    clock: Clock
    stack: AsyncExitStack
    owner_dsn: str = ""
    clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    async def as_(self, person: Person) -> httpx.AsyncClient:
        """The client of a person."""
        key = person_id(person)
        if key not in self.clients:
            self.clients[key] = await self.stack.enter_async_context(client_for(self.app, person))
        return self.clients[key]

    async def get(self, person: Person, path: str, status: int = 200, **params: Any) -> Any:
        """What a person reads there."""
        answer = await (await self.as_(person)).get(path, params=params or None)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def post(
        self, person: Person, path: str, body: Any, status: int = 201, key: str = "", *, of: str = ""
    ) -> Any:
        """What a person makes there, under a new idempotency key; ``of``: based on what they read there."""
        client, headers = await self.as_(person), {"Idempotency-Key": key or str(uuid7())}
        if of:
            headers["If-Match"] = (await client.get(of)).headers.get("etag", '"none"')
        answer = await client.post(path, json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def change(
        self, person: Person, path: str, body: Any, *, of: str = "", method: str = "PATCH", status: int = 200
    ) -> Any:
        """What a person changes there, based on what they read at ``of`` (or there)."""
        client = await self.as_(person)
        tag = (await client.get(of or path)).headers.get("etag", '"none"')
        answer = await client.request(method, path, json=body, headers={"If-Match": tag})
        assert answer.status_code == status, answer.text
        return answer.json()
