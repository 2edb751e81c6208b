"""Alembic's environment for every service; `services.common.migrate` hands over connection and folder."""

from typing import Any

from alembic import context


def run() -> None:
    """Run the migrations on the connection that the caller opened."""
    options: dict[str, Any] = context.config.attributes
    context.configure(connection=options["connection"], transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


run()
