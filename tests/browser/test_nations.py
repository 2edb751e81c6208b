"""What each nation sees in the browser; one person's change stands before another without a reload."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, Seat
from tests.browser.room import Room
from tests.browser.rungs import Rungs

pytestmark = pytest.mark.browser

JOINT, OURS = ({"level": "RESTRICTED", "owner": owner} for owner in (["GBR", "USA"], ["USA"]))
LISTS = (
    "/", "/forums", "/forums?view=table", "/meetings", "/meetings?when=past", "/taskings", "/coverage",
    "/search?q=roundtable", "/search?q=staff+talks",
)  # fmt: skip
TITLES, NUMBER = re.compile("^(Joint|Ours)"), re.compile(r"\d+\.\d+")
TRACE = re.compile(r"[0-9a-f]{32}")


def words(desk: Desk, path: str) -> str:
    """The banner and everything that a page says, its trace ids apart."""
    main = desk.open(path).locator("main")
    return TRACE.sub("", f"{desk.banner().inner_text()}\n{main.inner_text()}")


def test_an_australian_officer_finds_nothing_of_the_us_uk_ladder(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    rungs.plan("talks1", "Staff talks")
    item = rungs.task("round1", "talks", f"Share the picture {rungs.ladder.run}")
    insider, outsider = seat("us.secretary"), seat("au.liaison")
    for path in LISTS:
        said = words(outsider, path)
        assert "U.S.-UK" not in said, path
        assert rungs.ladder.run not in said, path
    found = outsider.open(f"/search?q={rungs.ladder.run}").locator("main")
    expect(found).to_contain_text("Nothing found for")
    expect(found.get_by_role("link")).to_have_count(0)
    outsider.shoot("nations-australian-search")
    outsider.expects("404")
    for path in (rungs.at("talks1"), rungs.at("round1"), rungs.forum_at("talks"), f"/taskings/{item['id']}"):
        kind = path.split("/")[1]
        assert words(outsider, path) == words(outsider, f"/{kind}/{uuid4()}"), path
        assert rungs.ladder.run in words(insider, path)
    outsider.shoot("nations-australian-hidden-is-missing")


def test_us_drafts_and_us_items_stay_out_of_the_british_view_and_numbering(seat: Seat, rungs: Rungs) -> None:
    american, british = seat("us.secretary"), seat("uk.secretary")
    rungs.hold("round1")
    talks = rungs.plan("talks1", "Staff talks")
    for title, label in (("Joint first", JOINT), ("Ours alone", OURS), ("Joint second", JOINT)):
        rungs.task("round1", "talks", title, label=label)
    american.open(talks)
    american.palette("New paper")
    american.page.get_by_label("Title").fill("What we will concede")
    american.page.get_by_role("button", name="Add", exact=True).click()
    papers = american.page.get_by_role("region", name="Our papers")
    expect(papers.get_by_role("strong").filter(has_text="What we will concede")).to_be_visible()
    expect(american.main().get_by_text("Ours alone", exact=True).first).to_be_visible()
    assert numbered(american) == ["1.1 Joint first", "1.2 Ours alone", "1.3 Joint second"]
    american.shoot("nations-us-agenda-with-paper")
    said = words(british, talks)
    assert "concede" not in said
    assert "Ours alone" not in said
    expect(british.banner()).to_have_text("JOINT RESTRICTED GBR USA")
    assert numbered(british) == ["1.1 Joint first", "1.2 Joint second"]
    american.page.get_by_role("radiogroup", name="See as").get_by_text("United Kingdom").click()
    expect(american.main().get_by_text("This is what United Kingdom sees of this agenda.")).to_be_visible()
    expect(american.page.get_by_role("link", name="Ours alone")).to_have_count(0)
    assert numbered(american) == numbered(british)
    expect(american.banner()).to_have_text("JOINT RESTRICTED GBR USA//ONLY USA")  # our paper stands beside it
    american.shoot("nations-us-sees-as-british")
    projection = american.open(f"{talks}/projection")
    expect(projection.get_by_role("listitem")).to_have_count(2)
    expect(projection.get_by_text("Ours alone")).to_have_count(0)
    american.shoot("nations-projection")


def numbered(desk: Desk) -> list[str]:
    """The agenda's numbers with their titles, in order."""
    lines = desk.main().get_by_role("listitem").filter(has=desk.page.get_by_role("link", name=TITLES)).all()
    return [
        f"{re.findall(NUMBER, line.inner_text())[0]} {line.get_by_role('link', name=TITLES).inner_text()}"
        for line in lines
    ]


def test_what_one_records_another_sees_without_a_reload(seat: Seat, rungs: Rungs) -> None:
    rungs.hold("round1")
    rungs.plan("talks1", "Staff talks")
    rungs.task("round1", "talks", "Share the picture")
    rungs.ladder.hold("us.secretary", rungs.meetings["talks1"])
    american, british = seat("us.secretary"), seat("uk.secretary")
    watched = Room(british, rungs.at("talks1")).enter().take("Share the picture")
    british.page.evaluate("window.untouched = true")
    Room(american, rungs.at("talks1")).enter().take("Share the picture").record("p", "Half of it is drawn.")
    expect(watched.article).to_contain_text("Half of it is drawn.")
    Room(american, rungs.at("talks1")).enter().record("n", "Both armies meet again in May.")
    recorded = british.page.get_by_role("complementary", name="Recorded here")
    expect(recorded).to_contain_text("Both armies meet again in May.")
    assert british.page.evaluate("window.untouched") is True
    british.shoot("nations-live")
