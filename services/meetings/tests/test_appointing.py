"""Who appoints whom: nobody themselves, a secretary nobody who binds the nation; and what is kept of it."""

from typing import Any

import pytest

from services.common.testing import Person, subject
from services.meetings.tests.conftest import ADMINISTRATORS, US_HEAD, House, person_id
from services.meetings.tests.test_forums import rule_of
from services.meetings.tests.test_records import rows

ADMINISTRATOR = ADMINISTRATORS["USA"]
SECRETARY = subject("USA", name="Maj. Ives", roles=["liaison"])
OTHER = subject("USA", name="Maj. Ives again", roles=["liaison"])
POSTS = ("head", "deputy", "secretary", "executive_agent")


async def seated(house: House) -> Any:
    """A forum with a head and a secretary who administers nothing."""
    forum = await house.staffed("us-uk-ast")
    return await house.appoint(forum, SECRETARY, "secretary")


def body(person: Person, post: str, **more: Any) -> Any:
    return {
        "nation": "USA", "post": post, "person_id": person_id(person), "name": "Somebody",
        "since": "2027-01-01",
    } | more  # fmt: skip


def place_of(forum: Any, person: Person, post: str) -> str:
    held = forum["appointments"]
    mine = next(one for one in held if (one["person_id"], one["post"]) == (person_id(person), post))
    return f"/v1/appointments/{mine['id']}"


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("person", [SECRETARY, US_HEAD, ADMINISTRATOR], ids=["secretary", "head", "admin"])
async def test_nobody_appoints_themselves(house: House, person: Person, post: str):
    forum = await seated(house)
    path = f"/v1/forums/{forum['id']}/appointments"
    refused = await house.post(person, path, body(person, post, since="2028-01-01"), status=403)
    assert rule_of(refused) == [("/person_id", "not_oneself")]
    after = await house.get(person, f"/v1/forums/{forum['id']}")
    assert after["appointments"] == forum["appointments"]


async def test_a_secretary_makes_no_head_of_another_account_either(house: House):
    forum = await seated(house)
    place = f"/v1/forums/{forum['id']}"
    for post in ("head", "deputy"):
        refused = await house.post(SECRETARY, f"{place}/appointments", body(OTHER, post), status=403)
        assert rule_of(refused) == [("/post", "heads_appoint_heads")]
    assert "appoint_heads" not in (await house.get(SECRETARY, place))["can"]
    for person in (US_HEAD, ADMINISTRATOR):
        assert "appoint_heads" in (await house.get(person, place))["can"]
    await house.post(SECRETARY, f"{place}/appointments", body(OTHER, "secretary"))
    await house.post(US_HEAD, f"{place}/appointments", body(OTHER, "deputy"))


async def test_a_secretary_neither_ends_nor_prolongs_a_heads_term(house: House):
    forum = await seated(house)
    head = place_of(forum, US_HEAD, "head")
    for until in ("2027-01-12", None):
        refused = await house.change(SECRETARY, head, {"until": until}, status=403)
        assert rule_of(refused) == [("", "heads_appoint_heads")]
    assert (await house.get(US_HEAD, head))["until"] is None


@pytest.mark.parametrize(("person", "post"), [(SECRETARY, "secretary"), (US_HEAD, "head")])
async def test_one_steps_down_and_does_not_come_back_by_oneself(house: House, person: Person, post: str):
    place = place_of(await seated(house), person, post)
    for until in ("2027-06-30", "2027-03-31"):
        assert (await house.change(person, place, {"until": until}))["until"] == until
    for later in ("2027-04-01", None):
        refused = await house.change(person, place, {"until": later}, status=403)
        assert rule_of(refused) == [("/until", "not_oneself")]
    assert (await house.change(ADMINISTRATOR, place, {"until": None}))["until"] is None


async def test_appointing_is_audited_with_who_appointed_whom_to_what(house: House):
    forum = await seated(house)
    path = f"/v1/forums/{forum['id']}/appointments"
    made = await house.post(SECRETARY, path, body(OTHER, "secretary", until="2027-12-31"))
    place = place_of(made, OTHER, "secretary")
    await house.change(SECRETARY, place, {"until": "2027-06-30"})
    found = await rows(
        house, "SELECT * FROM audit_record WHERE %s = ANY(object_ids) ORDER BY at", place.rsplit("/", 1)[1]
    )
    told = [(one["action"], one["subject"], one["detail"]) for one in found if one["action"] != "read"]
    post = {"nation": "USA", "post": "secretary", "person": person_id(OTHER), "since": "2027-01-01"}
    assert told == [
        ("forum.appointed", person_id(SECRETARY), post | {"until": "2027-12-31"}),
        ("forum.appointment_ended", person_id(SECRETARY), post | {"until": "2027-06-30"}),
    ]


SPELLINGS = (
    str.upper,
    lambda name: f"{{{name}}}",
    lambda name: f"urn:uuid:{name}",
    lambda name: name.replace("-", ""),
    lambda name: f" {name}",
    lambda name: f"{name}\u200b",
    lambda name: name.replace("-", "\u2010"),
    lambda name: "somebody",
)


@pytest.mark.parametrize("spelt", SPELLINGS)
async def test_nobody_appoints_themselves_by_another_spelling_of_their_name(house: House, spelt: Any):
    forum = await seated(house)
    said = body(SECRETARY, "secretary", since="2028-01-01") | {"person_id": spelt(person_id(SECRETARY))}
    client = await house.as_(SECRETARY)
    path = f"/v1/forums/{forum['id']}/appointments"
    answer = await client.post(path, json=said, headers={"Idempotency-Key": "spelt"})
    refused = [(403, [("/person_id", "not_oneself")]), (422, [("/person_id", "uuid_parsing")])]
    assert (answer.status_code, rule_of(answer.json())) in refused
    after = await house.get(SECRETARY, f"/v1/forums/{forum['id']}")
    assert after["appointments"] == forum["appointments"]


async def test_a_person_is_kept_under_one_spelling_of_their_identifier(house: House):
    forum = await seated(house)
    path = f"/v1/forums/{forum['id']}/appointments"
    made = await house.post(
        SECRETARY, path, body(OTHER, "secretary") | {"person_id": person_id(OTHER).upper()}
    )
    assert place_of(made, OTHER, "secretary")
    twice = await house.post(SECRETARY, path, body(OTHER, "secretary"), status=409)
    assert rule_of(twice) == [("/person_id", "appointed_once")]
