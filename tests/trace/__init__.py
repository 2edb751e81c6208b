"""One trace through all processes."""
