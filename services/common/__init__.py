"""Plumbing that every service may import; it imports none of them."""
