"""Sign-ins that have begun: each can be finished once, in the browser that began it, within its time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.database import Store
from gateway.vault import Unsealable, Vault, digest, new_secret


@dataclass(frozen=True, slots=True)
class SignIn:
    """What must come back unchanged: state (in the URL), browser (in a cookie), nonce (in the ID token)."""

    state: str
    browser: str
    nonce: str
    verifier: str
    return_to: str
    begun_at: datetime


class SignIns:
    """Begun sign-ins in the database: the state only as a digest, the secrets sealed."""

    def __init__(self, store: Store, vault: Vault, clock: Callable[[], datetime], lifetime: float) -> None:
        self._store = store
        self._vault = vault
        self._clock = clock
        self._lifetime = timedelta(seconds=lifetime)

    async def begin(self, return_to: str, browser: str | None) -> SignIn:
        """Store a new sign-in. ``browser`` is the cookie of one that runs in another tab, to share it."""
        now = self._clock()
        begun = SignIn(new_secret(), browser or new_secret(), new_secret(), new_secret(), return_to, now)
        key = digest(begun.state)
        sealed = self._vault.seal(
            {"nonce": begun.nonce, "verifier": begun.verifier, "return": return_to},
            key + digest(begun.browser),
        )
        async with self._store.transaction() as conn:
            query = "INSERT INTO sign_in (state, expires_at, sealed) VALUES (%s, %s, %s)"
            await conn.execute(query, [key, now + self._lifetime, sealed])
        return begun

    async def finish(self, state: str, browser: str) -> SignIn | None:
        """Take a sign-in out of the database: None if it was used before, is too old, or began elsewhere."""
        key = digest(state)
        async with self._store.transaction() as conn:
            cursor = await conn.execute(
                "DELETE FROM sign_in WHERE state = %s RETURNING expires_at, sealed", [key]
            )
            row = await cursor.fetchone()
        if row is None or row["expires_at"] < self._clock():
            return None
        try:
            value = self._vault.open(bytes(row["sealed"]), key + digest(browser))
        except Unsealable:
            return None
        kept = value["nonce"] or "", value["verifier"] or "", value["return"] or "/"
        return SignIn(state, browser, *kept, row["expires_at"] - self._lifetime)
