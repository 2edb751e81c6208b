"""The way of a planner: from a spreadsheet to an overlap that both nations resolved, and by presence."""

import datetime
import re
from pathlib import Path
from uuid import uuid4

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from deploy.dev.shared_platform import RunningPlatform
from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Desk, Seat
from tests.browser.test_between_nations import plan
from tests.browser.test_imports import asked, figures
from tests.people import People
from tests.waiting import until

pytestmark = pytest.mark.browser

HOST = "NRU"
"""A country that no other test speaks of."""
NAMES = ("Title", "Type", "Country", "Start", "End")


def workbook(path: Path, word: str) -> Path:
    """A plan behind a cover sheet, names below a title; last year's plan is a sheet of its own."""
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Read me").write(0, 0, "Draft of the desk")
    days = book.add_format({"num_format": "d mmm yyyy"})
    for name, year in (("Plan", 2027), ("Last year", 2026)):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, f"{year} plan of the Pacific desk")
        for line, row in enumerate((NAMES, (f"{word} divers", "water time", "Pleasant Island")), 2):
            sheet.write_row(line, 0, row)
        sheet.write_datetime(3, 3, datetime.datetime(year, 3, 3), days)
        sheet.write(3, 4, f"9 March {year}")
    book.close()
    return path


def found(people: People, person: str, basis: str) -> str:
    """The address of the overlap that a nation is told of in the country, once it is."""
    items: list[dict[str, str]] = []

    def there() -> bool:
        items[:] = people.get(person, "/overlaps", host=HOST, basis=basis)["items"]
        return bool(items)

    until(there)
    return f"/activities/overlaps/{items[0]['id']}"


def resolve(page: Page, note: str) -> None:
    """Resolve the overlap that the page shows, as done together."""
    page.get_by_role("button", name="Resolve").click()
    form = page.get_by_role("form", name="Resolve")
    form.get_by_role("combobox", name="How it was resolved").click()
    page.get_by_role("option", name="Done together").click()
    form.get_by_label("Note").fill(note)
    form.get_by_role("button", name="Resolve").click()


def sent(page: Page, file: Path) -> None:
    """The file, read under a label that names the other nation."""
    page.get_by_label("File to import").set_input_files(file)
    page.get_by_role("button", name="Change label").click()
    form = page.get_by_role("form", name="Import of a file")
    form.get_by_role("combobox", name=re.compile("^Released to")).fill("United St")
    page.get_by_role("option", name="United States (USA)").click()
    form.get_by_role("button", name="Read the file").click()


def reread(page: Page) -> None:
    """Another sheet and another line are looked at, then the first again."""
    sheet = page.get_by_role("combobox", name="Sheet")
    expect(sheet).to_have_value("Plan")
    sheet.click()
    page.get_by_role("option", name="Last year").click()
    expect(page.get_by_role("row").filter(has_text="2026 plan of the Pacific desk")).to_be_visible()
    page.get_by_role("radio", name="Line 1 names the columns").click()
    title = "What 2026 plan of the Pacific desk is read as"
    expect(page.get_by_role("combobox", name=title)).to_be_visible()
    sheet.click()
    page.get_by_role("option", name="Plan", exact=True).click()
    expect(page.get_by_role("combobox", name="What Country is read as")).to_have_value("Host country")


def corrected(page: Page) -> None:
    """A country and a word that the dry run does not know are told; the next dry run saves what was said."""
    page.get_by_role("button", name="Dry run").click()
    figures(page, Rows="1", New="1")
    page.get_by_role("combobox", name="Country that is meant by Pleasant Island").fill("Nauru")
    page.get_by_role("option", name="Nauru").click()
    page.get_by_role("combobox", name="What water time means").click()
    page.get_by_role("option", name="contact").click()
    expect(page.get_by_role("textbox", name="Word in Type")).to_have_value("water time")
    expect(page.get_by_text("Changed: the dry run saves it first.")).to_be_visible()
    page.get_by_role("button", name="Dry run").click()
    expect(page.get_by_text("Nothing odd was found.")).to_be_visible()


