"""Which sheet and line of names a list is read by: found, shown as it stands, and chosen by a person."""

import io

import pytest
import xlsxwriter

from services.common.reading.sniff import encoding_of
from services.registry.imports import head
from services.registry.tests.conftest import AUS, UK, US, House
from services.registry.tests.imports.importing import COLUMNS, ROWS, act, begun, csv_of, ended

TITLE, OTHER = ["Engagements of the desk"], ["Area", "Remark", "Initials"]


def workbook(**sheets: list[list[str]]) -> bytes:
    """A workbook of these sheets."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("sheets", "sheet", "line"),
    [
        ({"Cover": [TITLE], "Plan": [TITLE, [], list(COLUMNS), *ROWS]}, "Plan", 3),
        ({"Empty": [], "Notes": [TITLE, OTHER]}, "Notes", 2),
        ({"Empty": [], "Plan": [list(COLUMNS), *ROWS], "Later": [list(COLUMNS), *ROWS]}, "Plan", 1),
    ],
)
def test_the_first_sheet_that_names_columns_is_read(
    sheets: dict[str, list[list[str]]], sheet: str, line: int
) -> None:
    seen = head.look([workbook(**sheets)], "desk.xlsx", None)
    assert (seen.reading.sheet, seen.reading.header_row, seen.sheets) == (sheet, line, list(sheets))


async def test_another_sheet_and_line_are_chosen_and_its_columns_proposed_anew(house: House):
    now, later = [list(COLUMNS), *ROWS[:2]], [TITLE, list(COLUMNS), ROWS[0], list(COLUMNS), ROWS[2]]
    one = await begun(house, workbook(Now=now, Later=later), "desk.xlsx")
    place = f"/v1/imports/{one['id']}"
    shown = (await house.get(US, f"{place}/lines?sheet=Later"))["items"]
    assert [(each["line"], each["cells"][0]) for each in shown][:2] == [(1, TITLE[0]), (2, "id")]
    await act(house, one, "check")
    checked = await ended(house, one)
    other = await act(house, checked, "reading", {"sheet": "Later"}, status=200, method="PUT")
    assert (other["state"], other["reading"]["header_row"], other["checked"]) == ("open", 2, None)
    lower = await act(house, other, "reading", {"header_row": 4}, status=200, method="PUT")
    assert (lower["reading"]["sheet"], lower["columns"][1]["samples"]) == ("Later", ["Harbour course"])
    await act(house, lower, "start")
    assert (await ended(house, lower))["counts"]["new"] == 1


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "École militaire à Abidjan;Côte d'Ivoire"),
        ("cp1252", "Exercise;São Tomé and Príncipe"),
        ("cp1252", "Curso de mañana, ¿cuándo?;España"),
        ("cp1252", "Øvelse på sjøen;Åland"),
        ("cp1252", "Übung für Führungskräfte;Österreich"),
        ("cp1252", "The nation’s “range” – £100;Fiji"),
        ("cp1250", "Ćwiczenie żołnierzy łączności w Łodzi;Polska"),
        ("cp1250", "Cvičení vojáků a důstojníků, řízení střelby, škola;Česko"),
        ("cp1250", "Vježba časnika i vojnika, šest dana;Hrvatska"),
        ("cp1250", "Gyakorlat a tűzérség számára, felkészítő őrség;Magyarország"),
        ("cp1251", "Учения войск;Болгария"),
        ("mac_roman", "São Tomé, Übung für die “Straße”, à Côte d’Ivoire;España"),
    ],
)
def test_a_text_of_one_byte_a_sign_is_read_as_it_was_written(encoding: str, text: str, times: int) -> None:
    content = f"title;country\n{(text + chr(10)) * times}".encode(encoding)
    assert content.decode(encoding_of(content)) == content.decode(encoding)


async def test_a_text_is_read_by_another_delimiter_and_encoding(house: House):
    one = await begun(house, csv_of([["1", "Fête", "Fiji", "", "", "", ""]]).decode().encode("cp1252"))
    read = {"delimiter": ";", "encoding": "utf-16-le"}
    assert (
        len((await act(house, one, "reading", {"delimiter": ";"}, status=200, method="PUT"))["columns"]) == 1
    )
    again = {"delimiter": ",", "encoding": "cp1252"}
    back = await act(house, one, "reading", again, status=200, method="PUT")
    assert back["columns"][1]["samples"] == ["Fête"]
    problem = await act(house, one, "reading", read | {"encoding": "klingon"}, status=422, method="PUT")
    assert problem["errors"][0]["rule"] == "encoding_unknown"


async def test_what_is_no_sheet_or_line_of_the_file_is_refused(house: House):
    one = await begun(house, workbook(Now=[list(COLUMNS), *ROWS]), "desk.xlsx")
    await house.get(US, f"/v1/imports/{one['id']}/lines?sheet=Then", 422)
    for body, rule in (({"sheet": "Then"}, "unknown_sheet"), ({"header_row": 900}, "header_missing")):
        problem = await act(house, one, "reading", body, status=422, method="PUT")
        assert problem["errors"][0]["rule"] == rule


async def test_only_an_owner_chooses_how_a_file_is_read_and_whoever_reads_it_sees_its_lines(house: House):
    one = await begun(house, csv_of(ROWS))
    place = f"/v1/imports/{one['id']}"
    assert (await house.get(UK, f"{place}/lines"))["items"][0]["cells"] == list(COLUMNS)
    await act(house, one, "reading", {"header_row": 2}, person=UK, status=403, method="PUT")
    await house.get(AUS, f"{place}/lines", 404)
    await act(house, one, "start")
    await act(house, one, "reading", {"header_row": 2}, status=409, method="PUT")
