"""Units as entities: what nobody may write on one, by whatever way, and who is shown which."""

import json
from typing import Any

import psycopg
import pytest

from services.common.testing import Person
from services.registry.imports import source
from services.registry.tests.conftest import UK, US, US_AUDITOR, US_RELEASE, House, shared
from services.registry.tests.feeding import granted, row, send
from services.registry.tests.imports.importing import act, csv_of, ended, imported
from services.registry.tests.test_overlaps import settled

_COLUMNS = "id, label_id, created_at, created_by, updated_at, updated_by, owner, nation, kind, name, key"
_COPY = f"""INSERT INTO unit ({_COLUMNS}) SELECT uuidv7(), %s, created_at, created_by, updated_at, updated_by,
    owner, nation, kind, name || ' B', key || ' b' FROM unit LIMIT 1"""
_NEW = f"""INSERT INTO unit ({_COLUMNS})
VALUES (uuidv7(), %s, now(), '', now(), '', 'USA', 'USA', 'unit', 'X', 'x')"""


async def test_a_unit_under_no_label_is_refused_whoever_writes(house: House):
    await house.activity()
    with psycopg.connect(house.app.state.settings.worker_dsn) as conn:
        for statement in (_COPY, "UPDATE unit SET label_id = %s"):
            with pytest.raises(psycopg.errors.ForeignKeyViolation), conn.transaction():
                conn.execute(statement.encode(), [999_999])
        assert conn.execute(_COPY.encode(), [0]).rowcount == 1


async def test_a_unit_is_never_put_under_a_label_that_the_writer_may_not_read(house: House):
    await house.activity()
    with psycopg.connect(house.app.state.settings.worker_dsn) as conn:
        label = conn.execute("SELECT label_id FROM unit LIMIT 1").fetchone()
    assert label is not None
    with psycopg.connect(house.app.state.settings.app_dsn) as conn:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
            conn.execute(_NEW.encode(), label)
        with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
            conn.execute("SELECT unit_known()")


async def names(house: House, person: Person, **asked: Any) -> list[str]:
    """The names of the units that a person is shown."""
    return [one["name"] for one in (await house.get(person, "/v1/units", **asked))["items"]]


async def narrowed(house: House, activity: Any, label: Any, person: Person = US) -> Any:
    return await house.act(person, activity, "label", {"label": label})


async def test_whoever_loses_sight_of_the_last_record_that_names_a_unit_loses_the_unit(house: House):
    before = await house.get(UK, "/v1/units"), await house.get(UK, "/v1/units", q="3rd")
    first, second = await house.activity(), await house.activity(title="Another")
    unit = f"/v1/units/{first['participants'][1]['unit_id']}"
    await narrowed(house, first, shared("USA"))
    assert await names(house, UK) == ["3rd Division"]
    await narrowed(house, second, shared("USA"))
    assert (await house.get(UK, "/v1/units"), await house.get(UK, "/v1/units", q="3rd")) == before
    await house.get(UK, unit, 404)
    assert await names(house, US) == ["3rd Division"]
    await narrowed(house, second, shared("USA", "GBR"), US_RELEASE)
    assert await names(house, UK) == [], "it stands under the label of a record that names it"


async def test_a_unit_that_somebody_kept_stands_under_its_own_label(house: House):
    label = shared("USA", "GBR")
    await house.post(US, "/v1/units", {"nation": "GBR", "name": "3rd Division", "label": label})
    await narrowed(house, await house.activity(), shared("USA"))
    assert await names(house, UK) == ["3rd Division"]


async def test_a_unit_that_no_record_names_any_more_keeps_its_level_for_its_owner(house: House):
    made = await house.activity(label=shared("USA", "GBR", level="SECRET"))
    unit_id = made["participants"][1]["unit_id"]
    await house.change(US, f"/v1/activities/{made['id']}", {"participants": []})
    label = (await house.get(US, f"/v1/units/{unit_id}"))["label"]
    assert (label["level"], label["rel"]) == ("SECRET", [])
    await house.get(UK, f"/v1/units/{unit_id}", 404)


