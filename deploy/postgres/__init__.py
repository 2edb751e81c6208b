"""Roles and databases on a PostgreSQL server that is not ours to start, made by one idempotent command."""
