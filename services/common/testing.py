"""For tests of services: people of demonstration nations, an issuer of tokens, a client in the process.

async with running(build, settings_for(database), clock=...) as app:
    async with client_for(app, subject("USA", roles=["liaison"])) as client:
        answer = await client.get("/v1/forums")
"""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

import httpx
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from opentelemetry.sdk.metrics.export import InMemoryMetricReader

from services.common.auth import Subject, subject_from
from services.common.references import uuid7
from services.common.settings import ServiceSettings, settings_class
from services.common.telemetry import measured_to
from services.common.tokens import FixedKeys

WITHOUT_LETTER_STATES = (
    "ALTER TABLE dead_letter DROP COLUMN type, DROP COLUMN state, DROP COLUMN waits, DROP COLUMN attempts,"
    " DROP COLUMN settled_at, DROP COLUMN settled_by, DROP COLUMN settled_why"
)
"""Takes back what came to every service's dead letters after its first revision."""
ISSUER = "http://issuer.test"


class MigratedDatabase(Protocol):
    """What a database fixture gives (`deploy.dev.testing`)."""

    @property
    def service(self) -> str:
        """The service that it belongs to."""
        ...

    @property
    def app_dsn(self) -> str:
        """For requests."""
        ...

    @property
    def worker_dsn(self) -> str:
        """For all rows."""
        ...


@lru_cache(maxsize=1)
def _key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"}, private=True)


def issuer_keys() -> FixedKeys:
    """The public keys of the test issuer."""
    return FixedKeys(KeySet([_key()]))


@dataclass(frozen=True)
class Person:
    """Claims of a demonstration person; ``token(audience)`` signs them, ``subject()`` is a service's own."""

    claims: Mapping[str, Any] = field(default_factory=dict)

    def token(self, audience: str, **changes: Any) -> str:
        """A signed access token, good for five minutes. ``changes`` replace claims (``exp=…``)."""
        now = int(time.time())
        times = {"iss": ISSUER, "aud": audience, "iat": now, "auth_time": now, "exp": now + 300}
        header = {"alg": "RS256", "kid": "test", "typ": "at+jwt"}
        return jwt.encode(header, {**times, **self.claims, **changes}, _key())

    def subject(self) -> Subject:
        """The subject of these claims, without a token."""
        now = int(time.time())
        return subject_from({"iat": now, "exp": now + 300, **self.claims})


def subject(  # one keyword a claim
    affiliation: str | None, *, id: str = "", name: str = "", acts_for: str | None = None,
    clearance: Mapping[str, int | str] | None = None, roles: Iterable[str] = (), groups: Iterable[str] = (),
    coi: Iterable[str] = (), organisation: str | None = None, letter: Mapping[str, Any] | None = None,
) -> Person:  # fmt: skip
    """A person of a nation, cleared to SECRET under the coalition's policy unless said otherwise."""
    claims: dict[str, Any] = {
        "sub": id or str(uuid7()), "name": name or f"Officer of {affiliation}", "affiliation": affiliation,
        "acts_for": acts_for or affiliation,
        "clearance": dict(clearance) if clearance is not None else {"coalition": "SECRET"},
        "roles": sorted(roles), "groups": sorted(groups), "coi": sorted(coi), "organisation": organisation,
    }  # fmt: skip
    if letter is not None:
        claims["letter"] = dict(letter)
    return Person({key: value for key, value in claims.items() if value is not None})


def settings_for(database: MigratedDatabase, **values: Any) -> ServiceSettings:
    """Settings of a service on a test database; its workers do not run unless ``role`` says so."""
    given = {
        "port": 1, "environment": "development", "app_dsn": database.app_dsn,
        "worker_dsn": database.worker_dsn, "issuer": ISSUER, "role": "api", "pool_size": 4, **values,
    }  # fmt: skip
    return settings_class(database.service)(**given)


@asynccontextmanager
async def running(
    build: Callable[..., FastAPI], settings: ServiceSettings, **options: Any
) -> AsyncIterator[FastAPI]:
    """The app of ``build(settings, **options)`` between its start and its stop.

    Its verifier trusts the test issuer. ``options`` go to ``build`` (``clock=…``).
    """
    app = build(settings, **options)
    app.state.authenticator.verifier.trust(issuer_keys())
    async with app.router.lifespan_context(app):
        yield app


@asynccontextmanager
async def client_for(
    app: FastAPI, person: Person | None = None, **headers: str
) -> AsyncIterator[httpx.AsyncClient]:
    """A client in the same process, with the person's token; without a person, without a token."""
    if person is not None:
        headers["Authorization"] = f"Bearer {person.token(app.state.settings.audience)}"
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://service.test", headers=headers
    ) as client:
        yield client


@contextmanager
def measured() -> Iterator[Callable[[str], list[Any]]]:
    """What is measured within the block: a function from a metric's name to its data points."""
    reader = InMemoryMetricReader()

    def points(name: str) -> list[Any]:
        data = reader.get_metrics_data()
        return [
            point
            for resource in (data.resource_metrics if data else ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
        ]

    with measured_to(reader):
        yield points
