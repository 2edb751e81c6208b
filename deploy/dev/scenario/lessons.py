"""Lessons of the demonstration: each as far as its nation has brought it."""

from collections.abc import Mapping
from typing import Any

from deploy.dev.scenario.stage import Stage

Facts = Mapping[str, Any]
_NOT_SENT = {"by", "days", "acts", "label", "due_in", "validated_in"}


class Lessons:
    """Tells them, each once, by somebody of the nation that owns it."""

    def __init__(self, stage: Stage, facts: Facts) -> None:
        """``facts`` are those of ``lessons.yaml``."""
        self._stage, self._facts = stage, facts

    async def tell(self) -> None:
        """All of them, in the order in which they were written down."""
        for fact in self._facts["lessons"]:
            await self._lesson(fact)

    async def _lesson(self, fact: Facts) -> None:
        clock, who, step = self._stage.clock, self._facts["people"][fact["by"]], f"lesson {fact['title']}"
        clock.set(fact["days"])
        body = {name: value for name, value in fact.items() if name not in _NOT_SENT}
        body["label"] = {"owner": [fact["by"]], **fact["label"]}
        dated = (("due", "due_in"), ("validated_on", "validated_in"))
        body |= {name: clock.month(fact[days]) for name, days in dated if days in fact}
        made = await self._stage.create(step, who, "/v1/lessons", body)
        place = f"/v1/lessons/{made['id']}"
        for number, act in enumerate(fact["acts"], 1):
            clock.set(fact["days"] + 3 * number)
            await self._stage.act(f"{step} {act}", who, "POST", f"{place}/steps", {"act": act}, on=place)
