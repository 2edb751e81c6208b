"""Imports through the interface: from the first piece to undo, and what others may not learn of them."""

import gzip
import io

import psycopg
import pytest
import xlsxwriter

from services.registry.imports import source
from services.registry.tests.conftest import AUS, UK, US, House, shared
from services.registry.tests.imports.importing import (
    COLUMNS,
    LABEL,
    ROWS,
    act,
    begun,
    csv_of,
    ended,
    imported,
    work,
)

TABLES = (
    "activity",
    "activity_version",
    "unit",
    "import_piece",
    "import_batch",
    "import_message",
    "import_group",
    "import_country",
)


@pytest.fixture
def everything(house, postgres_server):
    """What stands in the tables, whoever may read it."""

    def rows(table: str, columns: str = "*") -> list[tuple]:
        name = house.app.state.settings.app_dsn.rpartition("/")[2].partition("?")[0]
        with psycopg.connect(postgres_server.dsn(name)) as conn:
            return conn.execute(f"SELECT {columns} FROM {table} ORDER BY 1".encode()).fetchall()

    return rows


async def test_a_list_on_the_desk_becomes_activities_with_messages_and_provenance(house: House):
    one = await begun(house, csv_of(ROWS))
    assert (one["state"], one["reading"]["delimiter"], one["can"]) == ("open", ",", ["map", "check", "start"])
    assert {column["name"]: column["guess"] and column["guess"]["target"] for column in one["columns"]} == {
        "id": None,
        "title": "title",
        "country": "host",
        "start": "start",
        "people": "people",
        "cost": "cost",
        "unit": "unit",
    }
    await act(house, one, "check")
    checked = await ended(house, one)
    assert (checked["state"], checked["checked"]["new"], checked["checked"]["refused"]) == ("checked", 4, 1)
    assert checked["sample"][0]["values"]["host"] == "FJI"
    assert (await house.get(US, "/v1/activities"))["items"] == []
    await act(house, checked, "start")
    done = await ended(house, checked)
    assert (done["state"], done["can"]) == ("done", ["undo"])
    assert {name: done["counts"][name] for name in ("rows", "new", "refused", "errors", "warnings")} == {
        "rows": 5,
        "new": 4,
        "refused": 1,
        "errors": 1,
        "warnings": 4,
    }
    listed = (await house.get(US, "/v1/activities"))["items"]
    assert sorted(item["title"] for item in listed) == [
        "Harbour course",
        "Range control",
        "Staff talks",
        "Staff talks",
    ]
    odd = next(item for item in listed if item["title"] == "Range control")
    activity = await house.get(US, f"/v1/activities/{odd['id']}")
    assert {"country_unknown", "date_impossible", "number_unreadable", "cost_unreadable"} <= set(
        activity["flags"]
    )
    origin = (await house.get(US, f"/v1/imports/origins/{odd['id']}"))["items"][0]
    assert (origin["row"], origin["values"]["start"]) == (5, "2/30/2026")
    units = (await house.get(US, "/v1/units"))["items"]
    assert [unit["name"] for unit in units] == ["1st Battalion"], (
        "blanks make no other unit; no country, no unit"
    )


async def test_the_refused_rows_come_back_to_be_mended_and_sent_again(house: House):
    done = await imported(house, csv_of(ROWS))
    client = await house.as_(US)
    answer = await client.get(f"/v1/imports/{done['id']}/refused")
    assert answer.text.splitlines() == [
        "id,title,country,start,people,cost,unit,reason",
        "4,,Iraq,2026,,,,The row has no title.",
    ]
    mended = await imported(house, answer.content.replace(b"4,,Iraq", b"4,Found,Iraq"), "mended.csv")
    assert (mended["counts"]["new"], mended["counts"].get("refused")) == (1, None)
    kinds = (await house.get(US, f"/v1/imports/{done['id']}/message-kinds"))["items"]
    assert (kinds[0]["kind"], kinds[0]["severity"], kinds[0]["example"]["row"]) == (
        "title_missing",
        "error",
        4,
    )
    page = await house.get(US, f"/v1/imports/{done['id']}/messages", severity="warning", limit=2)
    rest = await house.get(US, f"/v1/imports/{done['id']}/messages", severity="warning", cursor=page["next"])
    assert (len(page["items"]), len(rest["items"])) == (2, 2)
    rows = await house.get(US, f"/v1/imports/{done['id']}/rows", first=4)
    assert [row["outcome"] for row in rows["items"]] == ["refused", "new"]


