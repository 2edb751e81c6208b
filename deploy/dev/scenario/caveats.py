"""The caveats of the demonstration: each kept by its nation, or as observed by another that names its source."""

from collections.abc import Mapping
from typing import Any

from deploy.dev.scenario.stage import Stage

Facts = Mapping[str, Any]
_OURS = ("key", "observed_by", "rel")


class Caveats:
    """Tells them, each once."""

    def __init__(self, stage: Stage, facts: Facts) -> None:
        """``facts`` are those of ``caveats.yaml``."""
        self._stage, self._facts = stage, facts

    async def tell(self) -> None:
        """All of them, on one day."""
        self._stage.clock.set(-28)
        for fact in self._facts["caveats"]:
            by = fact.get("observed_by", fact["nation"])
            rel = [one for one in fact.get("rel", self._facts["readers"]) if one != by]
            body = {name: value for name, value in fact.items() if name not in _OURS}
            body |= {
                "source": self._facts["source"],
                "basis": "observed" if by != fact["nation"] else "declared",
            }
            body["label"] = {"level": "UNCLASSIFIED", "owner": [by], "rel": rel}
            who = self._facts["people"][by]
            await self._stage.create(f"caveat {fact['key']}", who, "/v1/caveats", body)
