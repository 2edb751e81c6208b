"""The schema of the registry service, one Alembic revision after another."""