async def test_the_same_file_again_changes_nothing_and_a_corrected_one_what_it_should(
    house: House, everything
):
    await imported(house, csv_of(ROWS))
    before = everything("activity", "id, version, updated_at, title, cost")
    again = await imported(house, csv_of(ROWS))
    assert (again["counts"]["same"], again["counts"].get("new")) == (4, None)
    assert everything("activity", "id, version, updated_at, title, cost") == before
    corrected = [
        ROWS[0],
        [*ROWS[1][:5], "$2,000", ROWS[1][6]],
        ["3", *ROWS[2][1:]],
        ["9", "New one", "Fiji", "", "", "", ""],
    ]
    after = await imported(house, csv_of(corrected), gone="withdraw")
    assert {
        name: after["counts"].get(name, 0) for name in ("same", "changed", "new", "gone", "withdrawn")
    } == {
        "same": 2,
        "changed": 1,
        "new": 1,
        "gone": 1,
        "withdrawn": 1,
    }
    now = {row[0]: row for row in everything("activity", "source_id, version, cost, status")}
    assert (now["2"][1], str(now["2"][2])) == (2, "2000.00")
    assert (now["1"][1], now["5"][3], now["9"][1]) == (1, "cancelled", 1)
    await act(house, after, "undo")
    assert (await ended(house, after))["state"] == "undone"
    assert everything("activity", "id, version, updated_at, title, cost") == before
    assert everything("activity_version") == []


async def test_undo_of_the_first_import_leaves_nothing_but_the_audit(house: House, everything):
    known = await house.activity()
    before = {table: everything(table) for table in TABLES}
    figures = everything("activity_figure_delta", "id, n")
    done = await imported(house, csv_of(ROWS))
    await act(house, done, "undo")
    gone = await ended(house, done)
    assert (gone["state"], gone["columns"], gone["sample"], gone["received_bytes"]) == ("undone", [], [], 0)
    assert {table: everything(table) for table in TABLES} == before
    assert sum(row[1] for row in everything("activity_figure_delta", "id, n")) == sum(
        row[1] for row in figures
    )
    assert [item["id"] for item in (await house.get(US, "/v1/activities"))["items"]] == [known["id"]]
    acts = [row[1] for row in everything("audit_record", "id, action")]
    assert {"import.batch", "import.undone_batch", "import.undone"} <= set(acts)


async def test_a_batch_is_one_audit_record_and_one_event_that_list_its_rows(house: House, everything):
    await imported(house, csv_of(ROWS))
    ids = {str(row[0]) for row in everything("activity", "id")}
    records = [
        row for row in everything("audit_record", "id, action, object_ids") if row[1] == "import.batch"
    ]
    events = [
        row for row in everything("outbox", "id, topic, payload") if row[1] == "entente.registry.batch.v1"
    ]
    assert (len(records), set(records[0][2]), len(events)) == (1, ids, 1)


async def test_what_was_edited_here_is_kept_unless_it_is_to_be_overwritten(house: House):
    await imported(house, csv_of(ROWS))
    found = (await house.get(US, "/v1/activities"))["items"]
    mine = next(item for item in found if item["title"] == "Harbour course")
    await house.change(US, f"/v1/activities/{mine['id']}", {"people": 99})
    changed = [[*ROWS[2][:4], "5", *ROWS[2][5:]]]
    kept = await imported(house, csv_of(changed))
    assert kept["counts"]["edited_kept"] == 1
    assert (await house.get(US, f"/v1/activities/{mine['id']}"))["people"] == 99
    await imported(house, csv_of(changed), edited="overwrite")
    assert (await house.get(US, f"/v1/activities/{mine['id']}"))["people"] == 5


async def test_a_corrected_import_must_be_undone_before_the_one_it_builds_on(house: House):
    first = await imported(house, csv_of(ROWS[:2]))
    second = await imported(house, csv_of([[*ROWS[0][:4], "13", *ROWS[0][5:]]]))
    await act(house, first, "undo", status=409)
    await act(house, second, "undo")
    await ended(house, second)
    await act(house, first, "undo")
    assert (await ended(house, first))["state"] == "undone"


