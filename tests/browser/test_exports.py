"""What leaves the page as a file: under the marking of what it holds, and not without it."""

import csv
import io
import re
from pathlib import Path
from uuid import uuid4

import pytest
import python_calamine
from playwright.sync_api import Download, expect

from tests.browser.desk import Desk, Seat
from tests.browser.rungs import Rungs
from tests.browser.test_between_nations import plan
from tests.people import People

pytestmark = pytest.mark.browser


def exported(desk: Desk) -> list[list[str]]:
    """The rows of the file that the list is saved as."""
    with desk.page.expect_download() as loading:
        desk.page.get_by_role("button", name="Export CSV").click()
    return list(csv.reader(io.StringIO(loading.value.path().read_text(encoding="utf-8"))))


def test_a_file_holds_the_rows_chosen_under_their_banner(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    first, second = (rungs.task("round1", "talks", title) for title in ("Survey", "=Survey again"))
    desk = seat("us.secretary")
    desk.open("/taskings")
    rows = desk.page.locator("tbody tr")
    rows.filter(has_text=first["ref"]).get_by_role("checkbox").check()
    top, notice, header, *lines, again, bottom = exported(desk)
    assert top == bottom == ["JOINT RESTRICTED GBR USA"]
    assert notice == again and "fictional" in notice[0].lower()
    (line,) = lines
    told = dict(zip(header, line, strict=True))
    assert (told["Reference"], told["Tasking"]) == (first["ref"], "Survey")
    assert (told["Portion mark"], told["Standing"]) == ("(JOINT R GBR USA)", "Provisional")
    rows.filter(has_text=second["ref"]).get_by_role("checkbox").check()
    names = {line[header.index("Tasking")] for line in exported(desk)[3:-2]}
    assert names == {"Survey", "'=Survey again"}, "no cell is a formula"


@pytest.mark.parametrize(
    ("person", "path", "column"),
    [
        ("us.secretary", "/meetings", "Title"),
        ("us.secretary", "/forums?view=table", "Forum"),
        ("us.secretary", "/directory", "Name"),
    ],
)
def test_every_list_leaves_under_its_banner(
    seat: Seat, rungs: Rungs, person: str, path: str, column: str
) -> None:
    rungs.plan("round1", "Roundtable")
    desk = seat(person)
    desk.open(path)
    expect(desk.page.locator("tbody tr").first).to_be_visible()
    top, notice, header, *lines, again, bottom = exported(desk)
    assert top == bottom and len(top) == 1
    assert re.match("(JOINT )?(UNCLASSIFIED|RESTRICTED)", top[0]), top
    assert notice == again and "fictional" in notice[0].lower()
    assert column in header
    assert all(line[header.index("Portion mark")].startswith("(") for line in lines)


def test_the_story_of_the_audit_leaves_under_its_banner(seat: Seat) -> None:
    desk = seat("us.auditor")
    desk.open("/audit")
    expect(desk.page.locator("tbody tr").first).to_be_visible()
    top, notice, *_, again, bottom = exported(desk)
    assert top == bottom and top[0]
    assert notice == again and "fictional" in notice[0].lower()


def test_no_file_is_saved_without_its_banner(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    rungs.task("round1", "talks", "Survey")
    desk = seat("us.secretary")
    desk.open("/taskings")
    expect(desk.page.locator("tbody tr").first).to_be_visible()
    desk.page.route("**/v1/exports", lambda route: route.fulfill(status=503, body="{}"))
    desk.expects(r"\b503\b")
    saved: list[str] = []

    def keep(download: Download) -> None:
        saved.append(download.suggested_filename)

    desk.page.on("download", keep)
    desk.page.get_by_role("button", name="Export CSV").click()
    expect(desk.main().get_by_role("alert")).to_be_visible()
    assert saved == []
    desk.page.unroute("**/v1/exports")
    assert len(exported(desk)) > 5


def test_what_may_be_read_and_not_taken_along_stays(seat: Seat, rungs: Rungs) -> None:
    """ORCON stops every export: the file is without the row, and says so; the list shows it."""
    rungs.hold("round1")
    label = {"level": "RESTRICTED", "owner": ["USA"], "rel": ["GBR"], "orcon": True}
    item = rungs.task("round1", "talks", "For the originator to pass on", label=label)
    desk = seat("us.secretary")
    desk.open("/taskings")
    expect(desk.page.locator("tbody tr").filter(has_text=item["ref"])).to_be_visible()
    lines = exported(desk)
    assert item["ref"] not in str(lines) and len(lines) > 5
    expect(desk.page.get_by_role("status").filter(has_text="1 row stays here")).to_be_visible()
    desk.shoot("export-a-row-stays")


def test_columns_and_sort_are_kept_in_the_address_and_the_file_is_as_shown(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    for title in ("Survey 10", "Survey 9"):
        rungs.task("round1", "talks", title)
    desk = seat("us.secretary")
    desk.open("/taskings")
    desk.page.get_by_role("button", name="Columns").click()
    assert desk.page.get_by_role("menuitemcheckbox", name="Tasking").is_disabled(), "its name always stands"
    for name in ("State", "Issued by"):
        desk.page.get_by_role("menuitemcheckbox", name=name).click()
        expect(desk.page.locator("thead th").filter(has_text=name)).to_have_count(0)
    desk.page.keyboard.press("Escape")
    desk.page.locator("thead").get_by_role("button", name="Tasking").click()
    expect(desk.page.locator("[aria-sort=ascending]")).to_have_text("Tasking ↑")
    heads = desk.page.locator("thead th")
    shown = heads.all_inner_texts()
    desk.page.locator("tbody a").first.click()
    desk.page.wait_for_url("**/taskings/*")
    desk.page.go_back()
    desk.settled()
    expect(heads).to_have_text(shown)
    address = desk.page.url
    desk.open("/")
    desk.page.goto(address)
    desk.settled()
    expect(heads).to_have_text(shown)
    expect(desk.page.locator("[aria-sort=ascending]")).to_have_text("Tasking ↑")
    _, _, header, *lines = exported(desk)
    assert "State" not in header and "Issued by" not in header
    names = [line[header.index("Tasking")] for line in lines[:-2]]
    assert names.index("Survey 9") < names.index("Survey 10")
    desk.page.get_by_role("checkbox", name="Overdue").check()
    expect(desk.page).to_have_url(re.compile(r"sort=title.*overdue=|overdue=.*sort=title"))


def test_a_file_holds_every_page_of_the_list(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    for number in range(55):
        rungs.task("round1", "talks", f"Many {number}")
    desk = seat("us.secretary")
    # What is in sight is read alone; the rest comes with the file.
    desk.page.add_init_script("window.IntersectionObserver = class { observe() {} disconnect() {} }")
    desk.open("/taskings?nation=USA")
    expect(desk.page.locator("tbody tr")).to_have_count(50)
    _, _, header, *lines = exported(desk)
    names = [line[header.index("Tasking")] for line in lines[:-2]]
    assert {f"Many {number}" for number in range(55)} <= set(names)
    expect(desk.page.get_by_role("status").filter(has_text=f"{len(names)} rows saved")).to_be_visible()


def test_a_selection_of_activities_leaves_in_each_format_under_its_banner(
    seat: Seat, people: People, tmp_path: Path
) -> None:
    word = f"Leave{uuid4().hex[:8]}"
    plan(people, "us.secretary", f"{word} survey")
    plan(people, "us.secretary", f"{word} course")
    page = seat("us.secretary").open(f"/activities?q={word}")
    expect(page.locator("tbody tr")).to_have_count(2)
    for name, ending in (("CSV", "csv"), ("XLSX", "xlsx"), ("NDJSON", "ndjson")):
        page.get_by_role("button", name="Export", exact=True).click()
        with page.expect_download() as loading:
            page.get_by_role("menuitem", name=re.compile(name)).click()
        assert loading.value.suggested_filename.endswith(ending)
        file = tmp_path / ending
        loading.value.save_as(file)
        lines = lines_of(file)
        assert lines[0] == lines[-1] and "USA UNCLASSIFIED" in lines[0]
        assert sum(f"{word} survey" in line or f"{word} course" in line for line in lines) == 2


def lines_of(file: Path) -> list[str]:
    """The lines of a file of any of the three formats, as text."""
    if file.name == "xlsx":
        sheet = python_calamine.load_workbook(file).get_sheet_by_index(0)
        return [" ".join(map(str, row)) for row in sheet.to_python()]
    return file.read_text(encoding="utf-8-sig").splitlines()
