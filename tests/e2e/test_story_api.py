"""From a roundtable's decision to the staff talks and back, by API and bearer tokens, as of today.

The forums are the test's own; the figures are computed by hand from what the story did.
"""

from dataclasses import dataclass, field
from functools import partial

import pytest

from tests.ladder import Ladder, Record
from tests.people import People
from tests.waiting import until

US, UK, US_HEAD, UK_HEAD = "us.secretary", "uk.secretary", "us.head", "uk.head"
READERS = (US, UK)
POSTS = [(US, "secretary"), (UK, "secretary"), (US_HEAD, "head"), (UK_HEAD, "head")]


@dataclass
class Story:
    """The ladder of the story and what was made on it, by name."""

    ladder: Ladder
    people: People
    made: dict[str, Record] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Record:
        return self.made[name]

    def now(self, name: str) -> Record:
        """An item as the U.S. secretary reads it now."""
        return self.ladder.item(US, self[name])

    def section(self, who: str, meeting: str, kind: str) -> list[str]:
        """The ids of the items in a section of an agenda, as a person reads it."""
        agenda = self.people.get(who, f"/meetings/{self[meeting]['id']}/agenda")
        entries = [e for part in agenda["sections"] if part["kind"] == kind for e in part["entries"]]
        return [entry["item"]["id"] for entry in entries if entry["item"]]

    def ids(self, *names: str) -> list[str]:
        """The ids of what was made under these names."""
        return [self[name]["id"] for name in names]


@pytest.fixture(scope="module")
def story(people: People) -> Story:
    """A roundtable over staff talks over two working groups, each of the U.S. and the U.K."""
    told = Story(Ladder(people), people)
    top = told.ladder.forum("Roundtable", POSTS, kind="general_officer_roundtable", rank=0)
    talks = told.ladder.forum("Talks", POSTS, parent=top)
    groups = [told.ladder.forum(f"Group {n}", POSTS, talks, "working_group", 2) for n in (1, 2)]
    told.made |= {"round": top, "talks": talks, "first group": groups[0], "second group": groups[1]}
    return told


def test_two_taskings_of_a_decision_stand_at_once_before_the_talks(story: Story) -> None:
    ladder, made = story.ladder, story.made
    made["talks 1"] = ladder.meeting(US, story["talks"], title="First talks")
    made["round 1"] = ladder.held(US, story["round"], "First roundtable")
    decision = ladder.decide(US, story["round 1"], "decision", "Share one operational picture.")
    for name, title in (("picture", "Share the picture"), ("officers", "Name the officers")):
        made[name] = ladder.task(
            US, story["round 1"], story["talks"], title, supporting=["GBR"], decision_id=decision["id"]
        )
        assert made[name]["standing"] == "provisional"
        assert made[name]["decision"]["ref"] == decision["ref"]
    for reader in READERS:
        tracker = story.people.get(reader, f"/forums/{story['talks']['id']}/tracker")["items"]
        assert [(line["id"], line["standing"]) for line in tracker] == [
            (one, "provisional") for one in story.ids("picture", "officers")
        ]
        assert {line["next_meeting"]["id"] for line in tracker} == {story["talks 1"]["id"]}
        assert story.section(reader, "talks 1", "discussion") == story.ids("picture", "officers")


def test_both_heads_concur_and_the_taskings_bind(story: Story) -> None:
    first = story.ladder.concur(story["round 1"], US_HEAD)
    assert {c["nation"]: c["stand"] for c in first["concurrences"]} == {"USA": "concurred", "GBR": "pending"}
    assert story.now("picture")["standing"] == "provisional"
    both = story.ladder.concur(story["round 1"], UK_HEAD)
    assert both["state"] == "minutes_agreed"
    assert {c["stand"] for c in both["concurrences"]} == {"concurred"}
    assert {story.now(name)["standing"] for name in ("picture", "officers")} == {"agreed"}


def test_the_talks_delegate_to_two_groups(story: Story) -> None:
    ladder, made = story.ladder, story.made
    for number in ("first", "second"):
        made[f"{number} sitting"] = ladder.meeting(US, story[f"{number} group"], title=f"{number} sitting")
    made["talks 1"] = ladder.hold(UK, story["talks 1"])
    children = [
        {"title": title, "text": title, "lead": lead, "supporting": [other], "forum": story[group]["id"]}
        for title, lead, other, group in (
            ("Draw the architecture", "USA", "GBR", "first group"),
            ("Settle the cost", "GBR", "USA", "second group"),
        )
    ]
    ladder.leave(UK, story["talks 1"], story["picture"], "delegated", "To both groups.", children=children)
    parent = story.now("picture")
    assert parent["state"] == "delegated"
    by_title = {child["title"]: child for child in parent["children"]}
    made |= {"drawing": by_title["Draw the architecture"], "cost": by_title["Settle the cost"]}
    for reader in READERS:
        assert story.section(reader, "first sitting", "discussion") == story.ids("drawing")
        assert story.section(reader, "second sitting", "discussion") == story.ids("cost")
    ladder.concur(story["talks 1"], US_HEAD, UK_HEAD)


