"""The demonstration scenario: a year before and after its loading, taskings in every state, told once."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from deploy.dev.processes import all_environment, service_environment
from deploy.dev.shared_platform import RunningPlatform
from deploy.dev.state import CHECKOUT
from services.common.auth import Subject
from services.common.db import Actor, Database, unit_of_work
from services.common.settings import settings_class
from services.meetings.domain.invariants import broken
from services.meetings.world import load_world
from tests.people import People, today

WATCHERS = ("us.head", "uk.head", "au.head", "us.release")
SATURDAY = 5
NOBODY = Subject("scenario-test", "Test of the scenario", None, None)


@pytest.fixture(scope="module")
def people(platform: RunningPlatform) -> Iterator[People]:
    with People(platform.url, platform.token) as made:
        yield made


@pytest.fixture(scope="module")
def steps(platform: RunningPlatform) -> dict[str, Any]:
    """What each step of the story made, by its name."""
    ledger = json.loads((platform.instance.state.root / "scenario.json").read_text())
    assert ledger["complete"]
    return ledger["steps"]


@pytest.fixture(scope="module")
def told(people: People, steps: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The items of the story, by their reference, as those see them who see the most of each."""
    refs = {made["ref"] for made in steps.values() if "ref" in made}
    found: dict[str, dict[str, Any]] = {}
    for person in WATCHERS:
        for item in every(people, person, "/taskings"):
            if item["ref"] in refs or item["kind"] == "escalation":
                found.setdefault(item["ref"], item)
    return found


def every(people: People, person: str, path: str) -> Iterator[dict[str, Any]]:
    cursor = {}
    while True:
        page = people.get(person, path, limit=200, **cursor)
        yield from page["items"]
        if page["next"] is None:
            return
        cursor = {"cursor": page["next"]}


def test_its_taskings_stand_in_every_state(told: dict[str, dict[str, Any]]) -> None:
    items = told.values()
    assert {"open", "delegated", "returned", "closed"} <= {item["state"] for item in items}
    assert {"provisional", "agreed"} <= {item["standing"] for item in items}
    assert {"overdue", "no_venue", "blocked_release"} <= {risk for item in items for risk in item["at_risk"]}
    assert any(item["reopened"] for item in items)
    assert any(item["children"] for item in items)
    adjudicated = [item for item in items if item["kind"] == "escalation" and item["state"] == "closed"]
    assert adjudicated and all(item["asks_for"] for item in adjudicated)


def test_a_us_uk_tasking_for_oceania_is_blocked_for_release(told: dict[str, dict[str, Any]]) -> None:
    blocked = [item for item in told.values() if item["blocked_nations"]]
    assert any({"AUS", "NZL"} & set(item["blocked_nations"]) for item in blocked)
    assert all(item["addressing_forum"]["name"] != item["issuing_forum"]["name"] for item in blocked)


def test_no_two_of_its_meetings_are_told_by_the_same_title(people: People) -> None:
    for person in WATCHERS:
        told = [meeting["title"] for meeting in every(people, person, "/meetings")]
        titles = [
            title for title in told if re.search(r", \w+ \d{4}$", title)
        ]  # as the scenario names its own
        assert titles and len(titles) == len(set(titles))


def test_no_billet_repeats_the_name_of_a_forum_that_others_may_not_know(people: People) -> None:
    """Everybody may read a billet; a working group between two nations is theirs alone."""
    forums = {forum["name"].lower() for person in WATCHERS for forum in every(people, person, "/forums")}
    groups = {name for name in forums if "working group" in name}
    subjects = {re.split(r"[\s-]", name)[0] for name in groups} - {"u.s."}
    billets = {person["billet"].lower() for who in WATCHERS for person in every(people, who, "/people")}
    assert subjects and not [billet for billet in billets if "working group" in billet]
    assert not [billet for billet in billets for subject in subjects if subject in billet]


def test_an_item_was_carried_over_twice(people: People) -> None:
    forums = {forum["key"]: forum["id"] for forum in every(people, "us.head", "/forums")}
    trackers = [people.get("us.head", f"/forums/{forums[key]}/tracker")["items"] for key in forums]
    assert max(item["carried_over"] for items in trackers for item in items) >= 2


def test_its_meetings_lie_before_and_after_the_day_of_loading(people: People) -> None:
    meetings = list(every(people, "us.head", "/meetings"))
    days = {meeting["window"]["start"] for meeting in meetings if meeting["window"]["start"]}
    assert min(days) < today().isoformat() < max(days)
    assert {"planned", "minutes_agreed"} <= {meeting["state"] for meeting in meetings}


def test_its_meetings_fall_on_working_days(people: People, steps: dict[str, Any]) -> None:
    told = {made["id"] for step, made in steps.items() if step.startswith("plan ")}
    meetings = [meeting for meeting in every(people, "us.head", "/meetings") if meeting["id"] in told]
    days = [date.fromisoformat(day) for meeting in meetings for day in meeting["days"]]
    assert len(days) > 30 and max(day.weekday() for day in days) < SATURDAY
    assert all((1, 1) < (day.month, day.day) < (12, 24) for day in days)


def test_told_again_it_changes_nothing(platform: RunningPlatform) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deploy.dev.scenario"], cwd=CHECKOUT, check=False, capture_output=True,
        text=True, env=dict(all_environment(platform.instance)),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "directory: nothing changed" in done.stdout
    assert "0 steps of the story told; all labels are fictional" in done.stdout


async def test_every_invariant_holds_over_all_its_rows(platform: RunningPlatform, people: People) -> None:
    prefix = "ENTENTE_MEETINGS_"
    given = service_environment(platform.instance, "meetings")
    settings = settings_class("meetings")(
        **{name.removeprefix(prefix).lower(): value for name, value in given.items()}
    )
    forums = [UUID(forum["id"]) for person in WATCHERS for forum in every(people, person, "/forums")]
    database = Database(settings)
    await database.open()
    try:
        actor = Actor(NOBODY.id, None, None, None, "TEST scenario", "0" * 32)
        async with unit_of_work(database, NOBODY, actor, reading=True) as unit:
            world = await load_world(unit, forum_ids=sorted(set(forums)))
            unit.shows_nothing()
    finally:
        await database.close()
    assert len(world.items) > 10 and broken(world) == []
