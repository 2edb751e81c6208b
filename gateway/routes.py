"""Which service answers which part of the API: the one table (first path segment below /api/v1)."""

import re
from collections.abc import Mapping
from types import MappingProxyType

PREFIX = "/api"  # /api/v1/forums at the edge is /v1/forums at the service

_OF_SERVICE: Mapping[str, tuple[str, ...]] = {
    "directory": (
        "me",
        "nations",
        "communities",
        "organisations",
        "people",
        "policy",
        "labels",
        "exports",
        "views",
    ),
    "meetings": (
        "forums",
        "appointments",
        "meetings",
        "agenda-entries",
        "attendance",
        "outcomes",
        "decisions",
        "escalations",
        "taskings",
        "concurrences",
        "answers",
        "papers",
    ),
    "registry": (
        "activities",
        "units",
        "series",
        "figures",
        "changes",
        "feeds",
        "overlaps",
        "presence",
        "duplicates",
        "hosts",
        "objectives",
        "demands",
        "imports",
        "import-profiles",
        "upcoming",
    ),
    "sharing": (
        "items",
        "portions",
        "attachments",
        "releases",
        "missed",
        "lessons",
        "lesson-topics",
        "lesson-imports",
        "caveats",
    ),
    "insight": ("brief", "search", "coverage", "live"),
    "audit": ("audit",),
}

ROUTES: Mapping[str, str] = MappingProxyType(
    {segment: service for service, segments in _OF_SERVICE.items() for segment in segments}
)
SERVICES: tuple[str, ...] = tuple(_OF_SERVICE)

_FILES = re.compile(rb"/v1/attachments/[^/]+/content\Z")


def takes_files(path: bytes) -> bool:
    """Whether what is sent to a path, as a service knows it, is a file: larger than any other body."""
    return _FILES.match(path) is not None


def service_of(path: str) -> str | None:
    """The service behind a path as a service knows it (``/v1/forums/…``), or None where nobody answers."""
    parts = path.split("/", 3)
    if len(parts) < 3 or parts[0] or parts[1] != "v1":
        return None
    return ROUTES.get(parts[2])
