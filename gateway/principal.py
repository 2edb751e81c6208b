"""Who sends a request, as far as the gateway needs to know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Principal:
    """A person or system, by a session or by a bearer token of its own.

    ``since`` is the sign-in or the token's issue: a revocation after it ends every right. ``key`` names the
    session or token in caches and never leaves the process. ``access_token`` is made for the gateway alone.
    """

    key: bytes
    subject: str
    since: datetime
    access_token: str
    token_expires_at: datetime
    session: bool
