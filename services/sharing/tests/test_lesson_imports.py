"""Collections of others: counts reconcile, nothing is mangled, each refused row says why, all goes back."""

import csv
import io
from base64 import b64encode
from typing import Any

import pytest

from services.sharing.tests.conftest import AUS, FRA, UK, US, US_AUDITOR, House, shared
from services.sharing.tests.foreign import Collection, semicolons, wide, workbook

PLACE = "/v1/lesson-imports"
FOR_TWO = shared("USA", "GBR")
MARKINGS = {"RESTRICTED": shared("USA", "GBR", level="RESTRICTED"), "OPEN": FOR_TWO}


def body_of(text: str, **more: Any) -> dict[str, Any]:
    content = b64encode(text.encode()).decode()
    return {"name": "few.csv", "source": "Few", "content": content, "label": FOR_TWO, **more}


@pytest.mark.parametrize(
    ("collection", "more"),
    [(semicolons(), {}), (wide(), {"labels": MARKINGS}), (workbook(), {})],
    ids=["cp1252 with bare CR", "UTF-16 with titles", "a workbook without names"],
)
async def test_two_thousand_lessons_reconcile(house: House, collection: Collection, more: dict[str, Any]):
    body = collection.body(label=FOR_TWO, **more)
    tried = await house.post(US, f"{PLACE}/trial", body, 200)
    refused = {one["kind"]: one["count"] for one in tried["messages"] if one["refuses"]}
    assert refused == collection.refused
    made = await house.post(US, PLACE, body)
    for found in (tried, made):
        assert found["rows_read"] == collection.rows == found["made"] + found["same"] + found["refused"]
        assert found["refused"] == sum(collection.refused.values())
        assert found["same"] == collection.twice
    listed = await house.get(
        US, "/v1/lessons", sort="title", order="asc", limit=200, **{"import": made["id"]}
    )
    one = next(each for each in listed["items"] if each["title"] == collection.first["title"])
    lesson = await house.get(UK, f"/v1/lessons/{one['id']}")
    assert {name: lesson[name] for name in collection.first} == collection.first
    again = await house.post(US, PLACE, body)
    assert (again["made"], again["same"]) == (0, made["made"] + made["same"])


async def test_refused_rows_leave_as_a_file_with_their_reasons_and_an_import_goes_back(house: House):
    text = "ID,Title,Observation\r\nA,One,Seen\r\nB,,\r\nA,Other,Seen\r\nC,=1+1,Seen,what\r\nD,Two,Seen\r\n"
    made = await house.post(US, PLACE, body_of(text))
    assert [made[name] for name in ("rows_read", "made", "same", "refused")] == [5, 2, 0, 3]
    place = f"{PLACE}/{made['id']}"
    answer = await (await house.as_(US)).get(f"{place}/refused")
    rows = [row for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))) if len(row) > 1]
    assert [row[:3] for row in rows[1:]] == [
        ["2", "nothing_said", "B"], ["3", "said_otherwise", "A"], ["4", "too_many_cells", "C"],
    ]  # fmt: skip
    assert rows[3][3] == "'=1+1"
    kept = (await house.get(US, "/v1/lessons"))["items"]
    await house.change(US, f"/v1/lessons/{kept[0]['id']}", {"conclusion": "Worked on."})
    gone = await house.post(US, f"{place}/undo", {}, 200, of=place)
    assert (gone["state"], gone["undone"]) == ("undone", 1)
    assert [one["id"] for one in (await house.get(UK, "/v1/lessons"))["items"]] == [kept[0]["id"]]
    await house.post(US, f"{place}/undo", {}, 409, of=place)
    again = await house.post(US, PLACE, body_of(text))
    assert (again["made"], again["same"], again["refused"]) == (1, 1, 3)
    assert "here_otherwise" not in [one["kind"] for one in again["messages"]]


async def test_an_import_is_its_own_nations_and_tells_nobody_what_is_there(house: House):
    text = "ID,Title,Observation\r\nA,One,Seen\r\n"
    secret = {"label": shared("USA", level="SECRET")}
    made = await house.post(US, PLACE, body_of(text, **secret))
    for person in (UK, AUS):
        await house.get(person, f"{PLACE}/{made['id']}", 404)
        await house.get(person, f"{PLACE}/{made['id']}/refused", 404)
        assert (await house.get(person, PLACE))["items"] == []
    theirs = body_of(text, label=shared("FRA"))
    first = await house.post(FRA, f"{PLACE}/trial", theirs, 200)
    assert (first["made"], first["same"]) == (1, 0)
    await house.post(US_AUDITOR, PLACE, body_of(text), 403)
    joint = {
        "label": shared("USA", "GBR"),
        "labels": {"x": {"level": "UNCLASSIFIED", "owner": ["GBR", "USA"]}},
    }
    assert (await house.post(US, PLACE, body_of(text, **joint), 422))["errors"][0]["rule"] == "one_owner"


async def test_columns_are_chosen_by_hand_and_twice_the_same_request_is_one_import(house: House):
    text = "Erste,Zweite\r\nWas war,Worum es geht\r\n"
    guess = await house.post(US, f"{PLACE}/trial", body_of(text), 200)
    assert [one["name"] for one in guess["columns"]] == ["Erste", "Zweite"]
    chosen = body_of(text, columns={"Erste": "observation", "Zweite": "title"})
    first = await house.post(US, PLACE, chosen, key="once")
    assert (await house.post(US, PLACE, chosen, key="once"))["id"] == first["id"]
    (found,) = (await house.get(US, "/v1/lessons"))["items"]
    assert (found["title"], found["observation"]) == ("Worum es geht", "Was war")
    wrong = body_of(text, columns={"Dritte": "title"})
    assert (await house.post(US, PLACE, wrong, 422))["errors"][0]["rule"] == "unknown_column"


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"", "file_empty"), (b"%PDF-1.7 x", "format_unknown"), (b"PK\x03\x04broken", "workbook_broken")],
)
async def test_what_is_no_list_is_refused_with_the_rule(house: House, content: bytes, rule: str):
    body = {"name": "f", "source": "F", "content": b64encode(content).decode(), "label": FOR_TWO}
    assert (await house.post(US, f"{PLACE}/trial", body, 422))["errors"][0]["rule"] == rule
