"""What the provider must remember over a restart: open sign-ins, codes and refresh tokens, as
digests only.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from psycopg.rows import class_row
from psycopg_pool import AsyncConnectionPool

SCHEMA = """
CREATE TABLE IF NOT EXISTS sign_in (
    id text PRIMARY KEY, client text NOT NULL, redirect_uri text NOT NULL, scope text NOT NULL,
    state text NOT NULL, nonce text NOT NULL, challenge text NOT NULL, expires_at timestamptz NOT NULL,
    code text UNIQUE, person text, signed_in_at timestamptz);
CREATE TABLE IF NOT EXISTS refresh_token (
    id text PRIMARY KEY, family text NOT NULL, client text NOT NULL, person text NOT NULL, scope text NOT
    NULL, signed_in_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, used_at timestamptz);
CREATE INDEX IF NOT EXISTS refresh_token_family ON refresh_token (family);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in, refresh_token TO identity_app;
"""
SIGN_IN_MINUTES = 10
CODE_SECONDS = 60
REUSE_SECONDS = 15  # a client that was killed before it kept the new token may ask once more


@dataclass(frozen=True)
class SignIn:
    """A checked authorization request, and after the choice of a person the sign-in itself."""

    id: str
    client: str
    redirect_uri: str
    scope: str
    state: str
    nonce: str
    challenge: str
    expires_at: datetime
    code: str | None = None
    person: str | None = None
    signed_in_at: datetime | None = None


@dataclass(frozen=True)
class Refresh:
    """A session of one person at one client; rotated at each use, all of a ``family`` end together."""

    id: str
    family: str
    client: str
    person: str
    scope: str
    signed_in_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


def digest(secret: str) -> str:
    """What is stored in place of a code or token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def prepare_schema(owner_dsn: str) -> None:
    """Make the tables at the first start."""
    with psycopg.connect(owner_dsn) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(7201)")
        connection.execute(SCHEMA.encode())


class Store:
    """Reads and writes the provider's database; times are passed in."""

    def __init__(self, pool: AsyncConnectionPool) -> None:
        """Uses ``pool``, which its maker opens and closes."""
        self._pool = pool

    async def begin(self, request: dict[str, str], now: datetime) -> str:
        """Keep a checked authorization request; returns the id that the page's form carries."""
        sign_in = secrets.token_urlsafe(24)
        expires = now + timedelta(minutes=SIGN_IN_MINUTES)
        async with self._pool.connection() as connection:
            await connection.execute("DELETE FROM sign_in WHERE expires_at < %s", [now])
            await connection.execute(
                """INSERT INTO sign_in (id, client, redirect_uri, scope, state, nonce, challenge, expires_at)
                   VALUES (%(id)s, %(client)s, %(redirect_uri)s, %(scope)s, %(state)s, %(nonce)s,
                   %(challenge)s,
                           %(expires)s)""",
                {**request, "id": digest(sign_in), "expires": expires},
            )
        return sign_in

    async def waiting(self, sign_in: str, now: datetime) -> SignIn | None:
        """The open request of the page with this id."""
        return await self._sign_in("id = %s AND code IS NULL AND expires_at > %s", [digest(sign_in), now])

    async def choose(self, sign_in: str, person: str, now: datetime) -> str | None:
        """Sign ``person`` in; returns the code (60 s, once), None when the request is gone."""
        code = secrets.token_urlsafe(32)
        async with self._pool.connection() as connection:
            done = await connection.execute(
                """UPDATE sign_in SET code = %s, person = %s, signed_in_at = %s, expires_at = %s
                   WHERE id = %s AND code IS NULL AND expires_at > %s""",
                [digest(code), person, now, now + timedelta(seconds=CODE_SECONDS), digest(sign_in), now],
            )
        return code if done.rowcount == 1 else None

    async def redeem(self, code: str, now: datetime) -> SignIn | None:
        """Take the sign-in of ``code``: it is gone afterwards, whatever the caller makes of it."""
        async with (
            self._pool.connection() as connection,
            connection.cursor(row_factory=class_row(SignIn)) as rows,
        ):
            await rows.execute(
                "DELETE FROM sign_in WHERE code = %s AND expires_at > %s RETURNING *", [digest(code), now]
            )
            return await rows.fetchone()

    async def grant(self, sign_in: SignIn, seconds: int) -> tuple[Refresh, str]:
        """A first refresh token for a redeemed sign-in; its family ends ``seconds`` after the sign-in."""
        assert sign_in.person and sign_in.signed_in_at
        refresh = Refresh(
            "", secrets.token_hex(16), sign_in.client, sign_in.person, sign_in.scope, sign_in.signed_in_at,
            sign_in.signed_in_at + timedelta(seconds=seconds),
        )  # fmt: skip
        async with self._pool.connection() as connection:
            await connection.execute(
                "DELETE FROM refresh_token WHERE expires_at < %s", [sign_in.signed_in_at]
            )
            return refresh, await _insert(connection, refresh)

    async def rotate(self, token: str, client: str, now: datetime) -> tuple[Refresh, str] | None:
        """Exchange a refresh token for its successor; None when it is unknown, or used before (then
        all end).
        """
        async with (
            self._pool.connection() as connection,
            connection.cursor(row_factory=class_row(Refresh)) as rows,
        ):
            query = "SELECT * FROM refresh_token WHERE id = %s AND client = %s AND expires_at > %s FOR UPDATE"
            await rows.execute(query, [digest(token), client, now])
            found = await rows.fetchone()
            if found is None:
                return None
            if found.used_at and now - found.used_at > timedelta(seconds=REUSE_SECONDS):
                await connection.execute("DELETE FROM refresh_token WHERE family = %s", [found.family])
                return None
            update = "UPDATE refresh_token SET used_at = coalesce(used_at, %s) WHERE id = %s"
            await connection.execute(update, [now, found.id])
            return found, await _insert(connection, found)

    async def end(self, token: str) -> None:
        """End the session that ``token`` belongs to; unknown tokens are ignored (RFC 7009)."""
        query = "DELETE FROM refresh_token WHERE family = (SELECT family FROM refresh_token WHERE id = %s)"
        async with self._pool.connection() as connection:
            await connection.execute(query, [digest(token)])

    async def end_family(self, family: str) -> None:
        """End the session that an ID token names (``sid``)."""
        async with self._pool.connection() as connection:
            await connection.execute("DELETE FROM refresh_token WHERE family = %s", [family])

    async def check(self) -> None:
        """Raise when the database does not answer."""
        async with self._pool.connection() as connection:
            await connection.execute("SELECT 1 FROM sign_in LIMIT 1")

    async def _sign_in(self, where: str, parameters: list[Any]) -> SignIn | None:
        async with (
            self._pool.connection() as connection,
            connection.cursor(row_factory=class_row(SignIn)) as rows,
        ):
            await rows.execute(f"SELECT * FROM sign_in WHERE {where}".encode(), parameters)
            return await rows.fetchone()


async def _insert(connection: psycopg.AsyncConnection, refresh: Refresh) -> str:
    token = secrets.token_urlsafe(32)
    await connection.execute(
        """INSERT INTO refresh_token (id, family, client, person, scope, signed_in_at, expires_at)
           VALUES (%s, %s, %s, %s, %s, %s, %s)""",
        [digest(token), refresh.family, refresh.client, refresh.person, refresh.scope, refresh.signed_in_at,
         refresh.expires_at],
    )  # fmt: skip
    return token
