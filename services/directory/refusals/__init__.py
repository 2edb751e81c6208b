"""What the gateway refused, on record."""
