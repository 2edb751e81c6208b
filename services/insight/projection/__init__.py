"""Applies events to the read model; each effect stands with its inbox row in one transaction."""
