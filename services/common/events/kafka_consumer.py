"""A member of a group on the Kafka bus. It reads what is committed, and commits only what it is told to."""

import contextlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kafka import KafkaConsumer
from kafka.coordinator.assignors.range import RangePartitionAssignor
from kafka.errors import CommitFailedError, IllegalStateError, KafkaError, RebalanceInProgressError

from services.common.events.bus import BusFailed, Raw

_SETTLE_MS = 2_000
log = logging.getLogger("entente.events")
_MEMBER = {
    "enable_auto_commit": False, "auto_offset_reset": "earliest", "isolation_level": "read_committed",
    "session_timeout_ms": 6_000, "heartbeat_interval_ms": 1_000, "max_poll_interval_ms": 120_000,
    "retry_backoff_ms": 50,
    "max_partition_fetch_bytes": 65_536,  # a busy partition goes first for so long at most
}  # fmt: skip


@contextlib.contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except (KafkaError, OSError) as error:
        raise BusFailed(f"kafka: {type(error).__name__}") from error


class KafkaGroupMember:
    """See `bus.Consumer`."""

    def __init__(self, client: Mapping[str, Any], group: str, topics: Sequence[str]) -> None:
        """Join ``group`` at the first poll.

        By ranges: in kafka-python 3.0.12 the round robin fails with a second member (KeyError), and under the
        cooperative one a member that keeps a partition gets nothing of it any more.
        """
        assignors = (RangePartitionAssignor,)
        self._consumer = KafkaConsumer(
            **client, **_MEMBER, group_id=group, partition_assignment_strategy=assignors
        )
        self._consumer.subscribe(topics)
        self._asked: Mapping[Any, Any] = {}

    def poll(self, timeout: float, limit: int = 500) -> list[Raw]:
        """See `bus.Consumer.poll`."""
        with _errors():
            found = self._consumer.poll(timeout_ms=round(timeout * 1000), max_records=limit)
        return [_raw(record) for records in found.values() for record in records]

    def positions(self) -> Mapping[tuple[str, int], int]:
        """See `bus.Consumer.positions`."""
        with _errors():
            return {
                (place.topic, place.partition): self._consumer.position(place)
                for place in self._consumer.assignment()
            }

    def commit(self) -> None:
        """See `bus.Consumer.commit`. Who goes on does not wait for the answer: an offset that is lost is only
        a redelivery. What was polled comes again where the group was shared out since.
        """
        with _errors():
            self._asked = self._consumer._subscription.all_consumed_offsets()
            self._consumer.commit_async(self._asked)

    def _settle(self) -> None:
        """See to it that what was committed is, before anything that depends on it."""
        if self._asked:
            try:
                self._consumer.commit(self._asked, timeout_ms=_SETTLE_MS)
            except (CommitFailedError, IllegalStateError, RebalanceInProgressError):
                log.info("the group was shared out before the commit: what was polled comes again")
        self._asked = {}

    def rewind(self) -> None:
        """See `bus.Consumer.rewind`."""
        with _errors():
            self._settle()
            for place in self._consumer.assignment():
                committed = self._consumer.committed(place)
                if committed is None:
                    self._consumer.seek_to_beginning(place)
                else:
                    self._consumer.seek(place, committed)

    def close(self) -> None:
        """See `bus.Consumer.close`."""
        with contextlib.suppress(KafkaError, OSError):
            self._settle()
        with contextlib.suppress(KafkaError, OSError):
            self._consumer.close(autocommit=False, timeout_ms=_SETTLE_MS)


def _raw(record: Any) -> Raw:
    """A message as it came. Whoever wrote one without key or value did not use this house's producers: it is
    found invalid where it is read, and harms nobody.
    """
    return Raw(
        record.topic, record.partition, record.offset,
        (record.key or b"").decode(errors="replace"), record.value or b"",
        tuple((name, value or b"") for name, value in record.headers),
    )  # fmt: skip
