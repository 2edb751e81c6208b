"""Settings of the embedded provider; wrong ones stop the start with the reason."""

import ipaddress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from deploy.dev.state import CHECKOUT

PEOPLE = CHECKOUT / "deploy" / "dev" / "scenario" / "people.yaml"


class Client(BaseModel):
    """An application that may ask for tokens, and what it may ask for."""

    secret: str = Field(min_length=16)
    redirect_uris: list[str] = []  # compared whole, never by prefix
    post_logout_redirect_uris: list[str] = []
    audiences: list[str] = []  # services for which it may get or exchange a token
    signs_people_in: bool = False
    acts_as: str = ""  # username of the system whose claims its own tokens carry


class IdentitySettings(BaseSettings):
    """``ENTENTE_IDENTITY_…``; every value is given by the process table."""

    model_config = SettingsConfigDict(env_prefix="ENTENTE_IDENTITY_", extra="ignore")

    environment: Literal["development"]
    host: str = "127.0.0.1"
    port: int
    issuer: str
    app_dsn: str
    owner_dsn: str
    key_file: Path
    clients: dict[str, Client]
    people: Path = PEOPLE
    access_seconds: int = 300
    refresh_seconds: int = 8 * 3600

    @field_validator("host")
    @classmethod
    def _loopback_only(cls, host: str) -> str:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("the demonstration provider asks for no password: it listens on loopback only")
        return host
