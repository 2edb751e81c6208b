"""A bulk request as a process of its own that is killed at its commit: app and worker URL, ``before`` or
``after``, the token's claims and the request as JSON on its line.
"""

import asyncio
import os
import signal
import sys
import time

import orjson

from services.common.auth import subject_from
from services.common.db import Actor, Database, Unit, unit_of_work
from services.common.settings import settings_class
from services.registry.feeds.schemas import BulkIn
from services.registry.feeds.upsert import write


class Killed(Unit):
    """A unit whose process ends at its commit."""

    async def commit(self) -> None:
        """End before the commit, or behind it and before anybody is told."""
        if sys.argv[3] == "after":
            await super().commit()
        os.kill(os.getpid(), signal.SIGKILL)


async def send(app_dsn: str, worker_dsn: str, _: str, claims: str, body: str) -> None:
    """Write the rows of the request."""
    settings = settings_class("registry")(
        port=1, environment="development", app_dsn=app_dsn, worker_dsn=worker_dsn, issuer="http://issuer.test",
        role="api",
    )  # fmt: skip
    database = Database(settings)
    await database.open()
    now = time.time()
    system = subject_from({"iat": now, "exp": now + 300, **orjson.loads(claims)})
    actor = Actor(system.id, system.affiliation, system.acts_for, system.client, "bulk", "")
    async with unit_of_work(database, system, actor, reading=False) as unit:
        unit.__class__ = Killed
        await write(unit, BulkIn.model_validate_json(body))


if __name__ == "__main__":
    asyncio.run(send(*sys.argv[1:]))
