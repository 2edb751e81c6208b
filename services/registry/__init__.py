"""Activity registries: who does what, where, when, with whom; overlaps seen before they happen."""
