"""Signing and checking tokens: RS256, one key, kept in a 0600 file."""

import json
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from deploy.dev.state import kept_secret

ALGORITHM = "RS256"
ACCESS_TOKEN = "at+jwt"  # RFC 9068; an ID token has JWT and is never taken for an access token

Claims = dict[str, Any]


class BadToken(ValueError):
    """A token that this provider did not sign, or of another kind, or too old."""


@dataclass(frozen=True)
class Signer:
    """The provider's key and name."""

    key: RSAKey
    issuer: str

    @property
    def key_set(self) -> dict[str, Any]:
        """The public half, as the JWKS that services read."""
        public = self.key.as_dict(private=False)
        return {"keys": [{**public, "kid": self.kid, "use": "sig", "alg": ALGORITHM}]}

    @property
    def kid(self) -> str:
        """The key's name: its thumbprint (RFC 7638)."""
        return self.key.thumbprint()

    def sign(self, claims: Claims, kind: str = "JWT") -> str:
        """A compact JWT with ``claims``, this issuer and an id of its own."""
        header = {"alg": ALGORITHM, "kid": self.kid, "typ": kind}
        return jwt.encode(header, {"iss": self.issuer, "jti": secrets.token_hex(8), **claims}, self.key)

    def read(self, token: str, kind: str, now: int) -> Claims:
        """The claims of one of our own tokens of ``kind`` that has not expired; raises `BadToken`."""
        try:
            decoded = jwt.decode(token, self.key, algorithms=[ALGORITHM])
        except (JoseError, ValueError) as error:
            raise BadToken("not a token of this provider") from error
        if decoded.header.get("typ") != kind or decoded.claims.get("iss") != self.issuer:
            raise BadToken("a token of another kind")
        if int(decoded.claims["exp"]) <= now:
            raise BadToken("the token has expired")
        return decoded.claims


def load_signer(key_file: Path, issuer: str) -> Signer:
    """The signer with the key in ``key_file``, which is made at the first start."""
    text = kept_secret(
        key_file.parent, key_file.name, lambda: json.dumps(RSAKey.generate_key(2048).as_dict(private=True))
    )
    return _signer(text, issuer)


@lru_cache(maxsize=4)
def _signer(key: str, issuer: str) -> Signer:
    """Reading a private key takes longer than signing with it."""
    return Signer(RSAKey.import_key(json.loads(key)), issuer)
