"""Settings of the audit service."""

import base64
import binascii
import json
from pathlib import Path
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import Field, field_validator
from pydantic_settings import NoDecode

from services.common.settings import settings_class

_Base = settings_class("audit")
_KEY_BYTES = 32


class AuditSettings(_Base):  # type: ignore[valid-type,misc]  # the base is made for the service's name
    """``ENTENTE_AUDIT_…``.

    ``SIGNING_KEY``: base64 of the 32 bytes of an Ed25519 key. ``HEADS_DIR``: a folder outside the database,
    on another disc or append-only storage where there is one. ``SIGN_EVERY`` in seconds. ``SOURCES``: JSON
    of {service: URL of its database as worker}; only the verifier uses it.
    """

    signing_key: str = Field(repr=False)
    heads_dir: Path
    sign_every: float = Field(default=30.0, gt=0)
    sources: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict, repr=False)

    @field_validator("signing_key")
    @classmethod
    def _is_a_key(cls, text: str) -> str:
        try:
            raw = base64.b64decode(text, validate=True)
        except binascii.Error as error:
            raise ValueError("must be base64") from error
        if len(raw) != _KEY_BYTES:
            raise ValueError("must hold 32 bytes")
        return text

    @field_validator("sources", mode="before")
    @classmethod
    def _from_json(cls, value: object) -> object:
        return json.loads(value) if isinstance(value, str) else value

    def key(self) -> Ed25519PrivateKey:
        """The key that signs heads."""
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(self.signing_key))
