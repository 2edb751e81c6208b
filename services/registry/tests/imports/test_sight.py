"""What a narrower label and another nation's note mean for the import that a record came with."""

from typing import Any

import pytest

from services.common.testing import subject
from services.registry.imports import records, source
from services.registry.tests.conftest import AUS, UK, US, US_RELEASE, House, shared
from services.registry.tests.imports.importing import LABEL, act, begun, csv_of, ended, imported, work

ROW = ["1", "Staff talks", "Fiji", "2026-05-01", "12", "$1,000", "1st Battalion"]
CLERK = subject("USA", name="Sgt. Frost", roles=["liaison"], clearance={"coalition": "UNCLASSIFIED"})


async def the_one(house: House, person=US):
    """The only activity that a person reads."""
    (one,) = (await house.get(person, "/v1/activities"))["items"]
    return one


async def test_what_was_narrowed_since_stays_narrow(house: House):
    await imported(house, csv_of([ROW]))
    second = await imported(house, csv_of([[ROW[0], "Other talks", *ROW[2:]]]), "corrected.csv")
    await house.act(US, await the_one(house), "label", {"label": shared("USA")})
    await act(house, second, "undo", {"edited": "delete"})
    assert (await ended(house, second))["state"] == "undone"
    assert (await the_one(house))["title"] == "Staff talks"
    assert (await house.get(UK, "/v1/activities"))["items"] == []


async def test_a_note_of_another_nation_holds_no_undoing_up(house: House):
    done = await imported(house, csv_of([ROW]))
    one = await the_one(house, UK)
    await house.post(UK, f"/v1/activities/{one['id']}/notes", {"kind": "note", "text": "Ours"}, 201)
    await act(house, done, "undo")
    assert (await ended(house, done))["state"] == "undone"
    assert (await house.get(US, "/v1/activities"))["items"] == []


async def test_whoever_undoes_takes_back_nothing_that_is_hidden_from_them(house: House):
    done = await imported(house, csv_of([ROW]), person=CLERK, label=shared("USA"))
    asked = await act(house, done, "undo", {"edited": "delete"}, person=CLERK)
    assert asked["state"] == "undoing"
    await house.act(US, await the_one(house), "label", {"label": shared("USA", level="SECRET")})
    await work(house)
    assert (await the_one(house))["title"] == "Staff talks"


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("level", ["UNCLASSIFIED", "SECRET"])
async def test_whoever_loses_sight_of_a_record_loses_the_file_that_it_came_with(
    house: House, again: bool, level: str
):
    done = await imported(house, csv_of([ROW]))
    if again:  # a file that said the same holds the row as well
        done = await imported(house, csv_of([ROW]), "again.csv")
    place = f"/v1/imports/{done['id']}"
    assert "Staff talks" in (await (await house.as_(UK)).get(f"{place}/rows")).text
    await house.act(US, await the_one(house), "label", {"label": shared("USA", level=level)})
    for part in ("", "/rows", "/lines", "/messages", "/refused", "/countries", "/reconciliation"):
        await house.get(UK, f"{place}{part}", 404)
    assert (await house.get(UK, "/v1/imports"))["items"] == []
    assert (await house.get(US, place))["label"]["level"] == level


OTHER = ["2", "Harbour course", *ROW[2:]]


@pytest.mark.parametrize("asked", ["check", "start"])
async def test_a_later_import_says_nothing_of_a_record_to_who_lost_it(house: House, monkeypatch, asked: str):
    monkeypatch.setattr(source, "SIZE", 1)
    await imported(house, csv_of([OTHER, ROW]))
    one = next(one for one in (await house.get(US, "/v1/activities"))["items"] if one["title"] == ROW[1])
    await house.act(US, one, "label", {"label": shared("USA")})
    before = [await house.get(UK, path) for path in ("/v1/imports", "/v1/activities", "/v1/units")]
    again = await begun(
        house, csv_of([OTHER, [*ROW[:4], "13", *ROW[5:]], ["3", "New", *ROW[2:]]]), "again.csv"
    )
    again["mapping"]["identity"]["source"] = "desk"
    again = await act(house, again, "mapping", again["mapping"], status=200, method="PUT")
    await act(house, again, asked)
    done = await ended(house, again)
    assert (done["state"], done["label"]["rel"]) == ("checked" if asked == "check" else "done", [])
    assert [await house.get(UK, path) for path in ("/v1/imports", "/v1/activities", "/v1/units")] == before
    place = f"/v1/imports/{again['id']}"
    for part in ("", "/rows", "/lines", "/messages", "/message-kinds", "/refused", "/countries"):
        await house.get(UK, f"{place}{part}", 404)
    (said,) = (await house.get(US, f"{place}/messages", kind="record_narrower"))["items"]
    assert (said["row"], said["severity"]) == (2, "warning")
    kinds = (await house.get(US, f"{place}/message-kinds"))["items"]
    assert {one["kind"]: one["count"] for one in kinds}["record_narrower"] == 1


