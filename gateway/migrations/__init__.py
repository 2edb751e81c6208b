"""The schema of the gateway's database, one Alembic revision after another."""
