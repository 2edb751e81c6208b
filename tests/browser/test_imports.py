"""A list from a desk becomes activities in the browser: mapped, tried, brought in, mended, taken back."""

import csv
import datetime
import io
import re
from pathlib import Path
from uuid import uuid4

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Desk, Seat
from tests.people import People

pytestmark = pytest.mark.browser

IMPORT = re.compile(r"/activities/imports/[0-9a-f-]{36}")
SPANS = ("Event", "", "Country", "Dates", "", "Money")
NAMES = ("Title", "Kind", "", "From", "To", "Est. cost")


def workbook(path: Path, word: str) -> Path:
    """A list as it lies on a desk: names on two lines below a title, dates in two forms, a total."""
    book = xlsxwriter.Workbook(path)
    sheet, days = book.add_worksheet("Plan"), book.add_format({"num_format": "d mmm yyyy"})
    rows = [
        (f"{word} boats", "training", "Fiji", datetime.date(2031, 3, 3), "8 Mar 2031", "1,200 USD"),
        (f"{word} radars", "exercise", "Iraq/Jordan", "04/15/2031", "tbd", "n/a"),
        ("", "training", "Fiji", "2 May 2031", "", ""),
        (f"{word} staff", "training", "Fidji", "June 2031", "", "4500"),
        ("TOTAL", "", "", "", "", 5700),
    ]
    for line, row in enumerate([("Plan of the Pacific desk",), (), SPANS, NAMES, *rows]):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime.date):
                sheet.write_datetime(line, place, datetime.datetime(cell.year, cell.month, cell.day), days)
            elif cell != "":
                sheet.write(line, place, cell)
    book.close()
    return path


def brought(desk: Desk, file: Path) -> Page:
    """The page of a file's import, once the file was read."""
    page = desk.open("/activities/imports")
    page.get_by_label("File to import").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url(IMPORT)
    page.get_by_role("button", name="Dry run").wait_for()
    return page


def figures(page: Page, **counts: str) -> None:
    """The page says so many rows of each kind."""
    for name, count in counts.items():
        found = page.locator("dl div").filter(has_text=re.compile(f"^{name.replace('_', ' ')}"))
        expect(found.first).to_contain_text(count)


def asked(page: Page, act: str) -> None:
    """An act that asks first."""
    page.get_by_role("button", name=act, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=act, exact=True).click()


def test_a_list_from_a_desk_comes_in_is_mended_and_taken_back(
    seat: Seat, people: People, tmp_path: Path
) -> None:
    word = f"Desk{uuid4().hex[:8]}"
    desk = seat("us.secretary", reduced_motion="reduce")
    page = brought(desk, workbook(tmp_path / f"{word}.xlsx", word))
    for column, field in (
        ("Title", "Title"),
        ("Country", "Host country"),
        ("To", "End"),
        ("Est. cost", "Cost"),
    ):
        expect(page.get_by_role("combobox", name=f"What {column} is read as")).to_have_value(field)
    found = seen(desk, "columns of an import", (PHONE, "dark"), (LAPTOP, "light"))
    page.get_by_role("button", name="Dry run").click()
    expect(page.get_by_text("What it would do; nothing is registered yet")).to_be_visible()
    figures(page, Rows="5", New="3", Printed_totals="1", Refused="1")
    meant = page.get_by_role("combobox", name="Country that is meant by Fidji")
    expect(meant).to_be_visible()
    found += seen(desk, "a dry run", (PHONE, "light"), (LAPTOP, "dark"))
    assert found == []
    meant.fill("Fiji")
    page.get_by_role("option", name="Fiji", exact=False).first.click()
    page.get_by_role("button", name="Dry run").click()
    expect(meant).to_have_count(0)
    figures(page, Rows="5", New="3", Printed_totals="1", Refused="1")
    asked(page, "Import")
    page.get_by_role("link", name="Look at its activities").wait_for()
    with page.expect_download() as loading:
        page.get_by_text("Refused rows as a file (1)").click()
    mended = mend(loading.value.path(), tmp_path / f"{word}-mended.csv", f"{word} mended")
    address = page.url

    page.get_by_label("Mended rows to send").set_input_files(mended)
    page.wait_for_url(lambda url: IMPORT.search(url) is not None and url != address)
    source = page.get_by_role("textbox", name="Source")
    expect(source).to_have_value(word)
    again = page.url
    asked(page, "Import")
    page.get_by_role("link", name="Look at its activities").wait_for()
    figures(page, Rows="1", New="1", Refused="0")
    page.get_by_role("link", name="Look at its activities").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text(f"{word} mended")

    for each in (again, address):
        page.goto(each)
        asked(page, "Undo the import")
        expect(page.get_by_text("Undone", exact=True)).to_be_visible()
    assert people.get("us.secretary", "/activities", q=word)["items"] == []


def mend(refused: Path, to: Path, title: str) -> Path:
    """The file of refused rows with the title that was missing."""
    header, *rows = csv.reader(io.StringIO(refused.read_text(encoding="utf-8-sig")))
    [row] = [dict(zip(header, row, strict=False)) for row in rows if row]
    assert any("title" in cell for cell in row.values()), "the file says why the row was refused"
    row["Title"] = title
    with to.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, row.values()])
    return to


def test_a_file_that_was_sent_in_part_goes_on_after_the_page_was_left(seat: Seat, tmp_path: Path) -> None:
    word = f"Part{uuid4().hex[:8]}"
    file = tmp_path / f"{word}.csv"
    rows = "".join(f"{word} course {number},Fiji,2031-03-01,{'x' * 600}\n" for number in range(1_000))
    file.write_text("Title,Country,Start,Notes\n" + rows, encoding="utf-8")
    desk = seat("us.secretary", reduced_motion="reduce")
    page = desk.open("/activities/imports")
    page.route("**/pieces/1", lambda route: None)
    page.get_by_label("File to import").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("524 kB of 641 kB sent")).to_be_visible()
    desk.open("/activities/imports")
    page.unroute(
        "**/pieces/1"
    )  # only now: a piece let go before could arrive behind the one that is sent again
    page.get_by_role("link", name=f"{word}.csv").click()
    expect(page.get_by_text("Drop the same file again to go on where it stopped")).to_be_visible()
    other = tmp_path / "other.csv"
    other.write_text("Title\nx\n", encoding="utf-8")
    page.get_by_label("File to import").set_input_files(other)
    expect(page.get_by_role("alert").filter(has_text="That is another file")).to_be_visible()
    page.get_by_label("File to import").set_input_files(file)
    page.get_by_role("button", name="Dry run").click()
    figures(page, Rows="1,000", New="1,000")
