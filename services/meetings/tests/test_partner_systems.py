"""A partner's system reads: no address takes a word from it, and no view offers it an act."""

import re
from typing import Any

import pytest

from services.common.testing import subject
from services.meetings.tests.conftest import UK_HEAD, US_HEAD, House
from services.meetings.tests.papers import draft
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_forums import MISSING, rule_of

PARTNER = subject("GBR", name="J.T.S.", roles=["partner_system"])
CHARMED = subject("GBR", name="J.T.S. too", roles=["partner_system", "liaison", "release_authority"])


def writing_routes(app: Any) -> list[tuple[str, str]]:
    """Method and address of everything in the API's document that is not a read."""
    told = app.openapi()["paths"]
    return [(method.upper(), path) for path in told for method in told[path] if method != "get"]


@pytest.mark.parametrize("system", [PARTNER, CHARMED], ids=["alone", "with other roles"])
async def test_a_partners_system_writes_nowhere(house: House, system: Any):
    sent = writing_routes(house.app)
    assert len(sent) > 30
    client = await house.as_(system)
    for method, path in sent:
        place = re.sub(r"\{[^}]*\}", MISSING, path)
        headers = {"Idempotency-Key": f"{method} {path}", "If-Match": '"x"'}
        answer = await client.request(method, place, json={}, headers=headers)
        assert answer.status_code == 403, (method, path, answer.text)
        assert rule_of(answer.json()) == [("", "role")]


async def test_a_partners_system_that_was_given_a_post_is_offered_no_act_and_does_none(house: House):
    rungs = await Rungs.raised(house)
    for key in ("gort", "ast"):
        await house.appoint(rungs.forums[key], CHARMED, "head")
    paper = await draft(house, rungs.meetings["ast1"], UK_HEAD)
    await rungs.hold("gort1")
    tasking = await rungs.issue("gort1", "ast")
    await rungs.draft("gort1")
    place = f"/v1/papers/{paper['id']}"
    pages = (
        "/v1/forums", "/v1/meetings", "/v1/taskings", "/v1/concurrences", place,
        f"/v1/meetings/{rungs.meetings['ast1']['id']}/papers", f"{rungs.at('gort1')}/minutes",
        f"/v1/taskings/{tasking['id']}",
    )  # fmt: skip
    for path in pages:
        found = list(abilities(await house.get(CHARMED, path)))
        assert found and not any(found), path
    client = await house.as_(CHARMED)
    offer = {"label": {"level": "RESTRICTED", "owner": ["GBR"], "rel": ["USA"]}}
    for path, body in (
        (f"{place}/offer", offer), (f"/v1/taskings/{tasking['id']}/progress", {"text": "Done."}),
        (f"{rungs.at('gort1')}/minutes/concurrences", {"nation": "GBR", "stand": "concur"}),
    ):  # fmt: skip
        answer = await client.post(path, json=body, headers={"Idempotency-Key": path, "If-Match": '"x"'})
        assert (answer.status_code, rule_of(answer.json())) == (403, [("", "role")]), path
    await house.get(US_HEAD, place, 404)


def abilities(view: Any) -> Any:
    """Each ``can`` in a view, however deep."""
    for key, value in view.items() if isinstance(view, dict) else enumerate(view):
        if key == "can":
            yield value
        elif isinstance(value, dict | list):
            yield from abilities(value)
