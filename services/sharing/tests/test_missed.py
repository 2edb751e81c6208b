"""What was missed is counted over what the reader may read, and over nothing else."""

from uuid import uuid4

from services.sharing.tests.conftest import AUS, CAN, UK, US, US_AUDITOR, US_RELEASE, House, shared
from services.sharing.tests.releasing import act, ask, later, note

PLACE = "/v1/missed"
REPORT = {
    "activity": "Rehearsals in May", "effect": "We trained alone.", "originator": "USA", "forum": "GORT",
    "happened": "2026-05", "reason": "never_asked", "level": "CONFIDENTIAL",
}  # fmt: skip


async def counted(house: House, person, by: str = "reason") -> dict[str, tuple[int, int, int]]:
    found = await house.get(person, f"{PLACE}/figures", by=by)
    assert (found["banner"] is None) == (found["items"] == [])
    assert all(one["count"] == one["refused"] + one["unanswered"] + one["reported"] for one in found["items"])
    return {one["key"]: (one["refused"], one["unanswered"], one["reported"]) for one in found["items"]}


async def test_a_report_is_read_by_who_tells_it_and_whose_information_it_was(house: House):
    made = await house.post(CAN, PLACE, REPORT)
    assert (made["label"]["owner"], made["label"]["rel"], made["level"]) == (["CAN"], ["USA"], "CONFIDENTIAL")
    assert [one["id"] for one in (await house.get(US, PLACE))["items"]] == [made["id"]]
    for person in (UK, AUS):
        client = await house.as_(person)
        hidden, none = [await client.get(f"{PLACE}/{one}") for one in (made["id"], uuid4())]
        assert hidden.json() | {"trace_id": ""} == none.json() | {"trace_id": ""}
        assert (await house.get(person, PLACE))["items"] == [] and await counted(house, person) == {}
    await house.change(US, f"{PLACE}/{made['id']}", {"effect": "None."}, status=403)
    await house.post(US_AUDITOR, PLACE, REPORT, 403)
    await house.post(CAN, PLACE, REPORT | {"happened": "2026-02-30"}, 422)
    await house.change(CAN, f"{PLACE}/{made['id']}", {"withdrawn": True})
    assert (await house.get(US, PLACE))["items"] == [] and await counted(house, US) == {}


async def test_refusals_silence_and_reports_are_counted_by_what_each_nation_may_read(house: House):
    made, (first, _, _) = await note(house)
    await house.post(CAN, PLACE, REPORT)
    await house.post(CAN, PLACE, REPORT | {"label": shared("CAN"), "reason": "too_late"})
    refused = await ask(house, CAN, item=made["id"], portions=[first])
    await act(house, US_RELEASE, refused, "refusal", {"why": "source", "reason": "A source."})
    await ask(house, CAN, item=made["id"], portions=[first], wanted_by="2027-01-12")
    assert await counted(house, CAN) == {"never_asked": (0, 0, 1), "too_late": (0, 0, 1)}
    await later(house)
    assert (await counted(house, CAN))["source"] == (1, 0, 0)
    await later(house, days=3)
    assert await counted(house, US) == {
        "never_asked": (0, 0, 1), "source": (1, 0, 0), "unanswered": (0, 1, 0),
    }  # fmt: skip
    assert await counted(house, CAN, "originator") == {"USA": (1, 1, 2)}
    assert await counted(house, CAN, "month") == {"2026-05": (0, 0, 2), "2027-01": (1, 1, 0)}
    assert await counted(house, US, "level") == {"CONFIDENTIAL": (0, 0, 1), "UNCLASSIFIED": (1, 1, 0)}
    assert await counted(house, AUS) == {}
