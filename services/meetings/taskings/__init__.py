"""Taskings and guidance: issued at a meeting, worked on by their forum, closed by their issuer."""
