"""One session as the gateway's database keeps it: the tokens sealed, the rest in columns."""

from dataclasses import dataclass
from datetime import datetime

from gateway.database import Row
from gateway.departures import Departed
from gateway.problems import session_expired
from gateway.provider import Tokens
from gateway.vault import Unsealable, Vault

_REVOKED: dict[str, str | None] = {"name": None, "access": None, "refresh": None, "id": None}


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser. Times are UTC; ``key`` is the digest of the id in the cookie."""

    key: bytes
    subject: str
    name: str
    signed_in_at: datetime
    seen_at: datetime
    expires_at: datetime
    token_expires_at: datetime
    access_token: str
    refresh_token: str | None
    id_token: str | None
    sid: str | None
    """The session at the provider that it stands on, where that is known."""

    def departed(self) -> Departed:
        """What it had at the provider."""
        return Departed(self.refresh_token, self.sid)


def sealed(vault: Vault, key: bytes, name: str, tokens: Tokens, kept: Session | None) -> bytes:
    """What is kept sealed; what the provider did not say anew is that of the session ``kept``."""
    refresh = tokens.refresh or (kept.refresh_token if kept else None)
    id_token = tokens.id_token or (kept.id_token if kept else None)
    value = {"name": name, "access": tokens.access, "refresh": refresh, "id": id_token}
    return vault.seal(value, key)


def session_of(vault: Vault, row: Row) -> Session:
    """The session in a row, without tokens where the person was revoked; raises 401 `session-expired` where
    the key that sealed it is gone.
    """
    kept = bytes(row["sealed"])
    try:
        value = vault.open(kept, bytes(row["id"])) if kept else _REVOKED
    except Unsealable:
        raise session_expired() from None
    return Session(
        key=bytes(row["id"]),
        subject=row["subject"],
        name=value["name"] or row["subject"],
        signed_in_at=row["signed_in_at"],
        seen_at=row["seen_at"],
        expires_at=row["expires_at"],
        token_expires_at=row["token_expires_at"],
        access_token=value["access"] or "",
        refresh_token=value["refresh"],
        id_token=value["id"],
        sid=row["sid"],
    )
