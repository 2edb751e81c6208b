"""``python -m services.directory load <file>…`` and ``revoke <username or id>``: for operators."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import col, or_, select

from services.common.auth import Subject
from services.common.db import Actor, Database, Unit, unit_of_work
from services.common.references import uuid7
from services.common.settings import ServiceSettings, load, settings_class
from services.directory.loading.files import read_files
from services.directory.loading.load import load_directory
from services.directory.models import PersonRow
from services.directory.revocations.service import revoke

VERBS = ("load", "revoke")
_OPERATOR = Subject("system:directory", "Operator of the directory", None, None)


def main(arguments: list[str]) -> int:
    """Run a command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m services.directory", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    loading = verbs.add_parser("load", help="bring the directory to what the files say; without doubles")
    loading.add_argument("files", nargs="+", type=Path)
    revoking = verbs.add_parser("revoke", help="end everything that a person is signed in to")
    revoking.add_argument("person", help="user name or id")
    revoking.add_argument("--reason", default="")
    chosen = parser.parse_args(arguments)
    settings = load(settings_class("directory"))
    if chosen.verb == "load":
        return asyncio.run(load_files(settings, chosen.files))
    return asyncio.run(revoke_named(settings, chosen.person, chosen.reason))


async def load_files(settings: ServiceSettings, files: list[Path]) -> int:
    """Load the files and say what changed; 1 where a file cannot be read."""
    try:
        content = read_files(files)
    except (OSError, ValidationError) as error:
        print(f"cannot be loaded: {error}", file=sys.stderr)
        return 1
    async with operating(settings, "load") as unit:
        changed = await load_directory(unit, content)
    print("directory: " + (", ".join(f"{n} {table}" for table, n in changed.items()) or "nothing changed"))
    return 0


async def revoke_named(settings: ServiceSettings, person: str, reason: str) -> int:
    """Revoke a person by user name or id; 1 where nobody has it."""
    async with operating(settings, "revoke") as unit:
        async with unit.as_worker() as session:
            wanted = [col(PersonRow.username) == person]
            if (person_id := _uuid(person)) is not None:
                wanted.append(col(PersonRow.id) == person_id)
            row = (await session.exec(select(PersonRow).where(or_(*wanted)))).first()
        if row is None:
            print(f"nobody has the user name or id {person}", file=sys.stderr)
            return 1
        not_before = await revoke(unit, row.id, reason)
    print(f"{row.username} is revoked: what was signed in to before {not_before.isoformat()} is refused")
    return 0


@asynccontextmanager
async def operating(settings: ServiceSettings, command: str) -> AsyncIterator[Unit]:
    """A unit of the host's operator, committed at its end; the running service relays its events."""
    database = Database(settings)
    await database.open()
    try:
        actor = Actor(_OPERATOR.id, None, None, None, f"command {command}", uuid7().hex)
        async with unit_of_work(database, _OPERATOR, actor, reading=False) as unit:
            yield unit
    finally:
        await database.close()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
