"""People and partners' systems: where they serve, for whom they act, what they may do."""