def test_one_group_answers_and_the_other_escalates_to_the_top(story: Story) -> None:
    ladder, made = story.ladder, story.made
    for number in ("first", "second"):
        made[f"{number} sitting"] = ladder.hold(US, story[f"{number} sitting"])
    ladder.leave(US, story["first sitting"], story["drawing"], "answered", "The drawing is attached.")
    assert story.now("drawing")["state"] == "answered"
    made["talks 2"] = ladder.meeting(UK, story["talks"], title="Second talks")
    made["round 2"] = ladder.meeting(UK, story["round"], title="Second roundtable")
    ladder.leave(US, story["second sitting"], story["cost"], "escalated", "Who pays?")
    (made["question"],) = story.now("cost")["escalations"]
    assert story.section(UK, "talks 2", "escalations") == story.ids("question")
    ladder.concur(story["first sitting"], US_HEAD, UK_HEAD)
    ladder.concur(story["second sitting"], US_HEAD, UK_HEAD)
    made["talks 2"] = ladder.hold(UK, story["talks 2"])
    ladder.leave(UK, story["talks 2"], story["question"], "escalated", "Who pays, generals?")
    (made["higher"],) = story.now("question")["escalations"]
    for reader in READERS:
        assert story.section(reader, "round 2", "escalations") == story.ids("higher")


def test_the_adjudication_comes_back_through_the_talks_to_the_item_that_asked(story: Story) -> None:
    ladder, words = story.ladder, "Each nation pays its own."
    story.made["round 2"] = ladder.hold(UK, story["round 2"])
    ladder.decide(UK, story["round 2"], "adjudication", words, settles=story["higher"]["id"])
    assert [story.now(name)["state"] for name in ("higher", "question", "cost")] == [
        "closed",
        "closed",
        "open",
    ]
    for name, forum in (("question", "talks"), ("cost", "second group")):
        life = story.people.get(UK, f"/taskings/{story[name]['id']}/life")["items"]
        assert any(words in event["text"] for event in life), (name, forum)


def test_the_talks_answer_both_after_their_groups(story: Story) -> None:
    ladder, made = story.ladder, story.made
    made["third sitting"] = ladder.held(US, story["second group"], "Third sitting")
    ladder.leave(US, story["third sitting"], story["cost"], "answered", "Each treasury pays its own.")
    ladder.concur(story["third sitting"], US_HEAD, UK_HEAD)
    ladder.leave(UK, story["talks 2"], story["picture"], "answered", "One picture on one system.")
    ladder.leave(UK, story["talks 2"], story["officers"], "answered", "Two officers are named.")
    ladder.concur(story["talks 2"], US_HEAD, UK_HEAD)
    ladder.concur(story["round 2"], US_HEAD, UK_HEAD)
    assert {story.now(name)["state"] for name in ("picture", "officers")} == {"answered"}
    assert {story.now(name)["standing"] for name in ("picture", "officers")} == {"agreed"}


def test_the_next_roundtable_opens_with_the_back_brief_closes_one_and_reopens_the_other(
    story: Story,
) -> None:
    ladder, made = story.ladder, story.made
    made["round 3"] = ladder.meeting(US, story["round"], title="Third roundtable")
    for reader in READERS:
        agenda = story.people.get(reader, f"/meetings/{story['round 3']['id']}/agenda")
        filled = [part["kind"] for part in agenda["sections"] if part["entries"]]
        assert filled[0] == "back_brief"
        assert story.section(reader, "round 3", "back_brief") == story.ids("picture", "officers")
    made["round 3"] = ladder.hold(US, story["round 3"])
    at = {"meeting_id": story["round 3"]["id"]}
    story.people.post(US, f"/taskings/{story['picture']['id']}/close", {**at, "text": "It works."})
    story.people.post(US, f"/taskings/{story['officers']['id']}/reopen", {**at, "reason": "Only one came."})
    assert (story.now("picture")["state"], story.now("officers")["state"]) == ("closed", "open")
    assert story.now("officers")["reopened"] == 1
    made["talks 3"] = ladder.meeting(UK, story["talks"], 7, title="Third talks")
    assert story.section(UK, "talks 3", "discussion") == story.ids("officers")


def test_the_linkage_rate_is_right(story: Story) -> None:
    """By hand. The talks had two taskings before them at their first meeting: the picture was delegated
    (addressed), the officers were left without an outcome until the second meeting (not addressed): 1 of 2.
    The first group answered its one tasking at once, and the second escalated its one (addressed): 1 of 1
    each. Both escalations got their adjudication: that of the group stood before the talks, that of
    the talks before the roundtable. Nothing else was ever before the roundtable.
    """
    expected = {
        "talks": {"linkage": (1, 2), "adjudicated": (1, 1), "open": 1},
        "first group": {"linkage": (1, 1), "adjudicated": (0, 0), "open": 0},
        "second group": {"linkage": (1, 1), "adjudicated": (0, 0), "open": 0},
        "round": {"linkage": (0, 0), "adjudicated": (1, 1), "open": 0},
    }
    for reader in READERS:
        for name, figures in expected.items():
            until(partial(is_covered, story, reader, name, figures))


def is_covered(story: Story, reader: str, forum: str, expected: dict[str, object]) -> bool:
    """Whether a person reads these figures of a forum."""
    found = story.people.get(reader, "/coverage", forum=story[forum]["id"])
    linkage, asked = found["linkage"], found["adjudicated"]
    if linkage["had_one"]:
        assert linkage["rate"] == pytest.approx(linkage["addressed"] / linkage["had_one"])
    found_figures = {
        "linkage": (linkage["addressed"], linkage["had_one"]),
        "adjudicated": (asked["answered"], asked["asked"]),
        "open": found["open"],
    }
    return found_figures == expected
