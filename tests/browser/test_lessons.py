"""Lessons as a person uses them: written down, brought to learned by evidence, brought in from a file."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Seat
from tests.people import People

pytestmark = pytest.mark.browser
READY = {
    "conclusion": "One cell from the first day.", "recommendation": "Write it into the plan.",
    "action": "Amend the order.", "action_nation": "USA", "action_state": "done",
    "validated_by": "Brig. Hale", "validated_on": "2026-05", "validated_how": "Seen in an exercise.",
}  # fmt: skip


def test_a_lesson_is_written_down_and_is_learned_by_evidence_alone(people: People, seat: Seat) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    title = f"Spare parts {uuid4().hex[:6]}"
    page = desk.open("/lessons")
    page.get_by_role("button", name="Write a lesson down").click()
    form = page.get_by_role("form", name="Write a lesson down")
    form.get_by_label("Title").fill(title)
    form.get_by_label("What was observed").fill("They came late.")
    topics = form.get_by_role("textbox", name="Topics").or_(form.get_by_role("combobox", name="Topics"))
    topics.fill("sustainm")
    page.get_by_role("option", name="logistics").click()
    found = seen(desk, "a new lesson", (PHONE, "dark"))
    form.get_by_label("What was observed").click()
    desk.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.get_by_text("logistics", exact=True)).to_be_visible()
    page.get_by_role("button", name="Lesson is identified").click()
    expect(page.get_by_role("status").filter(has_text="Still needed for this step")).to_be_visible()
    made = next(one for one in people.get("us.secretary", "/lessons")["items"] if one["title"] == title)
    page.get_by_label("The lesson identified").fill("Order them before.")
    desk.press("Control+Enter")
    expect(page.get_by_text("next: nothing is missing")).to_be_visible()
    page.get_by_role("button", name="Lesson is identified").click()
    place = f"/lessons/{made['id']}"
    expect(page.get_by_role("button", name="Assign the action")).to_be_visible()
    people.change("us.secretary", place, READY, of=place)
    expect(page.get_by_text("next: nothing is missing")).to_be_visible()
    for act in ("Assign the action", "It is validated"):
        page.get_by_role("button", name=act).click()
    page.get_by_role("button", name="It is learned").click()
    expect(page.get_by_role("status").filter(has_text="evidence")).to_be_visible()
    page.get_by_label(re.compile("^What shows it")).fill("Report, annex C")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Report, annex C")).to_be_visible()
    found += seen(desk, "a lesson with evidence", (LAPTOP, "light"), (PHONE, "dark"))
    page.get_by_role("button", name="It is learned").click()
    expect(page.get_by_text("Lesson learned").first).to_be_visible()
    assert found == []


def test_a_collection_is_seen_before_it_is_taken_over_and_goes_back(seat: Seat, tmp_path: Path) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    name = f"portal {uuid4().hex[:6]}"
    file = tmp_path / f"{name}.csv"
    file.write_bytes(f"ID;Subject;What happened\rA;{name};<b>Sp\u00e4t</b> und teuer\rB;;\r".encode("cp1252"))
    page = desk.open("/lessons/imports")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("2 rows: 1 lesson made, 0 here already, 1 refused")).to_be_visible()
    expect(page.get_by_text("It has neither a title nor a text.")).to_be_visible()
    found = seen(desk, "a trial", (LAPTOP, "light"), (PHONE, "dark"))
    page.get_by_role("button", name="Import 1 lesson").click()
    line = page.get_by_role("listitem").filter(has_text=f"{name}.csv")
    expect(line).to_contain_text("1 lesson made")
    line.get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("1 lesson taken back")
    assert found == []
