"""People as PostgreSQL renders them, under the reader's mask."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson

from services.common.db import Unit
from services.common.errors import NOT_FOUND
from services.common.label_api import label_json, label_view
from services.common.listing import ListSpec, Page, list_page
from services.directory.people.schemas import Attributes, PersonDetail

PERSON_JSON = """json_build_object(
    'id', t.id, 'name', t.name, 'kind', t.kind, 'rank', t.rank, 'nation', t.nation,
    'acts_for', t.acts_for, 'billet', t.billet, 'billet_kind', t.billet_kind, 'roles', t.roles,
    'organisation', (SELECT json_build_object('id', o.id, 'name', o.name)
                     FROM organisation o WHERE o.id = t.organisation_id),
    'revoked', (SELECT json_build_object('at', t.not_before, 'label_id', a.label_id)
                FROM attributes a WHERE a.person_id = t.id AND t.not_before IS NOT NULL))"""
# That somebody was revoked is their nation's business, as their attributes are: it carries their label.
_ONE = f"SELECT {PERSON_JSON} AS person, t.label_id FROM person t WHERE t.id = %s"
_ATTRIBUTES = """
SELECT a.clearance, a.groups, a.coi, a.letter, a.label_id, p.username, p.not_before
FROM attributes a JOIN person p ON p.id = a.person_id WHERE a.person_id = %s"""


def people_spec(nation: str | None, acts_for: str | None, organisation: UUID | None) -> ListSpec:
    """The list of people by nation and family name, narrowed by what is given."""
    wanted = {"t.nation = %s": nation, "t.acts_for = %s": acts_for, "t.organisation_id = %s": organisation}
    where = [(text, [value]) for text, value in wanted.items() if value is not None]
    return ListSpec("person", PERSON_JSON, ("standing", "asc"), where)


async def people_page(unit: Unit, spec: ListSpec, cursor: str | None, limit: int) -> Page:
    """A page of people, each revocation under its own label."""
    page = await list_page(unit, spec, cursor, limit)
    return replace(page, items=[_labelled(unit, item) for item in page.items])


def _labelled(unit: Unit, item: bytes) -> bytes:
    body = orjson.loads(item)
    if (revoked := body["revoked"]) is not None:
        revoked["label"] = orjson.Fragment(label_json(unit, revoked.pop("label_id")))
    return orjson.dumps(body)


async def person(unit: Unit, person_id: UUID) -> PersonDetail:
    """One person for this reader, or the one NOT_FOUND, whether they are missing or hidden."""
    row = await (await unit.conn.execute(_ONE.encode(), [person_id])).fetchone()
    if row is None:
        raise NOT_FOUND()
    found: dict[str, Any] = row["person"]
    if (revoked := found["revoked"]) is not None:
        revoked["label"] = label_view(await unit.label(revoked.pop("label_id")), unit)
    label = label_view(await unit.label(row["label_id"]), unit)
    return PersonDetail(**found, label=label, attributes=await _attributes(unit, person_id))


async def _attributes(unit: Unit, person_id: UUID) -> Attributes | None:
    row = await (await unit.conn.execute(_ATTRIBUTES.encode(), [person_id])).fetchone()
    if row is None:
        return None
    label_id = row.pop("label_id")
    return Attributes(**row, label=label_view(await unit.label(label_id), unit))
