"""People of several nations before the gateway of the running platform."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.security.walker import Seen, crawl

INSIDER, OUTSIDER = "us.secretary", "au.liaison"


class Bearer(httpx.Auth):
    """A fresh token of a demonstration person for each request."""

    def __init__(self, mint: Callable[[str], str], person: str) -> None:
        self._mint, self._person = mint, person

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:
        request.headers["Authorization"] = f"Bearer {self._mint(self._person)}"
        yield request


@pytest.fixture(scope="session")
def as_person(platform) -> Iterator[Callable[[str], httpx.Client]]:
    """A client before the gateway for a demonstration person."""
    with ExitStack() as stack:
        clients: dict[str, httpx.Client] = {}

        def client(person: str) -> httpx.Client:
            if person not in clients:
                auth = Bearer(platform.token, person)
                clients[person] = stack.enter_context(
                    httpx.Client(base_url=platform.url, auth=auth, timeout=60)
                )
            return clients[person]

        yield client


@pytest.fixture(scope="session")
def document(as_person) -> dict[str, Any]:
    """The merged OpenAPI document of the gateway."""
    answer = as_person(INSIDER).get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.json()


@pytest.fixture(scope="session")
def insider(as_person, document) -> Seen:
    """All that the secretary of the U.S.-UK ladder can read."""
    return crawl(as_person(INSIDER), document)


@pytest.fixture(scope="session")
def outsider(as_person, document) -> Seen:
    """All that an Australian officer can read."""
    return crawl(as_person(OUTSIDER), document)
