"""Revoked subjects: tokens issued before ``not_before`` are refused at once, whatever their expiry says.

Fed by the directory's event and, so that it works with the broker away, by asking the directory every two
seconds. Without an answer for the grace time every request is refused (ARCHITECTURE, "One request", 1).
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import httpx

from services.common.errors import Problem, unauthorised
from services.common.measures import measure_unanswered

POLL_SECONDS: Final = 2.0
_log = logging.getLogger(__name__)


class Revocations:
    """The ``not_before`` of each revoked subject, and whether it is known well enough to let anyone in."""

    def __init__(self, grace: float | None = 60.0, monotonic: Callable[[], float] = time.monotonic) -> None:
        """``grace``: seconds without news after which all are refused; None where the source is here."""
        self._not_before: dict[str, float] = {}
        self._grace = grace
        self._monotonic = monotonic
        self._confirmed = monotonic()
        self._listeners: list[Callable[[str], None]] = []

    def note(self, subject: str, not_before: datetime) -> None:
        """Refuse tokens of ``subject`` from before that moment; an earlier one than known changes nothing."""
        moment = not_before.timestamp()
        if moment > self._not_before.get(subject, 0.0):
            self._not_before[subject] = moment
            for listener in self._listeners:
                listener(subject)

    def listen(self, listener: Callable[[str], None]) -> None:
        """Be told of each newly revoked subject, to end their open streams."""
        self._listeners.append(listener)

    def confirm(self) -> None:
        """The source has answered: what is known here is up to date."""
        self._confirmed = self._monotonic()

    def refuses(self, subject: str, issued_at: float) -> bool:
        """Whether a token of that subject, issued at that second, is revoked."""
        return issued_at < self._not_before.get(subject, 0.0)

    def check(self, subject: str, issued_at: float) -> None:
        """Raise 401 ``subject-revoked``, or 503 ``revocations-unknown`` after the grace time without news."""
        if self.refuses(subject, issued_at):
            raise unauthorised("subject-revoked", "This access has been revoked")
        if self._grace is not None and self._monotonic() - self._confirmed > self._grace:
            raise Problem(503, "revocations-unknown", "Whether this access still stands cannot be known now")


class _Token(NamedTuple):
    value: str
    renewed_at: float
    ends_at: float


class DirectoryClient:
    """Speaks to the directory as a service, with client credentials of its own."""

    def __init__(
        self, *, directory_url: str, issuer: str, client_id: str, client_secret: str,
        client: httpx.AsyncClient | None = None, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """Nothing is asked before the first request."""
        self._monotonic = monotonic
        self._url = directory_url.rstrip("/")
        self._issuer = issuer.rstrip("/")
        self._credentials = (client_id, client_secret)
        self._client = client or httpx.AsyncClient(timeout=2.0)
        self.asked = "directory"  # whom the last question went to: the directory, or the issuer
        self._token = _Token("", 0.0, 0.0)
        self._endpoint: str | None = None

    async def get(self, path: str, query: Mapping[str, str]) -> dict[str, Any]:
        """The answer's JSON; raises httpx's errors, for answers that are no success too."""
        return await self._ask(self._client.build_request("GET", self._url + path, params=query))

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Send JSON; like `get`."""
        return await self._ask(self._client.build_request("POST", self._url + path, json=body))

    async def _ask(self, request: httpx.Request) -> dict[str, Any]:
        request.headers["Authorization"] = f"Bearer {await self._access_token()}"
        answer = await self._client.send(request)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._token = _Token("", 0.0, 0.0)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    async def _access_token(self) -> str:
        """A token renewed at half its life; while the issuer is away the one in hand is good to its end."""
        if self._monotonic() >= self._token.renewed_at:
            try:
                await self._renew()
            except (httpx.HTTPError, ValueError, KeyError):
                if self._monotonic() >= self._token.ends_at:
                    raise
            self.asked = "directory"
        return self._token.value

    async def _renew(self) -> None:
        self.asked = "issuer"
        if self._endpoint is None:
            discovery = await self._client.get(f"{self._issuer}/.well-known/openid-configuration")
            self._endpoint = str(discovery.raise_for_status().json()["token_endpoint"])
        form = {"grant_type": "client_credentials", "audience": "directory"}
        answer = await self._client.post(self._endpoint, data=form, auth=self._credentials)
        body = answer.raise_for_status().json()
        now, seconds = self._monotonic(), float(body.get("expires_in", 60))
        self._token = _Token(str(body["access_token"]), now + seconds / 2, now + seconds)


class RevocationPoller:
    """Asks the directory every two seconds."""

    def __init__(self, revocations: Revocations, directory: DirectoryClient) -> None:
        """Nothing is asked before `run`."""
        self._revocations = revocations
        self._directory = directory
        self._after: str | None = None

    async def run(self) -> None:
        """Ask for ever; a failed attempt is only counted by the grace time."""
        while True:
            try:
                await self.poll()
            except Exception as error:  # whatever it was: who stops asking refuses everybody soon
                measure_unanswered(self._directory.asked)
                _log.warning("revocations.unanswered", extra={"reason": type(error).__name__})
            await asyncio.sleep(POLL_SECONDS)

    async def poll(self) -> None:
        """Ask once, to the end of what is new. Answer: ``{"items": [{"subject", "not_before"}], "next"}``."""
        while True:
            query = {"after": self._after} if self._after else {}
            page = await self._directory.get("/v1/revocations", query)
            for item in page["items"]:
                self._revocations.note(item["subject"], datetime.fromisoformat(item["not_before"]))
            self._after = page.get("next") or self._after
            if not page["items"]:
                self._revocations.confirm()
                return
