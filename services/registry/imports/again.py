"""Refused rows that were mended and come again: read as the import that refused them.

Such an import names that one's reference as its profile. It holds a part of a file: what is not in it is
not gone.
"""

from dataclasses import replace
from typing import Final
from uuid import UUID

from services.common import labelling
from services.common.db import Unit
from services.common.row_store import fetch
from services.registry.domain.imports.mapping import AS_SHOWN, FileMapping
from services.registry.domain.imports.spelling import from_json
from services.registry.models import ImportRow

REF: Final = "IMP"
_OF: Final = "SELECT id FROM import_file WHERE ref = %s"
_SHOWN: Final = {"day_first_shown": "dmy", "month_first_shown": "mdy", "month_first_taken": "mdy"}
"""What an import said of its dates, to the order in which it read them."""


def is_again(profile: str) -> bool:
    """Whether a profile is the reference of an import."""
    return profile.startswith(f"{REF}-")


async def mapping_of(unit: Unit, ref: str) -> FileMapping | None:
    """The mapping of an import of the writer's own; None where there is none, or it is another's.

    Rows are called as they are in the whole file, and numbers of dates are in the order that it showed.
    """
    found = await (await unit.conn.execute(_OF, [ref])).fetchone()
    row = await fetch(unit, ImportRow, UUID(str(found["id"]))) if found else None
    if row is None or row.mapping is None or not labelling.owns(unit, await unit.label(row.label_id)):
        return None
    mapping = from_json(row.mapping)
    options, identity = mapping.options, mapping.identity
    if options.date_order == AS_SHOWN:
        shown = (_SHOWN[one["kind"]] for one in row.kinds if one["kind"] in _SHOWN)
        options = replace(options, date_order=next(shown, AS_SHOWN))
    if identity.column is None and not identity.cells:
        identity = replace(identity, cells=tuple(row.header))
    return replace(mapping, options=options, identity=identity)
