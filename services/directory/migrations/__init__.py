"""The schema of the directory, one Alembic revision after another."""
