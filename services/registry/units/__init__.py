"""Units and organisations as entities with their other names."""