async def test_a_later_import_of_a_record_that_is_hidden_from_its_starter_too_is_hidden_with_it(house: House):
    await imported(house, csv_of([ROW]), person=CLERK)
    await house.act(US, await the_one(house), "label", {"label": shared("USA", "GBR", level="SECRET")})
    again = await begun(house, csv_of([ROW, OTHER]), "again.csv", person=CLERK)
    again["mapping"]["identity"]["source"] = "desk"
    again = await act(house, again, "mapping", again["mapping"], person=CLERK, status=200, method="PUT")
    await act(house, again, "start", person=CLERK)
    ended_as = await ended(house, again)
    assert (ended_as["state"], ended_as["label"]["level"]) == ("failed", "SECRET")
    assert (await house.get(CLERK, "/v1/imports"))["items"] == []


async def test_a_later_import_that_is_on_its_way_hides_what_is_narrowed_meanwhile(house: House, monkeypatch):
    await imported(house, csv_of([ROW]))
    keep, narrowed = records.keep_batch, []

    async def kept(*given: Any) -> None:
        await keep(*given)
        if not narrowed:
            narrowed.append(await the_one(house))
            await house.act(US, narrowed[0], "label", {"label": shared("USA")})

    monkeypatch.setattr(records, "keep_batch", kept)
    done = await imported(house, csv_of([ROW]), "again.csv")
    assert (done["state"], done["counts"]["same"], done["label"]["rel"]) == ("done", 1, [])
    await house.get(UK, f"/v1/imports/{done['id']}", 404)


async def test_a_record_of_a_hidden_import_tells_of_no_row_that_is_missing(house: House):
    done = await imported(house, csv_of([[str(n), f"Course {n}", *ROW[2:]] for n in range(1, 5)]))
    chosen = f"/v1/activities?import={done['id']}"
    seen = {one["title"]: one for one in (await house.get(UK, chosen))["items"]}
    place = f"/v1/activities/{seen['Course 3']['id']}"
    told = (await house.get(UK, place))["provenance"]
    assert (told["import_id"], told["row"]) == (done["id"], 3)
    await house.act(US, seen["Course 2"], "label", {"label": shared("USA")})
    for said in (await house.get(UK, place), (await house.get(UK, f"{place}/sources"))["sources"][0]):
        assert said["provenance"] == {"source": "desk", "source_id": "3", "import_id": None, "row": None}
    assert (await house.get(UK, chosen))["items"] == []
    assert (await house.get(UK, f"/v1/figures/statistics?import={done['id']}"))["n"] == 0
    assert (await house.get(US, place))["provenance"]["row"] == 3
    assert len((await house.get(US, chosen))["items"]) == 4


async def test_a_file_tells_its_readers_of_no_record_that_is_narrower_than_it(house: House):
    await imported(house, csv_of([[str(n), f"Course {n}", *ROW[2:]] for n in range(1, 4)]))
    for one in (await house.get(US, "/v1/activities"))["items"]:
        if one["title"] != "Course 1":
            await house.act(US, one, "label", {"label": shared("USA")})
    again = await imported(house, csv_of([["1", "Course 1", *ROW[2:]]]), "again.csv")
    assert (again["counts"]["gone"], again["counts"]["same"]) == (2, 1)
    place = f"/v1/imports/{again['id']}"
    (line,) = (await house.get(UK, "/v1/imports"))["items"]
    for told in (await house.get(UK, place), line):
        assert told["counts"]["same"] == 1 and "gone" not in told["counts"]
    assert {line["counts"]["gone"] for line in (await house.get(US, "/v1/imports"))["items"]} == {0, 2}
    (row,) = (await house.get(UK, f"{place}/rows"))["items"]
    assert row["activity_id"] == (await the_one(house, UK))["id"]


async def test_ids_of_a_batch_are_no_counter(house: House):
    await imported(house, csv_of([[str(n), f"Course {n}", *ROW[2:]] for n in range(1, 9)]))
    made = sorted(one["id"] for one in (await house.get(US, "/v1/activities"))["items"])
    beyond = [int(one.replace("-", "")[13:16], 16) for one in made]
    assert beyond != list(range(beyond[0], beyond[0] + 8)), "a gap would tell of a hidden record"


