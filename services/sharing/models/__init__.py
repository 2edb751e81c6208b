"""The tables of the sharing service, a file per aggregate."""

from services.common.rows import Row
from services.sharing.models.item import ItemRow, PortionRow

LABELLED: tuple[type[Row], ...] = (ItemRow, PortionRow)
"""Every labelled table whose old rows are kept, in the order in which a migration makes them."""

__all__ = ["LABELLED", "ItemRow", "PortionRow"]
