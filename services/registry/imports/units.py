"""The units that rows name, as entities: known by name or alias, or made under the import's label."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from services.common.db import Unit
from services.common.references import uuid7
from services.registry.domain.imports.batch import Taken
from services.registry.domain.imports.copytext import listed
from services.registry.domain.record import compared

Name = tuple[str, str]
"""Nation and name, as the file spells it."""
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
ON CONFLICT (owner, nation, key) DO NOTHING RETURNING id::text, nation, key
"""
_plain = lru_cache(maxsize=20_000)(compared)


class Units:
    """Names to ids for one run. What a transaction made counts only once it is committed (`keep`)."""

    def __init__(self, owner: str, label_id: int) -> None:
        """For records of an owner; new units stand under this label."""
        self._owner = owner
        self._label_id = label_id
        self._ids: dict[Name, str | None] = {}
        self._aliases: dict[Name, str] | None = None
        self._new: dict[Name, str | None] = {}

    def id_of(self, nation: str, name: str) -> str | None:
        """The id of a unit that `resolve` has seen; None where it is nobody's whom the writer may know."""
        key = (nation, name)
        found = self._ids.get(key)
        return found if found is not None else self._new.get(key)

    async def resolve(self, unit: Unit, taken: Iterable[Taken]) -> list[UUID]:
        """Know every unit that these rows name; the ids of those that were made."""
        self._new = {}
        wanted: dict[Name, list[Name]] = {}
        for one in taken:
            for nation, name in ((host_of(one), one.unit), (one.lead, one.unit_lead)):
                if name and nation and (nation, name) not in self._ids and (plain := _plain(name)):
                    wanted.setdefault((nation, plain), []).append((nation, name))
        if not wanted:
            return []
        found = await self._known(unit, wanted)
        missing = [key for key in wanted if key not in found]
        made = await self._made(unit, {key: wanted[key][0][1] for key in missing})
        for key, names in wanted.items():
            self._new |= dict.fromkeys(names, found.get(key) or made.get(key))
        return [UUID(one) for one in made.values()]

    def keep(self) -> None:
        """The transaction was committed: what it made is known from now on."""
        if len(self._ids) > _MOST:
            self._ids.clear()
        self._ids |= self._new
        self._new = {}

    async def _known(self, unit: Unit, wanted: Iterable[Name]) -> dict[Name, str]:
        keys = list(wanted)
        if self._aliases is None:
            rows = await (await unit.conn.execute(_ALIASES, {"owner": self._owner})).fetchall()
            self._aliases = {(row["nation"], _plain(row["key"])): row["id"] for row in rows}
        rows = await (await unit.conn.execute(_KNOWN, self._columns(keys))).fetchall()
        found = {key: self._aliases[key] for key in keys if key in self._aliases}
        return found | {(row["nation"], row["key"]): row["id"] for row in rows}

    async def _made(self, unit: Unit, missing: dict[Name, str]) -> dict[Name, str]:
        if not missing:
            return {}
        values = self._columns(missing) | {
            "ids": listed(str(uuid7()) for _ in missing),
            "names": listed(name[:300] for name in missing.values()),
            "label_id": self._label_id,
            "at": unit.now,
            "by": unit.subject.id,
        }
        rows = await (await unit.conn.execute(_MAKE, values)).fetchall()
        return {(row["nation"], row["key"]): row["id"] for row in rows}

    def _columns(self, keys: Iterable[Name]) -> dict[str, Any]:
        held = list(keys)
        return {
            "owner": self._owner,
            "nations": listed(nation for nation, _ in held),
            "keys": listed(key for _, key in held),
        }


def host_of(one: Taken) -> str:
    """The nation whose unit a row's unit is: its host."""
    return one.hosts[0] if one.hosts else ""
