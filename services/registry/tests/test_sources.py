"""Which source a field is taken from, by the rule or as the owner of a source lets it stand; and which source
stands for the event in lists and overlaps, whoever linked them.
"""

import json
from typing import Any

import psycopg

from services.common.labels import Label
from services.registry.deconfliction.detect import detect_all
from services.registry.tests.conftest import AUS, FRA, UK, US, House, shared
from services.registry.tests.test_duplicates import COURSE, both, decide, pairs

__all__ = ["both"]


async def test_a_person_chooses_the_source_of_a_field_and_lets_the_rule_decide_again(house: House, both):
    ours, _ = both
    [pair] = await pairs(house, US)
    await decide(house, US, pair, "same")
    place = f"/v1/activities/{ours['id']}/sources"
    view = await choose(house, US, ours, ours)
    assert (view["fields"]["people"]["source"], view["fields"]["people"]["why"]) == (ours["id"], "chosen")
    assert (await house.get(UK, place))["fields"]["people"]["source"] == ours["id"]
    assert (await choose(house, US, ours, None))["fields"]["people"]["why"] == "newer"
    await choose(house, AUS, ours, ours, 409)


async def choose(house: House, person: Any, record: Any, source: Any, status: int = 200) -> Any:
    """A person lets a source stand for the number of people, or the rule."""
    place, body = (
        f"/v1/activities/{record['id']}/sources",
        {"field": "people", "source": source and source["id"]},
    )
    return await house.change(person, f"{place}/choice", body, of=place, method="POST", status=status)


async def test_a_nation_lets_no_value_of_anothers_record_stand_and_is_bound_by_none(house: House, both):
    ours, theirs = both
    [pair] = await pairs(house, US)
    await decide(house, US, pair, "same")
    place = f"/v1/activities/{ours['id']}/sources"
    await choose(house, UK, ours, ours, 403)
    await choose(house, US, ours, theirs, 403)
    await choose(house, UK, ours, theirs)
    await choose(house, US, ours, ours)
    await choose(house, US, ours, None)
    for person in (US, UK):
        assert (await house.get(person, place))["fields"]["people"]["source"] == theirs["id"]
    await choose(house, US, ours, ours)
    assert (await house.get(US, place))["fields"]["people"]["source"] == ours["id"]
    assert (await house.get(UK, place))["fields"]["people"]["source"] == theirs["id"]
    assert (await house.get(UK, place))["can"] == ["split", "choose"]


async def test_of_a_record_that_several_own_none_lets_the_value_stand(house: House, both):
    _, theirs = both
    joint = {"level": "UNCLASSIFIED", "owner": ["GBR", "USA"]}
    shared_one = await house.post(US, "/v1/activities", COURSE | {"title": "A joint course", "label": joint})
    await house.post(US, "/v1/duplicates", {"left": shared_one["id"], "right": theirs["id"]})
    assert (await house.get(US, f"/v1/activities/{theirs['id']}/sources"))["can"] == ["split"]
    for source in (shared_one, None):
        refused = await choose(house, US, theirs, source, 403)
        assert refused["errors"][0]["rule"] == "own_nation_owns"
    await choose(house, UK, theirs, shared_one, 403)
    await choose(house, UK, theirs, theirs)


ALL = ("AUS", "FRA", "GBR", "USA")


async def named(house: House, person: Any, title: str, label: Any = None) -> Any:
    """A record of a person's nation that all four read, unless another label is said."""
    own = person.subject().nation
    released = shared(own, *(one for one in ALL if one != own))
    return await house.post(person, "/v1/activities", COURSE | {"title": title, "label": label or released})


async def same(house: House, person: Any, one: Any, other: Any) -> None:
    """A person says that two records are of one event."""
    await house.post(person, "/v1/duplicates", {"left": one["id"], "right": other["id"]})


async def titles(house: House, person: Any) -> list[str]:
    """What a person is shown in the list, and that the figures count as many."""
    listed = sorted(one["title"] for one in (await house.get(person, "/v1/activities"))["items"])
    assert (await house.get(person, "/v1/figures/statistics"))["n"] == len(listed)
    return listed


async def test_nobody_puts_a_nations_record_behind_one_that_they_own_with_it(house: House):
    joint = {"level": "UNCLASSIFIED", "owner": ["AUS", "USA"]}
    older = await named(house, AUS, "Placeholder", joint)
    newer = await named(house, US, "Exercise")
    await same(house, AUS, older, newer)
    assert await titles(house, US) == ["Exercise", "Placeholder"]
    await same(house, US, older, newer)
    assert await titles(house, US) == ["Placeholder"], "its owner says so too"


async def test_nobody_puts_anothers_record_behind_a_third_by_one_of_their_own(house: House):
    """Neither behind the reader's own record, nor behind what is like a record that its owner knows."""
    french = await named(house, FRA, "French course")
    placeholder = await named(house, AUS, "Placeholder")
    american = await named(house, US, "American course")
    between = await named(house, AUS, "Between")
    await same(house, AUS, between, american)
    await same(house, AUS, between, french)
    assert await titles(house, FRA) == ["American course", "French course", "Placeholder"]
    await same(house, US, between, american)
    await same(house, AUS, between, placeholder)
    assert "American course" in await titles(house, UK)


async def test_nobody_hides_an_overlap_of_others_by_a_record_between_both(house: House):
    american, french = await named(house, US, "American course"), await named(house, FRA, "French course")
    between = await named(house, AUS, "Between")
    await detect_all(house.app.state.database)
    place, asked = "/v1/overlaps", {"activity": french["id"], "nation": "USA"}
    before = [(person, await house.get(person, place, **asked)) for person in (US, FRA)]
    assert all(found["items"] for _, found in before)
    for one in (american, french):
        await same(house, AUS, between, one)
    for person, found in before:
        assert await house.get(person, place, **asked) == found
    await same(house, US, american, french)
    assert (await house.get(FRA, place, **asked))["items"] == []


async def test_a_choice_is_told_to_who_reads_both_records_and_to_nobody_who_reads_the_chosen_one_alone(
    house: House,
):
    ours = await house.activity(label=shared("USA", "GBR", "AUS"))
    theirs = await house.activity(UK, label=shared("GBR", "USA"))
    await house.post(US, "/v1/duplicates", {"left": ours["id"], "right": theirs["id"]})
    before = len(labels_told(house))
    await choose(house, US, ours, ours)
    await choose(house, US, ours, None)
    told = labels_told(house)[before:]
    assert len(told) == 2 and all("AUS" not in nations and "USA" in nations for nations in told)


def labels_told(house: House) -> list[set[str]]:
    """The nations under whose label each event of a pair stands, in order."""
    query = "SELECT label FROM outbox WHERE topic = 'entente.registry.duplicate.v1' ORDER BY id"
    with psycopg.connect(house.app.state.settings.worker_dsn) as worker:
        labels = [Label.from_json(json.loads(row[0])) for row in worker.execute(query)]
    return [{*label.owner, *label.rel} for label in labels]
