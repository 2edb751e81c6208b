"""GET /v1/nations, /v1/communities, /v1/organisations, /v1/policy; POST /v1/labels/explain and /roll-up."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.common.auth import SubjectDep
from services.common.db import Reading
from services.common.errors import problems
from services.common.label_api import NOTICE, LabelView, label_view, require_together
from services.common.labels import default_policy
from services.common.listing import Cursor, Limit, ListSpec, list_page, list_response
from services.directory.reference.schemas import (
    CommunityPage,
    ExplainBody,
    Nation,
    NationPage,
    OrganisationPage,
    PolicyLevel,
    PolicyView,
    RollUpBody,
    RollUpView,
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


@router.post("/v1/labels/explain", responses=problems(422))
async def explain(body: ExplainBody, unit: Reading) -> LabelView:
    """A label as it would be made now: its markings and colours, and who would read it, in words.

    Nothing is stored. A rule that the label breaks is a 422 that names field and rule.
    """
    label = body.label.to_label(unit.now, unit.database.permitted.context)
    return label_view(label, unit, body.nations)


@router.post("/v1/labels/roll-up", responses=problems(422))
async def combine(body: RollUpBody, unit: Reading) -> RollUpView:
    """The banner of what is put together, with the reason for each step (LABELS, roll-up).

    Nothing is stored. The labels go in as answers told them, `epochs` and `basis` too. Where nobody could
    read the whole it is a 422 `roll_up_refused`.
    """
    context = unit.database.permitted.context
    labels = [one.to_label(unit.now, context, f"/labels/{number}") for number, one in enumerate(body.labels)]
    whole = require_together(labels, unit, "/labels")
    return RollUpView(
        label=label_view(whole.label, unit, body.nations), steps=[step.text for step in whole.steps]
    )
