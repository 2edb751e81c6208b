"""A file is attached on the page of an item, and taken along by who its label lets."""

from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Seat
from tests.people import People

pytestmark = pytest.mark.browser


def test_a_file_is_attached_for_two_nations_and_taken_away_again(
    seat: Seat, people: People, tmp_path: Path
) -> None:
    word = uuid4().hex[:8]
    label = {"level": "RESTRICTED", "owner": ["USA"], "rel": ["AUS", "GBR"]}
    body = {"title": f"Files {word}", "label": label, "portions": [{"text": "See the file."}]}
    item = people.post("us.secretary", "/items", body)
    file = tmp_path / f"{word}.csv"
    file.write_text("place,days\nSuva,3\n", encoding="utf-8")
    desk = seat("us.secretary", reduced_motion="reduce")
    page = desk.open(f"/information/{item['id']}")
    expect(page.get_by_text("No file is attached.")).to_be_visible()
    page.get_by_label("File to attach").set_input_files(file)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("link", name=f"{word}.csv")).to_be_visible()
    british = seat("uk.secretary", reduced_motion="reduce").open(f"/information/{item['id']}")
    with british.expect_download() as download:
        british.get_by_role("link", name=f"{word}.csv").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == file.read_text(encoding="utf-8")
    assert british.get_by_role("button", name="Attach a file").count() == 0
    page.get_by_role("button", name=f"Take {word}.csv away").click()
    expect(page.get_by_text("No file is attached.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=f"{word}.csv")).to_be_visible()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Text with its marks").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "See the file." in text and text.startswith("USA RESTRICTED//REL TO AUS, GBR, USA")
