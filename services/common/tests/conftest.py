"""The example service on a database of its own."""

import pytest

from deploy.dev.testing import Clones, DatabaseForTest
from services.common.migrate import ROOT, upgrade
from services.common.settings import ServiceSettings
from services.common.testing import client_for, running, settings_for, subject
from services.common.tests.example.notes import build

VERSIONS = ROOT / "services/common/tests/example/migrations/versions"


@pytest.fixture
def database(fresh_database: Clones) -> DatabaseForTest:
    made = fresh_database("example")
    upgrade(made.owner_dsn, VERSIONS)
    return made


@pytest.fixture
def settings(database: DatabaseForTest) -> ServiceSettings:
    return settings_for(database)


@pytest.fixture
async def app(settings: ServiceSettings):
    async with running(build, settings) as made:
        yield made


@pytest.fixture
async def american(app):
    async with client_for(app, subject("USA", id="usa-1")) as client:
        yield client


@pytest.fixture
async def australian(app):
    async with client_for(app, subject("AUS", id="aus-1")) as client:
        yield client


@pytest.fixture
async def anonymous(app):
    async with client_for(app) as client:
        yield client
