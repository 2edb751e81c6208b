"""The threads of the directory beside its API: the relay, and what keeps order. It consumes nothing."""

from collections.abc import Mapping
from typing import Any

from psycopg import Connection

from services.common.counters import fold
from services.common.events.workers import Handler, Job, Workers
from services.common.settings import ServiceSettings


def handlers(settings: ServiceSettings) -> list[Handler]:
    """None: every other service learns from the directory, it learns from nobody."""
    return []


def _fold(connection: Connection[Mapping[str, Any]]) -> None:
    while fold(connection):
        pass


def workers(settings: ServiceSettings) -> Workers:
    """The threads, not yet started."""
    return Workers(settings, handlers(settings), [Job("fold-counters", 5.0, _fold)])
