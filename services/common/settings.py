"""Settings of a service: one class, read from the environment, checked at the start.

Prefix ``ENTENTE_<SERVICE>_``. A secret has no default. Wrong settings stop the start and say which and why,
without the value. Where ``ENTENTE_SECRETS`` names a folder, a setting that the environment does not give is
read from the file there that is called like its variable (secrets of containers come as files).
"""

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, TypeVar

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Role = Literal["all", "api", "relay", "consumers"]
B = TypeVar("B", bound=BaseSettings)


class ServiceSettings(BaseSettings):
    """What every service needs. Derive one class a service with `settings_class`.

    DSNs are libpq URLs (``postgresql://role:password@/database?host=/socket/folder&port=5432``).
    Times are seconds.
    """

    service: ClassVar[str] = ""

    host: str = "127.0.0.1"
    port: int = Field(ge=1, le=65535)
    environment: Literal["development", "production"]
    app_dsn: str = Field(repr=False)
    worker_dsn: str = Field(repr=False)
    issuer: str
    jwks_url: str | None = None
    audience: str = ""
    bus: Literal["pglog", "kafka"] = "pglog"
    bus_dsn: str | None = Field(default=None, repr=False)
    directory_url: str | None = None
    client_id: str | None = None
    client_secret: str | None = Field(default=None, repr=False)
    revocation_grace: float = Field(default=60.0, gt=0, le=3600)
    otlp_endpoint: str | None = None
    role: Role = "all"
    pool_size: int = Field(default=8, ge=1, le=100)
    body_limit: int = Field(default=1_000_000, ge=1024, description="bytes")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.audience:
            self.audience = self.service
        if self.directory_url and not (self.client_id and self.client_secret):
            raise ValueError("DIRECTORY_URL needs CLIENT_ID and CLIENT_SECRET, to poll revocations")
        if self.environment == "production" and not self.issuer.startswith("https://"):
            raise ValueError("ISSUER must be https in production")
        return self

    @property
    def app_role(self) -> str:
        """The database role that serves requests."""
        return f"{self.service}_app"

    @property
    def worker_role(self) -> str:
        """The database role that sees all rows: relay, consumers, schedulers, cascades."""
        return f"{self.service}_worker"


class MigrationSettings(BaseSettings):
    """What the migration of a service needs: the owner's DSN, and nothing of the service itself."""

    owner_dsn: str = Field(repr=False)


def prefix(service: str) -> str:
    """The prefix of the environment variables of a service."""
    return f"ENTENTE_{service.upper()}_"


@lru_cache(maxsize=32)
def settings_class(service: str) -> type[ServiceSettings]:
    """The settings class of a service, without fields of its own; derive from it to add some."""
    config = SettingsConfigDict(env_prefix=prefix(service), extra="ignore")
    space = {
        "__module__": __name__,
        "__doc__": f"Settings of {service}.",
        "model_config": config,
        "service": service,
    }
    space["__annotations__"] = {"service": ClassVar[str]}
    return type(f"{service.title()}Settings", (ServiceSettings,), space)


SECRETS = "ENTENTE_SECRETS"
"""The variable that names the folder of secrets: a file a variable, called like it."""


def secrets_folder() -> Path | None:
    """The folder of secrets, None where none is named; one that is named and missing: exit with 2."""
    named = os.environ.get(SECRETS)
    if not named:
        return None
    if not Path(named).is_dir():
        print(f"setting {SECRETS}: no such folder", file=sys.stderr)
        raise SystemExit(2)
    return Path(named)


def load(settings: type[B], **values: Any) -> B:
    """Read settings from the environment and the folder of secrets; on a wrong or missing one print which and
    why, and exit with 2.
    """
    try:
        return settings(_secrets_dir=secrets_folder(), **values)
    except ValidationError as error:
        names = values.get("_env_prefix") or settings.model_config.get("env_prefix", "")
        for problem in error.errors(include_input=False, include_url=False, include_context=False):
            where = "_".join(str(part) for part in problem["loc"]).upper()
            print(f"setting {names}{where}: {problem['msg']}", file=sys.stderr)
        raise SystemExit(2) from None


def placeholder(settings: type[ServiceSettings]) -> ServiceSettings:
    """Settings that connect to nothing: for building the app only to print its OpenAPI document."""
    nowhere = "postgresql://nobody@localhost/nothing"
    return settings.model_construct(
        host="127.0.0.1", port=1, environment="development", app_dsn=nowhere, worker_dsn=nowhere,
        issuer="http://localhost", jwks_url=None, audience=settings.service, bus="pglog", bus_dsn=None,
        directory_url=None, client_id=None, client_secret=None, revocation_grace=60.0, otlp_endpoint=None,
        role="api", pool_size=1, body_limit=1_000_000,
    )  # fmt: skip
