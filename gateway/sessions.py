"""Browser sessions in the gateway's database: hashed ids, sealed tokens, one refresh however many ask."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from gateway.database import Row, Store
from gateway.departures import Departed, Departures
from gateway.identity import Identity
from gateway.problems import Problem, session_expired, subject_revoked
from gateway.provider import GrantRefused, Provider, Tokens
from gateway.session import Session, sealed, session_of
from gateway.settings import GatewaySettings
from gateway.vault import Vault, digest, new_secret

REFRESH_BEFORE = timedelta(seconds=20)
_TRUST_CACHE = timedelta(seconds=5)  # how long a sign-out at another gateway process may go unseen
_LONGEST_REQUEST = timedelta(hours=1)  # for so long an ended session is remembered as such
_TOUCH_EVERY = timedelta(seconds=60)
_MAX_CACHED = 20_000


class Sessions:
    """Opens, finds, refreshes, ends sessions. Raises 401 `session-expired` or 503 `sessions-unavailable`."""

    def __init__(
        self,
        settings: GatewaySettings,
        store: Store,
        provider: Provider,
        vault: Vault,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._provider = provider
        self._vault = vault
        self._clock = clock
        self._departures = Departures(store, provider)
        self._idle = timedelta(seconds=settings.session_idle)
        self._lifetime = timedelta(seconds=settings.session_lifetime)
        self._cache: dict[bytes, tuple[datetime, Session]] = {}
        self._refreshing: dict[bytes, asyncio.Lock] = {}
        self._ended: dict[bytes, datetime] = {}  # what a request in flight must not bring back into the cache

    async def open(self, identity: Identity, tokens: Tokens) -> str:
        """Store a new session; returns the id for the cookie, which is kept nowhere."""
        secret, now = new_secret(), self._clock()
        key = digest(secret)
        kept = sealed(self._vault, key, identity.name, tokens, None)
        statement = """
            INSERT INTO session
                (id, subject, sid, signed_in_at, seen_at, expires_at, token_expires_at, sealed)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"""
        times = [identity.proved_at or now, now, now + self._lifetime]
        times.append(now + timedelta(seconds=tokens.expires_in))
        await self._store.rows(statement, [key, identity.subject, identity.sid, *times, kept])
        return secret

    async def find(self, secret: str) -> Session:
        """The live session of a cookie, with an access token that lasts for this request."""
        key, now = digest(secret), self._clock()
        cached = self._cache.get(key)
        if cached and now - cached[0] < _TRUST_CACHE:
            session = cached[1]
        else:
            session = await self._load(key, now)
        if not self._alive(session, now):
            await self.leave(key)
            raise session_expired()
        left = session.token_expires_at - now
        if left < REFRESH_BEFORE:
            return await self._refresh(key, REFRESH_BEFORE)
        if left < (early := self._provider.early):
            try:
                return await self._refresh(key, early)
            except Problem as problem:
                if problem.status != HTTPStatus.SERVICE_UNAVAILABLE:
                    raise  # else it is good for this request all the same
        return session

    async def end(self, key: bytes) -> Session | None:
        """Delete a session; returns it if it was there, for the provider's sign-out."""
        self._ended[key] = self._clock()
        self._cache.pop(key, None)
        rows = await self._store.rows("DELETE FROM session WHERE id = %s RETURNING *", [key])
        return session_of(self._vault, rows[0]) if rows else None

    async def close(self, secret: str) -> Session | None:
        """End the session of a cookie (`end`)."""
        return await self.end(digest(secret))

    async def leave(self, key: bytes) -> None:
        """End a session here, and what it had at the provider, unless that is away: whoever signs in next in
        that browser is somebody else to it.
        """
        if (session := await self.end(key)) is not None:
            await self._departures.told(session.departed())

    async def end_at_provider(self, sid: str | None, subject: str | None, before: datetime) -> list[bytes]:
        """End the sessions of a session at the provider, or without ``sid`` all that the subject began
        ``before``; returns their keys.
        """
        rows = await self._store.rows(
            """
            DELETE FROM session
            WHERE CASE WHEN %s::text IS NULL THEN subject = %s AND signed_in_at <= %s
                ELSE sid = %s AND subject = coalesce(%s, subject) END
            RETURNING id""",
            [sid, subject, before, sid, subject],
        )
        keys = [bytes(row["id"]) for row in rows]
        self._ended |= dict.fromkeys(keys, self._clock())
        for key in keys:
            self._cache.pop(key, None)
        return keys

    async def doubt(self, subject: str) -> list[bytes]:
        """Have each session of a subject refreshed before its next use; returns their keys."""
        query = "UPDATE session SET token_expires_at = %s WHERE subject = %s AND sealed <> '' RETURNING id"
        rows = await self._store.rows(query, [self._clock(), subject])
        for row in rows:
            self._cache.pop(bytes(row["id"]), None)
        return [bytes(row["id"]) for row in rows]

    async def ended(self, keys: Collection[bytes]) -> set[bytes]:
        """Those of ``keys`` whose session has ended, at whatever gateway, or was revoked."""
        query = "SELECT id FROM session WHERE id = ANY(%s) AND sealed <> ''"
        return set(keys) - {bytes(row["id"]) for row in await self._store.rows(query, [list(keys)])}

    async def revoke(self, subject: str, refused: Callable[[datetime], bool]) -> list[bytes]:
        """Take the tokens out of the sessions of ``subject`` whose sign-in is refused; returns their keys.

        The rows stay until they expire, so that the person is told that it was a revocation.
        """
        query = "SELECT * FROM session WHERE subject = %s AND sealed <> ''"
        rows = [row for row in await self._store.rows(query, [subject]) if refused(row["signed_in_at"])]
        keys = [bytes(row["id"]) for row in rows]
        query = "UPDATE session SET sealed = '' WHERE id = ANY(%s) AND sealed <> '' RETURNING id"
        first = {row["id"] for row in await self._store.rows(query, [keys])}  # others hear of it at once too
        self._departures.tell(self._departed([row for row in rows if row["id"] in first]))
        self._ended |= dict.fromkeys(keys, self._clock())
        for key in keys:
            self._cache.pop(key, None)
        return keys

    async def forget_expired(self) -> int:
        """Delete sessions and sign-ins whose time is over; returns how many sessions."""
        now = self._clock()
        self._ended = {key: at for key, at in self._ended.items() if now - at < _LONGEST_REQUEST}
        await self._store.rows("DELETE FROM sign_in WHERE expires_at < %s", [now])
        query = "DELETE FROM session WHERE expires_at < %s OR seen_at < %s RETURNING *"
        rows = await self._store.rows(query, [now, now - self._idle])
        self._departures.tell(self._departed(rows))
        return len(rows)

    async def stop(self) -> None:
        """What the provider was not told yet it is not told."""
        await self._departures.stop()

    def _departed(self, rows: Sequence[Row]) -> list[Departed]:
        found = []
        for row in rows:
            with suppress(Problem):  # sealed with a key that is gone
                found.append(session_of(self._vault, row).departed())
        return found

    def _alive(self, session: Session, now: datetime) -> bool:
        return now < session.expires_at and now - session.seen_at < self._idle

    async def _load(self, key: bytes, now: datetime) -> Session:
        rows = await self._store.rows("SELECT * FROM session WHERE id = %s", [key])
        if not rows:
            self._cache.pop(key, None)
            raise session_expired()
        session = session_of(self._vault, rows[0])
        if not session.access_token:
            raise subject_revoked()
        if self._alive(session, now) and now - session.seen_at > _TOUCH_EVERY:
            await self._store.rows("UPDATE session SET seen_at = %s WHERE id = %s", [now, key])
            session = replace(session, seen_at=now)
        self._remember(session)
        return session

    async def _refresh(self, key: bytes, before: timedelta) -> Session:
        """Refresh under the row's lock: of many requests, in any process, one asks the provider."""
        lock = self._refreshing.setdefault(key, asyncio.Lock())
        async with lock:
            try:
                cached = self._cache.get(key)
                if cached and cached[1].token_expires_at - self._clock() >= before:
                    return cached[1]
                return await self._refresh_locked(key, before)
            except GrantRefused:
                await self.end(key)
                raise session_expired() from None
            finally:
                self._refreshing.pop(key, None)

    async def _refresh_locked(self, key: bytes, before: timedelta) -> Session:
        async with self._store.transaction() as conn:
            cursor = await conn.execute("SELECT * FROM session WHERE id = %s FOR UPDATE", [key])
            row = await cursor.fetchone()
            if row is None:
                raise session_expired()
            session = session_of(self._vault, row)
            if not session.access_token:
                raise subject_revoked()
            now = self._clock()
            if session.token_expires_at - now >= min(before, max(self._provider.early, REFRESH_BEFORE)):
                self._remember(session)
                return session
            if session.refresh_token is None:
                raise GrantRefused("no_refresh_token")
            tokens = await self._provider.refresh(session.refresh_token)
            session = replace(
                session,
                access_token=tokens.access,
                refresh_token=tokens.refresh or session.refresh_token,
                id_token=tokens.id_token or session.id_token,
                token_expires_at=self._clock() + timedelta(seconds=tokens.expires_in),
                seen_at=now,
            )
            kept = sealed(self._vault, key, session.name, tokens, session)
            query = "UPDATE session SET sealed = %s, token_expires_at = %s, seen_at = %s WHERE id = %s"
            await conn.execute(query, [kept, session.token_expires_at, now, key])
        self._remember(session)
        return session

    def _remember(self, session: Session) -> None:
        if session.key in self._ended:
            return
        if len(self._cache) >= _MAX_CACHED:
            self._cache.clear()
        self._cache[session.key] = (self._clock(), session)
