"""What the tests that cross services share: demonstration people on the running platform."""

from collections.abc import Iterator

import pytest

from tests.people import People


@pytest.fixture(scope="session")
def people(platform) -> Iterator[People]:
    """Demonstration people before the gateway of the platform that all tests share."""
    with People(platform.url, platform.token) as found:
        yield found
