"""What the gateway refused goes to the directory, which has a ledger: the gateway has none (ADR 0044)."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from services.common.refused import Refusals, Refused
from services.common.revocations import DirectoryClient

EVERY_SECONDS = 1.0
_AT_ONCE = 256
_log = logging.getLogger(__name__)


class Reporter:
    """Tells the directory of refused credentials, minute by minute; what it cannot tell waits."""

    def __init__(self, refusals: Refusals, directory: DirectoryClient) -> None:
        self._refusals = refusals
        self._directory = directory

    async def run(self) -> None:
        """Tell for ever, every second what is new."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self._tell(self._refusals.due())

    async def rest(self) -> None:
        """Tell all that is left: the process ends."""
        await self._tell(self._refusals.rest())

    async def _tell(self, refused: Sequence[Refused]) -> None:
        for start in range(0, len(refused), _AT_ONCE):
            part = list(refused[start : start + _AT_ONCE])
            try:
                await self._directory.post("/v1/refusals", {"items": [_item(one) for one in part]})
            except asyncio.CancelledError:
                self._refusals.again(part)
                raise
            except Exception as error:  # it is told again; the bound of `Refusals` holds meanwhile
                _log.warning("refusals.untold", extra={"reason": type(error).__name__})
                self._refusals.again(list(refused[start:]))
                return


def _item(one: Refused) -> dict[str, Any]:
    return {"kind": one.kind, **one.detail()}
