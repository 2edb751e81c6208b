"""The shared Keycloak with the realm applied and the people of the demonstration in it."""

from collections.abc import Iterator

import pytest

from deploy.stack.artifacts import Unfetched
from deploy.stack.shared_keycloak import SharedKeycloak, shared_keycloak


@pytest.fixture(scope="session")
def keycloak() -> Iterator[SharedKeycloak]:
    """Without a repository in reach there is none; a file that is not the locked one fails."""
    try:
        with shared_keycloak() as running:
            yield running
    except Unfetched as error:
        pytest.skip(f"Keycloak could not be fetched: {error}")
