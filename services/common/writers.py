"""Who writes for a nation where no post is asked for (everyone of it whose roles are for its work), and who
writes nothing at all.
"""

from collections.abc import Iterable

from services.common.db import Unit
from services.common.errors import forbidden

RELEASES = "release_authority"
"""The role of who releases what their nation owns."""
OVERSIGHT_WRITES_NOTHING = "Who administers or audits alone reports no progress and writes no papers."


def require_writer(unit: Unit) -> None:
    """403 ``role`` for those who only administer or audit: they judge what others write."""
    if unit.subject.oversees:
        raise forbidden(OVERSIGHT_WRITES_NOTHING, "role")


def open_to(unit: Unit, acts: Iterable[str]) -> list[str]:
    """What the reader may do of these acts: nothing for a partner's system, which reads alone."""
    return [] if unit.subject.reads_only else list(acts)
