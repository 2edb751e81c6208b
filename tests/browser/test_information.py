"""Items of labelled paragraphs, as their author writes them and as each other nation reads them."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Seat
from tests.people import People

pytestmark = pytest.mark.browser

ALL = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["AUS", "FRA", "GBR"]}
OPEN, ALONE, TWO = "Open to all of us.", "For our own eyes.", "For two of us."


def item_of(people: People, *portions: tuple[str, dict[str, Any]]) -> Any:
    """An item of the United States with a title that four nations read."""
    bodies = [{"text": text, "label": ALL | label} for text, label in portions]
    title = f"Rehearsals {uuid4().hex[:6]}"
    return people.post("us.secretary", "/items", {"title": title, "label": ALL, "portions": bodies})


def paragraphs(page: Page) -> Locator:
    return page.get_by_role("list", name="Text").get_by_role("listitem")


def test_an_author_writes_by_keyboard_and_another_nation_reads_theirs_as_it_changes(
    people: People, seat: Seat
) -> None:
    author = seat("us.secretary", reduced_motion="reduce")
    title = f"Two networks {uuid4().hex[:6]}"
    page = author.open("/information")
    page.get_by_role("link", name="New item").click()
    page.get_by_role("textbox", name="Title").fill(title)
    of_title = page.get_by_role("group", name="Label of the title")
    of_title.get_by_role("button", name="Change label").click()
    of_title.get_by_role("combobox", name="Marking").fill("USA UNCLASSIFIED//REL TO GBR, USA")
    expect(of_title).to_contain_text("Readable by the United Kingdom and the United States")
    of_title.get_by_role("button", name="Done").click()
    page.get_by_role("textbox", name="Title").press("Enter")
    author.type("# What we tried")
    author.press("Enter")
    author.type(OPEN)
    author.press("Enter")
    author.type(f"- {ALONE}")
    author.press("Alt+l")
    expect(page.get_by_role("combobox", name="Marking")).to_be_focused()
    author.press("Control+a")
    author.type("USA SECRET//OWNER ONLY")
    group = page.get_by_role("group", name="Paragraph 3", exact=True)
    expect(page.get_by_text("The banner becomes USA SECRET//OWNER ONLY")).to_be_visible()
    expect(group).to_contain_text("Readable by the United States")
    author.press("Escape", "Escape")
    expect(page.get_by_role("textbox", name="Paragraph 3")).to_be_focused()
    author.press("Alt+ArrowUp", "Enter", "Backspace", "Backspace")
    found = seen(author, "writing an item", (PHONE, "dark"), (LAPTOP, "light"))
    author.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(paragraphs(page)).to_contain_text(["What we tried", ALONE, OPEN])
    expect(author.banner()).to_have_text("USA SECRET//OWNER ONLY")

    reader = seat("uk.secretary", reduced_motion="reduce")
    theirs = reader.open(page.url)
    expect(paragraphs(theirs)).to_contain_text(["What we tried", OPEN])
    expect(reader.banner()).to_have_text("USA UNCLASSIFIED//REL TO GBR, USA")
    assert ALONE not in theirs.content()
    expect(theirs.get_by_role("button", name="Edit")).to_have_count(0)
    assert found == []


def test_an_open_page_follows_what_is_added_narrowed_and_hidden(people: People, seat: Seat) -> None:
    made = item_of(people, (OPEN, {}))
    item, title = made["id"], made["title"]
    author, reader = (seat(person, reduced_motion="reduce") for person in ("us.secretary", "uk.secretary"))
    page, theirs = (desk.open(f"/information/{item}") for desk in (author, reader))
    people.post("us.secretary", f"/items/{item}/portions", {"text": "Added meanwhile."})
    expect(paragraphs(theirs)).to_contain_text([OPEN, "Added meanwhile."])
    expect(paragraphs(page)).to_have_count(2)
    author.press("j", "j", "l")
    form = page.get_by_role("form", name="Label of the paragraph")
    form.get_by_role("combobox", name="Marking").fill("USA UNCLASSIFIED//OWNER ONLY")
    expect(form).to_contain_text("Loses sight at once: Australia, France and United Kingdom")
    found = seen(author, "narrowing a label", (LAPTOP, "dark"))
    form.get_by_role("button", name="Take it from 3 nations").click()
    expect(paragraphs(theirs)).to_have_count(1)
    assert "Added meanwhile." not in theirs.content()

    reader.expects("404")
    of, alone = f"/items/{item}", {"label": {"level": "UNCLASSIFIED", "owner": ["USA"]}}
    people.change("us.secretary", f"{of}/label", alone, of=of, method="POST")
    expect(theirs.get_by_role("heading", level=1, name=title)).to_have_count(0)
    expect(paragraphs(theirs)).to_have_count(0)
    for words in (title, OPEN):
        assert words not in theirs.content()
    assert found == []


def test_two_texts_of_a_paragraph_are_both_shown_and_what_was_changed_word_by_word(
    people: People, seat: Seat
) -> None:
    item = item_of(people, ("We met in May.", {}))
    place = f"/items/{item['id']}/portions"
    [portion] = people.get("us.secretary", place)["items"]
    desk = seat("us.secretary", reduced_motion="reduce")
    desk.expects("412")
    page = desk.open(f"/information/{item['id']}")
    expect(paragraphs(page)).to_have_count(1)
    desk.press("j", "Enter")
    page.get_by_role("textbox", name="Text").fill("We met in July.")
    of = f"/portions/{portion['id']}"
    people.change("us.head", of, {"text": "We met in June."}, of=of)
    desk.press("Control+Enter")
    both = page.get_by_role("alert")
    expect(both).to_contain_text("We met in June.")
    expect(both).to_contain_text("We met in July.")
    both.get_by_role("button", name="Save").click()
    expect(paragraphs(page)).to_contain_text(["We met in July."])
    page.get_by_role("button", name="History").click()
    changes = page.get_by_role("region", name="History").get_by_role("listitem")
    expect(changes).to_have_count(2)
    expect(changes.first.locator("del")).to_contain_text("June")
    expect(changes.first.locator("ins")).to_contain_text("July")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Take away").click()
    expect(paragraphs(page)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(paragraphs(page)).to_contain_text(["We met in July."])
    found = seen(desk, "the history of an item", (LAPTOP, "light"))
    assert found == []


def test_an_author_sees_it_as_another_nation_and_what_is_only_shown_cannot_be_taken(
    people: People, seat: Seat
) -> None:
    shown = {"level": "CONFIDENTIAL", "rel": ["GBR"], "display_only": ["FRA"]}
    alone = {"level": "SECRET", "rel": [], "noforn": True}
    item = item_of(people, (OPEN, {}), (TWO, shown), (ALONE, alone))
    author = seat("us.secretary", reduced_motion="reduce")
    page = author.open(f"/information/{item['id']}")
    page.get_by_role("combobox", name="See as").fill("France")
    page.get_by_role("option", name="France").click()
    expect(page.get_by_text("As France sees it: 2 of 3 paragraphs")).to_be_visible()
    expect(paragraphs(page).nth(2)).to_have_text("Hidden from France")
    assert ALONE not in page.content()
    theirs = author.banner().inner_text()
    found = seen(author, "an item as France", (PHONE, "light"), (LAPTOP, "dark"))
    page.get_by_role("button", name="Back to what you see").click()
    expect(paragraphs(page)).to_contain_text([OPEN, TWO, ALONE])

    reader = seat("fr.liaison", reduced_motion="reduce")
    page = reader.open(f"/information/{item['id']}")
    expect(paragraphs(page)).to_contain_text([OPEN, TWO])
    expect(reader.banner()).to_have_text(theirs)
    looked = paragraphs(page).nth(1)
    expect(looked).to_contain_text("Shown only")
    expect(looked.get_by_role("button")).to_have_count(0)
    expect(paragraphs(page).first.get_by_role("button", name=re.compile("Copy"))).to_have_count(1)
    reader.press("Control+a")
    selected = page.evaluate("String(getSelection())")
    assert OPEN in selected and TWO not in selected
    page.emulate_media(media="print")
    expect(page.get_by_text(TWO)).to_be_hidden()
    page.emulate_media(media="screen")
    found += seen(reader, "an item that is shown", (LAPTOP, "light"))
    people.get("pl.liaison", f"/items/{item['id']}", 404)
    missing = seat("pl.liaison", reduced_motion="reduce")
    missing.expects("404")
    missing.open(f"/information/{item['id']}")
    expect(missing.main()).to_contain_text(re.compile("not found", re.I))
    assert found == []
