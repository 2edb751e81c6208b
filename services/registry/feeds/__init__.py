"""Feeds: an administrator lets a nation's system write the records of one source (docs/adr/0062)."""
