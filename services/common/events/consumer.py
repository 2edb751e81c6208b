"""From the bus to an effect: the inbox row and the effect in one transaction, the offset after it.

A message that is invalid goes to the dead letters; a handler that fails is tried again, then its message goes
there too; trouble of the database or the bus is neither: the loop ends, and its supervisor starts it again
at the last committed offset.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
from google.protobuf.message import Message
from psycopg import Connection

from services.common.events import inbox
from services.common.events.bus import Bus, BusFailed, Raw
from services.common.events.deadletter import (
    ConsumerStopped,
    Place,
    may_go_on,
    set_aside,
    taken,
    waiting,
)
from services.common.events.envelope import Envelope, Invalid
from services.common.events.registry import Topic, topics
from services.common.events.tracing import consuming
from services.common.measures import measure_consumed, measure_dead_letter

log = logging.getLogger("entente.events")
Row = Mapping[str, Any]
Effect = Callable[[Connection[Row], Envelope, Any], None]
ATTEMPTS = 3
BATCH = 200
IDLE_SECONDS = 5.0
EFFECTS: LiteralString = "SELECT pg_advisory_xact_lock_shared(hashtext('effects'))"
"""The first statement of every delivery: who holds this lock alone knows that no effect is under way."""


@dataclass(frozen=True)
class Handler:
    """What a service does with the events of a topic.

    ``effect(connection, envelope, message)`` runs in a transaction as the service's worker and must not
    commit; it may raise `envelope.Invalid` for an event that no retry will mend. ``after(envelope,
    message)`` is told when the effect is committed (live updates); it must be quick and its failure undoes
    nothing. ``inbox=False`` is for effects that can be repeated without harm, such as keeping the last
    heartbeat.
    """

    topic: str
    effect: Effect
    after: Callable[[Envelope, Any], None] | None = None
    inbox: bool = True


class Deliverer:
    """Takes messages into one service's database. ``consumer`` is its name in the inbox: the service."""

    def __init__(self, consumer: str, handlers: Sequence[Handler], declared: Mapping[str, Topic]) -> None:
        """Raises KeyError for a handler of a topic that is not declared."""
        self.consumer = consumer
        self._handlers = {handler.topic: (handler, declared[handler.topic]) for handler in handlers}
        self._weeks: inbox.Weeks = set()

    @property
    def topics(self) -> list[str]:
        """The topics that have a handler."""
        return sorted(self._handlers)

    def declared(self, topic: str) -> Topic:
        """The declaration of a topic that has a handler."""
        return self._handlers[topic][1]

    def deliver(self, connection: Connection[Row], batch: Sequence[Raw]) -> None:
        """Make the effects of ``batch`` in one transaction: all or none; then tell who waits for them."""
        read = [self._read(raw) for raw in batch]
        inbox.make_weeks(connection, (envelope.time for envelope, _, _ in read), self._weeks)
        try:
            with connection.transaction():
                connection.execute(EFFECTS)
                made = [self._apply(connection, *one) for one in read]
        except psycopg.Error:
            self._weeks.clear()  # the relay drops old weeks: whoever tries again makes them anew
            raise
        measure_consumed((envelope for envelope, _, _ in read), self.consumer)
        for (envelope, message, handler), fresh in zip(read, made, strict=True):
            if fresh and handler.after is not None:
                _tell(handler.after, envelope, message)

    def _read(self, raw: Raw) -> tuple[Envelope, Message, Handler]:
        handler, topic = self._handlers[raw.topic]
        envelope = raw.envelope()
        return envelope, topic.decode(envelope), handler

    def _apply(
        self, connection: Connection[Row], envelope: Envelope, message: Message, handler: Handler
    ) -> bool:
        if handler.inbox and not inbox.take(connection, self.consumer, envelope):
            return False
        with consuming(envelope, self.consumer):
            handler.effect(connection, envelope, message)
        return True


def _tell(after: Callable[[Envelope, Any], None], envelope: Envelope, message: Message) -> None:
    try:
        after(envelope, message)
    except Exception:
        log.exception("after-effect failed", extra={"topic": envelope.topic, "event": str(envelope.id)})