async def test_a_unit_whose_name_leaves_a_record_follows_those_that_still_say_it(house: House):
    first, second = await house.activity(), await house.activity(label=shared("USA"))
    assert await names(house, UK) == ["3rd Division"]
    place = f"/v1/activities/{first['id']}"
    await house.change(
        US, place, {"participants": [{"nation": "GBR", "role": "contributor", "unit": "4 Div"}]}
    )
    assert await names(house, UK) == ["4 Div"]
    unit_id = second["participants"][1]["unit_id"]
    assert (await house.get(US, f"/v1/units/{unit_id}"))["label"]["rel"] == []
    await house.change(US, place, {"title": "Another", "participants": []})
    assert await names(house, UK) == [] and await names(house, US) == ["3rd Division", "4 Div"]


async def test_a_unit_whose_name_leaves_a_record_by_a_corrected_file_or_a_system_follows_too(house: House):
    cells = ["1", "Staff talks", "Fiji", "2026-05-01", "12", "$1,000"]
    await imported(house, csv_of([[*cells, "1st Battalion"]]))
    await imported(house, csv_of([[*cells, "2nd Battalion"]]), "corrected.csv")
    assert await names(house, UK) == ["2nd Battalion"]
    feed = await granted(house)
    place, label = f"/v1/feeds/{feed['id']}", shared("USA", "GBR")
    bounds = {"level": "UNCLASSIFIED", "rel": ["GBR"]}
    await house.change(US_RELEASE, f"{place}/bounds", bounds, of=place, method="POST")
    await send(house, [row(1, label=label)])
    assert await names(house, UK) == ["2nd Battalion", "3rd Division"]
    await send(house, [row(1, label=label, participants=[])])
    assert await names(house, UK) == ["2nd Battalion"]


async def test_a_unit_that_a_later_batch_of_a_corrected_file_names_again_is_seen_again(
    house: House, monkeypatch
):
    monkeypatch.setattr(source, "SIZE", 1)
    cells = ["Staff talks", "Fiji", "2026-05-01", "12", "$1,000"]
    for units in (("1st Battalion", "2nd Battalion"), ("3rd Battalion", "1st Battalion")):
        await imported(house, csv_of([[str(n), *cells, unit] for n, unit in enumerate(units, 1)]))
        assert await names(house, UK) == sorted(units)


async def test_units_of_an_import_that_is_taken_back_follow_what_still_names_them(house: House):
    row = ["1", "Staff talks", "Fiji", "2026-05-01", "12", "$1,000", "1st Battalion"]
    done = await imported(house, csv_of([row]))
    part = {"nation": "FJI", "role": "host", "unit": "1st battalion"}
    ours = await house.activity(participants=[part], label=shared("USA"))
    assert await names(house, UK) == ["1st Battalion"]
    await act(house, done, "undo")
    assert (await ended(house, done))["state"] == "undone"
    assert await names(house, UK) == []
    assert (await house.get(US, f"/v1/activities/{ours['id']}"))["participants"][0]["unit_id"]
    assert await names(house, US) == ["1st Battalion"]


async def test_a_capacity_keeps_the_unit_of_an_undone_import_and_a_hidden_one_does_not(house: House):
    battalions = ("1st Battalion", "2nd Battalion")
    rows = [[name[0], "Talks", "Fiji", "2026-05-01", "12", "$1,000", name] for name in battalions]
    done = await imported(house, csv_of(rows))
    first, second = [one["id"] for one in (await house.get(UK, "/v1/units"))["items"]]
    room = {"unit_id": first, "activities": 1}
    made = await house.post(US, "/v1/hosts/FJI/capacities", room)
    await house.post(UK, "/v1/hosts/FJI/capacities", room | {"unit_id": second})
    await act(house, done, "undo")
    assert (await ended(house, done))["state"] == "undone"
    assert await names(house, US) == ["1st Battalion"], "what another nation keeps of a unit is no news of it"
    assert (await house.get(US, f"/v1/hosts/FJI/capacities/{made['id']}"))["unit"] == "1st Battalion"
    assert await names(house, UK) == []


async def test_a_hidden_unit_is_a_name_in_a_wider_activity_and_never_an_id(house: House):
    kept = await house.post(US, "/v1/units", {"nation": "GBR", "name": "3rd Division", "aliases": ["3 Div"]})
    made = await house.activity()
    place = f"/v1/activities/{made['id']}"
    parts = [{"nation": "GBR", "role": "contributor", "unit": "3 Div"}]
    await house.change(US, place, {"participants": parts})
    assert (await house.get(US, place))["participants"][0]["unit_id"] == kept["id"]
    shown = [await house.get(UK, place), await house.get(UK, f"{place}/history")]
    shown.append(await house.get(UK, "/v1/changes"))
    assert kept["id"] not in json.dumps(shown) and shown[0]["participants"][0]["unit"] == "3 Div"
    await settled(
        house
    )  # its overlaps are looked for beside, and the load is made of what they are made from
    asked = {"from": "2027-04", "months": 1}
    load = await house.get(UK, "/v1/hosts/USA/load", unit=kept["id"], **asked)
    missing = await house.get(UK, "/v1/hosts/USA/load", unit=made["id"], **asked)
    assert load | {"unit": None} == missing | {"unit": None}


