"""Whether the sources of the read model still speak; what a silent one may have narrowed is hidden.

A source says by heartbeat that all it was given has been published (ARCHITECTURE, Relay). Without one for
longer than the set time a label may have been narrowed unseen, so a reader keeps what their own nation owns.
"""

from collections.abc import Sequence
from typing import Final

from services.common.db import Unit
from services.common.labels import MASK_SETTING

SOURCES: Final = ("meetings",)
SHARING: Final = (*SOURCES, "sharing")
"""Those of what is searched."""


async def stale_sources(unit: Unit, silent_after: float, sources: Sequence[str] = SOURCES) -> list[str]:
    """Names of the sources silent for longer than ``silent_after`` seconds (or never heard)."""
    rows = await (
        await unit.conn.execute(
            b"SELECT source FROM source_beat WHERE at > now() - make_interval(secs => %s)", [silent_after]
        )
    ).fetchall()
    heard = {row["source"] for row in rows}
    return [source for source in sources if source not in heard]


async def keep_to_certain(unit: Unit, silent_after: float, sources: Sequence[str] = SOURCES) -> list[str]:
    """Narrow the transaction's mask to labels that the reader's nation owns while a source is silent.

    Returns the silent sources; with none the mask stays as it is.
    """
    stale = await stale_sources(unit, silent_after, sources)
    if stale:
        await _narrow(unit, await owned_labels(unit))
    return stale


async def owned_labels(unit: Unit) -> list[int]:
    """Ids of the permitted labels whose owner is (or includes) the reader's nation of affiliation."""
    mine = unit.subject.affiliation
    return [one for one in sorted(unit.permitted.ids) if mine in (await unit.label(one)).owner]


async def _narrow(unit: Unit, ids: list[int]) -> None:
    mask = bytearray(max(ids, default=0) // 8 + 1)
    for one in ids:
        mask[one >> 3] |= 1 << (one & 7)
    await unit.conn.execute("SELECT set_config(%s, %s, true)", [MASK_SETTING, "\\x" + mask.hex()])
