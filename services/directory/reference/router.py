"""GET /v1/nations, /v1/communities, /v1/organisations, /v1/policy."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.common.auth import SubjectDep
from services.common.db import Reading
from services.common.label_api import NOTICE
from services.common.labels import default_policy
from services.common.listing import Cursor, Limit, ListSpec, list_page, list_response
from services.directory.reference.schemas import (
    CommunityPage,
    Nation,
    NationPage,
    OrganisationPage,
    PolicyLevel,
    PolicyView,
)

router = APIRouter(tags=["reference"])

_COMMUNITY = """json_build_object(
    'id', t.id, 'code', t.code, 'name', t.name, 'expandable', t.expandable, 'deprecated_at', t.deprecated_at,
    'members', (
        SELECT coalesce(json_agg(
            json_build_object('nation', m.nation, 'since', m.since, 'until', m.until)
            ORDER BY m.nation, m.since), '[]')
        FROM community_member m WHERE m.community_id = t.id))"""
_ORGANISATION = "json_build_object('id', t.id, 'name', t.name, 'nation', t.nation)"


@router.get("/v1/nations")
async def nations(unit: Reading) -> NationPage:
    """Every nation that a label may name, by code; the list is the same for every reader."""
    query = "SELECT code, name, participates FROM nation ORDER BY code"
    rows = await (await unit.conn.execute(query)).fetchall()
    unit.audit("read", "nation", "all")
    return NationPage(items=[Nation(**row) for row in rows], next=None)


@router.get("/v1/communities", response_model=CommunityPage)
async def communities(unit: Reading, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """Communities with their dated members; of a restricted roster only what the reader may know."""
    spec = ListSpec("community", _COMMUNITY, ("code", "asc"))
    return list_response(await list_page(unit, spec, cursor, limit))


@router.get("/v1/organisations", response_model=OrganisationPage)
async def organisations(
    unit: Reading,
    nation: Annotated[str | None, Query(pattern=r"^[A-Z]{3}$")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Organisations by name."""
    where = [("t.nation = %s", [nation])] if nation else []
    spec = ListSpec("organisation", _ORGANISATION, ("name", "asc"), where)
    return list_response(await list_page(unit, spec, cursor, limit))


@router.get("/v1/policy")
async def policy(_: SubjectDep) -> PolicyView:
    """The policy's levels with their words and colours, and the notice that nothing here is real."""
    shipped = default_policy()
    levels = [
        PolicyLevel(
            name=one.name, short=one.portion, value=one.value, colour=one.colour, text_colour=one.text_colour
        )
        for one in shipped.levels
    ]
    return PolicyView(
        name=shipped.name, version=shipped.version, levels=levels, notice=NOTICE, fictional=True
    )
