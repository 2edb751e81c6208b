"""The main job in the browser: from a roundtable's decision to the staff talks and back, by keyboard."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, Seat
from tests.browser.room import Room
from tests.browser.rungs import Rungs

pytestmark = pytest.mark.browser

DECISION = "Both armies share one operational picture before the next exercise."
PICTURE, OFFICERS = "Share one operational picture", "Name the liaison officers"
DRAWN, COSTED = "Draw the architecture", "Settle the cost"
QUESTION, HIGHER = "Who pays for the link?", "The talks cannot settle who pays."
VERDICT = "Each nation pays its own."


@dataclass
class Story:
    """The ladder of this test and the desks of those who act."""

    rungs: Rungs
    seat: Seat
    desks: dict[str, Desk]

    def desk(self, person: str) -> Desk:
        """The person's window; opened once."""
        if person not in self.desks:
            self.desks[person] = self.seat(person)
        return self.desks[person]

    def room(self, person: str, meeting: str) -> Room:
        """A meeting before the person who records."""
        return Room(self.desk(person), self.rungs.at(meeting))

    def agenda(self, person: str, meeting: str) -> Locator:
        """The agenda as the person sees it, before the meeting."""
        return self.desk(person).open(f"{self.rungs.at(meeting)}?face=before").locator("main")

    def tasking(self, person: str, title: str) -> Locator:
        """The page of a tasking, found by its forum's list."""
        page = self.desk(person).page
        page.get_by_role("link", name=title, exact=True).first.click()
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        self.desk(person).settled()
        return page.locator("main")


@pytest.fixture
def story(rungs: Rungs, seat: Seat) -> Story:
    """A ladder with its meetings planned, all of today, in their order."""
    for name, title in (
        ("round1", "Roundtable, first"), ("talks1", "Staff talks, first"), ("net1", "Network group"),
        ("cost1", "Cost group"), ("talks2", "Staff talks, second"), ("round2", "Roundtable, second"),
        ("talks3", "Staff talks, third"), ("round3", "Roundtable, third"),
    ):  # fmt: skip
        rungs.plan(name, title)
    return Story(rungs, seat, {})


def test_from_the_roundtables_decision_to_the_staff_talks_and_back(story: Story) -> None:
    the_roundtable_decides(story)
    both_nations_find_it_provisional(story)
    the_heads_concur(story)
    the_talks_delegate_one(story)
    one_group_answers_the_other_escalates(story)
    the_talks_escalate_further_and_the_roundtable_adjudicates(story)
    it_comes_back_to_the_item_that_asked(story)
    the_talks_answer_both(story)
    the_next_roundtable_closes_one_and_reopens_the_other(story)
    the_linkage_rate_is_right(story)


def the_roundtable_decides(story: Story) -> None:
    """The U.S. secretary records a decision with two taskings, without a mouse."""
    room = story.room("us.secretary", "round1").begin()
    room.record("n", DECISION)
    talks = story.rungs.key("talks")
    room.task(f"{PICTURE} @{talks} @USA @GBR in six weeks", DECISION)
    room.task(f"{OFFICERS} @{talks} @GBR @USA in six weeks", DECISION)
    recorded = room.desk.page.get_by_role("complementary", name="Recorded here")
    for words in (DECISION, PICTURE, OFFICERS):
        expect(recorded).to_contain_text(words)
    expect(recorded.get_by_text("Provisional")).to_have_count(3)
    room.desk.shoot("story-01-roundtable-recorded")


def both_nations_find_it_provisional(story: Story) -> None:
    """At once, in the talks' tracker and on their next agenda, for both nations."""
    for person in ("us.secretary", "uk.secretary"):
        agenda = story.agenda(person, "talks1")
        for title in (PICTURE, OFFICERS):
            line = agenda.get_by_role("listitem").filter(has_text=title)
            expect(line).to_contain_text("Tasking: provisional")
            expect(line).to_contain_text(f"from {story.rungs.name('round')}")
    story.desk("uk.secretary").shoot("story-03-talks-agenda-british")
    tracker = story.desk("uk.secretary").open(story.rungs.forum_at("talks")).locator("main")
    for title in (PICTURE, OFFICERS):
        expect(tracker.get_by_role("row").filter(has_text=title)).to_contain_text("Provisional")
    story.desk("uk.secretary").shoot("story-04-talks-tracker-british")


def the_heads_concur(story: Story) -> None:
    """The minutes are drafted; each head speaks for their own nation; then they are locked."""
    secretary = story.desk("us.secretary")
    secretary.open(f"{story.rungs.at('round1')}?face=after")
    secretary.confirmed("Draft the minutes")
    expect(secretary.page.get_by_text("Minutes provisional").first).to_be_visible()
    for person in ("us.general", "uk.general"):
        desk = story.desk(person)
        page = desk.open(f"{story.rungs.at('round1')}?face=after")
        page.get_by_role("button", name="Concur", exact=True).click()
        page.get_by_role("form").get_by_role("button", name="Concur").click()
        expect(page.get_by_role("button", name="Concur", exact=True)).to_have_count(0)
    expect(page.get_by_text("Agreed by every member nation and locked")).to_be_visible()
    desk.shoot("story-05-minutes-agreed", full=True)
    agenda = story.agenda("uk.secretary", "talks1")
    expect(agenda.get_by_text(PICTURE)).to_be_visible()
    expect(agenda.get_by_text("Provisional")).to_have_count(0)