@pytest.mark.parametrize("kind", ["tsv", "utf-16", "cp1252", "mac", "gz", "ndjson", "xlsx"])
async def test_files_of_every_kind_are_read_alike(house: House, kind: str):
    rows = [["1", "Café talks", "Fiji", "2026-05-01", "12", "1000", "Unité 1"]]
    text = csv_of(rows).decode()
    workbook = io.BytesIO()
    with xlsxwriter.Workbook(workbook, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([COLUMNS, *rows]):
            sheet.write_row(number, 0, [int(cell) if cell in ("1", "12", "1000") else cell for cell in row])
    content = {
        "tsv": csv_of(rows, delimiter="\t"),
        "utf-16": text.encode("utf-16"),
        "cp1252": text.encode("cp1252"),
        "mac": text.replace("\r\n", "\r").encode(),
        "gz": gzip.compress(text.encode()),
        "xlsx": workbook.getvalue(),
        "ndjson": (
            '{"id": 1, "title": "Café talks", "country": "Fiji", "start": "2026-05-01", "people": 12, '
            '"cost": 1000.0, "unit": "Unité 1"}\n'
        ).encode(),
    }[kind]
    done = await imported(house, content)
    assert done["counts"]["new"] == 1
    item = (await house.get(US, "/v1/activities"))["items"][0]
    whole = await house.get(US, f"/v1/activities/{item['id']}")
    assert (whole["title"], whole["people"], whole["hosts"]) == ("Café talks", 12, ["FJI"])
    assert whole["participants"][0]["unit"] == "Unité 1"


async def test_every_country_of_a_hosts_cell_hosts_and_the_unit_is_of_the_first(house: House):
    await imported(house, csv_of([["1", "Bridges", "Iraq/Jordan", "2026-05-01", "12", "", "1st Bridging"]]))
    (item,) = (await house.get(US, "/v1/activities"))["items"]
    whole = await house.get(US, f"/v1/activities/{item['id']}")
    assert (whole["hosts"], whole["nations"]) == (["IRQ", "JOR"], ["IRQ", "JOR"])
    told = [(each["nation"], each["role"], each["unit"]) for each in whole["participants"]]
    assert told == [("IRQ", "host", "1st Bridging"), ("JOR", "host", "")]
    for host in whole["hosts"]:
        assert len((await house.get(US, f"/v1/activities?host={host}"))["items"]) == 1


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"  \n ", "file_empty"),
        (b"%PDF-1.7 nothing", "format_unknown"),
        (b"PK\x03\x04 broken", "workbook_broken"),
        (b"\x1f\x8b\x08broken", "gzip_broken"),
    ],
)
async def test_what_is_no_list_is_said_to_be_none(house: House, content: bytes, rule: str):
    made = await house.post(US, "/v1/imports", {"name": "x", "label": LABEL})
    await (await house.as_(US)).post(f"/v1/imports/{made['id']}/pieces/0", content=content)
    problem = await act(house, made, "received", {"pieces": 1}, status=422)
    assert problem["errors"][0]["rule"] == rule


async def test_a_mapping_that_does_not_fit_is_refused_place_by_place_and_a_kept_one_is_used(house: House):
    one = await begun(house, csv_of(ROWS))
    mapping = one["mapping"]
    broken = mapping | {"constants": {"lead": "Britain"}, "columns": [{"column": "nope", "target": "title"}]}
    problem = await act(house, one, "mapping", broken, status=422, method="PUT")
    assert {error["pointer"] for error in problem["errors"]} == {"/constants/lead", "/columns/0/column"}
    good = mapping | {"constants": {"lead": "USA", "tool": "contact"}}
    body = {"name": "Desk list", "label": LABEL, "mapping": good}
    profile = await house.post(US, "/v1/import-profiles", body)
    await house.post(US, "/v1/import-profiles", body, status=409)
    other = await begun(house, csv_of(ROWS[:1]), profile=profile["id"])
    assert other["mapping"]["constants"] == {"lead": "USA", "tool": "contact"}
    await act(house, other, "start")
    await ended(house, other)
    item = (await house.get(US, "/v1/activities"))["items"][0]
    assert (item["lead"], item["tool"]) == ("USA", "contact")


async def test_another_nation_learns_nothing_of_an_import(house: House):
    own = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": []}
    one = await begun(house, csv_of(ROWS), label=own)
    await act(house, one, "start")
    await ended(house, one)
    profile = await house.post(
        US, "/v1/import-profiles", {"name": "Ours", "label": own, "mapping": one["mapping"]}
    )
    activity = (await house.get(US, "/v1/activities"))["items"][0]
    place, missing = f"/v1/imports/{one['id']}", f"/v1/imports/{activity['id']}"
    assert (await house.get(AUS, "/v1/imports"))["items"] == []
    assert "Ours" not in str(await house.get(AUS, "/v1/import-profiles"))
    await house.get(AUS, f"/v1/import-profiles/{profile['id']}", 404)
    await house.post(
        AUS, "/v1/imports", {"name": "x", "label": shared("AUS"), "profile": profile["id"]}, status=422
    )
    client = await house.as_(AUS)
    for tail in (
        "",
        "/message-kinds",
        "/messages",
        "/refused",
        "/reconciliation",
        "/countries",
        "/rows",
        "/lines",
    ):
        hidden, none = await client.get(place + tail), await client.get(missing + tail)
        assert (hidden.status_code, none.status_code) == (404, 404), tail
        strip = [{**answer.json(), "trace": ""} for answer in (hidden, none)]
        assert {key: value for key, value in strip[0].items() if "trace" not in key} == {
            key: value for key, value in strip[1].items() if "trace" not in key
        }
    await house.get(AUS, f"/v1/imports/origins/{activity['id']}", 404)
    acts = {"pieces/0": {}, "received": {"pieces": 1}, "check": {}, "start": {}, "stop": {}, "undo": {}}
    for name, body in acts.items():
        answer = await client.post(f"{place}/{name}", json=body, headers={"If-Match": '"x"'})
        assert answer.status_code == 404, name
    assert (await imported(house, csv_of(ROWS[:1]), person=AUS, label=shared("AUS")))["counts"]["new"] == 1


