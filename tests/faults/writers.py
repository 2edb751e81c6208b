"""Eight writers that go on through every fault, and know what they were promised.

A write whose answer was lost is repeated with the same idempotency key, or after a look at what stands.
What was answered with success is kept here; the tests compare it with what is found afterwards.
"""

import contextlib
import itertools
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from deploy.dev.shared_platform import RunningPlatform
from deploy.stack.browsing import SignInRefused

PERSON = "us.admin"
PATIENCE = 180.0  # seconds for one write, through any number of faults
LOST = (401, 429, 500, 502, 503, 504)  # what a fault may answer; the write is tried again


@dataclass
class Promise:
    """What the platform has confirmed of one meeting."""

    id: str
    versions: list[str] = field(default_factory=list)  # the titles, in the order they were confirmed


class Token:
    """The token of the one person all writers are; fetched anew after two minutes, while nobody waits for it.

    One password at a time: two of one person at the same moment are a guess to the provider.
    """

    def __init__(self, platform: RunningPlatform) -> None:
        self._platform, self._lock = platform, threading.Lock()
        self._token, self._until = "", 0.0
        self._renewing: threading.Thread | None = None

    def now(self) -> str:
        """The token in hand; an older one is good for another while where the provider is away."""
        with self._lock:
            if not self._token:
                self._renew()
            elif time.monotonic() > self._until and not (self._renewing and self._renewing.is_alive()):
                self._renewing = threading.Thread(target=self._try_again, daemon=True)
                self._renewing.start()
            return self._token

    def _renew(self) -> None:
        self._token = self._platform.token(PERSON)
        self._until = time.monotonic() + 120

    def _try_again(self) -> None:
        with contextlib.suppress(httpx.HTTPError, SignInRefused):
            self._renew()


class Client:
    """One person's requests through the gateway, repeated until they are answered."""

    def __init__(self, platform: RunningPlatform, token: Token) -> None:
        self._token = token
        self._http = httpx.Client(base_url=f"{platform.url}/api", timeout=10.0)
        self._pause = threading.Event()
        self.repeated = 0
        self.refused = 0  # connections that nobody took

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token.now()}"}

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        """The first answer that is not the fault's; a body that is repeated keeps its idempotency key."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                given = {**self._headers(), **headers}
                answer = self._http.request(method, path, json=body, headers=given)
                if answer.status_code not in LOST:
                    return answer
                trouble = f"{answer.status_code} {answer.text[:300]}"
            except httpx.TransportError as error:
                trouble = type(error).__name__
                self.refused += isinstance(error, httpx.ConnectError)
            assert time.monotonic() < deadline, f"{method} {path}: {trouble}"
            self.repeated += 1
            self._pause.wait(0.1)

    def create(self, path: str, body: Mapping[str, object]) -> str:
        """Create a record once, however often it has to be asked for; its id."""
        answer = self.ask("POST", path, body, **{"Idempotency-Key": str(uuid4())})
        assert answer.status_code in (200, 201), answer.text
        return str(answer.json()["id"])

    def retitle(self, meeting: str, title: str) -> None:
        """Give a meeting its next title, once: after a lost answer a stale ETag says that it was done."""
        while True:
            present = self.ask("GET", f"/v1/meetings/{meeting}")
            assert present.status_code == 200, present.text
            if present.json()["title"] == title:
                return
            etag = present.headers["etag"]
            answer = self.ask("PATCH", f"/v1/meetings/{meeting}", {"title": title}, **{"If-Match": etag})
            if answer.status_code == 200:
                return
            assert answer.status_code == 412, answer.text


class Writers:
    """Threads; each plans meetings in a forum of its own and retitles them, ``meetings`` of them or until
    `finish`, with ``pause`` seconds after each.
    """

    def __init__(
        self, platform: RunningPlatform, writers: int, titles: int, meetings: int | None = None,
        pause: float = 0.0,
    ) -> None:  # fmt: skip
        self._platform, self._meetings, self._titles, self._pause = platform, meetings, titles, pause
        self._finish = threading.Event()
        self.token = Token(platform)
        self.promises: list[Promise] = []
        self.forums: list[str] = []
        self.trouble: list[BaseException] = []
        self.repeated = self.refused = 0
        self.poisoned = 0  # messages that nobody can take, put among the others
        self._threads = [
            threading.Thread(target=self._guarded(number), daemon=True) for number in range(writers)
        ]
        self._lock = threading.Lock()

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def busy(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def finish(self) -> None:
        """Each writer ends after the meeting in hand."""
        self._finish.set()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()
        if self.trouble:
            raise self.trouble[0]

    def done(self) -> int:
        with self._lock:
            return sum(1 + len(promise.versions) for promise in self.promises)

    def _guarded(self, number: int) -> Callable[[], None]:
        def run() -> None:
            try:
                self._write(number)
            except BaseException as error:
                self.trouble.append(error)

        return run

    def _write(self, number: int) -> None:
        client = Client(self._platform, self.token)
        forum = client.create(
            "/v1/forums",
            {
                "key": f"fault-{number}-{uuid4().hex[:8]}",
                "name": f"Fault writer {number} (fictional)",
                "kind": "working_group",
                "rank": 3,
                "nations": ["USA", "GBR"],
                "escalation_authority": {"USA": "Director", "GBR": "Director"},
            },
        )
        with self._lock:
            self.forums.append(forum)
        for meeting in itertools.count() if self._meetings is None else range(self._meetings):
            if self._finish.wait(self._pause):
                break
            title = f"writer {number} meeting {meeting}"
            window = {"start": f"20{30 + meeting % 60}-05"}
            promise = Promise(
                client.create("/v1/meetings", {"forum": forum, "title": title, "window": window})
            )
            with self._lock:
                self.promises.append(promise)
            for version in range(1, self._titles + 1):
                client.retitle(promise.id, f"{title} v{version}")
                with self._lock:
                    promise.versions.append(f"{title} v{version}")
        with self._lock:
            self.repeated += client.repeated
            self.refused += client.refused
