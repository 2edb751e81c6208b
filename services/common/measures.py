"""What is measured: an instrument for each metric of `telemetry_names`; kept where an endpoint is set."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

from services.common.telemetry import meter
from services.common.telemetry_names import (
    ATTRIBUTE_ACTION,
    ATTRIBUTE_CONSUMER,
    ATTRIBUTE_METHOD,
    ATTRIBUTE_OUTCOME,
    ATTRIBUTE_PEER,
    ATTRIBUTE_ROUTE,
    ATTRIBUTE_STATUS,
    ATTRIBUTE_TOPIC,
    ATTRIBUTE_WORKER,
    METRIC_CONSUMER_LAG_SECONDS,
    METRIC_CONSUMER_WAITING,
    METRIC_DEAD_LETTERS,
    METRIC_DEAD_LETTERS_OPEN,
    METRIC_DECISIONS,
    METRIC_OUTBOX_AGE_SECONDS,
    METRIC_RELAY_LAG_SECONDS,
    METRIC_REQUEST_SECONDS,
    METRIC_UNANSWERED,
    METRIC_WORKER_STOPPED,
)

_meter = meter()
_request = _meter.create_histogram(METRIC_REQUEST_SECONDS, "s", "a request until its last byte was handed on")
_relay_lag = _meter.create_histogram(METRIC_RELAY_LAG_SECONDS, "s", "from an event's record to the bus")
_consumer_lag = _meter.create_histogram(
    METRIC_CONSUMER_LAG_SECONDS, "s", "from an event's record to its effect"
)
_outbox_age = _meter.create_gauge(METRIC_OUTBOX_AGE_SECONDS, "s", "age of the oldest event that waits")
_dead_letters = _meter.create_counter(METRIC_DEAD_LETTERS, "1", "messages set aside")
_open_letters = _meter.create_gauge(METRIC_DEAD_LETTERS_OPEN, "1", "messages set aside and not seen to")
_waiting = _meter.create_gauge(METRIC_CONSUMER_WAITING, "1", "events on the bus that wait for a consumer")
_unanswered = _meter.create_counter(METRIC_UNANSWERED, "1", "times that what is needed did not answer")
_stopped = _meter.create_gauge(METRIC_WORKER_STOPPED, "1", "1 while a worker waits for somebody to act")
_decisions = _meter.create_counter(METRIC_DECISIONS, "1", "labels decided for a reader")


class Recorded(Protocol):
    """What the lags need of an event."""

    @property
    def topic(self) -> str:
        """Where it is published."""
        ...

    @property
    def time(self) -> datetime:
        """When it was recorded."""
        ...


def measure_request(seconds: float, method: str, route: str, status: int) -> None:
    """One request. ``route`` is the declared one, never a path with values; status 0: it was not answered."""
    _request.record(seconds, {ATTRIBUTE_METHOD: method, ATTRIBUTE_ROUTE: route, ATTRIBUTE_STATUS: status})


def measure_relayed(envelopes: Iterable[Recorded]) -> None:
    """How long after its recording each event is on the bus."""
    now = datetime.now(UTC)
    for envelope in envelopes:
        _relay_lag.record((now - envelope.time).total_seconds(), {ATTRIBUTE_TOPIC: envelope.topic})


def measure_consumed(envelopes: Iterable[Recorded], consumer: str) -> None:
    """How long after its recording each event's effect is committed."""
    now = datetime.now(UTC)
    for envelope in envelopes:
        attributes = {ATTRIBUTE_TOPIC: envelope.topic, ATTRIBUTE_CONSUMER: consumer}
        _consumer_lag.record((now - envelope.time).total_seconds(), attributes)


def measure_outbox(age: float) -> None:
    """How many seconds the oldest event has waited to be published; 0 where none waits."""
    _outbox_age.set(age)


def measure_dead_letter(topic: str, consumer: str) -> None:
    """One message that could not be taken."""
    _dead_letters.add(1, {ATTRIBUTE_TOPIC: topic, ATTRIBUTE_CONSUMER: consumer})


def measure_open_letters(topic: str, consumer: str, count: int) -> None:
    """How many messages a consumer could not take that nobody has replayed or dropped yet."""
    _open_letters.set(count, {ATTRIBUTE_TOPIC: topic, ATTRIBUTE_CONSUMER: consumer})


def measure_waiting(topic: str, consumer: str, count: int) -> None:
    """How many events at most are on the bus that a consumer group has not taken."""
    _waiting.set(count, {ATTRIBUTE_TOPIC: topic, ATTRIBUTE_CONSUMER: consumer})


def measure_unanswered(peer: str) -> None:
    """``peer`` (issuer, directory, bus) did not answer; it will be asked again."""
    _unanswered.add(1, {ATTRIBUTE_PEER: peer})


def measure_stopped(worker: str, stopped: bool) -> None:
    """Whether a worker stands still: it set aside as much as its topic allows."""
    _stopped.set(int(stopped), {ATTRIBUTE_WORKER: worker})


def measure_decisions(action: str, allowed: int, denied: int) -> None:
    """So many labels were decided anew for one reader's permitted set; a look-up there is no decision."""
    for outcome, count in (("allow", allowed), ("deny", denied)):
        if count:
            _decisions.add(count, {ATTRIBUTE_ACTION: action, ATTRIBUTE_OUTCOME: outcome})
