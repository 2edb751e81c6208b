"""The registries of the demonstration: published activities, what is to come, and what hosts can take."""

from collections.abc import Callable, Iterable, Mapping
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

    def __init__(self, stage: Stage, facts: Facts, id_of: Callable[[str], str]) -> None:
        """``facts`` are those of ``activities.yaml``; ``id_of`` gives the subject of somebody's tokens."""
        self._stage, self._facts, self._id_of = stage, facts, id_of

    async def tell(self) -> None:
        """All of it, in the order in which it becomes known."""
        self._stage.clock.set(-30)
        for fact in self._facts["published"]:
            await self._published(fact)
        for fact in self._facts["capacities"]:
            await self._capacity(fact)
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
        for fact in self._facts["feeds"]:
            await self._feed(fact)

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

    async def _capacity(self, fact: Facts) -> None:
        host, unit = fact["host"], fact.get("unit")
        body = {name: fact[name] for name in ("activities", "people", "note")}
        if unit:
            named = {"nation": host, "name": unit}
            body["unit_id"] = (await self._post(f"unit {unit}", fact, "/v1/units", named))["id"]
        step = " ".join(filter(None, ("capacity", host, unit)))
        await self._post(step, fact, f"/v1/hosts/{host}/capacities", body)

    async def _feed(self, fact: Facts) -> None:
        """An administrator grants a source, the release authority says how far, and the system writes."""
        step, by = f"registry: feed {fact['source']}", fact["by"]
        asked = {"source": fact["source"], "system": self._id_of(fact["system"]), "note": fact["note"]}
        made = await self._stage.create(step, by["grants"], "/v1/feeds", asked)
        place = f"/v1/feeds/{made['id']}"
        bounds = {"rel": fact["rel"], "level": "UNCLASSIFIED"}
        await self._stage.act(f"{step} bound", by["bounds"], "POST", f"{place}/bounds", bounds, on=place)
        rows = [self._row(one, fact["rel"]) for one in fact["rows"]]
        sent = {"source": fact["source"], "rows": rows}
        await self._stage.create(f"{step} written", fact["system"], "/v1/activities/bulk", sent)

    def _row(self, fact: Facts, rel: list[str]) -> Body:
        clock = self._stage.clock
        body = _fields(fact) | {name: fact[name] for name in ("source_id", "status")}
        body |= {"start": clock.month(fact["from"]), "end": clock.month(fact["to"])}
        return body | {"label": {"level": "UNCLASSIFIED", "owner": ["GBR"], "rel": rel}}

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
