"""Who writes for a nation where no post is asked for: everyone of it whose roles are for its work."""

from services.common.db import Unit
from services.common.errors import forbidden

OVERSIGHT_WRITES_NOTHING = "Who administers or audits alone reports no progress and writes no papers."


def require_writer(unit: Unit) -> None:
    """403 ``role`` for those who only administer or audit: they judge what others write."""
    if unit.subject.oversees:
        raise forbidden(OVERSIGHT_WRITES_NOTHING, "role")
