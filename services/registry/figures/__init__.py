"""Counts by host, tool, nation, year and month, of what the reader may read."""
