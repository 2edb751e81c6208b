"""GET /v1/me, /v1/people, and the act that revokes a person."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.common.concurrency import represented
from services.common.db import Reading, Unit, Writing
from services.common.errors import problems
from services.common.labels import shipped_policy
from services.common.listing import Cursor, Limit, list_response
from services.directory.people.repository import people_page, people_spec, person
from services.directory.people.schemas import Me, PeoplePage, PersonDetail, RevokeBody, Revoked
from services.directory.revocations.service import may_revoke, revoke

router = APIRouter(tags=["people"])
Nation = Annotated[str | None, Query(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3")]

_ME = """
SELECT (SELECT name FROM nation WHERE code = %(acts_for)s) AS nation_name,
       (SELECT json_build_object('rank', rank, 'billet', billet)
        FROM person WHERE id::text = %(id)s) AS person
"""


@router.get("/v1/me", response_model=Me)
async def me(unit: Reading) -> Response:
    """Who the reader is: what their token says, with rank and billet as the directory knows them."""
    subject = unit.subject
    found = await (await unit.conn.execute(_ME, {"acts_for": subject.acts_for, "id": subject.id})).fetchone()
    known: dict[str, Any] = (found and found["person"]) or {}
    view = Me(
        id=subject.id,
        name=subject.name,
        affiliation=subject.affiliation,
        acts_for=subject.acts_for,
        nation_name=found["nation_name"] if found else None,
        roles=sorted(subject.roles),
        organisation=subject.organisation,
        clearance=_clearance(unit),
        groups=sorted(subject.groups),
        coi=sorted(subject.coi),
        rank=known.get("rank"),
        billet=known.get("billet"),
    )
    return represented(view)


def _clearance(unit: Unit) -> dict[str, str]:
    return {name: shipped_policy(name).level(level).name for name, level in unit.subject.clearance}


@router.get("/v1/people", response_model=PeoplePage)
async def list_people(
    unit: Reading,
    nation: Nation = None,
    acts_for: Nation = None,
    organisation: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """People and partners' systems by nation and family name, as far as the reader may know of them."""
    spec = people_spec(nation, acts_for, organisation)
    return list_response(await people_page(unit, spec, cursor, limit))


@router.get("/v1/people/{person_id}", response_model=PersonDetail, responses=problems(404))
async def read_person(person_id: UUID, unit: Reading) -> Response:
    """One person; clearance, groups and letter only for whoever may read those."""
    view = await person(unit, person_id)
    unit.shown("person", [person_id])
    return represented(view)


@router.post("/v1/people/{person_id}/revoke", response_model=Revoked, responses=problems(403, 404))
async def revoke_person(person_id: UUID, unit: Writing, body: RevokeBody | None = None) -> Revoked:
    """End everything that a person is signed in to, at once and everywhere; they may sign in again if the
    identity provider still lets them.

    For a platform administrator, or a national administrator of the person's own nation; nobody revokes
    themselves (403 `not_oneself`): who is left without access could not be helped by anybody. It needs no
    `If-Match`: to revoke twice is to revoke later, and it must not wait for anybody. A platform administrator
    may revoke a person whom they cannot see, by id; the answer tells nothing but the moment.
    """
    await may_revoke(unit, person_id)
    not_before = await revoke(unit, person_id, body.reason if body else "")
    return Revoked(id=person_id, not_before=not_before)
