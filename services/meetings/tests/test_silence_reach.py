"""Silence binds a nation to the words of the notice: neither to others given since nor to what was hidden."""

from datetime import timedelta
from typing import Any

import pytest

from services.common.testing import Person, subject
from services.meetings.minutes.silence import elapse
from services.meetings.tests.conftest import (
    ADMINISTRATORS,
    ROLES,
    UK_HEAD,
    US_HEAD,
    US_SECRETARY,
    House,
)
from services.meetings.tests.ladder import JOINT, US_ONLY

FRA_HEAD = subject("FRA", name="Gén. Ingres", roles=ROLES)
FRENCH = {"text": "France sends one observer.", "label": {**JOINT, "rel": ["FRA"]}}
OTHERS = {"text": "France pays for everything.", "label": FRENCH["label"]}


class Three:
    """A held meeting of the United States, the United Kingdom and France."""

    def __init__(self, house: House, forum: Any, meeting: Any) -> None:
        self.house, self.forum = house, forum
        self.place = f"/v1/meetings/{meeting['id']}"

    @classmethod
    async def held(cls, house: House, monkeypatch: pytest.MonkeyPatch) -> "Three":
        """The three with their heads, met."""
        administrator = subject("FRA", name="Administrator of FRA", roles=["national_admin"])
        monkeypatch.setitem(ADMINISTRATORS, "FRA", administrator)
        forum = await house.forum(US_SECRETARY, "three", ["USA", "GBR", "FRA"])
        posts = ((US_SECRETARY, "secretary"), (US_HEAD, "head"), (UK_HEAD, "head"), (FRA_HEAD, "head"))
        for person, post in posts:
            forum = await house.appoint(forum, person, post)
        meeting = await house.meeting(US_SECRETARY, forum, "2027-03-01")
        return cls(house, forum, await house.hold(US_SECRETARY, meeting))

    async def issue(self, label: Any, **fields: Any) -> str:
        """The address of a tasking of the forum for itself."""
        due = {"value": "2027-06-30", "precision": "day"}
        body = {"title": "Ours", "lead": "USA", "forum": self.forum["id"], "due": due, "label": label}
        made = await self.house.post(US_SECRETARY, f"{self.place}/taskings", body | fields)
        return f"/v1/taskings/{made['id']}"

    async def decide(self, label: Any, **fields: Any) -> str:
        """The address of a decision."""
        body = {"kind": "decision", "text": "So be it.", "label": label} | fields
        made = await self.house.post(US_SECRETARY, f"{self.place}/decisions", body)
        return f"/v1/decisions/{made['id']}"

    async def ask(self, nation: str) -> None:
        """A notice of 25 hours."""
        deadline = (self.house.clock.now + timedelta(hours=25)).isoformat()
        body = {"nation": nation, "deadline": deadline}
        await self.house.speak(US_SECRETARY, f"{self.place}/minutes/silence", body)

    async def concur(self, *people: Person) -> None:
        """The stand of each head."""
        for person in people:
            body = {"nation": person.claims["acts_for"], "stand": "concur"}
            await self.house.speak(person, f"{self.place}/minutes/concurrences", body)

    async def elapsed(self) -> dict[str, str]:
        """The nations' stands on minutes of which no new version began, once the notice is over."""
        self.house.clock.now += timedelta(hours=26)
        await elapse(self.house.app.state.database)
        minutes = await self.house.get(US_HEAD, f"{self.place}/minutes")
        assert minutes["version"] == 1
        return {one["nation"]: one["stand"] for one in minutes["concurrences"]}

    async def standing(self, place: str) -> tuple[str, list[str]]:
        """Whether a record binds, and whom it misses."""
        seen = await self.house.get(US_HEAD, place)
        return seen["standing"], seen["unseen_by"]

    async def reword(self, place: str) -> None:
        """Other words for the French, of a tasking or a decision."""
        if "/decisions/" in place:
            await self.house.change(US_HEAD, place, {"substitute": OTHERS})
        else:
            await self.house.change(US_HEAD, f"{place}/substitute", OTHERS, of=place, method="PUT")


@pytest.fixture
async def three(house: House, monkeypatch: pytest.MonkeyPatch) -> Three:
    return await Three.held(house, monkeypatch)


SILENT = {"USA": "concurred", "GBR": "concurred", "FRA": "silence"}


