"""Demonstration people before the gateway, with the few words that tests say again and again."""

import threading
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self

import httpx

from deploy.dev.identity.people import load_people
from deploy.dev.identity.settings import PEOPLE
from services.common.references import uuid7

TOKEN_SECONDS = 120.0
ROSTER = load_people(PEOPLE)


def person_id(person: str) -> str:
    """The identifier in the tokens of a demonstration person."""
    return str(ROSTER.by_username(person).claims()["sub"])


def nation_of(person: str) -> str:
    """The nation that a demonstration person acts for."""
    return str(ROSTER.by_username(person).claims()["acts_for"])


def day(days: int = 0) -> str:
    """The day that lies ``days`` after today (UTC), as ISO 8601."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


def due(days: int) -> dict[str, str]:
    """A due date, to the day."""
    return {"value": day(days), "precision": "day"}


def today() -> date:
    """Today in UTC."""
    return datetime.now(UTC).date()


class Bearer(httpx.Auth):
    """A token of a person, minted anew every two minutes; waits where the gateway's rate limit says so."""

    def __init__(self, mint: Callable[[str], str], person: str) -> None:
        self._mint, self._person = mint, person
        self._token, self._until = "", 0.0

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        if time.monotonic() > self._until:
            self._token, self._until = self._mint(self._person), time.monotonic() + TOKEN_SECONDS
        request.headers["Authorization"] = f"Bearer {self._token}"
        while (yield request).status_code == 429:
            threading.Event().wait(0.2)


class People:
    """Clients of demonstration people on one platform. ``mint(person)`` gives a token for the gateway,
    ``password(person)`` what they sign in by, where that is asked.
    """

    def __init__(
        self,
        url: str,
        mint: Callable[[str], str],
        password: Callable[[str], str | None] = lambda person: None,
    ) -> None:
        self.url, self._mint, self.password = url, mint, password
        self._stack, self._clients = ExitStack(), dict[str, httpx.Client]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def client(self, person: str) -> httpx.Client:
        """The client of a person."""
        if person not in self._clients:
            client = httpx.Client(base_url=self.url, auth=Bearer(self._mint, person), timeout=60)
            self._clients[person] = self._stack.enter_context(client)
        return self._clients[person]

    def get(self, person: str, path: str, status: int = 200, **params: Any) -> Any:
        """What a person reads below /api/v1."""
        answer = self.client(person).get(f"/api/v1{path}", params=params)
        assert answer.status_code == status, f"{person} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def every(self, person: str, path: str) -> list[Any]:
        """All that a list has for a person, a page after the other."""
        page = self.get(person, path, limit=200)
        found: list[Any] = page["items"]
        while page["next"]:
            page = self.get(person, path, limit=200, cursor=page["next"])
            found += page["items"]
        return found

    def post(
        self, person: str, path: str, body: Any, status: int = 201, key: str = "", *, of: str = ""
    ) -> Any:
        """What a person makes below /api/v1, under a new idempotency key; ``of``: on what they read there."""
        headers = {"Idempotency-Key": key or str(uuid7())}
        if of:
            headers["If-Match"] = self.client(person).get(f"/api/v1{of}").headers["etag"]
        answer = self.client(person).post(f"/api/v1{path}", json=body, headers=headers)
        assert answer.status_code == status, f"{person} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def change(self, person: str, path: str, body: Any, *, of: str, method: str = "PATCH") -> Any:
        """What a person changes, based on what they read at ``of``."""
        tag = self.client(person).get(f"/api/v1{of}").headers["etag"]
        answer = self.client(person).request(method, f"/api/v1{path}", json=body, headers={"If-Match": tag})
        assert answer.status_code == 200, f"{person} {path}: {answer.status_code} {answer.text}"
        return answer.json()
