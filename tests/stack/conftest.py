"""The same fixtures as elsewhere, over the platform on the real parts, which ends with the tests of this
folder: idle, it takes a quarter of a core.
"""

from collections.abc import Iterator

import pytest

from deploy.dev.shared_platform import RunningPlatform
from deploy.stack.shared_platform import shared_stack
from deploy.stack.testing import within_reach
from tests.browser.conftest import badges, browser, pytest_runtest_makereport, rungs, seat
from tests.people import People

__all__ = ["badges", "browser", "pytest_runtest_makereport", "rungs", "seat"]


@pytest.fixture(scope="package")
def platform() -> Iterator[RunningPlatform]:
    """The whole platform on Kafka and Keycloak, with the demonstration scenario."""
    with within_reach(), shared_stack() as running:
        yield running


@pytest.fixture(scope="package")
def people(platform: RunningPlatform) -> Iterator[People]:
    """Clients of its people."""
    with People(platform.url, platform.token) as found:
        yield found
