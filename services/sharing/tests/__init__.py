"""The registry service against a real PostgreSQL."""
