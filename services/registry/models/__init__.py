"""The tables of the registry service, a file per aggregate."""

from services.common.rows import Row
from services.registry.models.activity import ActivityRow, LinkRow, NoteRow
from services.registry.models.demand import DemandRow
from services.registry.models.feed import FeedRow
from services.registry.models.host import CapacityRow, ObjectiveRow
from services.registry.models.imports import ImportRow, ProfileRow
from services.registry.models.presence import AgreementRow
from services.registry.models.unit import SeriesRow, UnitRow

LABELLED: tuple[type[Row], ...] = (
    UnitRow,
    SeriesRow,
    ActivityRow,
    NoteRow,
    LinkRow,
    AgreementRow,
    CapacityRow,
    ObjectiveRow,
    DemandRow,
    FeedRow,
)
"""Every labelled table whose old rows are kept, in the order in which a migration makes them."""

BY_SQL_ALONE = frozenset(
    {
        "import_piece", "import_batch", "import_message", "import_group", "import_country",
        "overlap", "overlap_act", "overlap_card", "overlap_due", "overlap_fact",
        "presence_budget", "presence_cell", "presence_due",
        "duplicate", "duplicate_choice", "duplicate_due", "duplicate_run",
        "activity_wording", "words_due",
        "activity_change", "change_floor", "change_head", "change_key", "feed_state",
    }
)  # fmt: skip
"""Tables that statements write and read in bulk: the mapper has no model of them."""

__all__ = [
    "BY_SQL_ALONE",
    "LABELLED",
    "ActivityRow",
    "AgreementRow",
    "CapacityRow",
    "DemandRow",
    "FeedRow",
    "ImportRow",
    "LinkRow",
    "NoteRow",
    "ObjectiveRow",
    "ProfileRow",
    "Row",
    "SeriesRow",
    "UnitRow",
]
