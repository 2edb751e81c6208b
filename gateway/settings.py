"""What the gateway is told by its environment (``ENTENTE_GATEWAY_…``). Wrong settings stop the start."""

import base64
import binascii
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_KEY_BYTES = 32


class GatewaySettings(BaseSettings):
    """Addresses, secrets and limits of the edge. Times are seconds, sizes bytes. No secret has a default."""

    model_config = SettingsConfigDict(env_prefix="ENTENTE_GATEWAY_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = 8000
    environment: Literal["development", "production"] = "production"
    instance: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")] = "main"
    public_url: str
    tls_certificate: Path | None = None  # PEM, the chain with it; without, something in front speaks TLS
    tls_key: Path | None = None
    web_dist: Path = Path("gateway/web/dist")
    services: dict[str, str]

    app_dsn: SecretStr
    session_key: SecretStr
    pool_size: int = 8

    issuer: str
    client_id: str
    client_secret: SecretStr
    audience: str = "gateway"
    directory_url: str
    revocation_grace: float = 60.0
    otlp_endpoint: str | None = None

    session_idle: float = 3600.0
    session_lifetime: float = 12 * 3600.0
    login_lifetime: float = 600.0
    rate_per_second: float = 100.0
    rate_burst: int = 400
    anonymous_rate_per_second: float = 50.0
    anonymous_rate_burst: int = 1000
    body_limit: int = 8 * 1024 * 1024
    upload_limit: int = 2 * 1024**3
    connect_timeout: float = 2.0
    upstream_timeout: float = 30.0
    body_timeout: float = 30.0
    stream_timeout: float = 75.0
    trusted_proxies: Annotated[list[str], NoDecode] = []

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("issuer")
    @classmethod
    def _url(cls, value: str) -> str:
        if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc:
            raise ValueError("must be an http or https URL")
        return value

    @field_validator("public_url", "directory_url")
    @classmethod
    def _no_trailing_slash(cls, value: str) -> str:
        return cls._url(value).rstrip("/")

    @field_validator("services")
    @classmethod
    def _service_urls(cls, value: dict[str, str]) -> dict[str, str]:
        return {name: cls._no_trailing_slash(url) for name, url in value.items()}

    @field_validator("session_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        try:
            key = base64.b64decode(value.get_secret_value(), validate=True)
        except binascii.Error as error:
            raise ValueError("must be base64") from error
        if len(key) != _KEY_BYTES:
            raise ValueError(f"must be {_KEY_BYTES} bytes in base64")
        return value

    @model_validator(mode="after")
    def _production_is_encrypted(self) -> Self:
        if self.environment == "production" and not (self.secure and self.issuer.startswith("https://")):
            raise ValueError("in production PUBLIC_URL and ISSUER must be https")
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("TLS_CERTIFICATE and TLS_KEY are given together")
        return self

    @property
    def secure(self) -> bool:
        """True when browsers reach the gateway by https."""
        return self.public_url.startswith("https://")

    @property
    def origin(self) -> str:
        """What a browser sends as Origin from the platform's own pages."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def cookie(self) -> str:
        """The name of the session cookie: cookies ignore ports, so it carries the instance.

        By https its prefix has browsers refuse one that another host of the domain set (RFC 6265bis, 4.1.3).
        """
        return f"{'__Host-' if self.secure else ''}entente-{self.instance}"

    @property
    def sign_in_cookie(self) -> str:
        """The name of the cookie of a browser that is signing in: for the address that the provider calls."""
        return f"{'__Secure-' if self.secure else ''}entente-{self.instance}-sign-in"

    def key(self) -> bytes:
        """The 32 bytes from which the keys for sessions and CSRF tokens are derived."""
        return base64.b64decode(self.session_key.get_secret_value())
