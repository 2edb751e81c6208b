"""One Kafka broker for all test processes of a checkout (`deploy.dev.shared`), with fresh data each time.

It looks after its logs every moment, where the real one does so every few minutes.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from deploy.dev.ports import choose_ports
from deploy.dev.shared import joined, serving, wait_until_unused
from deploy.dev.state import State, kept_secret, open_state, read_json, write_private
from deploy.stack.artifacts import fetch, locked
from deploy.stack.broker import Broker

PORTS = ("kafka", "kafka-controller")
SETTINGS = {
    "log.cleaner.backoff.ms": "100", "log.retention.check.interval.ms": "300",
    "log.initial.task.delay.ms": "100",
}  # fmt: skip

LINGER_SECONDS = 10.0
"""For the next file of tests, which asks for it anew."""


@contextmanager
def shared_broker(seconds: float = 90.0) -> Iterator[Broker]:
    """The running broker, for its clients' settings alone: it is another process's child.

    Raises `artifacts.Unfetched` where its files cannot be had.
    """
    state = open_state("shared-kafka")
    fetch(locked("kafka"), state.shared / "artifacts")  # here, where it can be said that it cannot be had
    with joined(state, "deploy.stack.shared_broker", lambda: _answers(state), seconds):
        yield _broker(state, [], read_json(state.instance_file)["ports"])


def _broker(state: State, jars: list[Path], ports: dict[str, int]) -> Broker:
    passwords = {name: kept_secret(state.secrets, f"kafka-{name}") for name in ("broker", "admin")}
    port, controller_port = (ports[name] for name in PORTS)
    return Broker(state.root / "kafka", jars, port, controller_port, passwords, SETTINGS)


def _answers(state: State) -> bool:
    ports = read_json(state.instance_file).get("ports")
    if not ports:
        return False
    try:
        KafkaAdminClient(**_broker(state, [], ports).client(), bootstrap_timeout_ms=500).close()
    except KafkaError:
        return False
    return True


def serve() -> None:
    """Run the broker until no test process is left."""
    state = open_state("shared-kafka")
    shutil.rmtree(state.root / "kafka", ignore_errors=True)
    jars = fetch(locked("kafka"), state.shared / "artifacts")
    ports, _ = choose_ports(state, PORTS, {})
    broker = _broker(state, jars, ports)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    broker.start()
    try:
        write_private(state.instance_file, json.dumps({"ports": ports}))
        wait_until_unused(
            state, lambda: broker.process is not None and broker.process.poll() is None, LINGER_SECONDS
        )
    finally:
        broker.stop()
        state.instance_file.unlink(missing_ok=True)


if __name__ == "__main__":
    os.umask(0o077)
    with serving(open_state("shared-kafka")):
        serve()
