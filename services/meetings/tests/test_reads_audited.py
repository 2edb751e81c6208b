"""Every read says to the audit which records it showed."""

from services.common.references import uuid7
from services.meetings.tests.conftest import US_SECRETARY, House
from services.meetings.tests.ladder import ladder
from services.meetings.tests.test_attacks import NO_SUBJECT, furnished, named
from services.meetings.tests.test_records import rows

NEEDS = {"to": "GBR", "nation": "AUS"}


async def told(house: House, path: str) -> dict[str, set[str]] | None:
    """What the audit says that a read showed, by type; None where nothing could be read there."""
    trace, params = uuid7().hex, NEEDS if path.endswith("effect") else {}
    headers = {"traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    answer = await (await house.as_(US_SECRETARY)).get(path, params=params, headers=headers)
    if answer.status_code == 404:
        return None
    assert answer.status_code == 200, (path, answer.text)
    query = "SELECT object_type, object_ids FROM audit_record WHERE trace = %s AND action = 'read'"
    found = await rows(house, query, trace)
    return {row["object_type"]: set(row["object_ids"]) for row in found}


async def test_every_address_that_is_read_names_what_it_showed(house: House):
    ids = (await furnished(house))["ids"]
    paths = [path for path, item in house.app.openapi()["paths"].items() if "get" in item]
    unread = set()
    for path in set(paths) - NO_SUBJECT:
        answers = [await told(house, named(path, one)) for one in (ids if "{" in path else ids[:1])]
        reads = [answer for answer in answers if answer is not None]
        assert all(answer and "" not in answer for answer in reads), path
        if not reads:
            unread.add(path)
    assert unread == {"/v1/appointments/{appointment_id}", "/v1/decisions/{decision_id}/concurrences"}
    appointment = (await house.get(US_SECRETARY, f"/v1/forums/{ids[0]}"))["appointments"][0]["id"]
    assert await told(house, f"/v1/appointments/{appointment}") == {"appointment": {appointment}}


async def test_an_agenda_names_its_items_topics_and_outcomes_to_the_audit(house: House):
    on = await ladder(house)
    tasking = await on.tasking("Share")
    meeting = f"/v1/meetings/{on.talks['id']}"
    topic = await house.post(US_SECRETARY, f"{meeting}/agenda", {"title": "Topic"})
    await house.hold(US_SECRETARY, on.talks)
    body = {"item_id": tasking["id"], "kind": "progressed", "text": "So it was."}
    outcome = await house.post(US_SECRETARY, f"{meeting}/outcomes", body)
    for place in ("agenda", "projection"):
        assert await told(house, f"{meeting}/{place}") == {
            "meeting": {on.talks["id"]}, "item": {tasking["id"]}, "agenda_entry": {topic["id"]},
            "outcome": {outcome["id"]},
        }, place  # fmt: skip
