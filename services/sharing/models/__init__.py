"""The tables of the sharing service, a file per aggregate."""

from services.common.rows import Row
from services.sharing.models.item import ItemRow, PortionRow
from services.sharing.models.release import ConsentRow, GrantRow, ReleaseRow

LABELLED: tuple[type[Row], ...] = (ItemRow, PortionRow, ReleaseRow, ConsentRow, GrantRow)
"""Every labelled table whose old rows are kept, in the order in which a migration makes them."""

BY_SQL_ALONE = frozenset({"reading", "reading_delta"})
"""Tables that SQL alone writes and reads: who read which portion."""

__all__ = ["BY_SQL_ALONE", "LABELLED", "ConsentRow", "GrantRow", "ItemRow", "PortionRow", "ReleaseRow"]
