"""Events: outbox → relay → bus → consumer. At least once on the bus, effects once, in order per key."""
