"""What a host can take, what it should be helped with, series and feeds, as a person uses them."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.axe import PHONE, seen
from tests.browser.desk import LAPTOP, Seat
from tests.people import People

pytestmark = pytest.mark.browser


def test_a_gap_leads_to_a_plan_and_what_a_host_can_take_is_said_changed_and_withdrawn(
    people: People, seat: Seat
) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    title = f"Divers for the harbour {uuid4().hex[:6]}"
    page = desk.open("/countries/MLT")
    page.get_by_role("button", name="Say what it can take").click()
    form = page.get_by_role("form", name="Say what it can take")
    form.get_by_label("Activities at once").fill("2")
    form.get_by_role("textbox", name=re.compile("^From")).fill("March 2031")
    found = seen(desk, "a capacity", (PHONE, "dark"))
    desk.press("Control+Enter")
    line = page.get_by_role("listitem").filter(has_text="2 activities at once, from March 2031")
    line.get_by_role("button", name="Change").click()
    page.get_by_label("Activities at once").fill("3")
    desk.press("Control+Enter")
    line = page.get_by_role("listitem").filter(has_text="3 activities at once, from March 2031")
    line.get_by_role("button", name="Withdraw").click()
    expect(line).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(line).to_be_visible()
    line.get_by_role("button", name="Withdraw").click()
    expect(line).to_have_count(0)

    page.get_by_role("button", name="Add an objective").click()
    page.get_by_label("What the host is to be able to do").fill(title)
    page.get_by_label("Capability area").fill("salvage")
    page.get_by_role("textbox", name=re.compile("^Wanted from")).fill("2031")
    desk.press("Control+Enter")
    goals = page.get_by_role("region", name="Objectives and who serves them")
    goal = goals.get_by_role("listitem").filter(has_text=title)
    expect(goal).to_contain_text("Nobody serves it")
    found += seen(desk, "a country with a gap", (LAPTOP, "light"))
    goal.get_by_role("link", name="Plan for this").click()
    expect(page.get_by_label("Title")).to_have_value(title)
    expect(page.get_by_placeholder("Host country")).to_have_value("Malta")
    page.get_by_role("combobox", name=re.compile("^Series")).fill(f"Series {title}")
    page.get_by_role("option", name=re.compile("Nothing is called so")).click()
    expect(page.get_by_label("Name of the series")).to_have_value(f"Series {title}")
    found += seen(desk, "a new series", (PHONE, "light"), (LAPTOP, "dark"))
    page.get_by_role("button", name="Create the series").click()
    expect(page.get_by_role("combobox", name=re.compile("^Series"))).to_have_value(
        re.compile("every year", re.I)
    )
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.get_by_role("complementary", name="Facts")).to_contain_text(f"Series {title}, every year")
    made = page.url.rsplit("/", 1)[1]
    assert people.get("us.secretary", f"/activities/{made}")["capability_areas"] == ["salvage"]
    people.get("uk.secretary", f"/activities/{made}", 404)
    assert title not in str(people.get("uk.secretary", "/hosts/MLT"))
    assert found == []


def test_a_unit_is_found_as_it_is_typed_and_added_where_nothing_is_called_so(seat: Seat) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    number = uuid4().hex[:6]
    divers = f"Harbour divers {number}"
    page = desk.open("/countries/MLT")
    page.get_by_role("button", name="Say what it can take").click()
    form = page.get_by_role("form", name="Say what it can take")
    unit = form.get_by_role("combobox", name=re.compile("^Unit"))
    unit.fill(divers)
    page.get_by_role("option", name=re.compile("Nothing is called so")).wait_for()
    found = seen(desk, "a unit to be added", (PHONE, "light"))
    unit.focus()
    page.get_by_role("option", name=re.compile("Nothing is called so")).wait_for()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        desk.press("ArrowDown", "Enter")
    expect(unit).to_have_value(divers)
    form.get_by_label("Activities at once").fill("2")
    form.get_by_role("button", name="Create").click()
    expect(page.get_by_role("listitem").filter(has_text=divers)).to_be_visible()

    page = desk.open("/activities/new")
    page.get_by_role("button", name="Add a nation").click()
    page.get_by_placeholder("Nation", exact=True).fill("Malta")
    desk.press("ArrowDown", "Enter")
    page.get_by_placeholder("Unit", exact=True).fill(f"{number} div")
    page.get_by_role("option", name=divers).click()
    expect(page.get_by_placeholder("Unit", exact=True)).to_have_value(divers)
    assert found == []


def test_what_another_person_says_of_a_host_comes_to_an_open_page(people: People, seat: Seat) -> None:
    note = f"Two piers {uuid4().hex[:6]}"
    page = seat("uk.secretary", reduced_motion="reduce").open("/countries/CYP")
    page.locator("[data-status=live]").wait_for()
    label = {"level": "UNCLASSIFIED", "owner": ["USA"], "rel": ["GBR"]}
    people.post("us.secretary", "/hosts/CYP/capacities", {"activities": 7, "note": note, "label": label})
    expect(page.get_by_role("listitem").filter(has_text="7 activities at once")).to_be_visible()


def test_a_source_is_granted_bounded_and_taken_back(people: People, seat: Seat) -> None:
    source = f"Nightly {uuid4().hex[:6]}"
    desk = seat("uk.admin", reduced_motion="reduce")
    page = desk.open("/activities/feeds")
    page.get_by_role("button", name="Grant a source").click()
    form = page.get_by_role("form", name="Grant a source")
    form.get_by_label("Source").fill(source)
    found = seen(desk, "to grant a source", (LAPTOP, "light"), (PHONE, "dark"))
    desk.press("Control+Enter")
    row = page.get_by_role("row").filter(has_text=source)
    expect(row).to_contain_text("nothing yet")
    releasing = seat("uk.release")
    released = releasing.open("/activities/feeds")
    theirs = released.get_by_role("row").filter(has_text=source)
    theirs.get_by_role("button", name="Say to whom it releases").click()
    released.get_by_role("combobox", name="To these nations").fill("Austr")
    released.get_by_role("option", name="Australia").click()
    releasing.press("Escape", "Control+Enter")
    expect(theirs).to_contain_text("to Australia")
    rows = [{"source_id": "1", "title": "Sent"}, {"source_id": "2"}]
    answer = people.client("partner.jts").post(
        "/api/v1/activities/bulk", json={"source": source, "rows": rows}
    )
    assert answer.json()["counts"]["refused"] == 1, answer.text
    desk.open("/activities/feeds")
    expect(row).to_contain_text("1 row refused")
    found += seen(desk, "feeds", (LAPTOP, "dark"), (PHONE, "light"))
    row.get_by_role("button", name="End it").click()
    page.get_by_label("Why it ends").fill("Replaced")
    desk.press("Control+Enter")
    expect(row).to_contain_text("Ended")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("row").filter(has_text=source).filter(has_text="In force")).to_be_visible()
    other = seat("us.admin").open("/activities/feeds")
    expect(other.get_by_text("No system writes a source of your nation")).to_be_visible()
    assert found == []
