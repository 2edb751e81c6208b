"""What the measurements share: one line of JSON a figure, and fair timing of two ways of doing a thing."""

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

ALLOWANCE = 0.1
"""How far a figure may fall short before the run fails (issue: a tenth, with where the time goes)."""


@dataclass(frozen=True)
class Figure:
    """A measured ratio with its target. ``at_most``: smaller is better; else larger is."""

    name: str
    ratio: float
    target: float
    at_most: bool
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.ratio <= self.target if self.at_most else self.ratio >= self.target

    @property
    def tolerable(self) -> bool:
        """Whether it is met, or missed by no more than a tenth."""
        if self.at_most:
            return self.ratio <= self.target * (1 + ALLOWANCE)
        return self.ratio >= self.target * (1 - ALLOWANCE)

    def line(self) -> str:
        """The figure as one line of JSON."""
        sign = "<=" if self.at_most else ">="
        ratio = round(self.ratio, 3) if self.ratio > 1 else float(f"{self.ratio:.3g}")
        body = {
            "name": self.name, "ratio": ratio, "target": f"{sign} {self.target}",
            "met": self.met, "detail": dict(self.detail),
        }  # fmt: skip
        return orjson.dumps(body).decode()


Act = Callable[[], Awaitable[object]]


async def milliseconds(acts: Mapping[str, Act], rounds: int, warm: int = 20) -> dict[str, float]:
    """The median time of each act, taken in turns, so that whatever disturbs disturbs all alike."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    for number in range(rounds + warm):
        for name, act in acts.items():
            started = time.perf_counter()
            await act()
            if number >= warm:
                times[name].append((time.perf_counter() - started) * 1e3)
    return {name: statistics.median(taken) for name, taken in times.items()}
