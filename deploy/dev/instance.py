"""What is chosen once for a checkout and kept: its ports and secrets. Two checkouts run at once."""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.dev.ports import HOST, choose_ports
from deploy.dev.postgres import EmbeddedPostgres
from deploy.dev.state import CHECKOUT, State, instance_id, kept_secret, read_json, write_private


@dataclass
class Instance:
    """One checkout's running platform: where its processes listen and the secrets that they share."""

    state: State
    server: EmbeddedPostgres
    ports: dict[str, int]
    moved: list[str] = field(default_factory=list)  # processes whose kept port was taken by somebody else

    @property
    def id(self) -> str:
        """The instance id: it names the session cookie, since cookies ignore ports. Every state has its own,
        those of one checkout too.
        """
        return instance_id(self.state.root)

    def url(self, process: str) -> str:
        """Where ``process`` listens, on loopback."""
        return f"http://{HOST}:{self.ports[process]}"

    def secret(self, name: str) -> str:
        """A secret of this instance, made at first use."""
        return kept_secret(self.state.secrets, name)

    def key(self, name: str) -> str:
        """32 random bytes in base64, made at first use."""
        make = lambda: base64.b64encode(secrets.token_bytes(32)).decode()  # noqa: E731
        return kept_secret(self.state.secrets, name, make)

    def note(self, name: str) -> Any:
        """What was noted under ``name``, None if nothing was."""
        return read_json(self.state.instance_file).get(name)

    def remember(self, name: str, value: Any) -> None:
        """Note ``value`` for the next start."""
        noted = read_json(self.state.instance_file) | {name: value}
        write_private(self.state.instance_file, json.dumps(noted, indent=1))

    def once(self, name: str, files: Iterable[Path], do: Callable[[], None]) -> bool:
        """Do what is made of ``files`` unless it was done for them as they are, at these ports; whether it
        was done now.
        """
        digest = hashlib.sha256(json.dumps(self.ports, sort_keys=True).encode())
        for file in sorted(files):
            digest.update(file.read_bytes())
        if self.note(name) == digest.hexdigest():
            return False
        do()
        self.remember(name, digest.hexdigest())
        return True


Served = Callable[[State, Mapping[str, int]], EmbeddedPostgres]


def _by_its_socket(state: State, _: Mapping[str, int]) -> EmbeddedPostgres:
    return EmbeddedPostgres(state)


def open_instance(
    state: State, processes: Sequence[str], *, running: bool = False, server: Served = _by_its_socket
) -> Instance:
    """The instance of ``state`` with a free port for each of ``processes``.

    Kept ports are taken again; one that somebody else holds by now is replaced. ``running`` leaves them as
    they are (for a look at a platform that runs). ``server`` makes the database server, which may want one of
    the ports.
    """
    kept: dict[str, int] = read_json(state.instance_file).get("ports", {})
    if running and set(processes) <= kept.keys():
        return Instance(state, server(state, kept), kept)
    ports, moved = choose_ports(state, processes, kept)
    instance = Instance(state, server(state, ports), ports, moved)
    if ports != kept:
        instance.remember("ports", ports)
        instance.remember("checkout", os.fspath(CHECKOUT))
    return instance
