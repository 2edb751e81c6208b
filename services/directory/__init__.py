"""Nations, communities, organisations, and people with their billets and rights; who was revoked."""
