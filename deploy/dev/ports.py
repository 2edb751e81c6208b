"""Ports of loopback: chosen free, reserved for an instance in one file of the user, and known to be our own.

Of two instances that start in the same second each gets ports of its own: the choice is made under a lock,
and a port that was chosen is reserved until its instance's state is deleted, whether it runs or not.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

from deploy.dev.state import State, read_json, write_private

HOST = "127.0.0.1"
GATEWAY_PORTS = range(8080, 8100)
OTHER_PORTS = range(20_000, 30_000)
_LISTENING = "0A"


def choose_ports(
    state: State, processes: Sequence[str], kept: dict[str, int]
) -> tuple[dict[str, int], list[str]]:
    """A free port for each of ``processes``, and those whose kept port somebody else holds by now.

    The gateway of a checkout gets the first free one from 8080 on, tests (a named state) stay away from
    these.
    """
    with _reservations(state) as reserved:
        others = {port for root, ports in reserved.items() if root != str(state.root) for port in ports}
        ports: dict[str, int] = {}
        moved = []
        for process in processes:
            port = kept.get(process)
            if port is None or port in others or not is_free(port):
                moved += [process] if port else []
                taken = others | set(ports.values()) | set(kept.values())
                port = _first_free(_wanted(state, process), taken)
            ports[process] = port
        reserved[str(state.root)] = sorted(ports.values())
    return ports, moved


def _wanted(state: State, process: str) -> Iterator[int]:
    if process == "gateway" and not state.of_tests:
        yield from GATEWAY_PORTS
    digest = hashlib.sha256(f"{state.root}\0{process}".encode()).digest()
    first = int.from_bytes(digest[:8], "big")
    for step in range(len(OTHER_PORTS)):
        yield OTHER_PORTS[(first + step) % len(OTHER_PORTS)]


def _first_free(wanted: Iterator[int], taken: set[int]) -> int:
    for port in wanted:
        if port not in taken and is_free(port):
            return port
    raise RuntimeError("no port of loopback is free between 20000 and 30000")


@contextlib.contextmanager
def _reservations(state: State) -> Iterator[dict[str, list[int]]]:
    """The ports of all instances of this user, by state folder, for this process alone until the end."""
    file = state.user / "ports.json"
    with (state.user / "ports.lock").open("a", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        reserved: dict[str, list[int]] = {
            root: ports for root, ports in read_json(file).items() if Path(root).is_dir()
        }
        yield reserved
        write_private(file, json.dumps(reserved, indent=1))


def is_free(port: int) -> bool:
    """Whether nobody listens on ``port`` of loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def listens(pid: int, port: int) -> bool:
    """Whether it is process ``pid`` itself that listens on ``port`` of loopback, and nobody else's."""
    wanted = f"0100007F:{port:04X}"  # 127.0.0.1 as the kernel writes it
    rows = (line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:])
    sockets = {f"socket:[{row[9]}]" for row in rows if row[1] == wanted and row[3] == _LISTENING}
    held = set()
    with contextlib.suppress(OSError):
        for handle in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                held.add(os.readlink(handle))
    return bool(sockets & held)
