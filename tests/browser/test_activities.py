"""The activity registries as a person uses them: by key, under the banner, with what others did meanwhile."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from deploy.dev.shared_platform import RunningPlatform
from tests.browser.axe import EVERY_LOOK_AND_WIDTH, PHONE, seen
from tests.browser.desk import LAPTOP, Desk, Seat
from tests.people import People
from tests.waiting import until

pytestmark = pytest.mark.browser

READERS = {"USA": ["AUS", "GBR"], "GBR": ["AUS", "USA"]}
PAGES = (
    "activities/matrix", "activities/map", "activities/timeline", "activities/statistics", "activities/load",
    "activities/overlaps", "activities/demand", "activities/new", "countries/FJI",
)  # fmt: skip


class Registry:
    """Activities of a test's own, told from all others by a word in their titles."""

    def __init__(self, people: People) -> None:
        self.people, self.word = people, f"Coral{uuid4().hex[:8]}"
        self.kept: list[dict[str, Any]] = []

    def activity(self, person: str, title: str, **said: Any) -> dict[str, Any]:
        """An activity in Fiji in the spring of 2031, that the two nations and Australia read."""
        nation = {"us": "USA", "uk": "GBR"}[person[:2]]
        body = {
            "title": f"{self.word} {title}", "tool": "training", "lead": nation, "status": "planned",
            "places": [{"country": "FJI", "name": "Suva"}], "start": "2031-03", "end": "2031-05-20",
            "fiscal_year": 2031, "people": 40, "capability_areas": ["maritime"], "purposes": ["peacekeeping"],
            "participants": [
                {"nation": "FJI", "role": "recipient", "unit": "Fiji Navy"},
                {"nation": nation, "role": "lead"},
                {"nation": "USA" if nation == "GBR" else "GBR", "role": "contributor"},
            ],
            "label": {"level": "UNCLASSIFIED", "owner": [nation], "rel": READERS[nation]},
        } | said  # fmt: skip
        self.kept.append(self.people.post(person, "/activities", body))
        return self.kept[-1]


@pytest.fixture(scope="module")
def registry(platform: RunningPlatform) -> Iterator[Registry]:
    """Two activities that meet, and three that differ in how exact their dates are."""
    with People(platform.url, platform.token) as people:
        made = Registry(people)
        made.activity("us.secretary", "patrol course")
        made.activity("uk.secretary", "boat handling")
        made.activity("us.secretary", "dive school", start="2031", end=None)
        made.activity("us.secretary", "staff visit", tool="contact", start=None, end=None, status="proposed")
        made.activity("us.secretary", "radar exercise", tool="exercise", start="2031-06-02", end="2031-06-20")
        yield made


def named(desk: Desk, title: str) -> Any:
    """The row of an activity."""
    return desk.page.locator("tbody tr").filter(has_text=title)


def test_the_list_in_every_look_and_width(registry: Registry, seat: Seat) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    desk.open(f"/activities?q={registry.word}")
    expect(desk.page.locator("tbody tr")).to_have_count(5)
    found = seen(desk, "activities", *EVERY_LOOK_AND_WIDTH)
    desk.open(f"/activities/{registry.kept[1]['id']}")
    found += seen(desk, "an activity", (PHONE, "dark"), (LAPTOP, "forced colours"))
    assert found == []


def test_the_other_pages(registry: Registry, seat: Seat) -> None:
    desk = seat("us.secretary", reduced_motion="reduce")
    found: list[str] = []
    for page in PAGES:
        desk.open(f"/{page}?host=FJI")
        found += seen(desk, page, (PHONE, "light"), (LAPTOP, "dark"))
        desk.shoot(f"registry-{page.replace('/', '-')}")
    assert found == []


def test_an_activity_is_registered_by_key_and_says_before_with_what_it_will_overlap(
    registry: Registry, seat: Seat
) -> None:
    desk = seat("us.secretary")
    page = desk.open("/activities/new")
    expect(page.get_by_label("Title")).to_be_focused()
    desk.type(f"{registry.word} survey of the reef")
    field(page, "Start", "April 2031")
    expect(page.get_by_text("Understood as April 2031")).to_be_visible()
    field(page, "End", "2031")
    page.get_by_placeholder("Host country").click()
    desk.type("Fiji")
    desk.press("Enter")
    page.get_by_role("button", name="Add a nation").click()
    page.get_by_placeholder("Nation", exact=True).click()
    desk.type("Fiji")
    desk.press("Enter")
    page.get_by_placeholder("Unit", exact=True).fill("Fiji Navy")
    warned = page.get_by_role("region", name="Overlaps before it is saved")
    expect(warned).to_contain_text("will overlap with")
    expect(warned).to_contain_text("boat handling")
    desk.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name="survey of the reef")).to_be_visible()
    expect(desk.main()).to_contain_text("April 2031 to 2031")


