"""Fixtures of the whole project: a real PostgreSQL server, and a closing summary of what could not run."""

pytest_plugins = ["deploy.dev.testing"]
