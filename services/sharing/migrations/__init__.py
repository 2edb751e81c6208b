"""The schema of the sharing service, one Alembic revision after another."""