def field(page: Page, name: str, words: str) -> None:
    """A date as a person types it."""
    page.get_by_role("textbox", name=re.compile(f"^{name}")).fill(words)


def test_several_change_status_at_once_and_what_somebody_changed_meanwhile_is_left(
    people: People, seat: Seat
) -> None:
    mine = Registry(people)
    first, second = (mine.activity("us.secretary", title) for title in ("first", "second"))
    desk = seat("us.secretary")
    desk.page.route("**/api/v1/live*", lambda route: None)
    page = desk.open(f"/activities?q={mine.word}")
    for row in (named(desk, "first"), named(desk, "second")):
        row.get_by_role("checkbox").check()
    people.change(
        "us.secretary", f"/activities/{second['id']}", {"title": f"{mine.word} second, longer"},
        of=f"/activities/{second['id']}",
    )  # fmt: skip
    page.get_by_role("button", name="Set status").click()
    page.get_by_role("menuitem", name="Confirmed").click()
    report = page.get_by_role("status").filter(has_text="1 activity is confirmed now; 1 is not")
    expect(report).to_be_visible()
    expect(page.get_by_role("list", name="What was not changed")).to_contain_text("Somebody changed it")
    assert people.get("us.secretary", f"/activities/{first['id']}")["status"] == "confirmed"
    assert people.get("us.secretary", f"/activities/{second['id']}")["status"] == "planned"


def test_a_selection_is_the_same_on_every_page_and_a_view_brings_it_back(
    registry: Registry, seat: Seat
) -> None:
    desk = seat("uk.secretary")
    page = desk.open(f"/activities?q={registry.word}&tool=exercise")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Views").click()
    page.get_by_role("textbox", name="Name of the view").fill("Exercises")
    desk.press("Enter", "Escape")
    page.get_by_role("link", name="Timeline").click()
    expect(page).to_have_url(re.compile(f"timeline.*q={registry.word}.*tool=exercise"))
    page.goto("/activities")
    page.get_by_role("button", name="Views").click()
    page.get_by_role("button", name="Exercises", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_picture_leaves_with_its_table_under_the_banner(registry: Registry, seat: Seat) -> None:
    desk = seat("us.secretary")
    desk.open(f"/activities/timeline?q={registry.word}")
    until(lambda: "worked out" not in desk.banner().inner_text())
    banner = desk.banner().inner_text()
    assert saved(desk, "Picture (SVG)").count(banner) == 2
    top, notice, header, *rows, again, bottom = csv.reader(io.StringIO(saved(desk, "Table (CSV)")))
    assert top == bottom == [banner]
    assert notice == again and "fictional" in notice[0].lower()
    assert header[0] == "Title"
    drawn, dated = {row[0] for row in rows}, {one["title"] for one in registry.kept if one["start"]["value"]}
    undated = {one["title"] for one in registry.kept} - dated
    assert dated <= drawn and undated, "what another test has added may stand there too"
    assert not undated & drawn, "what has no known start stands in the list alone"
    expect(desk.page.get_by_text("What has no known start stands in the list.")).to_be_visible()


def saved(desk: Desk, item: str) -> str:
    """The file that the picture of the activities is saved as."""
    desk.page.get_by_role("button", name="Save Activities").click()
    with desk.page.expect_download() as loading:
        desk.page.get_by_role("menuitem", name=item).click()
    return loading.value.path().read_text(encoding="utf-8")


def test_what_another_nation_does_appears_by_itself_and_is_found_under_the_label(
    registry: Registry, seat: Seat
) -> None:
    australian = seat("au.secretary")
    australian.open(f"/activities?q={registry.word}")
    expect(named(australian, "patrol course")).to_be_visible()
    made = registry.activity("uk.secretary", "harbour survey")
    hidden = {"level": "UNCLASSIFIED", "owner": ["GBR"], "rel": ["USA"]}
    registry.activity("uk.secretary", "hidden survey", label=hidden)
    expect(named(australian, "harbour survey")).to_be_visible()
    place = f"/activities/{made['id']}"
    registry.people.change("uk.secretary", f"{place}/label", {"label": hidden}, of=place, method="POST")
    expect(named(australian, "harbour survey")).to_have_count(0)
    page = australian.open(f"/search?q={registry.word}")
    found = page.get_by_role("region", name="Activities")
    expect(found.get_by_role("link", name="patrol course")).to_be_visible()
    counted = found.get_by_role("listitem").count()
    page.get_by_role("button", name=f"Activities {counted}", exact=True).click()
    expect(page).to_have_url(re.compile("kind=activity"))
    expect(found.get_by_role("listitem")).to_have_count(counted)
    expect(australian.page.locator("main")).not_to_contain_text("survey")
