"""An attachment of one GiB sent and taken through the gateway: what memory that takes, against 32 MiB."""

import hashlib
import shutil
from collections.abc import Iterator
from typing import Any

import httpx

from deploy.dev.platform import Platform
from deploy.dev.state import open_state
from tests.bench.edge.cores import forget_peak, memory
from tests.bench.measure import Figure
from tests.people import People

SMALL, LARGE = 32 << 20, 1 << 30
PIECE = b"0123456789abcde\n" * (1 << 14)
WHO = "us.secretary"
PROCESSES = ("gateway", "sharing")


def _pieces(size: int) -> Iterator[bytes]:
    for _ in range(size // len(PIECE)):
        yield PIECE


def _there_and_back(people: People, item: str, size: int) -> None:
    """Sends a file of that size and takes it along again; its bytes are the same."""
    body = {"name": f"{size}.txt", "size": size}
    made: Any = people.post(WHO, f"/items/{item}/attachments", body)
    place, client = f"/api/v1/attachments/{made['id']}", people.client(WHO)
    headers = {"If-Match": client.get(place).headers["etag"], "Content-Length": str(size)}
    wait = httpx.Timeout(600)
    kept = client.put(f"{place}/content", content=_pieces(size), headers=headers, timeout=wait)
    assert kept.status_code == 200, kept.text
    digest = hashlib.sha256()
    with client.stream("GET", f"{place}/content", timeout=wait) as answer:
        for piece in answer.iter_bytes():
            digest.update(piece)
    assert digest.hexdigest() == kept.json()["sha256"]


def run() -> Iterator[Figure]:
    """The most that each process held, by size; the larger file takes no more but what comes and goes."""
    with (
        Platform(open_state("bench-attachments")) as platform,
        People(platform.url, platform.token) as people,
    ):
        pids = {name: platform.supervisor.running[name].child.pid for name in PROCESSES}
        item = people.post(WHO, "/items", {"title": "A large file"})["id"]
        most: dict[int, dict[str, int]] = {}
        _there_and_back(people, item, SMALL)
        for size in (SMALL, LARGE):
            for pid in pids.values():
                forget_peak(pid)
            _there_and_back(people, item, size)
            most[size] = {name: memory(pid, "VmHWM") for name, pid in pids.items()}
    shutil.rmtree(open_state("bench-attachments").root / "attachments", ignore_errors=True)
    for name in PROCESSES:
        detail = {f"{size >> 20}_MiB": f"{found[name] / 2**20:.0f} MiB" for size, found in most.items()}
        yield Figure(
            f"memory of {name}, 1 GiB / 32 MiB", most[LARGE][name] / most[SMALL][name], 1.25, True, detail
        )
