"""What a held meeting leaves of each item that stands on it."""
