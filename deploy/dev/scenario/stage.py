"""The stage of the scenario: people who speak to the meetings API at a moment of the story, each step once.

A step has a name. What it made is kept in a ledger beside the state, so that a load that was
interrupted goes on where it stopped; the step in flight is repeated with the same idempotency key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx

Body = dict[str, Any]
_SATURDAY = 5


class StepFailed(RuntimeError):
    """A step of the story was refused: the product or the story is wrong. Says which, by whom, why."""


class Clock:
    """The time of the story; a callable that the application takes as its clock."""

    def __init__(self, opening: date) -> None:
        """``opening`` is the day of loading; the story counts its days from it."""
        self.opening = opening
        self._now = datetime.combine(opening, time(8), UTC)

    def __call__(self) -> datetime:
        """The moment of the story, in UTC."""
        return self._now

    def set(self, days: int, hour: int = 9, minute: int = 0) -> None:
        """Go to a day, counted from the day of loading (negative: before it)."""
        self._now = datetime.combine(self.opening + timedelta(days=days), time(hour, minute), UTC)

    def meets(self, days: int, length: int = 1) -> int:
        """The first day of a meeting of ``length`` days that is wanted on that day, counted as it is.

        Armies meet on working days, and not from 24 December to 1 January. What has been is put earlier and what is
        to come later, so that neither passes the day of loading.
        """
        step = -1 if days < 0 else 1
        while not all(_working(self.opening + timedelta(days=days + n)) for n in range(length)):
            days += step
        return days

    def day(self, days: int) -> str:
        """The day ``days`` from the day of loading, as ISO 8601."""
        return (self.opening + timedelta(days=days)).isoformat()

    def month(self, days: int) -> str:
        """The month of that day ("2027-03"), for windows that are known no better."""
        return self.day(days)[:7]


def _working(day: date) -> bool:
    return day.weekday() < _SATURDAY and (1, 1) < (day.month, day.day) < (12, 24)


class Ledger:
    """Names of the steps done, with what they made; written after each."""

    def __init__(self, path: Path) -> None:
        """``path`` is a file of the state folder; it need not exist."""
        self._path = path
        self._state: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {"steps": {}}

    def opening(self, today: date) -> date:
        """The day of loading: today, or the day on which an interrupted load began."""
        kept = self._state.setdefault("opening", today.isoformat())
        return date.fromisoformat(kept)

    @property
    def complete(self) -> bool:
        """Whether the whole story has been told."""
        return bool(self._state.get("complete"))

    def __contains__(self, step: str) -> bool:
        return step in self._state["steps"]

    def __getitem__(self, step: str) -> Body:
        made: Body = self._state["steps"][step]
        return made

    def keep(self, step: str, made: Mapping[str, Any]) -> None:
        """Write down a step and what it answered (id and ref are enough)."""
        self._state["steps"][step] = {name: made[name] for name in ("id", "ref", "name") if name in made}
        self._write()

    def close(self) -> None:
        """The story is told."""
        self._state["complete"] = True
        self._write()

    def _write(self) -> None:
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps(self._state))
        new.replace(self._path)


class Stage:
    """Speaks for the people of the story; ``token(username)`` gives the bearer token of one of them."""

    def __init__(
        self, client: httpx.AsyncClient, clock: Clock, ledger: Ledger, token: Callable[[str], str]
    ) -> None:
        """The client speaks to the meetings application; the clock is that application's clock."""
        self.clock, self._client, self._ledger, self._token = clock, client, ledger, token
        self.told = 0

    async def create(self, step: str, who: str, path: str, body: Body) -> Body:
        """POST something new, once; answers what was made (its id and ref)."""
        return await self._once(step, who, "POST", path, body)

    async def act(
        self, step: str, who: str, method: str, path: str, body: Body, *, on: str | None = None
    ) -> Body:
        """A change, once. ``on`` is the record whose ETag the change needs (default: the path itself)."""
        if step in self._ledger:
            return self._ledger[step]
        etag = (await self._send(step, who, "GET", on or path)).headers.get("etag", "")
        return await self._once(step, who, method, path, body, {"If-Match": etag})

    async def read(self, who: str, path: str) -> Body:
        """GET a record as one of the people."""
        answer: Body = (await self._send("read", who, "GET", path)).json()
        return answer

    async def _once(
        self, step: str, who: str, method: str, path: str, body: Body, headers: dict[str, str] | None = None
    ) -> Body:
        if step in self._ledger:
            return self._ledger[step]
        key = {"Idempotency-Key": str(uuid5(NAMESPACE_URL, f"urn:entente:scenario:{step}"))}
        answer = await self._send(step, who, method, path, body, key | (headers or {}))
        made: Body = answer.json() if answer.content else {}
        self._ledger.keep(step, made)
        self.told += 1
        return made

    async def _send(
        self, step: str, who: str, method: str, path: str, body: Body | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:  # fmt: skip
        bearer = {"Authorization": f"Bearer {self._token(who)}"}
        answer = await self._client.request(method, path, json=body, headers=bearer | (headers or {}))
        if answer.is_error:
            raise StepFailed(f"{step}: {who} {method} {path} -> {answer.status_code} {answer.text}")
        return answer
