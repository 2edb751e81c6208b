"""The time zones that a forum or a meeting may name."""

from typing import Final
from zoneinfo import available_timezones

from services.common.errors import unprocessable

ZONES: Final = frozenset(available_timezones())
"""Read once, at the start: looking for them takes some twenty milliseconds of the event loop."""


def check_zone(zone: str) -> None:
    """422 ``unknown_time_zone`` for a name that the time-zone database does not have."""
    if zone not in ZONES:
        raise unprocessable("/time_zone", "unknown_time_zone", "There is no such time zone.")
