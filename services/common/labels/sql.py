"""The SQL texts of enforcement, as pure builders: row-level security by one bit, and the label table.

LABELS, "Row-level security tests one bit": the mask comes from a setting of the transaction, made with
``set_config(setting, '\\x…', true)``. After one transaction the setting is ``''``, not
NULL, hence ``nullif``.
"""

from __future__ import annotations

import re
from typing import Final

MASK_SETTING: Final = "app.mask"
"""Setting that carries the mask of the transaction's reader and action, as the text of a ``bytea``."""

INTERN_LOCK: Final = 0x1ABE1
"""Advisory lock held while a label is interned, so that ids are without gaps and appear in their order."""

_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]{0,62}(\.[a-z_][a-z0-9_]{0,62})?\Z")
_SETTING = re.compile(r"[a-z_]+\.[a-z_]+\Z")


def _checked(identifier: str) -> str:
    if not _IDENTIFIER.match(identifier):
        raise ValueError(f"{identifier!r} is not a plain SQL identifier")
    return identifier


def _role(role: str) -> str:
    if "." in role:
        raise ValueError(f"{role!r} is not a role")
    return _checked(role)


def mask_expression(column: str = "label_id", setting: str = MASK_SETTING) -> str:
    """Text of the test of one bit. No mask, an empty mask or an id beyond its end is false, never an error.

    ``column`` may be qualified (``item.label_id``). The mask stands in sub-selects without a column of the
    row, so that PostgreSQL evaluates it once a statement.
    """
    name = _checked(column)
    if not _SETTING.match(setting):
        raise ValueError(f"{setting!r} is not a setting of the form prefix.name")
    mask = f"nullif(current_setting('{setting}', true), '')::bytea"
    return (
        f"CASE WHEN {name} >= 0 AND {name} < (SELECT length({mask}) * 8) "
        f"THEN get_bit((SELECT {mask}), {name}) = 1 ELSE false END"
    )


MASK_EXPRESSION: Final = mask_expression()


def policy_ddl(
    table: str, app_role: str, worker_role: str, search_role: str | None = None, *, column: str = "label_id"
) -> list[str]:
    """Statements that put a table under row-level security, forced on its owner too.

    *app* reads and writes by the mask (``WITH CHECK`` stops a label that the writer cannot read), *worker*
    works over all rows, *search* (owner of one security-definer function that reads the mask itself) may
    select. Every other role sees nothing.
    """
    name, app, worker = _checked(table), _role(app_role), _role(worker_role)
    bit = mask_expression(column)
    base = name.rpartition(".")[2]
    statements = [
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {base}_app ON {name} FOR ALL TO {app} USING ({bit}) WITH CHECK ({bit})",
        f"CREATE POLICY {base}_worker ON {name} FOR ALL TO {worker} USING (true) WITH CHECK (true)",
    ]
    if search_role is not None:
        search = _role(search_role)
        statements.append(f"CREATE POLICY {base}_search ON {name} FOR SELECT TO {search} USING (true)")
    return statements


SECURITY_LABEL_DDL: Final[tuple[str, ...]] = (
    """CREATE TABLE security_label (
    id integer PRIMARY KEY CHECK (id >= 0),
    digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
    body jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
)""",
    """CREATE FUNCTION security_label_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'security_label is immutable' USING ERRCODE = 'restrict_violation';
END
$$""",
    """CREATE TRIGGER security_label_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON security_label
    FOR EACH STATEMENT EXECUTE FUNCTION security_label_immutable()""",
)
"""The table of interned labels: id local to the database, digest of the access part, its JSON, immutable."""

FIND_LABEL: Final = "SELECT id FROM security_label WHERE digest = %(digest)s"
"""First step of interning; most labels are known already."""

INTERN_LABEL: Final[tuple[str, ...]] = (
    f"SELECT pg_advisory_xact_lock({INTERN_LOCK})",
    """INSERT INTO security_label (id, digest, body)
    SELECT coalesce(max(id), -1) + 1, %(digest)s, %(body)s::jsonb FROM security_label
    ON CONFLICT (digest) DO NOTHING""",
    FIND_LABEL,
)
"""Interning of an unknown label, as statements of one short READ COMMITTED transaction of its own.

Parameters ``digest`` (32 bytes) and ``body`` (text of the access part's canonical JSON). The lock is held to
the commit, so an id never becomes visible after a higher one, and a set can grow from its highest one.
"""
