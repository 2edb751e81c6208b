"""What awaits a stand says what it is, in the words that the reader may read, to whoever can take it."""

from services.common.testing import subject
from services.meetings.tests.conftest import ROLES, UK_HEAD, UK_SECRETARY, US_SECRETARY, House
from services.meetings.tests.ladder import US_ONLY
from services.meetings.tests.rungs import Json, Rungs

UK_OFFICER = subject("GBR", name="Maj. Holt", roles=ROLES)
OURS = {**US_ONLY, "rel": ["GBR"]}


async def between(house: House) -> tuple[Rungs, Json]:
    """A ladder whose roundtable issued a tasking to the staff talks."""
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    return rungs, await rungs.issue("gort1", "ast")


async def awaited(house: House, person=UK_HEAD) -> Json:
    """The one thing out of session that awaits a person's stand."""
    (one,) = (await house.get(person, "/v1/concurrences"))["items"]
    return dict(one)


async def test_a_delegation_is_called_one_and_names_the_taskings_it_made(house: House):
    rungs, item = await between(house)
    await rungs.act(item, "delegate", children=[rungs.child("wg1", "A part", text="Draw the map.")])
    one = await awaited(house)
    assert (one["kind"], one["outcome"], one["item"]["id"]) == ("answer", "delegated", item["id"])
    assert [(made["title"], made["text"]) for made in one["made"]] == [("A part", "Draw the map.")]
    subject = await house.get(UK_HEAD, f"/v1/answers/{one['id']}/concurrences")
    assert subject["taskings"] == one["made"]


async def test_an_escalation_and_an_answer_stand_in_their_words(house: House):
    rungs, item = await between(house)
    await rungs.act(item, "escalate", question="Whose budget?")
    one = await awaited(house)
    assert (one["outcome"], one["text"], one["made"][0]["text"]) == ("escalated",) + ("Whose budget?",) * 2
    place = f"/v1/escalations/{one['made'][0]['id']}/adjudicate"
    await house.speak(UK_HEAD, f"/v1/answers/{one['id']}/concurrences", {"nation": "GBR", "stand": "concur"})
    await house.post(US_SECRETARY, place, {"text": "Shared."})
    ruling = await awaited(house)
    assert (ruling["kind"], ruling["outcome"], ruling["text"]) == ("adjudication", "adjudicated", "Shared.")
    other = await rungs.issue("gort1", "ast")
    await rungs.act(other, "answer", text="It is drawn.")
    found = (await house.get(UK_HEAD, "/v1/concurrences"))["items"]
    assert [(one["outcome"], one["text"]) for one in found[1:]] == [("answered", "It is drawn.")]


async def test_words_that_a_nation_assented_to_are_those_of_the_taskings_too(house: House):
    rungs, item = await between(house)
    parent = await rungs.act(item, "delegate", children=[rungs.child("wg1", "A part")])
    place = f"/v1/answers/{(await awaited(house))['id']}/concurrences"
    client = await house.as_(UK_HEAD)
    read = (await client.get(place)).headers["etag"]
    await house.change(UK_SECRETARY, f"/v1/taskings/{parent['children'][0]['id']}", {"title": "All of it"})
    headers = {"Idempotency-Key": "x", "If-Match": read}
    answer = await client.post(place, json={"nation": "GBR", "stand": "concur"}, headers=headers)
    assert answer.status_code == 412


async def test_only_who_can_take_a_stand_is_asked_and_a_head_for_no_evidence(house: House):
    rungs, item = await between(house)
    await rungs.act(item, "answer", text="Done.")
    assert (await awaited(house))["can"] == ["concur", "withhold"]
    assert (await awaited(house, UK_SECRETARY))["can"] == ["concur", "withhold", "evidence"]
    assert (await house.get(UK_OFFICER, "/v1/concurrences"))["items"] == []


async def test_an_item_read_by_substitute_alone_is_named_by_it(house: House):
    rungs = await Rungs.raised(house)
    await rungs.hold("gort1")
    item = await rungs.issue("gort1", "ast", "In secret", label=US_ONLY)
    place = f"/v1/taskings/{item['id']}"
    body = {"text": "Something is asked.", "label": OURS}
    await house.change(US_SECRETARY, f"{place}/substitute", body, of=place, method="PUT")
    await rungs.act(item, "answer", text="Done.", label=OURS)
    one = await awaited(house)
    assert (one["title"], one["item"]["title"], one["text"]) == ("Something is asked.",) * 2 + ("Done.",)
    assert "In secret" not in str(one)