async def test_who_reads_a_released_import_does_nothing_with_it(house: House):
    one = await begun(house, csv_of(ROWS))
    seen = await house.get(UK, f"/v1/imports/{one['id']}")
    assert seen["can"] == []
    await act(house, one, "start", person=UK, status=403)
    # Cells as they came are live in a spreadsheet: they go back to who sent them, and to nobody else.
    assert (await (await house.as_(UK)).get(f"/v1/imports/{one['id']}/refused")).status_code == 403
    await act(house, one, "mapping", one["mapping"], person=UK, status=403, method="PUT")


async def test_a_stopped_import_goes_on_where_it_was(house: House, monkeypatch):
    monkeypatch.setattr("services.registry.imports.source.SIZE", 2)
    one = await begun(house, csv_of(ROWS))
    await act(house, one, "start")
    await act(house, one, "stop", status=200)
    assert await work(house) == 0
    stopped = await house.get(US, f"/v1/imports/{one['id']}")
    assert stopped["can"] == ["start", "undo"]
    await act(house, stopped, "start")
    assert (await ended(house, one))["counts"]["new"] == 4


async def test_a_group_of_printed_totals_is_found_by_words_of_its_name(house: House):
    columns = ("title", "country", "people")
    rows = [["Diving", "Fiji", "4"], ["TOTAL", "Fiji", "4"], ["Radar", "Iraq", "3"], ["TOTAL", "Iraq", "5"]]
    one = await begun(house, csv_of(rows, columns))
    totals = {"column": "title", "patterns": ["TOTAL"], "group": ["country"], "sums": {"people": "people"}}
    await act(house, one, "mapping", one["mapping"] | {"totals": totals}, status=200, method="PUT")
    await act(house, one, "start")
    await ended(house, one)

    async def found(asked: str) -> list[tuple[int, str]]:
        page = await house.get(US, f"/v1/imports/{one['id']}/reconciliation?{asked}")
        return [(each["number"], each["group"]["country"]) for each in page["items"]]

    both = await found("")
    assert [name for _, name in both] == ["Fiji", "Iraq"] and len(dict(both)) == 2
    assert await found("q=FIJ") == both[:1]
    assert await found("q=%25") == await found("q=fij&agrees=false") == []


@pytest.mark.parametrize("cursor", ["\u00b2", "\u0663", "-1", "1e3", "9" * 19])
async def test_a_cursor_that_was_made_up_is_refused(house: House, cursor: str):
    one = await begun(house, csv_of(ROWS))
    for part in ("messages", "reconciliation"):
        await house.get(US, f"/v1/imports/{one['id']}/{part}", 422, cursor=cursor)


async def test_words_that_no_field_knows_are_told_once_each_and_mapped_once_for_all(
    house: House, monkeypatch
):
    monkeypatch.setattr(source, "SIZE", 3)
    kinds = ["Parade", "MTT", "Parade", "Gala", "parade", "KLE", "Parade", ""]
    rows = [[f"Event {n}", "Fiji", "2027-05-01", kind] for n, kind in enumerate(kinds)]
    one = await begun(house, csv_of(rows, ("title", "country", "start", "type")))
    await act(house, one, "check")
    checked = await ended(house, one)
    place = f"/v1/imports/{one['id']}/message-kinds"
    (told,) = (await house.get(US, place))["items"]
    assert (told["kind"], told["column"], told["count"]) == ("word_unknown", "type", 5)
    assert told["words"] == [
        {"word": "Parade", "rows": 3}, {"word": "Gala", "rows": 1}, {"word": "parade", "rows": 1},
    ]  # fmt: skip
    mapping = checked["mapping"]
    (column,) = [one for one in mapping["columns"] if one["column"] == "type"]
    column["pairs"] = [["Parade", "contact"], ["Gala", "contact"]]
    checked = await act(house, checked, "mapping", mapping, status=200, method="PUT")
    await act(house, checked, "start")
    await ended(house, checked)
    assert (await house.get(US, place))["items"] == []
    tools = {one["title"]: one["tool"] for one in (await house.get(US, "/v1/activities?limit=100"))["items"]}
    said = [tools[f"Event {n}"] for n in range(8)]
    assert said == ["contact", "training", *["contact"] * 5, None]