def reason_of(error: Exception, raw: Raw) -> str:
    """Why a message could not be taken, in words for operators: of a defect no more than its kind, since its
    text may hold what a label protects.
    """
    if isinstance(error, Invalid):
        return str(error).replace("\0", "\ufffd")
    return f"{type(error).__name__} in the handler of {raw.topic}"


class ConsumerLoop:
    """One thread's work: poll, deliver, commit, until it is told to stop."""

    def __init__(self, bus: Bus, connect: Callable[[], Connection[Row]], deliverer: Deliverer) -> None:
        """``connect`` opens a connection of the worker, each statement its own transaction."""
        self._bus = bus
        self._connect = connect
        self._deliverer = deliverer
        self._waiting: set[Place] = set()

    def run(self, stop: threading.Event, done: Callable[[], None] = lambda: None) -> None:
        """Until ``stop``; ``done`` is called after each batch. Raises `ConsumerStopped`."""
        with self._connect() as connection:
            self._waiting = waiting(connection, self._deliverer.consumer)
            idle = 0.0
            consumer = self._bus.consumer(self._deliverer.consumer, self._deliverer.topics)
            try:
                while not stop.is_set():
                    if batch := consumer.poll(0.5, BATCH):
                        self.take(connection, batch, stop)
                        consumer.commit()
                        done()
                    elif time.monotonic() >= idle:
                        # Where offsets are of no event, the group comes to stand at the head all the same.
                        consumer.commit()
                        idle = time.monotonic() + IDLE_SECONDS
            finally:
                consumer.close()

    def may_go_on(self, stopped: ConsumerStopped) -> bool:
        """Whether an operator has let the consumer go on since it stopped."""
        rule = self._deliverer.declared(stopped.place.topic).dead_letters
        with self._connect() as connection:
            return may_go_on(connection, rule, self._deliverer.consumer, stopped.place)

    def take(self, connection: Connection[Row], batch: Sequence[Raw], stop: threading.Event) -> None:
        """Deliver a batch; where that fails, message by message, so that a bad one harms no other."""
        try:
            self._deliver(connection, batch)
        except (psycopg.OperationalError, BusFailed):
            raise
        except Exception:  # each is looked at again, alone
            for raw in batch:
                self._take_one(connection, raw, stop)

    def _deliver(self, connection: Connection[Row], batch: Sequence[Raw]) -> None:
        self._deliverer.deliver(connection, batch)
        if self._waiting:
            for place in self._waiting & {Place.of(raw) for raw in batch}:
                taken(connection, self._deliverer.consumer, place)
                self._waiting.discard(place)

    def _take_one(self, connection: Connection[Row], raw: Raw, stop: threading.Event) -> None:
        for attempt in range(ATTEMPTS):
            try:
                return self._deliver(connection, [raw])
            except (psycopg.OperationalError, BusFailed):
                raise
            except Invalid as error:
                return self._set_aside(connection, raw, reason_of(error, raw))
            except Exception as error:
                reason = reason_of(error, raw)
                place = {"partition": raw.partition, "offset": raw.offset, "attempt": attempt}
                log.exception("handler failed", extra={"topic": raw.topic, **place})
                stop.wait(0.1 * 2**attempt)
        self._set_aside(connection, raw, reason)

    def _set_aside(self, connection: Connection[Row], raw: Raw, reason: str) -> None:
        rule = self._deliverer.declared(raw.topic).dead_letters
        producer = self._bus.producer(None)
        try:
            set_aside(connection, producer, rule, self._deliverer.consumer, raw, reason)
        finally:
            producer.close()
        measure_dead_letter(raw.topic, self._deliverer.consumer)
        log.error("dead letter", extra={"topic": raw.topic, "offset": raw.offset, "reason": reason})


def deliverer(consumer: str, handlers: Sequence[Handler]) -> Deliverer:
    """A `Deliverer` for the declared topics."""
    return Deliverer(consumer, handlers, topics())
