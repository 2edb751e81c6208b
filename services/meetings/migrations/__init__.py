"""The schema of the meetings service, one Alembic revision after another."""
