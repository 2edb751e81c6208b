"""The units that rows name, as entities: known by name or alias, or made under the import's label."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.registry.domain.imports.copytext import listed
from services.registry.domain.record import compared
from services.registry.imports.lines import Party
from services.registry.imports.new_ids import new_ids

Name = tuple[str, str]
"""Nation and name."""
_MOST: Final = 200_000
_KNOWN: Final = """
SELECT u.id::text, w.nation, w.key FROM unnest(%(nations)s::text[], %(keys)s::text[]) AS w(nation, key)
JOIN unit u ON u.owner = %(owner)s AND u.nation = w.nation AND u.key = w.key
"""
_ALIASES: Final = """
SELECT id::text, nation, lower(alias) AS key FROM unit, unnest(aliases) AS alias
WHERE owner = %(owner)s AND aliases <> '{}'
"""
_MAKE: Final = """
INSERT INTO unit (id, label_id, created_at, created_by, updated_at, updated_by, owner, nation, kind, name,
    key)
SELECT w.id, %(label_id)s, %(at)s, %(by)s, %(at)s, %(by)s, %(owner)s, w.nation, 'unit', w.name, w.key
FROM unnest(%(ids)s::uuid[], %(nations)s::text[], %(names)s::text[], %(keys)s::text[])
    AS w(id, nation, name, key)
ON CONFLICT (owner, nation, key) DO NOTHING
"""
_plain = lru_cache(maxsize=20_000)(compared)


class Units:
    """Names to ids for one run, those of batches that are on their way among them: see `forget`."""

    def __init__(self, owner: str, label_id: int) -> None:
        """For records of an owner; new units stand under this label."""
        self._owner = owner
        self._label_id = label_id
        self._ids: dict[Name, str | None] = {}
        """By nation and name as names are compared."""
        self._aliases: dict[Name, str] | None = None
        self.left: set[UUID] = set()
        """Those whose names left a record in this run; what a later batch names again follows it."""
        self.ids: dict[Name, str | None] = {}
        """The units of the parties that were resolved last, by the names that stand there; None where it is
        nobody's whom the writer may know.
        """

    async def resolve(self, unit: Unit, parties: Iterable[Party]) -> list[str]:
        """Know every unit that these parties name; the ids of those that were made."""
        if len(self._ids) > _MOST:
            self._ids.clear()
        keys = {named: (named[0], _plain(named[1])) for named in _named(parties)}
        made = await self._learn(unit, {key: name for (_, name), key in keys.items() if key[1]})
        self.ids = {named: self._ids.get(key) for named, key in keys.items()}
        return made

    async def _learn(self, unit: Unit, names: dict[Name, str]) -> list[str]:
        """Know these units; the ids of those that were made."""
        wanted = {key: name for key, name in names.items() if key not in self._ids}
        if not wanted:
            return []
        known = await self._aliased(unit)
        found: dict[Name, str | None] = {key: known.get(key) for key in wanted}
        missing = [key for key, one in found.items() if one is None]
        fresh = dict(zip(missing, new_ids(len(missing)), strict=True))
        if await self._make(unit, {key: wanted[key] for key in missing}, fresh) == len(missing):
            found |= fresh
        else:  # some were there
            found |= await self._known(unit, missing)
        self._ids |= found
        return [one for key, one in fresh.items() if found[key] == one]

    def forget(self) -> None:
        """A transaction was rolled back: what it made is not there."""
        self._ids.clear()

    async def _aliased(self, unit: Unit) -> dict[Name, str]:
        """Units by their aliases, read once."""
        if self._aliases is None:
            rows = await (await unit.conn.execute(_ALIASES, {"owner": self._owner})).fetchall()
            self._aliases = {(row["nation"], _plain(row["key"])): row["id"] for row in rows}
        return self._aliases

    async def _known(self, unit: Unit, keys: Iterable[Name]) -> dict[Name, str]:
        """Those of these units that the writer may know."""
        rows = await (await unit.conn.execute(_KNOWN, self._columns(keys))).fetchall()
        return {(row["nation"], row["key"]): row["id"] for row in rows}

    async def _make(self, unit: Unit, names: dict[Name, str], ids: dict[Name, str]) -> int:
        """Make units that nobody's key stands in the way of; how many were made."""
        if not names:
            return 0
        values = self._columns(names) | {
            "ids": listed(ids.values()),
            "names": listed(name[:300] for name in names.values()),
            "label_id": self._label_id,
            "at": unit.now,
            "by": unit.subject.id,
        }
        return (await unit.conn.execute(_MAKE, values)).rowcount

    def _columns(self, keys: Iterable[Name]) -> dict[str, Any]:
        held = list(keys)
        return {
            "owner": self._owner,
            "nations": listed(nation for nation, _ in held),
            "keys": listed(key for _, key in held),
        }


def _named(parties: Iterable[Party]) -> Iterator[Name]:
    """The units that parties name: that of the first host, and that of the lead."""
    for hosts, host_unit, lead, lead_unit, _ in parties:
        if host_unit and hosts:
            yield hosts[0], host_unit
        if lead_unit and lead:
            yield lead, lead_unit
