"""What two nations read on the running platform, for all attacks of a session."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.people import People
from tests.security.reading import Seen, crawl

INSIDER, OUTSIDER = "us.secretary", "au.secretary"


@pytest.fixture(scope="session")
def document(people: People) -> dict[str, Any]:
    """The merged OpenAPI document of the gateway."""
    answer = people.client(INSIDER).get("/api/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="session")
def seen_by(people: People, document: dict[str, Any]) -> Callable[[str], Seen]:
    """All that a person can read, read once in a session; what ids name, the insider's reading tells."""

    @cache
    def seen(person: str) -> Seen:
        return crawl(people.client(person), document, None if person == INSIDER else seen(INSIDER))

    return seen


@pytest.fixture(scope="session")
def insider(seen_by: Callable[[str], Seen]) -> Seen:
    """All that the secretary of the U.S.-UK ladder can read."""
    return seen_by(INSIDER)


@pytest.fixture(scope="session")
def outsider(seen_by: Callable[[str], Seen]) -> Seen:
    """All that an Australian officer can read."""
    return seen_by(OUTSIDER)