async def test_silence_does_not_reach_other_words_given_since_the_notice(three: Three):
    places = [await three.issue(JOINT, substitute=FRENCH), await three.decide(JOINT, substitute=FRENCH)]
    same = await three.issue(JOINT, substitute=FRENCH)
    await three.concur(US_HEAD, UK_HEAD)
    await three.ask("FRA")
    for place in places:
        await three.reword(place)
    assert await three.elapsed() == SILENT
    assert await three.standing(same) == ("agreed", []), "what stood unchanged it reaches"
    for place in places:
        assert await three.standing(place) == ("provisional", ["FRA"]), place
    awaited = (await three.house.get(FRA_HEAD, "/v1/concurrences"))["items"]
    assert [(one["kind"], one["anew"]) for one in awaited] == [("minutes", True)]
    await three.concur(FRA_HEAD)
    assert [await three.standing(place) for place in places] == [("agreed", [])] * 2


async def test_silence_does_not_reach_a_first_substitute_given_since_the_notice(three: Three):
    places = [await three.issue(JOINT), await three.decide(JOINT)]
    await three.concur(US_HEAD, UK_HEAD)
    await three.ask("FRA")
    for place in places:
        await three.reword(place)
    assert await three.elapsed() == SILENT
    assert [await three.standing(place) for place in places] == [("provisional", ["FRA"])] * 2


async def test_words_taken_away_and_given_anew_since_the_notice_are_other_words(three: Three):
    place = await three.issue(JOINT, substitute=FRENCH)
    await three.concur(US_HEAD, UK_HEAD)
    await three.ask("FRA")
    hidden = {"text": FRENCH["text"], "label": JOINT}
    await three.house.change(US_HEAD, f"{place}/substitute", hidden, of=place, method="PUT")
    await three.reword(place)
    assert await three.elapsed() == SILENT
    assert await three.standing(place) == ("provisional", ["FRA"])


async def test_silence_does_not_reach_a_record_made_or_amended_since_the_notice(three: Three):
    old, kept = await three.issue(JOINT), await three.issue(JOINT)
    await three.concur(US_HEAD)
    await three.ask("GBR")
    await three.house.change(US_SECRETARY, old, {"text": "The British pay."})
    new = [await three.issue(JOINT), await three.decide(JOINT)]
    assert await three.elapsed() == {"USA": "concurred", "GBR": "silence", "FRA": "pending"}
    for place in (old, *new):
        assert "GBR" in (await three.standing(place))[1], place
    assert "GBR" not in (await three.standing(kept))[1]
    await three.concur(UK_HEAD)
    for place in (old, *new):
        assert "GBR" not in (await three.standing(place))[1], place


async def test_a_later_deadline_is_no_new_notice_of_what_was_missed(three: Three):
    place = await three.issue(JOINT, substitute=FRENCH)
    await three.concur(US_HEAD, UK_HEAD)
    await three.ask("FRA")
    await three.reword(place)
    three.house.clock.now += timedelta(hours=1)
    await three.ask("FRA")
    assert await three.elapsed() == SILENT
    assert await three.standing(place) == ("provisional", ["FRA"])


async def test_a_new_version_ends_the_procedure_until_the_nation_is_asked_anew(three: Three):
    shared = await three.issue({**JOINT, "rel": ["FRA"]})
    await three.concur(US_HEAD, UK_HEAD)
    await three.ask("FRA")
    await three.house.change(US_SECRETARY, shared, {"text": "The French pay."})
    three.house.clock.now += timedelta(hours=26)
    assert await elapse(three.house.app.state.database) == 0
    minutes = await three.house.get(FRA_HEAD, f"{three.place}/minutes")
    assert minutes["version"] == 2
    assert {(one["stand"], one["deadline"]) for one in minutes["concurrences"]} == {("pending", None)}
    await three.concur(US_HEAD, UK_HEAD)
    await three.ask("FRA")
    three.house.clock.now += timedelta(hours=26)
    assert await elapse(three.house.app.state.database) == 1
    assert await three.standing(shared) == ("agreed", [])


async def test_who_breaks_silence_or_speaks_has_missed_nothing_that_it_reads(three: Three):
    place = await three.issue(JOINT, substitute=FRENCH)
    hidden = await three.decide(US_ONLY)
    await three.ask("FRA")
    await three.reword(place)
    await three.concur(FRA_HEAD, US_HEAD, UK_HEAD)
    assert await three.standing(place) == ("agreed", [])
    assert await three.standing(hidden) == ("provisional", ["FRA", "GBR"])