async def test_a_file_stays_with_its_readers_where_a_record_is_released_further(house: House):
    done = await imported(house, csv_of([ROW]))
    await house.act(US_RELEASE, await the_one(house), "label", {"label": shared("USA", "GBR", "AUS")})
    place = f"/v1/imports/{done['id']}"
    assert (await house.get(UK, place))["label"]["rel"] == ["GBR"]
    await house.get(AUS, place, 404)


@pytest.mark.parametrize("place", [2, 3, 4])
async def test_rows_that_come_after_a_narrowing_are_hidden_with_it_also_those_on_their_way(
    house: House, monkeypatch, place: int
):
    monkeypatch.setattr(source, "SIZE", 3)
    rows = [[str(n), f"Course {n}", *ROW[2:]] for n in range(1, 13)]
    keep, narrowed = records.keep_batch, []

    async def kept(unit: Any, target: Any, batch: records.Kept, *rest: Any) -> None:
        await keep(unit, target, batch, *rest)
        if batch.number == place and not narrowed:
            while len(narrowed) < 3 * (place - 1):  # the batch before it is about to be committed
                narrowed[:] = (await house.get(UK, "/v1/activities?limit=100"))["items"]
            await house.act(US, narrowed[0], "label", {"label": shared("USA")})

    monkeypatch.setattr(records, "keep_batch", kept)
    done = await imported(house, csv_of(rows))
    assert (done["state"], done["counts"]["new"], done["label"]["rel"]) == ("done", 12, [])
    assert len((await house.get(US, "/v1/activities?limit=100"))["items"]) == 12
    seen = {one["title"] for one in (await house.get(UK, "/v1/activities?limit=100"))["items"]}
    assert seen == {one["title"] for one in narrowed[1:]}, "only what stood before, without the one"
    await house.get(UK, f"/v1/imports/{done['id']}", 404)


async def test_a_run_ends_where_its_starter_may_not_read_the_label_that_it_has_now(house: House, monkeypatch):
    monkeypatch.setattr(source, "SIZE", 1)
    rows = [[str(n), f"Course {n}", *ROW[2:]] for n in range(1, 6)]
    keep, narrowed = records.keep_batch, []

    async def kept(unit: Any, target: Any, batch: records.Kept, *rest: Any) -> None:
        await keep(unit, target, batch, *rest)
        if batch.number == 2 and not narrowed:
            while not narrowed:  # the batch before it is about to be committed
                narrowed[:] = (await house.get(US, "/v1/activities"))["items"]
            await house.act(US, narrowed[0], "label", {"label": shared("USA", level="SECRET")})

    monkeypatch.setattr(records, "keep_batch", kept)
    one = await begun(house, csv_of(rows), person=CLERK, label=shared("USA"))
    await act(house, one, "start", person=CLERK)
    failed = await ended(house, one)
    assert (failed["state"], failed["can"]) == ("failed", ["start", "undo"])
    assert len((await house.get(US, "/v1/activities"))["items"]) == 1
    await act(house, failed, "start")
    assert (await ended(house, one))["state"] == "done"
    assert (await house.get(CLERK, "/v1/activities"))["items"] == []


async def test_what_a_narrowing_takes_along_is_said_before_it_is_done_to_who_reads_the_import(house: House):
    done = await imported(house, csv_of([ROW, ["2", "Other talks", *ROW[2:]]]))
    one = (await house.get(US, "/v1/activities"))["items"][0]

    async def said(person: Any, status: int = 200, **label: Any) -> Any:
        body = {"activity": one["id"], "label": label or shared("USA")}
        return (await house.post(person, "/v1/imports/narrowed", body, status)).get("items")

    (told,) = await said(US)
    assert (told["ref"], told["rows"], told["loses"]) == (done["ref"], 2, ["GBR"])
    assert await said(US, **LABEL) == []
    assert await said(US, **shared("USA", "GBR", "AUS")) == []
    (told,) = await said(US, **shared("USA", "GBR", level="SECRET"))
    assert (told["loses"], told["banner"]) == ([], "USA SECRET//REL TO GBR, USA")
    await said(AUS, 404)
    before = (await house.get(US, f"/v1/imports/{done['id']}"))["label"]
    assert before["rel"] == ["GBR"], "asking narrows nothing"
    await house.act(US, one, "label", {"label": shared("USA")})
    assert (await house.get(US, f"/v1/imports/{done['id']}"))["label"]["rel"] == []
    await house.get(UK, f"/v1/imports/{done['id']}", 404)
    other = (await house.get(UK, "/v1/activities"))["items"][0]
    body = {"activity": other["id"], "label": shared("USA")}
    assert (await house.post(UK, "/v1/imports/narrowed", body, 200))["items"] == [], "it is hidden from them"
