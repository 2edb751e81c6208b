"""A token bucket for each subject: short bursts pass, a steady flood does not."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from gateway.problems import Problem


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class RateLimit:
    """At most ``burst`` requests at once and ``per_second`` in the long run, for each key.

    The number of keys that are remembered is bounded: full buckets are forgotten first, then the oldest.
    """

    def __init__(
        self, per_second: float, burst: int, clock: Callable[[], float], max_keys: int = 20_000
    ) -> None:
        self._per_second = per_second
        self._burst = float(burst)
        self._clock = clock
        self._max_keys = max_keys
        self._buckets: dict[str, _Bucket] = {}

    def take(self, key: str) -> None:
        """Count a request of ``key``; raises 429 with Retry-After (seconds) when the bucket is empty."""
        now = self._clock()
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= self._max_keys:
                self._forget(now)
            bucket = self._buckets[key] = _Bucket(self._burst, now)
        else:
            bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._per_second)
            bucket.at = now
        if bucket.tokens < 1.0:
            raise _too_many(math.ceil((1.0 - bucket.tokens) / self._per_second))
        bucket.tokens -= 1.0

    def __len__(self) -> int:
        return len(self._buckets)

    def _forget(self, now: float) -> None:
        refill = self._burst / self._per_second
        for key in [key for key, bucket in self._buckets.items() if now - bucket.at >= refill]:
            del self._buckets[key]
        while len(self._buckets) >= self._max_keys:
            del self._buckets[next(iter(self._buckets))]


def _too_many(seconds: int) -> Problem:
    return Problem(
        429,
        "rate-limited",
        "Too many requests",
        f"Try again in {seconds} s.",
        headers={"Retry-After": str(seconds)},
    )
