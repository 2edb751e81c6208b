"""Minutes: what a meeting recorded, where it went, and the nations' concurrence in it."""
