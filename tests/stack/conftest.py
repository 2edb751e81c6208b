"""The same fixtures as elsewhere, over the platform on the real parts."""

from collections.abc import Iterator

import pytest

from deploy.dev.shared_platform import RunningPlatform
from tests.browser.conftest import badges, browser, pytest_runtest_makereport, rungs, seat
from tests.people import People

__all__ = ["badges", "browser", "pytest_runtest_makereport", "rungs", "seat"]


@pytest.fixture(scope="session")
def platform(real_platform: RunningPlatform) -> RunningPlatform:
    """The platform of these tests."""
    return real_platform


@pytest.fixture(scope="session")
def people(platform: RunningPlatform) -> Iterator[People]:
    """Clients of its people."""
    with People(platform.url, platform.token) as found:
        yield found
