"""What operators do by command line: who does it, and that it is on record."""

import getpass
import os
from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import Connection

from services.common.db.records import Actor, AuditEntry, Flush
from services.common.references import uuid7


def operator() -> str:
    """Who runs this command, by the name of the account on this machine."""
    try:
        return f"operator:{getpass.getuser()}"
    except (KeyError, OSError):  # an account without a name, as in a container
        return f"operator:{os.getuid()}"


def by_command(who: str, command: str) -> Actor:
    """The actor of a command that ``who`` runs."""
    return Actor(who, None, None, None, f"command {command}", uuid7().hex)


def record(
    connection: Connection[Mapping[str, Any]], actor: Actor, action: str, object_type: str,
    object_ids: Sequence[str], *, label: str | None = None, outcome: str = "done",
    detail: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Write an audit record as the worker; ``label`` is that of the object, as JSON. The relay chains it."""
    flush = Flush(connection.pgconn)
    flush.audit(actor, AuditEntry(action, object_type, object_ids, label, outcome, detail or {}))
    connection.execute(flush.whole(), prepare=False)