async def test_a_unit_that_fewer_see_lends_no_wider_activity_its_name(house: House):
    kept = await house.post(US, "/v1/units", {"nation": "GBR", "name": "Quiet Company"})
    part = {"nation": "GBR", "role": "contributor", "unit_id": kept["id"]}
    refused = await house.activity(participants=[part], status=422)
    assert refused["errors"][0]["rule"] == "unit_is_narrower"
    made = await house.activity(participants=[part | {"unit": "A company"}])
    assert "Quiet" not in json.dumps(await house.get(UK, f"/v1/activities/{made['id']}"))
    assert (await house.activity(participants=[part], label=shared("USA")))["audience"] == ""


async def test_whoever_only_audits_renames_no_unit(house: House):
    kept = await house.post(US, "/v1/units", {"nation": "USA", "name": "Loud Company"})
    refused = await house.change(US_AUDITOR, f"/v1/units/{kept['id']}", {"name": "Ours"}, status=403)
    assert refused["errors"][0]["rule"] == "role"


async def test_a_capacity_of_a_hidden_unit_is_missing_everywhere(house: House):
    empty = await house.get(UK, "/v1/hosts/USA"), await house.get(UK, "/v1/hosts/USA/load")
    kept = await house.post(US, "/v1/units", {"nation": "USA", "name": "Quiet Company"})
    room = {"unit_id": kept["id"], "activities": 1, "label": shared("USA", "GBR")}
    made = await house.post(US, "/v1/hosts/USA/capacities", room)
    assert made["unit"] == "Quiet Company"
    place = f"/v1/hosts/USA/capacities/{made['id']}"
    assert (await house.get(UK, "/v1/hosts/USA"), await house.get(UK, "/v1/hosts/USA/load")) == empty
    client = await house.as_(UK)
    for method in ("GET", "PATCH"):
        hidden = await client.request(method, place, json={"activities": 2})
        missing = await client.request(
            method, f"/v1/hosts/USA/capacities/{kept['id']}", json={"activities": 2}
        )
        assert (hidden.status_code, missing.status_code) == (404, 404)
    assert (await house.change(US, place, {"activities": 2}))["activities"] == 2


async def test_units_are_found_by_how_words_of_any_of_their_names_begin(house: House):
    for name, aliases in (
        ("1-5 Cavalry Regiment", ["Black Knights", "U.S. Köln Troop"]),
        ("5th Signal Command", []),
        ("Éire Co.", []),
    ):
        await house.post(US, "/v1/units", {"nation": "USA", "name": name, "aliases": aliases})
    for typed, found in (
        ("cav 1-5", ["1-5 Cavalry Regiment"]), ("BLACK kn", ["1-5 Cavalry Regiment"]), ("éi", ["Éire Co."]),
        ("koln", ["1-5 Cavalry Regiment"]), ("KÖ u s", ["1-5 Cavalry Regiment"]), ("eire", ["Éire Co."]),
        ("5", ["1-5 Cavalry Regiment", "5th Signal Command"]), ("avalry", []), ("' | & :* \\", []),
        ("comm:*", ["5th Signal Command"]), (" ", ["1-5 Cavalry Regiment", "5th Signal Command", "Éire Co."]),
    ):  # fmt: skip
        assert await names(house, US, q=typed) == found, typed
    assert await names(house, US, q="5", nation="GBR") == []
    assert await names(house, UK, q="5") == [] and await names(house, UK, q="nobody") == []
    assert len(await names(house, US, q="5", limit=1)) == 1


async def test_series_are_found_by_how_words_of_their_name_begin(house: House):
    for name in ("Combined Resolve", "Resolute Support"):
        await house.post(US, "/v1/series", {"name": name})
    found = (await house.get(US, "/v1/series", q="resol com"))["items"]
    assert [one["name"] for one in found] == ["Combined Resolve"]
    assert (await house.get(UK, "/v1/series", q="resol")) == await house.get(UK, "/v1/series", q="nobody")
