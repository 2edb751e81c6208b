"""Measurements of what the design promises, each a ratio within one run: `make bench`."""