def the_talks_delegate_one(story: Story) -> None:
    """One goes to two working groups; the other is left for the next talks, which will show."""
    room = story.room("uk.secretary", "talks1").begin().take(PICTURE)
    room.delegate(
        f"{DRAWN} @{story.rungs.key('net')} @USA in four weeks",
        f"{COSTED} @{story.rungs.key('cost')} @GBR in four weeks",
    )
    room.take(PICTURE)
    expect(room.desk.page.get_by_role("article")).to_contain_text("Delegated")
    room.desk.shoot("story-06-talks-delegated")


def one_group_answers_the_other_escalates(story: Story) -> None:
    """Each by its own secretary, in its own meeting."""
    room = story.room("us.wg", "net1").begin().take(DRAWN)
    room.record("a", "The architecture is drawn and both divisions have it.")
    room = story.room("uk.wg", "cost1").begin().take(COSTED)
    room.record("e", QUESTION)
    room.take(COSTED)
    expect(room.desk.page.get_by_role("article")).to_contain_text("Escalated")
    room.desk.shoot("story-07-group-escalated")


def the_talks_escalate_further_and_the_roundtable_adjudicates(story: Story) -> None:
    """The escalation opens the next agenda above, each time."""
    agenda = story.agenda("us.secretary", "talks2")
    expect(agenda.get_by_role("listitem").filter(has_text=OFFICERS)).to_contain_text("carried over once")
    story.desk("us.secretary").shoot("story-08-talks-agenda-with-escalation")
    room = story.room("uk.secretary", "talks2").begin().take(QUESTION)
    room.record("e", HIGHER)
    escalations = story.agenda("us.secretary", "round2").get_by_role("region", name="Escalations")
    expect(escalations).to_contain_text(HIGHER)
    room = story.room("us.secretary", "round2").begin().take(HIGHER)
    room.record("y", VERDICT)
    room.desk.shoot("story-09-roundtable-adjudicated")


def it_comes_back_to_the_item_that_asked(story: Story) -> None:
    """The group's tasking is open again and tells its whole life; the group answers, its heads concur."""
    desk = story.desk("uk.wg")
    desk.open(story.rungs.forum_at("cost"))
    tasking = story.tasking("uk.wg", COSTED)
    expect(tasking.get_by_text("Open", exact=True).first).to_be_visible()
    expect(tasking).to_contain_text(VERDICT)
    desk.shoot("story-10-life-of-the-item-that-asked", full=True)
    desk.palette("Answer")
    desk.type("Agreed by both treasuries.")
    desk.press("Control+Enter")
    for person in ("us.deputy", "uk.deputy"):
        page = story.desk(person).open("/")
        line = page.get_by_role("listitem").filter(has_text=COSTED).filter(has=page.get_by_role("button"))
        line.get_by_role("button", name="Concur").click()
        line.get_by_role("button", name="Concur", exact=True).click()
        expect(line.get_by_role("button", name="Concur", exact=True)).to_have_count(0)
    expect(desk.page.get_by_text("Answered", exact=True).first).to_be_visible()


def the_talks_answer_both(story: Story) -> None:
    """Both taskings of the roundtable are answered at the talks' third meeting."""
    room = story.room("us.secretary", "talks3").begin().take(PICTURE)
    room.record("a", "Both groups answered: one picture, each pays its own.")
    room.take(OFFICERS)
    room.record("a", "Two officers are named.")
    room.desk.shoot("story-11-talks-answered")


def the_next_roundtable_closes_one_and_reopens_the_other(story: Story) -> None:
    """It opens with the back-brief."""
    first = story.agenda("uk.secretary", "round3").get_by_role("region").first
    expect(first).to_contain_text("Back-brief")
    for title in (PICTURE, OFFICERS):
        expect(first).to_contain_text(title)
    story.desk("uk.secretary").shoot("story-12-back-brief")
    room = story.room("us.secretary", "round3").begin().take(PICTURE)
    room.record("c", "It works.")
    room.take(OFFICERS)
    room.record("o", "One of the two has left.")
    room.take(OFFICERS)
    expect(room.desk.page.get_by_role("article")).to_contain_text("Reopened")
    room.desk.shoot("story-13-closed-and-reopened")


def the_linkage_rate_is_right(story: Story) -> None:
    """Of the talks' two taskings one was addressed at their next meeting; of each group's one, one."""
    desk = story.desk("us.secretary")
    for forum, rate, words in (
        ("talks", "50 %", "1 of 2"),
        ("net", "100 %", "1 of 1"),
        ("cost", "100 %", "1 of 1"),
    ):
        page = desk.open(f"/coverage?forum={story.rungs.forums[forum]['id']}")
        figures = page.locator("dl").first
        expect(figures).to_contain_text(rate)
        expect(figures).to_contain_text(words)
        desk.shoot(f"story-14-coverage-{forum}")
