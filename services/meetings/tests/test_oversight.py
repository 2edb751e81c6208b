"""Who only administers or audits writes nothing for a nation: neither offered nor accepted."""

import pytest

from services.common.testing import Person, subject
from services.meetings.tests.conftest import US_HEAD, House
from services.meetings.tests.papers import DRAFT, TO_UK, draft
from services.meetings.tests.rungs import Rungs
from services.meetings.tests.test_forums import rule_of

AUDITOR = subject("USA", name="Ms. Falk", roles=["auditor"])
ADMINISTRATOR = subject("USA", name="Mr. Pell", roles=["national_admin"])
BOTH = subject("USA", name="Ms. Both", roles=["auditor", "platform_admin"])
LIAISON = subject("USA", name="Maj. Liaison", roles=["liaison", "national_admin"])
REFUSED = [("", "role")]


@pytest.mark.parametrize("person", [AUDITOR, ADMINISTRATOR, BOTH], ids=lambda one: one.claims["name"])
async def test_oversight_writes_nothing(house: House, person: Person):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    paper = await draft(house, rungs.meetings["ast1"])
    place, meeting = f"/v1/taskings/{item['id']}", rungs.at("ast1")
    assert "progress" not in (await house.get(person, place))["can"]
    assert "paper" not in (await house.get(person, meeting))["can"]
    assert (await house.get(person, f"/v1/papers/{paper['id']}"))["can"] == []
    posted = [
        await house.post(person, f"{place}/progress", {"text": "Seen."}, status=403),
        await house.post(person, f"{meeting}/papers", DRAFT, status=403),
    ]
    own = f"/v1/papers/{paper['id']}"
    posted += [
        await house.change(person, own, {"text": "Other."}, status=403),
        await house.change(person, f"{own}/offer", TO_UK, of=own, method="POST", status=403),
        await house.change(person, f"{own}/withdraw", None, of=own, method="POST", status=403),
    ]
    assert [rule_of(one) for one in posted] == [REFUSED] * 5
    await rungs.hold("ast1")
    agenda = await house.get(US_HEAD, f"{meeting}/agenda")
    outcomes = [entry["outcome"] for part in agenda["sections"] for entry in part["entries"]]
    assert outcomes == [None], "nothing was reported, so that nothing is noted"


async def test_who_also_works_for_the_nation_writes(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast")
    assert "progress" in (await rungs.item(item, LIAISON))["can"]
    await house.post(LIAISON, f"/v1/taskings/{item['id']}/progress", {"text": "Half."})
    await draft(house, rungs.meetings["ast1"], LIAISON)
