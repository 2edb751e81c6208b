"""Broker and provider away, a database restarted, a message that nobody can take, under eight writers.

What the guide says works goes on meanwhile; afterwards nothing is lost, doubled or out of order, without a
hand: the tests of `tests.faults.test_kill`, on what these faults have left. Away means stopped in the middle:
whoever is connected hears nothing, which is harder than a refusal, for ``ENTENTE_OUTAGE`` seconds (20).
"""

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from deploy.dev.shared_platform import RunningPlatform
from deploy.dev.state import open_state
from deploy.stack.house import REAL, fetch_parts, issuer
from deploy.stack.testing import within_reach
from services.common.events.bus import open_bus
from tests.contract.bus.harness import event
from tests.faults import test_kill
from tests.faults.supervised import DATABASE, Supervised
from tests.faults.test_kill import TITLES, TOPIC, WRITERS, ask, bus_of, platform, promises
from tests.faults.writers import Writers
from tests.people import People
from tests.stack.again import again
from tests.trace import test_one_trace
from tests.trace.collector import Collector
from tests.trace.test_one_trace import collector
from tests.waiting import until

__all__ = ["collector", "platform", "promises"]
AWAY = float(os.environ.get("ENTENTE_OUTAGE", "20"))
STATE = "faults-stack"
PAUSE = 1.0  # seconds that each writer takes from one meeting to the next
SPELL = 4.0  # seconds after each of which there must be more that was written
pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.real, pytest.mark.browser]


@pytest.fixture(scope="module")
def supervised(collector: Collector) -> Iterator[Supervised]:
    """A platform of its own on the real parts, new and empty, that exports its spans."""
    with within_reach():
        fetch_parts(open_state(STATE))
    shutil.rmtree(open_state(STATE).root)
    running = Supervised(STATE, REAL)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ENTENTE_OTLP_ENDPOINT", collector.endpoint)
        environment.setenv("OTEL_BSP_SCHEDULE_DELAY", "200")
        try:
            running.start()
            yield running
        finally:
            running.stop()


@pytest.fixture(scope="module")
def traced(platform: RunningPlatform) -> Iterator[People]:
    """Its people."""
    with People(platform.url, platform.token, platform.password) as people:
        yield people


globals().update(again(test_one_trace))


@contextmanager
def away(supervised: Supervised, name: str) -> Iterator[None]:
    """A process hears and says nothing within the block, and goes on after it."""
    pid = supervised.processes[name]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@pytest.fixture(scope="module")
def run(supervised: Supervised, platform: RunningPlatform) -> Writers:
    """The writers' run through every fault; they write from before the first until after the last."""
    writers = Writers(platform, WRITERS, TITLES, pause=PAUSE)
    writers.start()
    until(lambda: writers.done() > 20, seconds=60.0)
    poison(platform)
    writers.poisoned = 1
    with away(supervised, "kafka"):
        goes_on(writers, platform)
    until(lambda: ask(platform, "insight", "SELECT count(*) FROM dead_letter") == [(1,)], seconds=120.0)
    with away(supervised, "identity"):
        goes_on(writers, platform)
        with pytest.raises(httpx.TimeoutException):  # nobody signs in meanwhile
            httpx.get(issuer(platform.instance), timeout=1.0)
    os.kill(supervised.processes[DATABASE], signal.SIGKILL)
    until(supervised.is_up, seconds=120.0)
    after = writers.done()
    until(lambda: writers.done() > after + WRITERS, seconds=120.0)
    assert writers.trouble == []
    writers.finish()
    writers.join()
    return writers


def poison(platform: RunningPlatform) -> None:
    """A message on which insight's consumer fails each time: its id is none."""
    bus = open_bus(bus_of(platform, "meetings"))
    producer = bus.producer(None)
    producer.publish([event(TOPIC, "poison", 0)])
    producer.close()
    bus.close()


def goes_on(writers: Writers, platform: RunningPlatform) -> None:
    """Writes and reads are answered all the while, though one of the real parts is away."""
    pause = threading.Event()
    with httpx.Client(base_url=platform.url, timeout=60) as client:
        for _ in range(int(AWAY / SPELL)):
            before = writers.done()
            pause.wait(SPELL)
            until(lambda: writers.done() > before)  # noqa: B023 - over with the turn; the writers go on
            bearer = {"Authorization": f"Bearer {writers.token.now()}"}
            for path in ("/api/v1/forums", "/api/v1/brief"):
                assert client.get(path, headers=bearer).status_code == 200


globals().update(again(test_kill))


def test_the_message_that_nobody_can_take_is_set_aside_once_and_told(
    platform: RunningPlatform, run: Writers
) -> None:
    rows = ask(platform, "insight", "SELECT topic, reason FROM dead_letter")
    assert [topic for topic, _ in rows] == [TOPIC] and rows[0][1]
