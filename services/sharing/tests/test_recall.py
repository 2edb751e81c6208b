"""What the authority sees before deciding; the end of a release; who read it, and on which terms."""

import psycopg
from psycopg.rows import dict_row

from services.sharing.releases.readings import fold_readings
from services.sharing.tests.conftest import AUS, CAN, FRA, UK, US, US_RELEASE, House, shared
from services.sharing.tests.releasing import PLACE, act, ask, later, note, released

ALL = ["For all of them.", "For the United Kingdom."]
OVER = {"reason": "It was one paragraph too many."}


async def test_a_recall_takes_effect_at_once_and_touches_nothing_else(house: House):
    made, (_, second, _) = await note(house)
    asked = await released(house, US, item=made["id"], portions=[second], to=["CAN", "FRA"])
    other = await released(house, US, item=made["id"], portions=[second], to=["FRA", "GBR"])
    assert [await house.words(person, made) for person in (CAN, FRA, UK)] == [ALL, ALL[1:], ALL]
    await act(house, US, asked, "recall", OVER, 403)
    await act(house, CAN, asked, "recall", OVER, 404)
    view = await act(house, US_RELEASE, asked, "recall", OVER)
    assert (view["in_force"], view["can"]) == (False, [])
    assert [await house.words(person, made) for person in (CAN, FRA, UK)] == [ALL[:1], ALL[1:], ALL]
    await act(house, US_RELEASE, asked, "recall", OVER, 409)
    await act(house, US_RELEASE, other, "recall", OVER)
    assert [await house.words(person, made) for person in (CAN, UK)] == [ALL[:1], ALL]
    await house.get(FRA, f"/v1/items/{made['id']}", 404)
    problem = await house.get(FRA, f"/v1/portions/{second}", 404)
    assert problem["detail"] == ""


async def test_a_release_ends_with_its_last_day_and_says_its_terms_until_then(house: House):
    made, (_, second, _) = await note(house)
    await released(
        house, US, item=made["id"], portions=[second], to=["CAN"], sight="display",
        conditions="Not beyond the staff.", expires_on="2027-01-12",
    )  # fmt: skip
    place = f"{PLACE}/terms"
    [one] = (await house.get(CAN, place, item=made["id"]))["items"]
    told = (one["portion"], one["to"], one["sight"], one["conditions"], one["expires_on"], one["release"])
    assert told == (second, ["CAN"], "display", "Not beyond the staff.", "2027-01-12", None)
    assert (await house.get(AUS, place, item=made["id"]))["items"] == []
    await house.get(FRA, place, 404, item=made["id"])
    assert await later(house, hours=24) == 0 and await house.words(CAN, made) == ALL
    assert await later(house, hours=24) == 1 and await house.words(CAN, made) == ALL[:1]
    assert (await house.get(CAN, place, item=made["id"]))["items"] == []
    assert await later(house) == 0


async def test_the_owner_learns_who_read_it_and_nobody_else_does(house: House):
    made, (_, second, _) = await note(house)
    asked = await released(house, US, item=made["id"], portions=[second], to=["CAN"])
    await house.words(CAN, made)
    await house.words(CAN, made)
    settings = house.app.state.settings
    with psycopg.connect(settings.worker_dsn, row_factory=dict_row) as connection:
        while fold_readings(connection):
            pass
        connection.execute("DELETE FROM audit_record")
    found = (await house.get(US_RELEASE, f"{PLACE}/{asked['id']}/readers"))["items"]
    assert [(one["portion"], one["nation"], one["person"]) for one in found] == [
        (second, "CAN", CAN.claims["sub"])
    ]
    await house.get(US, f"{PLACE}/{asked['id']}/readers", 403)
    await house.get(CAN, f"{PLACE}/{asked['id']}/readers", 404)


async def test_the_authority_sees_who_gains_what_else_opens_and_what_blocks(house: House):
    texts = [
        {"text": "Asked for.", "label": shared("USA", "GBR", level="CONFIDENTIAL")},
        {"text": "Its mark names France.", "label": shared("USA", "FRA")},
        {"text": "Guarded.", "label": shared("USA", level="SECRET", orcon=True)},
    ]
    made, (first, second, third) = await note(house, portions=texts)
    asked = await ask(house, US, item=made["id"], portions=[first, third], to=["FRA"])
    place = f"{PLACE}/{asked['id']}/effect"
    seen = await house.get(US_RELEASE, place)
    assert seen["gains"] == [{"nation": "FRA", "portions": sorted([first, third]), "title": True}]
    assert seen["also"] == [{"nation": "FRA", "portions": [second], "title": False}]
    assert (seen["loses"], seen["like"]) == ([], [])
    kinds = [(one["portion"], one["kind"]) for one in seen["blocks"]]
    assert kinds == [(first, "level"), (third, "orcon"), (third, "level")]
    part = await house.get(US_RELEASE, place, portion=first)
    assert part["gains"] == [{"nation": "FRA", "portions": [first], "title": True}]
    await house.get(CAN, place, 404)
    await act(house, US_RELEASE, asked, "approval", {"portions": [first]})
    await later(house)
    assert await house.words(FRA, made) == ["Asked for.", "Its mark names France."]
    view = await house.get(US, f"{PLACE}/{asked['id']}")
    assert view["outcome"] == "in_part"
    again = await ask(house, US, item=made["id"], portions=[third], to=["FRA", "CAN"])
    seen = await house.get(US_RELEASE, f"{PLACE}/{again['id']}/effect")
    assert [(one["ref"], one["state"], one["level"]) for one in seen["like"]] == [
        (asked["ref"], "approved", "SECRET")
    ]
    asked = await ask(house, CAN, item=made["id"], whatever=True)
    assert (await house.get(CAN, f"{PLACE}/{asked['id']}/effect", 403))["errors"][0]["rule"] == "other_nation"
