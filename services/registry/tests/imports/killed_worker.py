"""A worker of imports as a process of its own, for a test that kills it: app and worker URL on its line."""

import asyncio
import sys

from services.common.db import Database
from services.common.revocations import Revocations
from services.common.settings import settings_class
from services.registry.imports import source
from services.registry.imports.worker import look


async def work(app_dsn: str, worker_dsn: str) -> None:
    """Do what there is to do, in small batches."""
    source.SIZE = 20
    settings = settings_class("registry")(
        port=1, environment="development", app_dsn=app_dsn, worker_dsn=worker_dsn, issuer="http://issuer.test",
        role="api",
    )  # fmt: skip
    database = Database(settings)
    await database.open()
    while await look(database, Revocations(None), "killed"):
        pass


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
