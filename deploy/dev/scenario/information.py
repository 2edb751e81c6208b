"""What the nations of the demonstration share: items whose portions are for different readers."""

from collections.abc import Mapping
from typing import Any

from deploy.dev.scenario.stage import Body, Stage

Facts = Mapping[str, Any]


class Information:
    """Tells it, each item once, by somebody of the nation that owns it."""

    def __init__(self, stage: Stage, facts: Facts) -> None:
        """``facts`` are those of ``information.yaml``."""
        self._stage, self._facts = stage, facts

    async def tell(self) -> None:
        """All of it, in the order in which it was written."""
        for fact in sorted(self._facts["items"], key=lambda one: int(one["days"])):
            await self._item(fact)

    async def _item(self, fact: Facts) -> None:
        clock, who, step = self._stage.clock, self._facts["people"][fact["by"]], f"item {fact['title']}"
        clock.set(fact["days"])
        body = {name: fact[name] for name in ("title", "kind", "tags")}
        body |= {"label": _label(fact, fact), "portions": [_portion(fact, one) for one in fact["portions"]]}
        made = await self._stage.create(step, who, "/v1/items", body)
        place = f"/v1/items/{made['id']}"
        for change in fact.get("later", []):
            clock.set(change["days"])
            portions = (await self._stage.read(who, f"{place}/portions"))["items"]
            portion = f"/v1/portions/{portions[change['portion']]['id']}"
            await self._stage.act(f"{step} changed", who, "PATCH", portion, {"text": change["text"]})
        if reason := fact.get("withdrawn"):
            clock.set(fact["days"] + 2)
            gone = {"withdrawn": True, "reason": reason}
            await self._stage.act(f"{step} withdrawn", who, "PATCH", place, gone)


def _portion(item: Facts, fact: Facts) -> Body:
    body = {name: fact[name] for name in ("kind", "text") if name in fact}
    return body | ({"label": _label(item, fact)} if "label" in fact else {})


def _label(item: Facts, fact: Facts) -> Body:
    return {"owner": [item["by"]], **fact["label"]}
