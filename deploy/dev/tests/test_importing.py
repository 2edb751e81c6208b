"""The command line of imports: what it sends, what it says, and when it fails."""

import argparse
from typing import Any

import httpx
import pytest

from deploy.dev.importing import PATIENCE, Importer, Refused, Signed, arguments, run

DONE = {
    "id": "1", "ref": "IMP-1", "state": "done", "piece_size": 4, "problem": None, "columns": [{}],
    "reading": {"format": "csv"}, "mapping": {"columns": [{"target": "title", "column": "name"}]},
    "progress": {"rows": 2, "rows_per_second": 9.0}, "counts": {"new": 2},
    "checked": {"errors": 1, "at": "now"},
}  # fmt: skip
KIND = {"severity": "error", "count": 1, "column": "name", "text": "No.", "example": {"row": 2, "raw": "x"}}
SUMS = {
    "groups": 2, "people_groups": 0, "people_agree": 0, "cost_groups": 2, "cost_agree": 1, "bare_groups": 0,
    "bare_agree": 0,
}  # fmt: skip


def service(sent: list[tuple[str, str, bytes]], refuse: str = "") -> httpx.Client:
    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/v1")
        sent.append((request.method, path, request.content))
        if refuse and path.endswith(refuse):
            problem = {"title": "No", "errors": [{"pointer": "/label", "rule": "role", "detail": "why"}]}
            return httpx.Response(422, json=problem)
        bodies: dict[str, Any] = {"message-kinds": {"items": [KIND]}, "reconciliation": {"summary": SUMS}}
        return httpx.Response(200, json=bodies.get(path.rpartition("/")[2], DONE), headers={"etag": '"1"'})

    signed = Signed(lambda: "token")
    return httpx.Client(base_url="http://g/api/v1/", auth=signed, transport=httpx.MockTransport(answer))


def chosen(tmp_path: Any, *more: str) -> argparse.Namespace:
    (tmp_path / "list.csv").write_bytes(b"name\nx\ny\n")
    return arguments([str(tmp_path / "list.csv"), *more], "USA")


def test_a_file_is_sent_in_pieces_started_and_told_of(tmp_path):
    sent: list[tuple[str, str, bytes]] = []
    said: list[str] = []
    assert run(Importer(service(sent)), chosen(tmp_path, "--rel", "GBR"), said.append) == 0
    assert [content for _, path, content in sent if "/pieces/" in path] == [b"name", b"\nx\ny", b"\n"]
    assert b'"owner":["USA"],"rel":["GBR"]' in sent[0][2].replace(b" ", b"")
    assert [path for method, path, _ in sent if method == "POST"][-1] == "/imports/1/start"
    assert [line for line in said if line.startswith("totals: cost agree in 1 of 2 groups;")]


def test_a_dry_run_with_errors_is_no_success(tmp_path):
    assert run(Importer(service([])), chosen(tmp_path, "--dry-run"), lambda _: None) == 1


def test_a_refusal_is_said_in_the_problems_own_words(tmp_path):
    with pytest.raises(Refused, match=r"No.*role why"):
        run(Importer(service([], "/imports")), chosen(tmp_path), lambda _: None)


def broken(times: int, answered: list[int]) -> Importer:
    """A service whose connection breaks, and whose edge then says that it is away, so many times each."""

    def answer(request: httpx.Request) -> httpx.Response:
        answered.append(len(answered))
        if len(answered) <= times:
            raise httpx.RemoteProtocolError("gone", request=request)
        if len(answered) <= 2 * times:
            return httpx.Response(503, json={"title": "Away"})
        return httpx.Response(200, json=DONE)

    return Importer(httpx.Client(base_url="http://g/api/v1/", transport=httpx.MockTransport(answer)))


def test_a_service_that_begins_anew_is_waited_for():
    answered: list[int] = []
    assert [one["state"] for one in broken(3, answered).follow("1", lambda _: None)] == ["done"]
    assert len(answered) == 7


def test_a_service_that_stays_away_is_given_up():
    answered: list[int] = []
    with pytest.raises(httpx.TransportError):
        list(broken(PATIENCE + 1, answered).follow("1", lambda _: None))
    assert len(answered) == PATIENCE + 1