def test_from_a_spreadsheet_to_an_overlap_that_both_nations_resolved(
    seat: Seat, people: People, tmp_path: Path
) -> None:
    word = f"Atoll{uuid4().hex[:8]}"
    ours = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["GBR"]}
    places = [{"country": HOST, "name": "Yaren"}]
    parts = [{"nation": HOST, "role": "recipient"}, {"nation": "USA", "role": "lead"}]
    plan(people, "us.secretary", f"{word} divers", label=ours, places=places, participants=parts)
    desk = seat("uk.secretary", reduced_motion="reduce")
    page = desk.open("/activities")
    page.get_by_role("link", name="Imports").click()
    sent(page, workbook(tmp_path / f"{word}.xlsx", word))
    expect(page.get_by_role("radio", name="Line 3 names the columns")).to_be_checked()
    complaints = seen(desk, "the lines of a file", (PHONE, "dark"), (LAPTOP, "light"))
    reread(page)
    corrected(page)
    asked(page, "Import")
    page.get_by_role("link", name="Look at its activities").wait_for()
    address = found(people, "uk.secretary", "records")
    page.get_by_role("link", name="See overlaps").click()
    expect(page.locator("tbody tr").filter(has_text=f"{word} divers").first).to_be_visible()
    desk.open(address)
    resolve(page, "One team goes")
    expect(page.locator("main")).to_contain_text("United Kingdom: Resolved (done together)")
    other = seat("us.secretary", reduced_motion="reduce")
    listed = other.open(f"/activities/overlaps?host={HOST}").locator("tbody tr").filter(has_text=word)
    expect(listed).to_contain_text("United Kingdom: resolved")
    listed.get_by_role("link", name=re.compile("Definite|Possible")).click()
    resolve(other.page, "Agreed")
    expect(other.page.locator("main")).to_contain_text("United States: Resolved (done together)")
    assert complaints == []


def share(desk: Desk, release: Desk, nation: str, own: str, other: str) -> None:
    """A nation proposes to share presence in the country; its release authority releases it."""
    page = desk.open("/activities/overlaps")
    page.get_by_role("button", name="Share presence with a nation").click()
    form = page.get_by_role("form", name="Share presence with a nation")
    form.get_by_role("combobox", name="Nation").fill(nation)
    page.get_by_role("option", name=nation).click()
    form.get_by_role("combobox", name=re.compile("^Hosts?")).fill("Nauru")
    page.get_by_role("option", name="Nauru").click()
    page.keyboard.press("Escape")
    form.get_by_role("combobox", name="Activities up to this level").click()
    page.get_by_role("option", name="UNCLASSIFIED").click()
    form.get_by_role("button", name="Share presence with a nation").click()
    row = release.open("/activities/overlaps").locator("tr").filter(has_text=f"{own} with {other}")
    row = row.filter(has_text="Nauru")
    row.get_by_role("button", name="Release").click()
    expect(row.get_by_role("button", name="Revoke")).to_be_visible()


def test_by_presence_both_are_told_country_month_and_type_and_details_open_by_the_consent_of_both(
    seat: Seat, people: People, platform: RunningPlatform
) -> None:
    word = f"Reef{uuid4().hex[:8]}"
    for person, title in (("us.secretary", f"{word} alpha"), ("uk.secretary", f"{word} bravo")):
        nation = {"us": "USA", "uk": "GBR"}[person[:2]]
        parts = [{"nation": HOST, "role": "recipient"}, {"nation": nation, "role": "lead"}]
        plan(people, person, title, places=[{"country": HOST, "name": "Yaren"}], participants=parts)
    us, uk = (seat(person, reduced_motion="reduce") for person in ("us.secretary", "uk.secretary"))
    share(us, seat("us.release"), "United Kingdom", "United States", "United Kingdom")
    share(uk, seat("uk.release"), "United States", "United Kingdom", "United States")
    ours, theirs = (found(people, person, "presence") for person in ("us.secretary", "uk.secretary"))
    complaints = []
    for desk, address, own, hidden in ((us, ours, "alpha", "bravo"), (uk, theirs, "bravo", "alpha")):
        main = desk.open(address).locator("main")
        for words in ("in March 2027", "Nauru", "Training", own):
            expect(main).to_contain_text(words)
        expect(main).not_to_contain_text(hidden)
        complaints += seen(desk, f"a presence of {own}", (PHONE, "dark"), (LAPTOP, "light"))
    expect(us.main()).to_contain_text("Offer details: the United Kingdom reads yours once")
    offer(us, f"{word} alpha, in words")
    expect(us.main()).to_contain_text("once the United Kingdom offers its own")
    expect(uk.open(theirs).locator("main")).not_to_contain_text("alpha")
    offer(uk, f"{word} bravo, in words")
    expect(uk.main()).to_contain_text(f"{word} alpha, in words")
    expect(us.open(ours).locator("main")).to_contain_text(f"{word} bravo, in words")
    uk.page.get_by_role("button", name="Withdraw the details").click()
    expect(uk.main()).not_to_contain_text("alpha")
    expect(us.open(ours).locator("main")).not_to_contain_text("bravo")
    assert complaints == []


def offer(desk: Desk, title: str) -> None:
    """Offer a card of one's own words."""
    desk.page.get_by_role("button", name="Offer details").click()
    form = desk.page.get_by_role("form", name="Offer details")
    form.get_by_role("textbox", name="Title").fill(title)
    form.get_by_role("textbox", name="Whom to speak to").fill("The Pacific desk")
    form.get_by_role("button", name="Offer details").click()
    expect(form).to_be_hidden()
