"""One Chromium for the browser tests, desks for people, and forums of a test's own."""

from collections.abc import Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState

from deploy.dev.shared import SIGNING_IN, holding
from deploy.dev.shared_platform import RunningPlatform
from tests.browser.desk import LAPTOP, Desk, Seat, chromium
from tests.browser.rungs import Rungs
from tests.people import People

FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="package")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Chromium; it ends with the browser tests, because its driver occupies the thread's event loop."""
    with chromium(chromium_path) as found:
        yield found


@pytest.fixture(scope="package")
def badges() -> dict[str, StorageState]:
    """Who has signed in already: a second window of a person needs no second sign-in."""
    return {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember for the fixtures whether the test failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def seat(
    request: pytest.FixtureRequest,
    browser: Browser,
    platform: RunningPlatform,
    badges: dict[str, StorageState],
) -> Iterator[Seat]:
    """Desks of signed-in people; any complaint of one of their browsers fails the test."""
    desks: list[Desk] = []

    def sit(person: str, size: tuple[int, int] = LAPTOP, fresh: bool = False, **options: Any) -> Desk:
        badge = None if fresh else badges.get(person)
        password = platform.password(person)
        desk = Desk.at(browser, platform.url, person, size, password, storage_state=badge, **options)
        desks.append(desk)
        if badge is None:
            with holding(platform.instance.state, SIGNING_IN):  # one password of a person at a time
                desk.sign_in()
            if not fresh:
                badges[person] = desk.context.storage_state()
        return desk

    yield sit
    failed = request.node.stash.get(FAILED, False)
    for desk in desks:
        desk.leave(failed)
    complaints = {desk.person: desk.complaints for desk in desks if desk.complaints}
    assert complaints == {}, "the browsers complained"


@pytest.fixture
def rungs(people: People) -> Rungs:
    """Forums of the test's own."""
    return Rungs.raised(people)
