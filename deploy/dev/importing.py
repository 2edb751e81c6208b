"""A file into the registry from the command line, by the interface that the browser uses: `make import`."""

import argparse
import hashlib
import sys
import time
import uuid
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import httpx

Say = Callable[[str], None]
EVERY: Final = 0.5  # seconds between two looks at the progress
PATIENCE: Final = 120
"""Looks in a row without an answer after which it gives up: the import goes on without anybody who looks."""
WORKING: Final = ("checking", "running", "undoing")


class Refused(RuntimeError):
    """The service does not take it; the message is the problem's own words."""


class Away(Refused):
    """The service does not answer now; it may soon."""


class Importer:
    """Speaks to the interface of imports for one person."""

    def __init__(self, client: httpx.Client) -> None:
        """``client`` has the address of ``/api/v1`` and sends the person's token."""
        self._client = client

    def send(self, name: str, content: bytes, label: dict[str, Any], profile: str | None) -> dict[str, Any]:
        """Begin an import and send its file; what was seen of it. Raises Refused."""
        body = {"name": name, "label": label, "size": len(content), "profile": profile}
        one = self._call("POST", "imports", json=body, headers={"Idempotency-Key": str(uuid.uuid4())})
        size = one["piece_size"]
        pieces = [content[at : at + size] for at in range(0, len(content), size)]
        for number, piece in enumerate(pieces):
            self._call("POST", f"imports/{one['id']}/pieces/{number}", content=piece)
        said = {"pieces": len(pieces), "digest": hashlib.sha256(content).hexdigest()}
        return self.act(one["id"], "received", said)

    def act(self, import_id: str, name: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """One of an import's acts, on what it is now. Raises Refused."""
        tag = self._answer("GET", f"imports/{import_id}").headers["etag"]
        return self._call("POST", f"imports/{import_id}/{name}", json=body or {}, headers={"If-Match": tag})

    def follow(self, import_id: str, pause: Callable[[float], None] = time.sleep) -> Iterator[dict[str, Any]]:
        """The import as it is, again and again, until nothing is under way any more.

        A service that is away for a while is waited for. Raises Away, or httpx's errors, where it stays so.
        """
        missed = 0
        while True:
            try:
                one = self._call("GET", f"imports/{import_id}")
            except (Away, httpx.TransportError):
                if (missed := missed + 1) > PATIENCE:
                    raise
                pause(EVERY)
                continue
            missed = 0
            yield one
            if one["state"] not in WORKING:
                return
            pause(EVERY)

    def kinds(self, import_id: str) -> list[dict[str, Any]]:
        """The messages by kind."""
        found: list[dict[str, Any]] = self._call("GET", f"imports/{import_id}/message-kinds")["items"]
        return found

    def reconciliation(self, import_id: str) -> dict[str, Any]:
        """How the sums agree with what the file prints."""
        return self._call("GET", f"imports/{import_id}/reconciliation")

    def _call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        found: dict[str, Any] = self._answer(method, path, **options).json()
        return found

    def _answer(self, method: str, path: str, **options: Any) -> httpx.Response:
        answer = self._client.request(method, path, **options)
        if answer.is_error:
            problem = answer.json()
            places = "; ".join(
                f"{one['pointer']}: {one['rule']} {one['detail']}" for one in problem.get("errors", [])
            )
            kind = Away if answer.is_server_error else Refused
            raise kind(f"{problem['title']} ({answer.status_code}) {places}".strip())
        return answer


def run(importer: Importer, chosen: argparse.Namespace, say: Say) -> int:
    """Send, check or run, and tell what came of it. 0: done; 1: it failed, or a dry run found errors."""
    rel = [one for one in chosen.rel.split(",") if one]
    label = {"level": chosen.level, "owner": chosen.owner.split("+"), "rel": rel}
    sent = importer.send(chosen.file.name, chosen.file.read_bytes(), label, chosen.profile)
    mapped = ", ".join(f"{one['target']} from {one['column']}" for one in sent["mapping"]["columns"])
    say(f"{sent['ref']}: {sent['reading']['format']}, {len(sent['columns'])} columns; {mapped}")
    if chosen.dry_run:
        ended = importer.act(sent["id"], "check")
    else:
        ended = importer.act(sent["id"], "start", {"gone": chosen.gone, "edited": chosen.edited})
    for ended in importer.follow(sent["id"]):
        progress = ended["progress"]
        say(f"{ended['state']}: {progress.get('rows', 0)} rows, {progress.get('rows_per_second', 0):.0f}/s")
    if ended["problem"]:
        say(f"it ended: {ended['problem']['title']}")
        return 1
    counts = ended["checked"] if chosen.dry_run else ended["counts"]
    say(", ".join(f"{name} {number}" for name, number in counts.items() if number and name != "at"))
    _tell(importer, sent["id"], say)
    return 1 if chosen.dry_run and counts.get("errors") else 0


def _tell(importer: Importer, import_id: str, say: Say) -> None:
    for kind in importer.kinds(import_id):
        example = f"(row {kind['example']['row']}: {kind['example']['raw']!r})"
        say(f"  {kind['severity']:<7} {kind['count']:>6} {kind['column']}: {kind['text']} {example}")
    found = importer.reconciliation(import_id)["summary"]
    if found["groups"]:
        printed = (("people", "people_groups", "people_agree"), ("cost", "cost_groups", "cost_agree"))
        agreed = [
            f"{name} agree in {found[agree]} of {found[groups]} groups"
            for name, groups, agree in printed
            if found[groups]
        ]
        bare = f"{found['bare_agree']} of {found['bare_groups']} totals without words"
        say(f"totals: {', '.join(agreed)}; {bare}")


class Signed(httpx.Auth):
    """Signs each request with a token that is renewed while it is good."""

    def __init__(self, token: Callable[[], str], seconds: float = 120.0) -> None:
        """``token`` gives one that is good for longer than ``seconds``."""
        self._token, self._seconds = token, seconds
        self._held, self._until = "", 0.0

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the token."""
        if time.monotonic() >= self._until:
            self._held, self._until = self._token(), time.monotonic() + self._seconds
        request.headers["Authorization"] = f"Bearer {self._held}"
        yield request


def arguments(given: Sequence[str], nation: str) -> argparse.Namespace:
    """What was asked for; a label is the nation's alone unless it is said."""
    parser = argparse.ArgumentParser(prog="make import", description="Import a list of activities.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--owner", default=nation, help="owners of the label, joined by +")
    parser.add_argument("--rel", default="", help="nations and groups that may read it, too")
    parser.add_argument("--level", default="UNCLASSIFIED")
    parser.add_argument(
        "--profile",
        help="id of a kept mapping, or for mended rows the import that refused them (IMP-…);"
        " left out: what fits, or a guess",
    )
    parser.add_argument("--dry-run", action="store_true", help="everything but the writing")
    parser.add_argument("--gone", choices=("keep", "withdraw"), default="keep")
    parser.add_argument("--edited", choices=("keep", "overwrite"), default="keep")
    return parser.parse_args(given)


def import_file(url: str, token: Callable[[], str], nation: str, given: Sequence[str]) -> int:
    """Import a file in the name of a person whose access tokens ``token`` gives."""
    chosen = arguments(given, nation)
    with httpx.Client(base_url=f"{url}/api/v1/", auth=Signed(token), timeout=60.0) as client:
        try:
            return run(Importer(client), chosen, lambda line: print(line, flush=True))
        except (Refused, OSError, httpx.HTTPError) as error:
            print(error, file=sys.stderr)
            return 1
