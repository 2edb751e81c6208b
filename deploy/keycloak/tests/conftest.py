"""The shared Keycloak with the realm applied and the people of the demonstration in it."""

from collections.abc import Iterator

import pytest

from deploy.stack.shared_keycloak import SharedKeycloak, shared_keycloak
from deploy.stack.testing import within_reach


@pytest.fixture(scope="package")
def keycloak() -> Iterator[SharedKeycloak]:
    """Without a repository in reach there is none; a file that is not the locked one fails. It ends with the
    tests of this folder.
    """
    with within_reach(), shared_keycloak() as running:
        yield running
