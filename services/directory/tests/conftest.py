"""A directory with a small coalition in it, on a database of its own, and readers of several nations."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
from fastapi import FastAPI

from services.common.settings import ServiceSettings
from services.common.testing import Person, client_for, running, settings_for, subject
from services.directory.app import build
from services.directory.commands import load_files

US_ID = UUID("019a9f00-0000-7000-8000-000000000001")
UK_ID = UUID("019a9f00-0000-7000-8000-000000000002")
EMBED_ID = UUID("019a9f00-0000-7000-8000-000000000003")
HIDDEN_ID = UUID("019a9f00-0000-7000-8000-000000000004")
FR_ID = UUID("019a9f00-0000-7000-8000-000000000005")
MISSING_ID = UUID("019a9f00-0000-7000-8000-0000000000ff")

FILE = f"""
nations: {{USA: United States, GBR: United Kingdom, AUS: Australia, FRA: France}}
people:
  - {{id: {US_ID}, username: us.one, name: Dana, affiliation: USA, rank: Major, billet: Secretary,
      organisation: HQDA, clearance: {{coalition: SECRET}}, roles: [liaison], shows: for the sign-in page}}
  - {{id: {UK_ID}, username: uk.one, name: Fiona, affiliation: GBR, organisation: Andover,
      clearance: {{coalition: SECRET}}, roles: [national_admin]}}
  - {{id: {EMBED_ID}, username: uk.embed, name: Harriet, affiliation: GBR, acts_for: USA, organisation: HQDA,
      clearance: {{coalition: SECRET}}, letter: {{max_level: CONFIDENTIAL, groups: [FVEY]}}}}
  - {{id: {HIDDEN_ID}, username: us.hidden, name: Ada Hidden, affiliation: USA, organisation: Secret cell,
      clearance: {{coalition: TOP SECRET}}, label: {{level: SECRET, owner: [USA], noforn: true}}}}
  - {{id: {FR_ID}, username: fr.one, name: Solene, affiliation: FRA, clearance: {{coalition: SECRET}}}}
organisations:
  - {{name: Secret cell, nation: USA, label: {{level: SECRET, owner: [USA]}}}}
communities:
  - code: MISSION
    name: A mission coalition
    members:
      - {{nations: [USA, GBR], since: 2025-01-01}}
      - {{nations: [FRA], since: 2025-01-01, until: 2026-01-01}}
    roster: {{level: RESTRICTED, owner: [USA, GBR]}}
  - {{code: QUIET, name: A quiet one, members: [{{nations: [USA]}}], label: {{level: SECRET, owner: [USA]}}}}
"""

US = subject("USA", id=str(US_ID), name="Dana", roles=["liaison"])
US_ADMIN = subject("USA", roles=["national_admin"])
UK_ADMIN = subject("GBR", roles=["national_admin"])
AUS = subject("AUS", roles=["liaison"])
FRA = subject("FRA", roles=["liaison"])
PLATFORM = subject("AUS", clearance={"coalition": "UNCLASSIFIED"}, roles=["platform_admin"])
SERVICE = Person({"sub": "client:meetings", "name": "meetings", "roles": ["service"]})
GATEWAY = Person({"sub": "client:gateway", "name": "gateway", "azp": "gateway", "roles": ["service"]})


@dataclass
class House:
    """The running directory with a client for each reader."""

    app: FastAPI
    settings: ServiceSettings
    admin_dsn: str
    owner_dsn: str
    stack: AsyncExitStack
    clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    async def as_(self, person: Person) -> httpx.AsyncClient:
        key = str(person.claims["sub"])
        if key not in self.clients:
            self.clients[key] = await self.stack.enter_async_context(client_for(self.app, person))
        return self.clients[key]

    async def get(self, person: Person, path: str, status: int = 200, **params: Any) -> Any:
        answer = await (await self.as_(person)).get(path, params=params)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def post(self, person: Person, path: str, body: Any = None, status: int = 200) -> Any:
        answer = await (await self.as_(person)).post(path, json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def rows(self, query: str) -> list[Any]:
        with psycopg.connect(self.admin_dsn) as conn:
            return conn.execute(query.encode()).fetchall()


@pytest.fixture
def people_file(tmp_path: Path) -> Path:
    path = tmp_path / "people.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
async def house(fresh_database: Any, people_file: Path) -> AsyncIterator[House]:
    database = fresh_database("directory")
    settings = settings_for(database)
    assert await load_files(settings, [people_file]) == 0
    async with AsyncExitStack() as stack, running(build, settings) as app:
        yield House(app, settings, database.admin_dsn, database.owner_dsn, stack)
