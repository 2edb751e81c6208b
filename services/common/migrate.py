"""Migrations of a service: ``python -m services.common.migrate <service> [upgrade|head|check]``.

``upgrade`` brings the database to the newest revision (nothing is imported where it already stands there),
``head`` says whether it does (exit 1 if not), ``check`` compares the migrated tables with the models.
"""

import argparse
import importlib
import re
import sys
from pathlib import Path
from typing import Any

import psycopg

from services.common.settings import MigrationSettings, load, prefix

ROOT = Path(__file__).resolve().parents[2]
_REVISION = re.compile(r"^revision(?:\s*:[^=]+)?\s*=\s*[\"']([^\"']+)[\"']", re.M)
_DOWN = re.compile(r"^down_revision(?:\s*:[^=]+)?\s*=\s*[\"']([^\"']+)[\"']", re.M)
_LOCK = 0x3197A7E
_LOCK_TIMEOUT = "3s"
_UNMODELLED = re.compile(
    r".*_version|security_label|outbox|audit_record|inbox.*|chain_head|dead_letter|label_count.*|idempotency_key|.*_figure(_delta)?"
)


def package_of(service: str) -> str:
    """The package of a service; the gateway stands at the top."""
    return "gateway" if service == "gateway" else f"services.{service}"


def versions_folder(service: str) -> Path:
    """Where the revisions of a service lie."""
    return ROOT.joinpath(*package_of(service).split("."), "migrations", "versions")


def newest_revision(folder: Path) -> str | None:
    """The one revision that no other builds on, by reading the files. None without files.

    Raises ValueError where there are several: two changes were made side by side.
    """
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.py"))]
    made = {found[1] for text in texts if (found := _REVISION.search(text))}
    heads = made - {found[1] for text in texts if (found := _DOWN.search(text))}
    if len(heads) > 1:
        raise ValueError(f"several newest revisions in {folder}: {', '.join(sorted(heads))}")
    return heads.pop() if heads else None


def present_revision(dsn: str) -> str | None:
    """The revision that a database stands at; None where nothing was migrated yet."""
    with psycopg.connect(dsn) as conn:
        found = conn.execute("SELECT to_regclass('public.alembic_version')").fetchone()
        if found is None or found[0] is None:
            return None
        row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def upgrade(dsn: str, folder: Path) -> bool:
    """Bring a database to the newest revision of a folder; False where it stood there already.

    Each revision is a transaction of its own with a lock time-out of three seconds. Of two at once one waits.
    """
    newest = newest_revision(folder)
    if newest is None or present_revision(dsn) == newest:
        return False
    from alembic import command

    with _engine(dsn).connect() as conn:
        conn.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
        conn.exec_driver_sql(f"SET lock_timeout = '{_LOCK_TIMEOUT}'")
        conn.commit()
        command.upgrade(_config(conn, folder), "head")
        conn.commit()
    return True


def differences(dsn: str, metadata: Any, unmodelled: frozenset[str] = frozenset()) -> list[str]:
    """How the tables of a migrated database differ from the models: columns, types, what may be null.

    ``unmodelled`` names the tables of the service that SQL alone writes and reads.
    """
    import warnings

    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def compared(item: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
        if kind == "table":
            apart = _UNMODELLED.fullmatch(name or "") or name in unmodelled
            return not (reflected and other is None and apart)
        return kind == "column"

    with _engine(dsn).connect() as conn, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tables that name each other cannot be sorted, nor need they be
        options = {"compare_type": _type_differs, "include_object": compared}
        return [
            str(found) for found in compare_metadata(MigrationContext.configure(conn, opts=options), metadata)
        ]


def _type_differs(context: Any, column: Any, model: Any, stored: Any, modelled: Any) -> bool | None:
    """Text is text, however the mapper calls it; for the rest Alembic decides."""
    from sqlalchemy import String

    def text(kind: Any) -> bool:
        kind = getattr(kind, "impl", kind)
        return isinstance(kind, String) and kind.length is None

    same = text(stored) and text(modelled)
    return False if same else None


def _engine(dsn: str) -> Any:
    from sqlalchemy import NullPool, create_engine

    return create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(dsn), poolclass=NullPool)


def _config(conn: Any, folder: Path) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option(
        "script_location", str(Path(__file__).parent / "db" / "alembic").replace("%", "%%")
    )
    config.set_main_option("version_locations", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = conn
    return config


def _check(service: str, dsn: str) -> int:
    from sqlmodel import SQLModel

    models = importlib.import_module(f"{package_of(service)}.models")
    found = differences(dsn, SQLModel.metadata, getattr(models, "BY_SQL_ALONE", frozenset()))
    for line in found:
        print(line)
    return 1 if found else 0


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m services.common.migrate", description=__doc__)
    parser.add_argument("service")
    parser.add_argument("verb", nargs="?", choices=("upgrade", "head", "check"), default="upgrade")
    chosen = parser.parse_args(arguments)
    settings = load(MigrationSettings, _env_prefix=prefix(chosen.service))
    folder = versions_folder(chosen.service)
    if chosen.verb == "head":
        present, newest = present_revision(settings.owner_dsn), newest_revision(folder)
        print(f"{chosen.service}: present {present}, newest {newest}")
        return 0 if present == newest else 1
    if chosen.verb == "check":
        return _check(chosen.service, settings.owner_dsn)
    changed = upgrade(settings.owner_dsn, folder)
    print(f"{chosen.service}: {'migrated' if changed else 'up to date'}, {newest_revision(folder)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
