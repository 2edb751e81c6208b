"""Contracts between the parts: topics, examples, buses."""
