"""The registries of the demonstration: published activities, what is to come, and what hosts can take."""

from collections.abc import Iterable, Mapping
from typing import Any

from deploy.dev.scenario.stage import Body, Stage

Facts = Mapping[str, Any]
RELEASES = {"GBR": "uk.release", "AUS": "au.release"}
_SAID = (
    "title",
    "tool",
    "cell",
    "lead",
    "places",
    "people",
    "cost",
    "capability_areas",
    "purposes",
    "operation",
)


class Registry:
    """Tells it, each record once, by somebody of the nation that owns it."""

    def __init__(self, stage: Stage, facts: Facts) -> None:
        """``facts`` are those of ``activities.yaml``."""
        self._stage, self._facts = stage, facts

    async def tell(self) -> None:
        """All of it, in the order in which it becomes known."""
        self._stage.clock.set(-30)
        for fact in self._facts["published"]:
            await self._published(fact)
        for fact in self._facts["capacities"]:
            body = {name: fact[name] for name in ("activities", "people", "note")}
            await self._post(f"capacity {fact['host']}", fact, f"/v1/hosts/{fact['host']}/capacities", body)
        for fact in self._facts["objectives"]:
            await self._objective(fact)
        for fact in self._facts["demands"]:
            known = fact | {"by": "USA", "rel": self._partners("USA")}
            body = {name: value for name, value in fact.items() if name not in {"by", "rel"}}
            await self._post(f"demand {fact['measure']}", known, "/v1/demands", body)
        for fact in self._facts["presence"]:
            await self._presence(fact)
        for fact in self._facts["coming"]:
            await self._coming(fact)

    async def _published(self, fact: Facts) -> None:
        body = _fields(fact) | {name: str(fact[name]) for name in ("start", "end") if name in fact}
        body["status"] = fact.get("status", "completed")
        if series := fact.get("series"):
            made = await self._post(
                f"series {series}", fact, "/v1/series", {"name": series, "rhythm": "biennial"}
            )
            body["series"] = made["id"]
        await self._post(f"activity {fact['title']}", fact, "/v1/activities", body)

    async def _coming(self, fact: Facts) -> None:
        clock = self._stage.clock
        body = _fields(fact) | {"start": clock.month(fact["from"]), "end": clock.month(fact["to"])}
        body |= {"lead": fact["by"], "cell": "engagement/future", "status": fact["status"]}
        await self._post(f"activity {fact['title']}", fact, "/v1/activities", body)

    async def _objective(self, fact: Facts) -> None:
        clock = self._stage.clock
        body = {name: fact[name] for name in ("host", "capability", "title")}
        body |= {"wanted_from": clock.month(fact["from"]), "wanted_to": clock.month(fact["to"])}
        await self._post(f"objective {fact['title']}", fact, "/v1/objectives", body)

    async def _presence(self, fact: Facts) -> None:
        for nation in fact["nations"]:
            other = next(one for one in fact["nations"] if one != nation)
            step = f"registry: presence {nation} {other}"
            body = {"with": other, "hosts": fact["hosts"], "note": fact["note"]}
            made = await self._stage.create(step, self._facts["people"][nation], "/v1/presence", body)
            place = f"/v1/presence/{made['id']}"
            await self._stage.act(f"{step} given", RELEASES[nation], "POST", f"{place}/release", {}, on=place)

    async def _post(self, step: str, fact: Facts, path: str, body: Body) -> Body:
        nation = fact["by"]
        label = {"level": "UNCLASSIFIED", "owner": [nation], "rel": fact.get("rel", self._partners(nation))}
        who = self._facts["people"][nation]
        return await self._stage.create(f"registry: {step}", who, path, body | {"label": label})

    def _partners(self, nation: str) -> list[str]:
        return [one for one in self._facts["partners"] if one != nation]


def _fields(fact: Facts) -> Body:
    body = {name: fact[name] for name in _SAID if name in fact}
    return body | {"participants": list(_parts(fact))}


def _parts(fact: Facts) -> Iterable[Body]:
    units = fact.get("unit", {})
    for nation, role in fact.get("parts", {}).items():
        yield {"nation": nation, "role": role, "unit": units.get(nation, "")}
