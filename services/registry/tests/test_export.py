"""A selection leaves in a file under its banner, with what may leave, and on record."""

import csv
import io
import json

import psycopg
import pytest
import python_calamine

from services.registry.tests.conftest import AUS, UK, US, House, shared


async def exported(house: House, person, status: int = 200, **params) -> bytes:
    answer = await (await house.as_(person)).get("/v1/activities/export", params=params)
    assert answer.status_code == status, answer.text
    return answer.content


async def prepared(house: House) -> None:
    await house.activity(title="=HYPERLINK(1)", label=shared("USA", "GBR", level="RESTRICTED"))
    await house.activity(title="Ours alone", label=shared("USA"))
    await house.activity(
        title="Not to be taken along", label={**shared("USA", "GBR"), "orcon": True, "level": "RESTRICTED"}
    )


async def test_a_csv_is_under_its_banner_and_harmless(house: House):
    await prepared(house)
    rows = list(csv.reader(io.StringIO((await exported(house, UK)).decode("utf-8-sig"))))
    assert rows[0] == rows[-1] and "RESTRICTED" in rows[0][0]
    assert "fictional" in rows[1][0]
    assert rows[2] == ["1 records stay behind: they may be read here and not taken along."]
    head, body = rows[3], rows[4:-3]
    assert [row[head.index("title")] for row in body] == ["'=HYPERLINK(1)"]
    assert body[0][head.index("mark")] == "(USA R//REL TO GBR, USA)"
    assert body[0][head.index("start")] == "2027-04"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;=1", "a;'=1"),
        ('a; "+1"', 'a;\' "+1"'),
        ("a\t@x\n-2", "a\t'@x\n'-2"),
        ("\uff1d1", "'\uff1d1"),
        ("a-b; c = d", "a-b; c = d"),
    ],
)
async def test_no_cell_of_a_csv_runs_where_semicolons_part_cells(house: House, text: str, written: str):
    await house.activity(title="Talks", description=text)
    rows = list(csv.reader(io.StringIO((await exported(house, US)).decode("utf-8-sig"), newline="")))
    (head,) = [row for row in rows if row[0] == "mark"]
    assert rows[rows.index(head) + 1][head.index("description")] == written


async def test_a_workbook_and_lines_hold_the_same(house: House):
    await prepared(house)
    book = python_calamine.load_workbook(io.BytesIO(await exported(house, US, format="xlsx")))
    cells = book.get_sheet_by_index(0).to_python()
    lines = [json.loads(line) for line in (await exported(house, US, format="ndjson")).splitlines()]
    assert cells[0][0] == cells[-1][0] == lines[0]["marking"] == lines[-1]["marking"]
    head = next(row for row in cells if row[0] == "mark")
    told = [row[head.index("title")] for row in cells[cells.index(head) + 1 : -3]]
    assert told == ["'=HYPERLINK(1)", "Ours alone"]
    assert [line["title"] for line in lines[1:-1]] == ["=HYPERLINK(1)", "Ours alone"]
    assert lines[1]["cost"] == 250000.5


async def test_a_stranger_gets_an_empty_file_and_what_leaves_is_on_record(house: House):
    await prepared(house)
    assert len((await exported(house, AUS)).decode("utf-8-sig").splitlines()) == 3
    made = {item["id"] for item in (await house.get(UK, "/v1/activities"))["items"]}
    await exported(house, UK)
    with psycopg.connect(house.app.state.settings.worker_dsn) as conn:
        audits = conn.execute(
            "SELECT object_ids FROM audit_record WHERE action = 'export' ORDER BY id DESC LIMIT 1"
        ).fetchall()
    ids = set(audits[0][0])
    assert len(ids) == 1 and ids < made
